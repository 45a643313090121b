"""Network meetings for tests, with readable defaults; call them inside ``with database():``."""

import itertools
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from portal.extensions import db
from portal.models.base import utc_now
from portal.models.contact import Contact
from portal.models.meeting import Meeting, MeetingAnswer, MeetingParticipant, MeetingTime
from portal.models.meeting_vocabulary import Availability, MeetingPurpose, MeetingRole
from portal.models.municipality import Municipality
from portal.models.user import User
from tests import factories

numbers = itertools.count(1)


def make_meeting(
    organiser: User | None = None,
    municipality: Municipality | None = None,
    participants: Iterable[MeetingParticipant] = (),
    times: Iterable[MeetingTime] = (),
    **values: Any,
) -> Meeting:
    """Return a new draft of Randers about alcohol, without participants unless they are given."""
    number = next(numbers)
    defaults: dict[str, Any] = {
        "reference": f"BLÅ-ELG-{number}",
        "uid": f"meeting-{number}@example.invalid",
        "domains": ["alkohol"],
        "purpose": MeetingPurpose.SHARED_PLAN,
        "delete_on": utc_now().date() + timedelta(days=90),
    }
    people = list(participants)
    for position, participant in enumerate(people):
        participant.position = position
    meeting = Meeting(
        organiser=factories.attached(organiser) or factories.make_user(),
        municipality=factories.attached(municipality) or factories.make_municipality(),
        participants=people,
        times=list(times),
        **(defaults | values),
    )
    db.session.add(meeting)
    db.session.flush()
    return meeting


def make_participant(
    function: str = "Rusmiddelkoordinator",
    role: MeetingRole = MeetingRole.DOMAIN_CONTACT,
    meeting: Meeting | None = None,
    contact: Contact | None = None,
    **values: Any,
) -> MeetingParticipant:
    """Return a participant with an address, last at a meeting's table when one is given.

    The citizen and the support person get neither name nor address.
    """
    defaults: dict[str, Any] = {"function": function, "role": role}
    if role not in MeetingParticipant.nameless:
        defaults["name"] = "Demo Æbelø"
        defaults["email"] = f"deltager-{next(numbers)}@example.invalid"
    contact = factories.attached(contact)
    participant = MeetingParticipant(contact=contact, **(defaults | values))
    if meeting is not None:
        participant.position = len(meeting.participants)
        meeting.participants.append(participant)
        db.session.flush()
    return participant


def make_meeting_time(
    starts_at: datetime | None = None,
    meeting: Meeting | None = None,
    minutes: int = 60,
    on: date | None = None,
) -> MeetingTime:
    """Return a proposed time: at noon UTC on a day, by default two weeks from now."""
    day = on or utc_now().date() + timedelta(days=14)
    start = starts_at or datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    time = MeetingTime(starts_at=start, ends_at=start + timedelta(minutes=minutes))
    if meeting is not None:
        meeting.times.append(time)
        db.session.flush()
    return time


def make_answer(
    participant: MeetingParticipant,
    time: MeetingTime,
    answer: Availability = Availability.YES,
) -> MeetingAnswer:
    """Return a participant's answer to a proposed time, both saved before."""
    given = MeetingAnswer(participant_id=participant.id, time_id=time.id, answer=answer)
    participant.answers.append(given)
    participant.answered_at = utc_now()
    db.session.flush()
    return given
