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
    MeetingRole,
    MeetingState,
)
from portal.models.municipality import Municipality
from portal.models.user import User
from portal.network_meetings.calling.actions import invite_participant, uninvite_participant
from portal.network_meetings.ending.actions import deletion_day
from portal.network_meetings.events import note_change
from portal.network_meetings.links import extend_links, withdraw_link
from portal.network_meetings.planning.participant_form import Chosen
from portal.network_meetings.planning.references import make_reference
from portal.network_meetings.planning.slots import Span
from portal.network_meetings.polling.actions import ask_participant, replace_link
from portal.network_meetings.polling.standing import Standing, standing_of
from portal.web.dates import format_instant, local_today

HAS_TIMES = frozenset({MeetingState.DRAFT, MeetingState.POLLING})
"""Meetings whose time is not settled yet."""

ASK_ABOUT_NEW = "Spørg borgeren om dem, der er kommet til, og sæt flueben, når svaret er ja."


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


def change_participants(
    actor: User, meeting: Meeting, plan: Plan, *, consent_on: date | None = None
) -> None:
    """Seat those who were chosen, and no others; who sat there keeps answers and link.

    A new address makes the old one's link and unsent mails worthless. Whoever comes while the
    others are being asked, or after the meeting was called, hears of it; so does who leaves a
    meeting that was called. ``consent_on`` is when the citizen agreed to those who are new.
    Raises Conflict, with a sentence, for a meeting that is over or without that consent.
    """
    require(actor, "plan_meetings")
    if meeting.state in ENDED_MEETINGS:
        raise Conflict("Mødet er slut. Deltagerne kan ikke ændres.")
    before = {one.id: one for one in meeting.participants}
    renew_consent(meeting, plan.chosen, consent_on)
    meeting.municipality, meeting.purpose = plan.municipality, plan.purpose
    meeting.domains = list(plan.domains)
    stays = {one.participant_id: one.seat for one in plan.chosen if one.participant_id in before}
    moved = [before[key] for key, seat in stays.items() if key and before[key].email != seat.email]
    gone = [one for key, one in before.items() if key not in stays]
    for one in [*moved, *gone]:
        uninvite_participant(actor, one)
        withdraw_link(one)
    seats = [
        take_seat(before.get(chosen.participant_id or 0), chosen, place)
        for place, chosen in enumerate(plan.chosen)
    ]
    added = [one for one in seats if one.id is None]
    meeting.participants = seats
    db.session.flush()
    tell(actor, meeting, moved, added)
    note_change(meeting, actor, MeetingChange.EDITED, told(added, gone))
    touch(meeting)


def needs_consent(meeting: Meeting, chosen: Iterable[Chosen]) -> bool:
    """Say whether somebody is to come of whom the citizen, who has agreed, does not know yet."""
    before = {one.id for one in meeting.participants}
    is_known = {MeetingRole.CITIZEN, MeetingRole.SUPPORT_PERSON}
    return meeting.consent_on is not None and any(
        one.participant_id not in before and one.seat.role not in is_known for one in chosen
    )


def renew_consent(meeting: Meeting, chosen: Iterable[Chosen], consent_on: date | None) -> None:
    """Let the consent be as new as the newest at the table; a draft's is asked for anew."""
    if not needs_consent(meeting, chosen):
        return
    if meeting.state is not MeetingState.DRAFT and consent_on is None:
        raise Conflict(ASK_ABOUT_NEW)
    meeting.consent_on = consent_on


def take_seat(known: MeetingParticipant | None, chosen: Chosen, place: int) -> MeetingParticipant:
    """Return who sits on a seat: the one who sat there, with what was changed, or a new one."""
    seat = chosen.seat
    if known is None:
        return seated(chosen, place)
    known.position, known.is_required = place, seat.is_required
    known.function, known.name, known.email = seat.function, seat.name, seat.email
    return known


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


def tell(
    actor: User,
    meeting: Meeting,
    moved: Iterable[MeetingParticipant],
    added: Iterable[MeetingParticipant],
) -> None:
    """Send those who came, or have a new address, what the others have got."""
    is_open = standing_of(meeting) is Standing.OPEN and meeting.consent_on is not None
    for one in moved:
        if is_open and one.email:
            replace_link(actor, one)
        invite_participant(actor, one)
    for one in added:
        if is_open and one.email:
            ask_participant(actor, one)
        invite_participant(actor, one)


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
