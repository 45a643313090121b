"""A meeting's own short history, deleted together with it."""

from portal.models.meeting import Meeting, MeetingEvent
from portal.models.meeting_vocabulary import MeetingChange
from portal.models.user import User


def note_change(meeting: Meeting, by: User | str, change: MeetingChange, detail: str = "") -> None:
    """Write a line of a meeting's history; ``by`` is who did it, a participant by its title."""
    name = by.name if isinstance(by, User) else by
    meeting.events.append(
        MeetingEvent(
            by=name[: MeetingEvent.by.type.length],
            change=change,
            detail=detail[: MeetingEvent.detail.type.length],
        )
    )
