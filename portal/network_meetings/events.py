"""A meeting's own short history, deleted together with it."""

from portal.extensions import db
from portal.models.meeting import Meeting, MeetingEvent
from portal.models.meeting_vocabulary import MeetingChange
from portal.models.user import User


def note_change(meeting: Meeting, by: User | str, change: MeetingChange, detail: str = "") -> None:
    """Write a line of a meeting's history; ``by`` is who did it, a participant by its title.

    The lines that are there are not read for it: a thousand answers would read half a million.
    """
    name = by.name if isinstance(by, User) else by
    db.session.add(
        MeetingEvent(
            meeting=meeting,
            by=name[: MeetingEvent.by.type.length],
            change=change,
            detail=detail[: MeetingEvent.detail.type.length],
        )
    )
