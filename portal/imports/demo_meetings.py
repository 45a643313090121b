"""The demo's network meetings: one that is being asked about, one that is called, one held."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from sqlalchemy import delete, or_, select

from portal.extensions import db
from portal.hours.clock import COPENHAGEN
from portal.hours.holidays import holiday_name
from portal.imports.demo_source import DemoSource, demo_key
from portal.mail.deleting import delete_mails
from portal.models.contact import Contact
from portal.models.mail import OutgoingMail
from portal.models.meeting import (
    Meeting,
    MeetingAnswer,
    MeetingEvent,
    MeetingParticipant,
    MeetingTime,
)
from portal.models.meeting_vocabulary import (
    Availability,
    MeetingChange,
    MeetingPurpose,
    MeetingRole,
    MeetingState,
)
from portal.models.municipality import Municipality
from portal.models.user import User

ORGANISER = "brobygger@demo.invalid"
MINUTES = 60
FRIDAY = 4
YES, MAYBE, NO = Availability.YES, Availability.IF_NEED_BE, Availability.NO
ALL_CAN = (YES, YES, YES)

Answers = Sequence[Availability]


@dataclass(frozen=True)
class DemoMeeting:
    """A meeting of the demo; ``days`` are those of its times, counted from the load.

    ``answers`` are of the citizen, the central entrance and the first contact of the first domain,
    in that order; none for one who has not answered.
    """

    reference: str
    municipality: str
    domains: tuple[str, ...]
    purpose: MeetingPurpose
    state: MeetingState
    days: tuple[int, ...]
    answers: tuple[Answers, ...]
    place: str = ""
    change: MeetingChange = MeetingChange.POLL_SENT
    times: tuple[time, ...] = field(default=(time(10), time(13), time(9)))


MEETINGS = (
    DemoMeeting(
        "GRØN-TRANE-41",
        "randers",
        ("alkohol", "ensomhed"),
        MeetingPurpose.SHARED_PLAN,
        MeetingState.POLLING,
        (9, 10, 11),
        ((YES, YES, MAYBE), (NO, YES, YES), ()),
    ),
    DemoMeeting(
        "BLÅ-ODDER-58",
        "viborg",
        ("demens",),
        MeetingPurpose.HANDOVER,
        MeetingState.CALLED,
        (6, 7, 8),
        (ALL_CAN, ALL_CAN, (YES, NO, MAYBE)),
        "Rådhuset, mødelokale 2",
        MeetingChange.CALLED,
    ),
    DemoMeeting(
        "LILLA-GIRAF-17",
        "silkeborg",
        ("psykisk_sygdom", "hyppige_opkald"),
        MeetingPurpose.FREQUENT_CALLS,
        MeetingState.HELD,
        (-20, -19, -18),
        (ALL_CAN, ALL_CAN, ALL_CAN),
        "Borgerens hjem",
        MeetingChange.HELD,
    ),
)


def load_meetings(source: DemoSource) -> None:
    """Add the meetings that are not there; those that people have worked on stay as they are."""
    there = {*db.session.scalars(select(Meeting.reference))}
    organiser = source.named(User, demo_key(ORGANISER))
    db.session.add_all(
        build_meeting(source, organiser, demo) for demo in MEETINGS if demo.reference not in there
    )


def remove_meetings() -> None:
    """Remove the demo's meetings, and those that demo users planned, with their mails."""
    users = select(User.id).where(User.is_demo)
    is_theirs = or_(Meeting.is_demo, Meeting.organiser_id.in_(users))
    for meeting in db.session.scalars(select(Meeting).where(is_theirs)):
        delete_mails(OutgoingMail.key.startswith(meeting.mail_prefix, autoescape=True))
    db.session.execute(delete(Meeting).where(is_theirs))


def build_meeting(source: DemoSource, organiser: User, demo: DemoMeeting) -> Meeting:
    """Return a meeting with its people, its times and what was answered."""
    municipality = source.municipalities[demo.municipality]
    days = [working_day(source.day(day)) for day in demo.days]
    times = [make_time(day, at) for day, at in zip(days, demo.times, strict=True)]
    is_called = demo.state is not MeetingState.POLLING
    is_held = demo.state is MeetingState.HELD
    last_on = days[-1]
    meeting = Meeting(
        is_demo=True,
        reference=demo.reference,
        uid=f"{hashlib.sha256(demo.reference.encode()).hexdigest()[:32]}@en-indgang",
        organiser=organiser,
        municipality=municipality,
        domains=[*demo.domains],
        purpose=demo.purpose,
        state=demo.state,
        consent_on=source.day(min(-1, demo.days[0] - 14)),
        deadline_at=local_instant(source.day(demo.days[0] - 4), time(12)),
        starts_at=times[0].starts_at if is_called else None,
        minutes=MINUTES,
        place=demo.place,
        follow_up_on=last_on + timedelta(days=180) if is_held else None,
        delete_on=last_on + timedelta(days=194 if is_held else 90),
        times=times,
        events=[MeetingEvent(by=organiser.name, change=MeetingChange.PLANNED)],
    )
    meeting.events.append(MeetingEvent(by=organiser.name, change=demo.change))
    meeting.participants = list_participants(municipality, source.domains[demo.domains[0]].id)
    for position, one in enumerate(meeting.participants):
        one.position, one.came = position, is_held or None
    db.session.add(meeting)
    db.session.flush()
    for one, answers in zip(meeting.participants, demo.answers, strict=False):
        answer(one, times, answers)
    return meeting


def list_participants(municipality: Municipality, domain_id: int) -> list[MeetingParticipant]:
    """Return the citizen, the central entrance, the domain's contact and the citizen's doctor."""
    central = municipality.central_contact
    query = (
        select(Contact)
        .where(
            Contact.is_demo,
            Contact.id != municipality.central_contact_id,
            Contact.organisation.has(municipality_id=municipality.id),
            Contact.domains.any(id=domain_id),
        )
        .order_by(Contact.reference_key)
        .limit(1)
    )
    seats = [MeetingParticipant(role=MeetingRole.CITIZEN, function="Borgeren")]
    if central is not None:
        seats.append(seat_of(central, MeetingRole.CENTRAL_ENTRANCE))
    seats += [seat_of(one, MeetingRole.DOMAIN_CONTACT) for one in db.session.scalars(query)]
    doctor = MeetingRole.GENERAL_PRACTITIONER
    return [*seats, MeetingParticipant(role=doctor, function="Egen læge", is_required=False)]


def seat_of(contact: Contact, role: MeetingRole) -> MeetingParticipant:
    return MeetingParticipant(
        role=role,
        function=contact.function,
        name=contact.name or "",
        organisation=contact.organisation.full_name[:160],
        email=contact.email or "",
        contact=contact,
    )


def answer(participant: MeetingParticipant, times: Sequence[MeetingTime], answers: Answers) -> None:
    """Let a participant have answered."""
    pairs = zip(times, answers, strict=False)
    participant.answers = [MeetingAnswer(time_id=at.id, answer=given) for at, given in pairs]
    if participant.answers:
        participant.answered_at = participant.meeting.created_at


def make_time(day: date, at: time) -> MeetingTime:
    starts_at = local_instant(day, at)
    return MeetingTime(starts_at=starts_at, ends_at=starts_at + timedelta(minutes=MINUTES))


def working_day(day: date) -> date:
    """Return a day, or the first after it on which people are at work."""
    while day.weekday() > FRIDAY or holiday_name(day):
        day += timedelta(days=1)
    return day


def local_instant(day: date, at: time) -> datetime:
    return datetime.combine(day, at, COPENHAGEN)
