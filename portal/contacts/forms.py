"""The form of a contact person."""

from itertools import pairwise
from typing import Any

from flask_login import current_user
from wtforms import (
    BooleanField,
    FieldList,
    FormField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import ValidationError

from portal.contacts.queries import get_contact, list_possible_deputies
from portal.domains.queries import find_domains, list_domains
from portal.models.contact import Absence, Contact
from portal.models.domain import Domain
from portal.models.organisation import Organisation
from portal.models.vocabulary import Level
from portal.organisations.queries import get_organisation, list_maintained_organisations
from portal.web.fields import CheckboxesField, DanishDateField, EntryField, HoursField
from portal.web.forms import PortalForm, RowForm
from portal.web.labels import choices
from portal.web.phone_form import phone_rows, phones_in
from portal.web.validators import email_address, max_length, required


class AbsenceForm(RowForm):
    """One absence; a row left empty is none."""

    from_on = DanishDateField("Fra og med")
    to_on = DanishDateField("Til og med")
    note = StringField("Bemærkning", validators=[max_length(200)])

    @property
    def is_empty(self) -> bool:
        return not (self.from_on.typed or self.to_on.typed or self.note.data)

    def validate(self, extra_validators: Any = None) -> bool:
        if not super().validate(extra_validators):
            return False
        first, last = self.from_on.data, self.to_on.data
        if self.is_empty:
            return True
        if first is None:
            self.from_on.errors = ["Skriv den første dag, fx 24-12-2026."]
        elif last is None:
            self.to_on.errors = ["Skriv den sidste dag, fx 24-12-2026."]
        elif last < first:
            self.to_on.errors = ["Den sidste dag må ikke ligge før den første."]
        return not (self.from_on.errors or self.to_on.errors)


class ContactForm(PortalForm):
    """A contact person or a function; the choices depend on who edits and for whom."""

    organisation_id = EntryField("Organisation", validators=[required("Vælg en organisation.")])
    function = StringField(
        "Funktion",
        validators=[required("Skriv funktionen, fx Demenskoordinator."), max_length(160)],
    )
    name = StringField("Navn", validators=[max_length(120)])
    level = SelectField("Niveau", choices=choices(Level), default=Level.EMPLOYEE.value)
    phones = phone_rows()
    email = StringField("E-mail", validators=[email_address, max_length(254)])
    secure_mail = StringField("Sikker mail", validators=[email_address, max_length(254)])
    hours = HoursField("Telefontid")
    domains = CheckboxesField("Problemområder")
    absences = FieldList(FormField(AbsenceForm), "Fravær", max_entries=12)
    deputy_id = EntryField("Stedfortræder", none="Ingen stedfortræder")
    is_in_steering_group = BooleanField("Er med i styregruppen")
    valid_from_on = DanishDateField("Gælder fra")
    valid_to_on = DanishDateField("Gælder til")
    note = TextAreaField("Bemærkning til brobyggere", validators=[max_length(2000)])

    def __init__(
        self,
        obj: Contact | None = None,
        owner: Organisation | None = None,
        domain: Domain | None = None,
        **options: Any,
    ) -> None:
        """Set what can be chosen; ``owner`` is whom a new contact is for, ``domain`` its first."""
        super().__init__(obj=obj, **options)
        if domain and not self.is_submitted():
            self.domains.data = [domain.id]
        place = obj.organisation if obj else owner
        self.organisation_id.offer(list_maintained_organisations(current_user), place)
        self.domains.offer(list_domains())
        near = list_possible_deputies(place) if place else []
        self.deputy_id.offer((one for one in near if one is not obj), obj and obj.deputy)

    def validate_absences(self, field: FieldList) -> None:
        """Mark the later of two absences that overlap."""
        rows = [row.form for row in field if row.form.from_on.data and row.form.to_on.data]
        rows.sort(key=lambda row: row.from_on.data)
        for earlier, later in pairwise(rows):
            if later.from_on.data <= earlier.to_on.data:
                later.from_on.errors = [*later.from_on.errors, "Overlapper et andet fravær."]

    def validate_deputy_id(self, field: EntryField) -> None:
        """Refuse a deputy who is away on a day on which the contact is away."""
        if field.data is None or field.errors:
            return
        deputy = get_contact(field.data)
        for row in (row.form for row in self.absences):
            first, last = row.from_on.data, row.to_on.data
            if first and last and deputy.is_absent_between(first, last):
                raise ValidationError(f"{deputy.title} er selv fraværende. Vælg en anden.")

    def validate_valid_to_on(self, field: DanishDateField) -> None:
        first = self.valid_from_on.data
        if field.data and first and field.data < first:
            raise ValidationError("Slutdatoen må ikke ligge før startdatoen.")

    def absences_in_order(self) -> list[AbsenceForm]:
        """Return the absences that were filled in, earliest first, as they are read back."""
        rows = [row.form for row in self.absences if not row.form.is_empty]
        return sorted(rows, key=lambda row: (row.from_on.data, row.to_on.data))

    def fill(self, contact: Contact) -> None:
        """Give a contact what was typed."""
        contact.organisation = get_organisation(self.organisation_id.data)
        contact.function, contact.name = self.function.data, self.name.data or None
        contact.level = Level(self.level.data)
        contact.phones = phones_in(self.phones)
        contact.email, contact.secure_mail = self.email.data or None, self.secure_mail.data or None
        contact.hours = self.hours.data
        contact.domains = find_domains(self.domains.data)
        contact.absences = [
            Absence(position=place, from_on=r.from_on.data, to_on=r.to_on.data, note=r.note.data)
            for place, r in enumerate(self.absences_in_order())
        ]
        contact.deputy_id = self.deputy_id.data
        contact.is_in_steering_group = self.is_in_steering_group.data
        contact.valid_from_on, contact.valid_to_on = self.valid_from_on.data, self.valid_to_on.data
        contact.note = self.note.data
