"""Ending a network meeting: whether it was held, who came, and when it is followed up."""

from datetime import date

from portal.models.meeting import Meeting
from portal.models.meeting_vocabulary import MeetingState
from portal.retention.periods import (
    CALLED_MEETING,
    HELD_MEETING,
    OTHER_MEETING,
    UNCALLED_MEETING,
)
from portal.web.dates import local


def deletion_day(meeting: Meeting, today: date) -> date:
    """Return the day on which a meeting that was changed today is deleted with all it has."""
    if meeting.state is MeetingState.HELD and meeting.follow_up_on is not None:
        return meeting.follow_up_on + HELD_MEETING.time
    if meeting.state is MeetingState.CALLED and meeting.starts_at is not None:
        return local(meeting.starts_at).date() + CALLED_MEETING.time
    if meeting.state in {MeetingState.DRAFT, MeetingState.POLLING}:
        return today + UNCALLED_MEETING.time
    return today + OTHER_MEETING.time
