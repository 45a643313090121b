"""How far a meeting has come, in words."""

from datetime import timedelta

from portal.models.base import utc_now
from portal.models.meeting import Meeting
from portal.models.meeting_vocabulary import MeetingState
from portal.network_meetings.wording import describe_day, describe_span
from portal.web.dates import format_instant


def describe_progress(meeting: Meeting) -> str:
    """Return in a few words what has happened, or what is waited for."""
    if meeting.state == MeetingState.DRAFT:
        return "Deltagerne er ikke spurgt endnu."
    if meeting.state == MeetingState.POLLING:
        return describe_answers(meeting)
    if meeting.starts_at is None:
        return ""
    if meeting.state == MeetingState.CALLED:
        ends_at = meeting.starts_at + timedelta(minutes=meeting.minutes)
        return f"{describe_span(meeting.starts_at, ends_at).capitalize()}."
    return f"{describe_day(meeting.starts_at).capitalize()}."


def describe_answers(meeting: Meeting) -> str:
    """Return how many have answered, and until when they may."""
    given = sum(one.answered_at is not None for one in meeting.participants)
    words = f"{given} af {len(meeting.participants)} har svaret."
    if meeting.deadline_at is None:
        return words
    has_passed = meeting.deadline_at <= utc_now()
    when = format_instant(meeting.deadline_at)
    return f"{words} {'Svarfristen udløb' if has_passed else 'Svarfrist'} {when}."
