"""A seat at the table: a role, and who holds it today."""

from dataclasses import dataclass
from datetime import date, timedelta

from portal.contacts.queries import find_contact
from portal.models.contact import Contact
from portal.models.meeting import MeetingParticipant
from portal.models.meeting_vocabulary import MeetingRole
from portal.models.municipality import Municipality
from portal.models.offer import Offer
from portal.municipalities.queries import find_municipalities
from portal.offers.queries import find_offer
from portal.text.numbers import read_number
from portal.web.dates import format_short_date
from portal.web.meeting_labels import MEETING_LABELS

LOOK_AHEAD_DAYS = 14
"""Whoever is away for all of these days does not come to a meeting that is planned today."""

KNOWN_ABSENCES = {
    "ferie": "på ferie",
    "kursus": "på kursus",
    "kurser": "på kursus",
    "orlov": "på orlov",
    "barsel": "på barsel",
}
NOBODY_KNOWN = {
    MeetingRole.CENTRAL_ENTRANCE: "Kommunen har ingen central indgang i Én indgang.",
    MeetingRole.DOMAIN_CONTACT: "Kommunen har ingen kontaktperson for området i Én indgang.",
}
ONLY_SECURE_MAIL = "Kun en sikker mail er kendt."


@dataclass(frozen=True)
class Seat:
    """Somebody who should sit at the table; citizen and support person have no name and no e-mail.

    ``stands_in_for`` is whom a deputy replaces; ``remark`` is what the page says of the seat.
    """

    role: MeetingRole
    function: str
    name: str = ""
    organisation: str = ""
    email: str = ""
    contact: Contact | None = None
    offer: Offer | None = None
    municipality: Municipality | None = None
    replaced: Contact | None = None
    is_required: bool = False
    is_ticked: bool = True
    remark: str = ""

    @property
    def source(self) -> str:
        """The entry behind the seat as a form names it, such as "contact:17"; empty without one."""
        entry = self.contact or self.offer or self.municipality
        return f"{entry.__tablename__}:{entry.id}" if entry else ""

    @property
    def is_free(self) -> bool:
        """Say whether the directory knows nobody for the seat."""
        return not (self.contact or self.offer)

    @property
    def stands_in_for(self) -> str:
        """The title of the one whom a deputy replaces."""
        return self.replaced.title if self.replaced else ""

    @property
    def title(self) -> str:
        """Function first, then the name."""
        return f"{self.function}, {self.name}" if self.name else self.function


def contact_seat(role: MeetingRole, holder: Contact, today: date) -> Seat:
    """Return the seat of a contact, taken by the deputy when the holder is away."""
    deputy = find_deputy(holder, today) if is_away(holder, today) else None
    return seat_of(role, deputy or holder, today, holder if deputy else None)


def seat_of(
    role: MeetingRole, contact: Contact, today: date, replaced: Contact | None = None
) -> Seat:
    """Return a contact's seat, whether or not the contact is away."""
    remarks = [absence_remark(replaced or contact, today)]
    if contact.secure_mail and not contact.email:
        remarks.append(ONLY_SECURE_MAIL)
    return Seat(
        role,
        contact.function,
        contact.name or "",
        contact.organisation.full_name[: MeetingParticipant.organisation.type.length],
        contact.email or contact.secure_mail or "",
        contact=contact,
        replaced=replaced,
        remark=" ".join(remarks).strip(),
    )


def absence_remark(holder: Contact, today: date) -> str:
    """Return in a sentence that somebody is away and who stands in; empty while nobody is."""
    if not is_away(holder, today):
        return ""
    absent = f"{holder.name or holder.function} er {absence_words(holder, today)}"
    deputy = find_deputy(holder, today)
    if deputy is None:
        return f"{absent}, og ingen stedfortræder er kendt."
    return f"{absent}. {deputy.name or deputy.function} er stedfortræder."


def offer_seat(role: MeetingRole, offer: Offer) -> Seat:
    """Return the seat of an offer."""
    organisation = offer.organisation.full_name[: MeetingParticipant.organisation.type.length]
    return Seat(role, offer.name, organisation=organisation, email=offer.email or "", offer=offer)


def free_seat(
    role: MeetingRole, function: str = "", municipality: Municipality | None = None
) -> Seat:
    """Return a seat of which the directory knows no holder; by default called after its role.

    Of a municipality's own seats its address is known: somebody there finds out who it is.
    """
    is_entrance = role == MeetingRole.CENTRAL_ENTRANCE and municipality is not None
    address = (municipality.email or municipality.secure_mail) if municipality else None
    return Seat(
        role,
        function or MEETING_LABELS[MeetingRole][role],
        organisation=municipality.full_name if municipality else "",
        email=(address or "") if is_entrance else "",
        municipality=municipality,
        is_ticked=False,
        remark=NOBODY_KNOWN.get(role, "") if municipality else "",
    )


def find_seat(role: MeetingRole, source: str, today: date, replaced_id: str = "") -> Seat | None:
    """Return the seat that a form names by its source, or None when nobody is there any more."""
    table, _, own_id = source.partition(":")
    number, replaced_number = read_number(own_id), read_number(replaced_id)
    if number is None:
        return None
    if table == "municipality":
        place = find_municipalities([number])
        return free_seat(role, municipality=place[0]) if place else None
    if table == "offer":
        offer = find_offer(number)
        return offer_seat(role, offer) if offer else None
    contact = find_contact(number) if table == "contact" else None
    replaced = None if replaced_number is None else find_contact(replaced_number)
    return seat_of(role, contact, today, replaced) if contact else None


def is_away(contact: Contact, today: date) -> bool:
    """Say whether a contact is absent today, or on every day of the next two weeks."""
    if contact.absence_on(today) is not None:
        return True
    days = (today + timedelta(days=ahead) for ahead in range(1, LOOK_AHEAD_DAYS + 1))
    return all(contact.absence_on(day) is not None for day in days)


def find_deputy(holder: Contact, today: date) -> Contact | None:
    """Return who stands in: the deputy, or the deputy's own one when the deputy is away too."""
    seen, deputy = {holder.id}, holder.deputy
    while deputy is not None and deputy.id not in seen:
        if not deputy.is_archived and not is_away(deputy, today):
            return deputy
        seen.add(deputy.id)
        deputy = deputy.deputy
    return None


def absence_words(contact: Contact, day: date) -> str:
    """Return in words that a contact is away on a day: "på ferie til 4. dec."."""
    absence = contact.absence_on(day)
    if absence is None:
        return "fraværende"
    word = KNOWN_ABSENCES.get(absence.note.strip().casefold(), "fraværende")
    return f"{word} til {format_short_date(absence.to_on, day)}".removesuffix(".")
