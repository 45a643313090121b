"""Planning a meeting, and changing who sits at the table or when it may be."""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from werkzeug.exceptions import Conflict

from portal.access.permissions import require
from portal.extensions import db
from portal.models.base import utc_now
from portal.models.meeting import Meeting, MeetingParticipant, MeetingTime
from portal.models.meeting_vocabulary import (
    ENDED_MEETINGS,
    MeetingChange,
    MeetingPurpose,
    MeetingState,
)
from portal.models.municipality import Municipality
from portal.models.user import User
from portal.network_meetings.ending.actions import deletion_day
from portal.network_meetings.events import note_change
from portal.network_meetings.links import extend_links, withdraw_link
from portal.network_meetings.mails import withdraw_mails
from portal.network_meetings.planning.participant_form import Chosen
from portal.network_meetings.planning.references import make_reference
from portal.network_meetings.planning.slots import Span
from portal.network_meetings.polling.actions import ask_participant, replace_link
from portal.network_meetings.polling.standing import Standing, standing_of
from portal.web.dates import format_instant, local_today

HAS_TIMES = frozenset({MeetingState.DRAFT, MeetingState.POLLING})
"""Meetings whose time is not settled yet."""


@dataclass(frozen=True)
class Plan:
    """What the organiser wants of a meeting; ``domains`` are codes."""

    municipality: Municipality
    domains: Sequence[str]
    purpose: MeetingPurpose
    chosen: Sequence[Chosen]


def plan_meeting(actor: User, plan: Plan) -> Meeting:
    """Begin a meeting as a draft, with a reference of its own."""
    require(actor, "plan_meetings")
    meeting = Meeting(
        reference=make_reference(),
        uid=f"{secrets.token_hex(16)}@en-indgang",
        organiser=actor,
        municipality=plan.municipality,
        domains=list(plan.domains),
        purpose=plan.purpose,
        state=MeetingState.DRAFT,
        participants=[seated(one, place) for place, one in enumerate(plan.chosen)],
        delete_on=local_today(),
    )
    meeting.delete_on = deletion_day(meeting, local_today())
    db.session.add(meeting)
    note_change(meeting, actor, MeetingChange.PLANNED)
    db.session.flush()
    return meeting


def change_participants(actor: User, meeting: Meeting, plan: Plan) -> None:
    """Seat those who were chosen, and no others; who sat there keeps answers and link.

    A new address makes the old one's link and unsent mails worthless. Raises Conflict for a
    meeting that is over.
    """
    require(actor, "plan_meetings")
    if meeting.state in ENDED_MEETINGS:
        raise Conflict("Mødet er slut. Deltagerne kan ikke ændres.")
    meeting.municipality, meeting.purpose = plan.municipality, plan.purpose
    meeting.domains = list(plan.domains)
    before = {one.id: one for one in meeting.participants}
    seats: list[MeetingParticipant] = []
    moved: list[MeetingParticipant] = []
    for place, chosen in enumerate(plan.chosen):
        known = before.pop(chosen.participant_id or 0, None)
        if known is not None and reseat(known, chosen, place):
            moved.append(known)
        seats.append(known or seated(chosen, place))
    added = [one for one in seats if one.id is None]
    for one in before.values():
        dismiss(one)
    meeting.participants = seats
    db.session.flush()
    tell_of_poll(actor, meeting, moved, added)
    note_change(meeting, actor, MeetingChange.EDITED, told(added, before.values()))
    touch(meeting)


def seated(chosen: Chosen, place: int) -> MeetingParticipant:
    """Return a new participant for a seat."""
    seat = chosen.seat
    return MeetingParticipant(
        position=place,
        role=seat.role,
        function=seat.function,
        name=seat.name,
        organisation=seat.organisation,
        email=seat.email,
        contact=seat.contact,
        offer=seat.offer,
        is_required=seat.is_required,
        stands_in_for=seat.stands_in_for,
    )


def reseat(known: MeetingParticipant, chosen: Chosen, place: int) -> bool:
    """Change one who sits at the table; say whether the mails now go to another address."""
    seat, old_address = chosen.seat, known.email
    known.position, known.is_required = place, seat.is_required
    known.function, known.name, known.email = seat.function, seat.name, seat.email
    if old_address == seat.email:
        return False
    withdraw_mails(known.meeting, known)
    withdraw_link(known)
    return True


def dismiss(participant: MeetingParticipant) -> None:
    """Take back what was not sent yet to one who is not to come; the link dies with the row."""
    withdraw_mails(participant.meeting, participant)
    withdraw_link(participant)


def tell_of_poll(
    actor: User,
    meeting: Meeting,
    moved: Iterable[MeetingParticipant],
    added: Iterable[MeetingParticipant],
) -> None:
    """Ask those who came, or have a new address, while the others are being asked."""
    if standing_of(meeting) is not Standing.OPEN or meeting.consent_on is None:
        return
    for one in moved:
        if one.email:
            replace_link(actor, one)
    for one in added:
        if one.email:
            ask_participant(actor, one)


def told(added: Iterable[MeetingParticipant], removed: Iterable[MeetingParticipant]) -> str:
    """Return in words who came and who went."""
    came = "; ".join(one.title for one in added)
    went = "; ".join(one.title for one in removed)
    parts = [f"Ny: {came}." if came else "", f"Fjernet: {went}." if went else ""]
    return " ".join(part for part in parts if part) or "Deltagerne er rettet."


def change_times(actor: User, meeting: Meeting, minutes: int, spans: Sequence[Span]) -> None:
    """Propose just these times; one that stays keeps its answers, one that goes loses them.

    Raises Conflict once the meeting's time is settled.
    """
    require(actor, "plan_meetings")
    if meeting.state not in HAS_TIMES:
        raise Conflict("Mødets tid ligger fast. Der kan ikke spørges om nye tider.")
    wanted = {span.starts_at: span for span in spans}
    kept = [time for time in meeting.times if time.starts_at in wanted]
    gone = [time for time in meeting.times if time.starts_at not in wanted]
    for time in kept:
        time.ends_at = wanted.pop(time.starts_at).ends_at
    new = [MeetingTime(starts_at=one.starts_at, ends_at=one.ends_at) for one in wanted.values()]
    meeting.times = sorted([*kept, *new], key=lambda time: time.starts_at)
    meeting.minutes = minutes
    extend_links(meeting)
    if new or gone:
        details = [f"Ny: {format_instant(time.starts_at)}." for time in new]
        details += [f"Fjernet: {format_instant(time.starts_at)}." for time in gone]
        note_change(meeting, actor, MeetingChange.EDITED, " ".join(details))
    touch(meeting)
    db.session.flush()


def change_terms(
    actor: User, meeting: Meeting, deadline_at: datetime | None, consent_on: date | None
) -> None:
    """Keep until when to answer, and when the citizen agreed; a running poll keeps its consent."""
    require(actor, "plan_meetings")
    meeting.deadline_at = deadline_at or meeting.deadline_at
    if consent_on is not None or meeting.state == MeetingState.DRAFT:
        meeting.consent_on = consent_on


def touch(meeting: Meeting) -> None:
    """Count a change of the meeting's parts as one of the meeting: its version, its last day."""
    meeting.updated_at = utc_now()
    meeting.delete_on = deletion_day(meeting, local_today())
