"""The base of every form: the citizen-data guard, the version it was opened at, the resend key."""

import secrets
from collections.abc import Iterator
from typing import Any

from flask import request
from flask_wtf import FlaskForm
from wtforms import BooleanField, Field, FieldList, FormField, HiddenField, StringField

from portal.privacy.cpr import MESSAGE_ASK, MESSAGE_REFUSE, Verdict, find_cpr


def strip(value: str | None) -> str | None:
    """Return a text without the blanks round it; an empty one stays empty."""
    return value.strip() if isinstance(value, str) else value


class PortalForm(FlaskForm):
    """A form whose text fields cannot hold a citizen's CPR number.

    ``form_key`` lets a form that was sent twice be carried out once; ``version`` is the version of
    the entry the form was opened at, empty for a new one.
    """

    class Meta(FlaskForm.Meta):
        locales = ("da_DK", "da")

        def bind_field(self, form: Any, unbound_field: Any, options: dict[str, Any]) -> Field:
            if issubclass(unbound_field.field_class, StringField):
                filters = unbound_field.kwargs.get("filters", ())
                options["filters"] = (*filters, strip)
                unbound_field.kwargs.pop("filters", None)
            return unbound_field.bind(form=form, **options)

    form_key = HiddenField(default=lambda: secrets.token_hex(16))
    version = HiddenField()
    is_no_cpr = BooleanField("Det er ikke et CPR-nummer")

    asks_about_cpr = False

    def validate(self, extra_validators: Any = None) -> bool:
        is_valid = bool(super().validate(extra_validators))
        return self.keeps_citizens_out() and is_valid

    def keeps_citizens_out(self) -> bool:
        """Put an error on each text field that holds, or may hold, a CPR number."""
        is_clean = True
        for field in text_fields(self):
            finding = find_cpr(str(field.raw_data[0])) if field.raw_data else None
            if finding is None:
                continue
            if finding.verdict == Verdict.ask and self.is_no_cpr.data:
                continue
            self.asks_about_cpr = self.asks_about_cpr or finding.verdict == Verdict.ask
            message = MESSAGE_ASK if finding.verdict == Verdict.ask else MESSAGE_REFUSE
            field.errors = [*field.errors, message]
            is_clean = False
        return is_clean

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
