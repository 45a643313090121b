"""A seat at the table: a role, and who holds it today."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from portal.contacts.queries import find_contact
from portal.models.contact import Contact
from portal.models.meeting import MeetingParticipant
from portal.models.meeting_vocabulary import MeetingRole
from portal.models.offer import Offer
from portal.offers.queries import find_offer
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
    replaced: Contact | None = None
    is_required: bool = False
    is_ticked: bool = True
    remark: str = ""

    @property
    def source(self) -> str:
        """The entry behind the seat as a form names it, such as "contact:17"; empty without one."""
        entry = self.contact or self.offer
        return f"{entry.__tablename__}:{entry.id}" if entry else ""

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
    if not is_away(holder, today):
        return seat_of(role, holder)
    deputy = find_deputy(holder, today)
    absent = f"{holder.name or holder.function} er {absence_words(holder, today)}"
    if deputy is None:
        seat = seat_of(role, holder)
        return with_remark(seat, f"{absent}, og ingen stedfortræder er kendt.")
    seat = seat_of(role, deputy, replaced=holder)
    return with_remark(seat, f"{absent}. {deputy.name or deputy.function} er stedfortræder.")


def seat_of(role: MeetingRole, contact: Contact, replaced: Contact | None = None) -> Seat:
    """Return a contact's seat, whether or not the contact is away."""
    return Seat(
        role,
        contact.function,
        contact.name or "",
        contact.organisation.full_name[: MeetingParticipant.organisation.type.length],
        contact.email or contact.secure_mail or "",
        contact=contact,
        replaced=replaced,
        remark="" if contact.email or not contact.secure_mail else ONLY_SECURE_MAIL,
    )


def offer_seat(role: MeetingRole, offer: Offer) -> Seat:
    """Return the seat of an offer."""
    organisation = offer.organisation.full_name[: MeetingParticipant.organisation.type.length]
    return Seat(role, offer.name, organisation=organisation, email=offer.email or "", offer=offer)


def free_seat(role: MeetingRole, function: str = "", organisation: str = "") -> Seat:
    """Return a seat of which the directory knows no holder; by default called after its role."""
    return Seat(
        role,
        function or MEETING_LABELS[MeetingRole][role],
        organisation=organisation,
        is_ticked=False,
    )


def find_seat(role: MeetingRole, source: str, replaced_id: str = "") -> Seat | None:
    """Return the seat that a form names by its source, or None when nobody is there any more."""
    table, _, own_id = source.partition(":")
    if not is_id(own_id):
        return None
    if table == "offer":
        offer = find_offer(int(own_id))
        return offer_seat(role, offer) if offer else None
    contact = find_contact(int(own_id)) if table == "contact" else None
    replaced = find_contact(int(replaced_id)) if is_id(replaced_id) else None
    return seat_of(role, contact, replaced) if contact else None


def is_id(text: str) -> bool:
    """Say whether a text can be the number of a row."""
    return text.isascii() and text.isdecimal() and len(text) < 10


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


def with_remark(seat: Seat, remark: str) -> Seat:
    """Return a seat with one more sentence said of it."""
    return replace(seat, remark=f"{remark} {seat.remark}".strip())
