"""The form of a municipality; its code, its name and its address never change."""

from typing import Any

from flask_login import current_user
from wtforms import SelectField, StringField, TextAreaField
from wtforms.validators import ValidationError

from portal.access.permissions import may
from portal.models.municipality import Municipality
from portal.models.vocabulary import Participation
from portal.municipalities.queries import list_contacts_in, list_coordinators_of
from portal.web.fields import DanishDateField, EntryField, HoursField, LinesField, PhoneField
from portal.web.forms import PortalForm
from portal.web.labels import choices
from portal.web.phone_form import refuse_demo_number
from portal.web.validators import email_address, max_length, web_address


class MunicipalityForm(PortalForm):
    """What a municipality says of itself; only administrators change its other names."""

    participation = SelectField("Deltagelse", choices=choices(Participation))
    participation_since_on = DanishDateField("Siden")
    participation_note = TextAreaField("Bemærkning om deltagelse", validators=[max_length(2000)])
    central_contact_id = EntryField("Central indgang", none="Ingen valgt")
    coordinator_id = EntryField("Koordinator", none="Alle koordinatorer")
    deputy_coordinator_id = EntryField("Koordinatorens stedfortræder", none="Ingen valgt")
    switchboard = PhoneField("Hovednummer", validators=[refuse_demo_number])
    hours = HoursField("Åbningstid")
    email = StringField("E-mail", validators=[email_address, max_length(254)])
    secure_mail = StringField("Sikker mail", validators=[email_address, max_length(254)])
    web = StringField("Hjemmeside", validators=[web_address, max_length(300)])
    consent_note = TextAreaField("Om samtykke", validators=[max_length(2000)])
    legal_note = TextAreaField("Om jura og hjemmel", validators=[max_length(2000)])
    variants = LinesField("Andre navne")

    def __init__(self, obj: Municipality, **options: Any) -> None:
        super().__init__(obj=obj, **options)
        self.central_contact_id.offer(list_contacts_in(obj))
        coordinators = list_coordinators_of(obj)
        self.coordinator_id.offer(coordinators, obj.coordinator)
        self.deputy_coordinator_id.offer(coordinators, obj.deputy_coordinator)
        if not may(current_user, "administer_domains"):
            del self.variants

    def validate_central_contact_id(self, field: EntryField) -> None:
        if self.participation.data == Participation.PARTICIPATES and field.data is None:
            raise ValidationError(
                "En kommune, der deltager, skal have en central indgang. Vælg en kontaktperson."
            )

    def validate_deputy_coordinator_id(self, field: EntryField) -> None:
        if field.data is not None and field.data == self.coordinator_id.data:
            raise ValidationError("Vælg en anden end koordinatoren, eller ingen.")

    def fill(self, municipality: Municipality) -> None:
        """Give a municipality what was typed."""
        municipality.participation = Participation(self.participation.data)
        municipality.participation_since_on = self.participation_since_on.data
        municipality.participation_note = self.participation_note.data
        municipality.central_contact_id = self.central_contact_id.data
        municipality.coordinator_id = self.coordinator_id.data
        municipality.deputy_coordinator_id = self.deputy_coordinator_id.data
        municipality.switchboard = self.switchboard.data or None
        municipality.hours = self.hours.data
        municipality.email = self.email.data or None
        municipality.secure_mail = self.secure_mail.data or None
        municipality.web = self.web.data or None
        municipality.consent_note = self.consent_note.data
        municipality.legal_note = self.legal_note.data
        if self.variants is not None:
            municipality.variants = self.variants.data or []
