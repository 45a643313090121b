"""Counting who comes to network meetings, by role: all that remains when a meeting is deleted."""

from collections.abc import Mapping
from typing import NamedTuple

from sqlalchemy import delete, text

from portal.extensions import db
from portal.models.meeting import Meeting, MeetingTurnout
from portal.models.meeting_vocabulary import MeetingRole, MeetingState
from portal.web.dates import local

ADD = text(
    "INSERT INTO meeting_turnout (month, role, meetings, invited, came)"
    " VALUES (:month, :role, :meetings, :invited, :came) ON CONFLICT (month, role) DO UPDATE SET"
    " meetings = meeting_turnout.meetings + excluded.meetings,"
    " invited = meeting_turnout.invited + excluded.invited,"
    " came = meeting_turnout.came + excluded.came"
)


class Turnout(NamedTuple):
    """At how many meetings a role had a seat, how many seats it had, and how many came."""

    meetings: int = 0
    invited: int = 0
    came: int = 0

    def minus(self, other: "Turnout") -> "Turnout":
        return Turnout(*(one - two for one, two in zip(self, other, strict=True)))


NOBODY = Turnout()


def turnout_of(meeting: Meeting) -> dict[MeetingRole, Turnout]:
    """Return the turnout of one meeting by role; nothing of one that was not held."""
    if meeting.state is not MeetingState.HELD:
        return {}
    came_by_role: dict[MeetingRole, list[bool]] = {}
    for participant in meeting.participants:
        came_by_role.setdefault(participant.role, []).append(bool(participant.came))
    return {role: Turnout(1, len(came), sum(came)) for role, came in came_by_role.items()}


def count_turnout(meeting: Meeting, counted: Mapping[MeetingRole, Turnout]) -> None:
    """Bring the figures to what a meeting is now; ``counted`` is what they hold of it already."""
    if meeting.starts_at is None:
        return
    month, now = f"{local(meeting.starts_at):%Y-%m}", turnout_of(meeting)
    for role in sorted({*now, *counted}):  # in one order, or two meetings would lock each other up
        change = now.get(role, NOBODY).minus(counted.get(role, NOBODY))
        if any(change):
            db.session.execute(ADD, {"month": month, "role": role.value, **change._asdict()})
    empty = (MeetingTurnout.month == month, MeetingTurnout.meetings == 0)
    db.session.execute(delete(MeetingTurnout).where(*empty))
