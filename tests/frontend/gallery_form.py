"""A form with every kind of field that field() draws."""

from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    Field,
    FieldList,
    Form,
    FormField,
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired


class Hours(Form):
    weekday = SelectField(
        "Ugedag", choices=[SelectChoice("1", "Mandag"), SelectChoice("2", "Tirsdag")]
    )
    start = StringField("Fra", validators=[InputRequired("Skriv et klokkeslæt")])


class PhoneField(StringField):
    """A class of our own: what is drawn follows from what a field can do, not its name."""


class GalleryForm(FlaskForm):
    version = HiddenField()
    name = StringField("Navn", validators=[InputRequired("Skriv et navn")])
    phone = PhoneField("Telefon", description="8 cifre, fx 84 00 01 01")
    note = TextAreaField("Note")
    organisation = SelectField("Organisation", choices=[SelectChoice("1", "Jobcenter")])
    level = RadioField(
        "Niveau",
        choices=[SelectChoice("leader", "Leder"), SelectChoice("employee", "Medarbejder")],
        validators=[InputRequired("Vælg leder eller medarbejder")],
    )
    is_shared = BooleanField("Nummeret er funktionens")
    domains = SelectMultipleField(
        "Problemområder", choices=[SelectChoice(f"domain-{n}", f"Område {n}") for n in range(18)]
    )
    hours = FieldList(FormField(Hours), "Telefontid", min_entries=2)
    numbers = FieldList(StringField("Nummer"), "Flere numre", min_entries=1)


def drawn_fields(form: GalleryForm) -> list[Field]:
    return [field for field in form if field.name != "version"]
