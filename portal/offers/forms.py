"""The form of an offer."""

from typing import Any

from flask_login import current_user
from wtforms import BooleanField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from portal.domains.queries import find_domains, list_domains
from portal.models.base import utc_now
from portal.models.offer import Offer
from portal.models.organisation import Organisation
from portal.models.vocabulary import Callers, Capacity, OfferKind, OfferStatus
from portal.municipalities.queries import find_municipalities, list_municipalities
from portal.organisations.queries import get_organisation, list_maintained_organisations
from portal.web.dates import local_today
from portal.web.fields import (
    CheckboxesField,
    DanishDateField,
    EntryField,
    HoursField,
    OptionalYesNoField,
    WholeNumberField,
)
from portal.web.forms import PortalForm
from portal.web.labels import choices
from portal.web.phone_form import phone_rows, phones_in
from portal.web.validators import email_address, max_length, required, web_address

OLDEST = 120


class OfferForm(PortalForm):
    """An offer; what nobody has told stays "not told", which is not no."""

    name = StringField("Navn", validators=[required("Skriv tilbuddets navn."), max_length(160)])
    kind = SelectField(
        "Slags",
        choices=[SelectChoice("", "Vælg slags"), *choices(OfferKind)],
        validators=[required("Vælg, hvad det er for et tilbud.")],
    )
    organisation_id = EntryField("Organisation", validators=[required("Vælg en organisation.")])
    status = SelectField("Status", choices=choices(OfferStatus), default=OfferStatus.OPEN.value)
    status_on = DanishDateField("Dato for status")
    phones = phone_rows()
    email = StringField("E-mail", validators=[email_address, max_length(254)])
    web = StringField("Hjemmeside", validators=[web_address, max_length(300)])
    address = StringField("Adresse", validators=[max_length(200)])
    is_address_hidden = BooleanField("Adressen er skjult for offentligheden")
    hours = HoursField("Åbningstid")
    hours_note = StringField("Bemærkning til åbningstiden", validators=[max_length(200)])
    domains = CheckboxesField("Problemområder")
    municipalities = CheckboxesField("Kommuner, det er for")
    target_group = TextAreaField("Målgruppe", validators=[max_length(2000)])
    age_from = WholeNumberField("Alder fra", least=0, most=OLDEST)
    age_to = WholeNumberField("Alder til", least=0, most=OLDEST)
    callers = SelectField("Hvem må ringe", choices=choices(Callers), default=Callers.UNKNOWN.value)
    has_self_referral = OptionalYesNoField("Kan man selv henvende sig?")
    is_anonymous = OptionalYesNoField("Kan man være anonym?")
    is_free_of_charge = OptionalYesNoField("Er det gratis?")
    sends_staff_out = OptionalYesNoField("Kan de sende personale ud?")
    has_overnight_stay = OptionalYesNoField("Kan man overnatte?")
    capacity = SelectField(
        "Ledige pladser nu", choices=choices(Capacity), default=Capacity.UNKNOWN.value
    )
    referral = TextAreaField("Sådan henviser man", validators=[max_length(2000)])
    exclusions = TextAreaField("Det gør de ikke", validators=[max_length(2000)])
    note = TextAreaField("Bemærkning til brobyggere", validators=[max_length(2000)])

    def __init__(
        self, obj: Offer | None = None, owner: Organisation | None = None, **options: Any
    ) -> None:
        """Set what can be chosen; ``owner`` is whom a new offer is for."""
        super().__init__(obj=obj, **options)
        place = obj.organisation if obj else owner
        self.organisation_id.offer(list_maintained_organisations(current_user), place)
        self.domains.offer(list_domains())
        self.municipalities.offer(list_municipalities())

    def validate_status_on(self, field: DanishDateField) -> None:
        """Hold the date against the status: a plan lies ahead, what has happened does not."""
        if field.errors:
            return
        today, status = local_today(), self.status.data
        if status == OfferStatus.PLANNED:
            if field.data is None:
                raise ValidationError("Skriv, hvornår tilbuddet åbner.")
            if field.data < today:
                raise ValidationError("Datoen er passeret. Skriv en ny, eller vælg en ny status.")
        elif status == OfferStatus.CLOSED and field.data is None:
            raise ValidationError("Skriv, hvornår tilbuddet blev nedlagt.")
        elif field.data is not None and field.data > today:
            raise ValidationError("Datoen må ikke ligge i fremtiden. Vælg Planlagt, til det sker.")

    def validate_age_to(self, field: WholeNumberField) -> None:
        first = self.age_from.data
        if field.data is not None and first is not None and field.data < first:
            raise ValidationError("Den højeste alder må ikke være under den laveste.")

    def fill(self, offer: Offer) -> None:
        """Give an offer what was typed."""
        offer.organisation = get_organisation(self.organisation_id.data)
        offer.name, offer.kind = self.name.data, OfferKind(self.kind.data)
        offer.status, offer.status_on = OfferStatus(self.status.data), self.status_on.data
        offer.domains = find_domains(self.domains.data)
        offer.municipalities = find_municipalities(self.municipalities.data)
        self.fill_contact_details(offer)
        self.fill_conditions(offer)

    def fill_contact_details(self, offer: Offer) -> None:
        offer.phones = phones_in(self.phones)
        offer.email, offer.web = self.email.data or None, self.web.data or None
        offer.address = self.address.data or None
        offer.is_address_hidden = self.is_address_hidden.data
        offer.hours, offer.hours_note = self.hours.data, self.hours_note.data

    def fill_conditions(self, offer: Offer) -> None:
        offer.target_group, offer.note = self.target_group.data, self.note.data
        offer.age_from, offer.age_to = self.age_from.data, self.age_to.data
        offer.callers = Callers(self.callers.data)
        offer.has_self_referral = self.has_self_referral.answer
        offer.is_anonymous = self.is_anonymous.answer
        offer.is_free_of_charge = self.is_free_of_charge.answer
        offer.sends_staff_out = self.sends_staff_out.answer
        offer.has_overnight_stay = self.has_overnight_stay.answer
        offer.referral, offer.exclusions = self.referral.data, self.exclusions.data
        set_capacity(offer, Capacity(self.capacity.data))


def set_capacity(offer: Offer, capacity: Capacity) -> None:
    """Set an offer's capacity and, when that is news, the time at which it was so."""
    if capacity == (offer.capacity or Capacity.UNKNOWN):
        return
    offer.capacity = capacity
    offer.capacity_at = None if capacity == Capacity.UNKNOWN else utc_now()
