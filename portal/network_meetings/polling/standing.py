"""How far a poll has come, as one of its participants sees it, and what can still be answered."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from portal.models.base import utc_now
from portal.models.meeting import Meeting, MeetingParticipant, MeetingTime
from portal.models.meeting_vocabulary import ENDED_MEETINGS, MeetingState
from portal.network_meetings.wording import describe_day


class Standing(StrEnum):
    """What the page behind a link is about now."""

    OPEN = "open"
    CLOSED = "closed"
    CALLED = "called"
    CANCELLED = "cancelled"
    OVER = "over"


def standing_of(meeting: Meeting) -> Standing:
    """Return how a meeting stands; one that is planned anew takes no answers meanwhile."""
    if meeting.state is MeetingState.CANCELLED:
        return Standing.CANCELLED
    if meeting.state in ENDED_MEETINGS:
        return Standing.OVER
    if meeting.state is MeetingState.CALLED:
        return Standing.CALLED
    is_polling = meeting.state is MeetingState.POLLING and meeting.deadline_at is not None
    if is_polling and meeting.deadline_at is not None and utc_now() < meeting.deadline_at:
        return Standing.OPEN
    return Standing.CLOSED


def list_asked_times(meeting: Meeting) -> list[MeetingTime]:
    """Return the proposed times that can still be answered, the earliest first: not those past."""
    now = utc_now()
    return [time for time in meeting.times if now < time.starts_at]


def list_unanswered(participant: MeetingParticipant) -> list[MeetingTime]:
    """Return the times that can still be answered and have no answer of a participant."""
    answered = {answer.time_id for answer in participant.answers}
    return [time for time in list_asked_times(participant.meeting) if time.id not in answered]


@dataclass(frozen=True)
class Day:
    """A day in words, and the proposed times on it."""

    words: str
    times: list[MeetingTime]


def group_by_day(times: Iterable[MeetingTime]) -> list[Day]:
    """Return times, which come in order, by their day in Denmark."""
    days = groupby(times, key=lambda time: describe_day(time.starts_at))
    return [Day(words, [*on_day]) for words, on_day in days]
