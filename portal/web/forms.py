"""The base of every form: the citizen-data guard, the version it was opened at, the resend key."""

import secrets
from collections.abc import Iterator
from typing import Any

from flask import request
from flask_wtf import FlaskForm
from wtforms import BooleanField, Field, FieldList, Form, FormField, HiddenField, StringField

from portal.privacy.cpr import MESSAGE_ASK, MESSAGE_REFUSE, Verdict, find_cpr

# What WTForms says of itself, in Danish; our own checks bring their sentences along.
DANISH = {
    "Not a valid choice.": "Vælg en fra listen.",
    "Invalid Choice: could not coerce.": "Vælg en fra listen.",
    "'%(value)s' is not a valid choice for this field.": "Vælg kun fra listen.",
    "Invalid choice(s): one or more data inputs could not be coerced.": "Vælg kun fra listen.",
}


class DanishTranslations:
    """The few sentences of WTForms' own that anybody can meet."""

    def gettext(self, text: str) -> str:
        return DANISH.get(text, text)

    def ngettext(self, singular: str, plural: str, _count: int) -> str:
        return DANISH.get(singular, plural)


def strip(value: Any) -> Any:
    """Return a text without the blanks round it, and without NUL, which PostgreSQL cannot keep.

    A text that was not sent is an empty one; lists stay as they are.
    """
    if value is None:
        return ""
    return value.replace("\0", "").strip() if isinstance(value, str) else value


class TextMeta:
    """How every form and every row of one binds its fields: texts stripped, errors in Danish."""

    def bind_field(self, form: Any, unbound_field: Any, options: dict[str, Any]) -> Field:
        if issubclass(unbound_field.field_class, StringField):
            filters = (*unbound_field.kwargs.get("filters", ()), strip)
            options = {**options, "filters": filters}
        return unbound_field.bind(form=form, **options)

    def get_translations(self, _form: Any) -> DanishTranslations:
        return DanishTranslations()


class RowForm(Form):
    """The fields of one row of a form."""

    class Meta(TextMeta):
        pass


class PortalForm(FlaskForm):
    """A form whose text fields cannot hold a citizen's CPR number.

    ``form_key`` lets a form that was sent twice be carried out once; ``version`` is the version of
    the entry the form was opened at, empty for a new one.
    """

    class Meta(TextMeta, FlaskForm.Meta):
        pass

    form_key = HiddenField(default=lambda: secrets.token_hex(16))
    version = HiddenField()
    is_no_cpr = BooleanField("Det er ikke et CPR-nummer")

    asks_about_cpr = False

    def validate(self, extra_validators: Any = None) -> bool:
        super().validate(extra_validators)
        self.keep_citizens_out()
        self.gather_row_errors()
        return not self.errors

    def keep_citizens_out(self) -> None:
        """Put an error on each text field that holds, or may hold, a CPR number."""
        for field in text_fields(self):
            finding = find_cpr(str(field.raw_data[0])) if field.raw_data else None
            if finding is None:
                continue
            if finding.verdict == Verdict.ask and self.is_no_cpr.data:
                continue
            self.asks_about_cpr = self.asks_about_cpr or finding.verdict == Verdict.ask
            message = MESSAGE_ASK if finding.verdict == Verdict.ask else MESSAGE_REFUSE
            field.errors = [*field.errors, message]

    def gather_row_errors(self) -> None:
        """Let rows know of the errors in them: some came after the rows had been checked."""
        for field in self:
            if isinstance(field, FieldList):
                own = [error for error in field.errors if isinstance(error, str)]
                field.errors = [*own, *(row.errors for row in field if row.errors)]

    def refresh_rows(self) -> None:
        """Set the choices of rows; called again when rows were added or moved."""

    @property
    def pressed(self) -> str:
        """The button that adds, moves or removes a row, as "steps:up:2"; empty for a plain save."""
        return str(request.form.get("row", ""))


def text_fields(form: Any) -> Iterator[Field]:
    """Yield every field of a form that a person can type into, those in rows included."""
    for field in form:
        if isinstance(field, FieldList):
            for row in field:
                yield from text_fields(row.form) if isinstance(row, FormField) else (row,)
        elif isinstance(field, FormField):
            yield from text_fields(field.form)
        elif not isinstance(field, HiddenField | BooleanField) and field.type != "CSRFTokenField":
            yield field
