"""The rows of participants in the form of a meeting."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wtforms import BooleanField, HiddenField, SelectField, StringField
from wtforms.fields.choices import SelectChoice

from portal.models.meeting import MeetingParticipant
from portal.models.meeting_vocabulary import MeetingRole
from portal.network_meetings.planning.seats import Seat, find_seat
from portal.text.numbers import read_number
from portal.web.dates import local_today
from portal.web.forms import RowForm
from portal.web.meeting_labels import MEETING_LABELS
from portal.web.validators import email_address, max_length

RowValues = dict[str, Any]
MUST, MAY = "skal", "kan"
DEMANDS = [SelectChoice(MUST, "Skal med"), SelectChoice(MAY, "Kan være med")]
ROLES = {role.value: role for role in MeetingRole}
SEVERAL = frozenset({MeetingRole.DOMAIN_CONTACT, MeetingRole.STAFF_NEAR_CITIZEN})
"""Roles of which several free functions may be proposed at once."""


@dataclass(frozen=True)
class Chosen:
    """One who is to sit at the table; ``participant_id`` when they sit there already."""

    seat: Seat
    participant_id: int | None = None


class ParticipantForm(RowForm):
    """One row. Who comes from the directory is shown in words, a free function is typed.

    The hidden fields hold numbers of rows only: what they stand for is read from the database.
    """

    participant_id = HiddenField()
    role = HiddenField(default=MeetingRole.OTHER.value)
    source = HiddenField()
    replaced = HiddenField()
    known_email = HiddenField()
    is_included = BooleanField("Inviter", default=True)
    function = StringField("Funktion", validators=[max_length(160)])
    name = StringField("Navn", validators=[max_length(120)])
    demand = SelectField("Skal med?", choices=DEMANDS, default=MAY)
    email = StringField("E-mail", validators=[email_address, max_length(254)])

    participant: MeetingParticipant | None = None
    seat: Seat | None = None

    def look_up(self, participants: Mapping[int, MeetingParticipant]) -> None:
        """Find out whom the hidden fields stand for; a participant removed meanwhile is new."""
        known = read_number(self.participant_id.data or "")
        self.participant = None if known is None else participants.get(known)
        self.follow_colleague()
        self.seat = find_seat(
            self.chosen_role, self.source.data or "", local_today(), self.replaced.data or ""
        )
        if not self.is_free and self.shown is not None:  # in words only, so no browser sends them
            self.function.data, self.name.data = self.shown.function, self.shown.name

    def follow_colleague(self) -> None:
        """Show who sits there now, when the seat was passed on while the page was open."""
        one = self.participant
        if one is None or self.email.data != self.known_email.data or one.email == self.email.data:
            return
        self.function.data, self.name.data = one.function, one.name
        self.email.data = self.known_email.data = one.email

    @property
    def chosen_role(self) -> MeetingRole:
        return ROLES.get(self.role.data or "", MeetingRole.OTHER)

    @property
    def role_name(self) -> str:
        return MEETING_LABELS[MeetingRole][self.chosen_role]

    @property
    def is_nameless(self) -> bool:
        """Say whether the portal must not know who this is."""
        return self.chosen_role in MeetingParticipant.nameless

    @property
    def is_free(self) -> bool:
        """Say whether function and name are typed: nobody of the directory holds the seat."""
        if self.participant is not None:
            is_known = bool(self.participant.contact_id or self.participant.offer_id)
        else:
            is_known = self.seat is not None and not self.seat.is_free
        return not (is_known or self.is_nameless)

    @property
    def is_added(self) -> bool:
        """Say whether somebody added the row and may remove it; others are unticked."""
        return self.is_free and self.chosen_role == MeetingRole.OTHER

    @property
    def shown(self) -> Seat | MeetingParticipant | None:
        """The one from the directory, or who sits there already, as it is shown in words."""
        return self.participant or self.seat

    @property
    def stands_in_for(self) -> str:
        """Whom a deputy replaces, when no remark of the seat says it."""
        is_told = self.seat is not None and bool(self.seat.remark)
        return "" if is_told or self.shown is None else self.shown.stands_in_for

    @property
    def title(self) -> str:
        """What the row is called in its buttons and labels."""
        if self.is_free:
            return self.function.data or "den nye funktion"
        return self.shown.title if self.shown else self.role_name

    def validate(self, extra_validators: Any = None) -> bool:
        if not self.is_included.data:
            return True
        is_valid = bool(super().validate(extra_validators))
        if self.is_free and not self.function.data:
            self.function.errors = ["Skriv en funktion, fx Sagsbehandler, ydelse."]
        return is_valid and not self.function.errors

    def to_chosen(self) -> Chosen:
        """Return who was chosen, with what may be known of them."""
        known, is_required = self.shown, self.demand.data == MUST
        own_id = self.participant.id if self.participant else None
        if self.is_nameless:
            return Chosen(Seat(self.chosen_role, self.role_name, is_required=is_required), own_id)
        is_typed = self.is_free or known is None
        seat = Seat(
            self.chosen_role,
            self.function.data if is_typed or known is None else known.function,
            self.name.data if is_typed or known is None else known.name,
            known.organisation if known else "",
            self.email.data,
            contact=known.contact if known else None,
            offer=known.offer if known else None,
            replaced=self.seat.replaced if self.seat else None,
            is_required=is_required,
        )
        return Chosen(seat, own_id)

    def values(self) -> RowValues:
        """Return what stands in the row, to make it again."""
        return {field.short_name: field.data for field in self}


def row_of_seat(seat: Seat) -> RowValues:
    """Return the values of a row for a seat that is proposed."""
    return {
        "role": seat.role.value,
        "source": seat.source,
        "replaced": str(seat.replaced.id) if seat.replaced else "",
        "is_included": seat.is_ticked,
        "function": seat.function,
        "name": seat.name,
        "demand": MUST if seat.is_required else MAY,
        "email": seat.email,
    }


def row_of_participant(one: MeetingParticipant) -> RowValues:
    """Return the values of a row for somebody who sits at the table."""
    entry = one.contact or one.offer
    return {
        "participant_id": str(one.id),
        "role": one.role.value,
        "source": f"{entry.__tablename__}:{entry.id}" if entry else "",
        "is_included": True,
        "function": one.function,
        "name": one.name,
        "demand": MUST if one.is_required else MAY,
        "email": one.email,
        "known_email": one.email,
    }


def merge_rows(seats: Sequence[Seat], typed: Sequence[RowValues]) -> list[RowValues]:
    """Return the rows of new proposals with what was typed before; nothing of that is lost.

    Rows that belong together keep what was changed in them. Those that nobody proposes any more
    stay when somebody sits there, a function was typed or the address was.
    """
    before = {row_key(values, place): values for place, values in enumerate(typed)}
    rows = []
    for seat in seats:
        proposed = row_of_seat(seat)
        rows.append(proposed | kept_values(before.pop(row_key(proposed), {})))
    return rows + [values for values in before.values() if is_worth_keeping(values)]


def row_key(values: RowValues, place: int = 0) -> str:
    """Return what a row is known by: its entry; without one its role, and where one role can have
    several, its words. What somebody added is always its own."""
    role, source = values["role"], values["source"]
    if source.startswith(("contact:", "offer:")):
        return str(source)
    if role == MeetingRole.OTHER:
        return f"{role}:{place}"
    function = values["function"] if role in SEVERAL else ""
    return f"{role}:{source}:{function}"


def kept_values(values: RowValues) -> RowValues:
    """Return what was typed in a row before, to stand in the new one of the same seat."""
    names = (
        "participant_id",
        "is_included",
        "function",
        "name",
        "demand",
        "email",
        "known_email",
    )
    return {name: values[name] for name in names if name in values}


def is_worth_keeping(values: RowValues) -> bool:
    """Say whether a row that nobody proposes any more holds something of the person's own."""
    if values.get("participant_id") or values["role"] == MeetingRole.OTHER:
        return True
    seat = find_seat(ROLES.get(values["role"], MeetingRole.OTHER), values["source"], local_today())
    is_named = bool(values["name"]) and (seat is None or seat.is_free)
    return is_named or values["email"] != (seat.email if seat else "")
