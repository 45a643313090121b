"""Polls for tests: a meeting whose participants have their links; call them in ``database()``."""

from datetime import timedelta
from typing import Any

from portal.models.base import utc_now
from portal.models.meeting import Meeting, MeetingParticipant
from portal.models.meeting_vocabulary import MeetingState
from portal.network_meetings.links import give_link, link_expiry, link_token
from tests.support.meetings import make_meeting, make_meeting_time, make_participant


def make_poll(people: int = 1, times: int = 2, **values: Any) -> Meeting:
    """Return a meeting that is being polled, each participant with a link."""
    now = utc_now()
    defaults: dict[str, Any] = {
        "state": MeetingState.POLLING,
        "deadline_at": now + timedelta(days=3),
        "consent_on": now.date(),
        "participants": [
            make_participant(f"Funktion {number}", name=f"Demo Person {number}")
            for number in range(1, people + 1)
        ],
        "times": [
            make_meeting_time(on=now.date() + timedelta(days=7 + number)) for number in range(times)
        ],
    }
    meeting = make_meeting(**(defaults | values))
    for participant in meeting.participants:
        if participant.email:
            give_link(participant, link_expiry(meeting))
    return meeting


def path_of(participant: MeetingParticipant) -> str:
    """Return the path of a participant's page; needs an application context."""
    assert participant.link_key is not None
    return f"/moede/{link_token(participant.link_key)}"
