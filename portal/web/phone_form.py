"""The rows of phone numbers in the forms of contacts and offers."""

from collections.abc import Iterable

from flask import current_app
from flask_login import current_user
from wtforms import Field, FieldList, Form, FormField, SelectField
from wtforms.validators import ValidationError

from portal.models.phone import Phone
from portal.models.vocabulary import Audience, PhoneKind
from portal.text.phones import is_demo_number
from portal.web.fields import PhoneField
from portal.web.forms import RowForm
from portal.web.labels import choices


def refuse_demo_number(_form: Form, field: Field) -> None:
    """Refuse a number of the demo's series outside the demo: nobody would ever answer it."""
    if field.data and is_demo_number(field.data) and not is_in_demo():
        raise ValidationError("Numre på 84 er kun til demo. Skriv et rigtigt telefonnummer.")


def is_in_demo() -> bool:
    return bool(current_app.config["DEMO"]) and current_user.is_demo


class PhoneForm(RowForm):
    """One number; a row left empty is no number."""

    number = PhoneField("Nummer", validators=[refuse_demo_number])
    kind = SelectField("Slags", choices=choices(PhoneKind))
    audience = SelectField(
        "Hvem må se det",
        choices=choices(Audience),
        default=Audience.PROFESSIONAL.value,
    )


def phone_rows() -> FieldList:
    """Return the field that holds a contact's or an offer's numbers."""
    return FieldList(FormField(PhoneForm), "Telefonnumre", min_entries=1, max_entries=6)


def phones_in(rows: Iterable[FormField]) -> list[Phone]:
    """Return the numbers that were filled in, in their order."""
    filled = [row.form for row in rows if row.form.number.data]
    return [
        Phone(
            position=place,
            number=form.number.data,
            kind=PhoneKind(form.kind.data),
            audience=Audience(form.audience.data),
        )
        for place, form in enumerate(filled)
    ]
