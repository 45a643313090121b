"""Ending a network meeting: whether it was held, who came, and when it is followed up."""

import calendar
from datetime import date, datetime

from flask import abort
from sqlalchemy import select
from sqlalchemy.orm import selectinload
from werkzeug.exceptions import Conflict

from portal.access.permissions import require
from portal.extensions import db
from portal.models.base import utc_now
from portal.models.meeting import Meeting
from portal.models.meeting_vocabulary import MeetingChange, MeetingState
from portal.models.user import User
from portal.network_meetings.ending.turnout import count_turnout, turnout_of
from portal.network_meetings.events import note_change
from portal.network_meetings.links import withdraw_link
from portal.network_meetings.mails import withdraw_mails
from portal.retention.periods import (
    CALLED_MEETING,
    HELD_MEETING,
    OTHER_MEETING,
    UNCALLED_MEETING,
)
from portal.web.dates import format_date, format_instant, local, local_today

FOLLOW_UP_MONTHS = 6
MOST_MONTHS = 24
"""How long after a meeting it may be followed up at the latest, for it is kept until then."""
CAN_BE_ENDED = frozenset({MeetingState.CALLED, MeetingState.HELD, MeetingState.NOT_HELD})


def deletion_day(meeting: Meeting, today: date) -> date:
    """Return the day on which a meeting that was changed today is deleted with all it has.

    One that is not called stays until its last proposed time, however far ahead that is.
    """
    if meeting.state is MeetingState.HELD and meeting.follow_up_on is not None:
        return meeting.follow_up_on + HELD_MEETING.time
    if meeting.state is MeetingState.CALLED and meeting.starts_at is not None:
        return local(meeting.starts_at).date() + CALLED_MEETING.time
    if meeting.state in {MeetingState.DRAFT, MeetingState.POLLING}:
        proposed = (local(time.starts_at).date() for time in meeting.times)
        return max([today, *proposed]) + UNCALLED_MEETING.time
    return today + OTHER_MEETING.time


def why_not_over(meeting: Meeting, now: datetime) -> str:
    """Return why nobody can say yet how a meeting went, as a sentence; "" when one can."""
    if meeting.state is MeetingState.CANCELLED:
        return "Mødet er aflyst."
    if meeting.state not in CAN_BE_ENDED or meeting.starts_at is None:
        return "Mødet er ikke indkaldt endnu."
    if now < meeting.starts_at:
        begins = format_instant(meeting.starts_at)
        return f"Mødet begynder først {begins}. Derefter kan du skrive, hvem der kom."
    return ""


def default_follow_up(meeting: Meeting, today: date) -> date:
    """Return the day on which a meeting is usually followed up: six months after it."""
    day = local(meeting.starts_at).date() if meeting.starts_at else today
    return max(months_after(day, FOLLOW_UP_MONTHS), today)


def months_after(day: date, months: int) -> date:
    """Return the same day so many months later, or that month's last: 31 August gives 28 Feb."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def follow_up_fault(meeting: Meeting, day: date | None, today: date) -> str:
    """Return what is wrong with a day to follow up on, as a sentence; "" when nothing is."""
    latest = months_after(local(meeting.starts_at or utc_now()).date(), MOST_MONTHS)
    if day is None:
        return "Skriv, hvornår der følges op."
    if day < today and day != meeting.follow_up_on:
        return "Dagen er gået. Skriv en dag, der kommer."
    if day > latest:
        return f"Følg op senest {format_date(latest)}: højst {MOST_MONTHS} måneder efter mødet."
    return ""


def end_meeting(
    actor: User, meeting: Meeting, was_held: bool, came: set[int], follow_up_on: date | None = None
) -> None:
    """Note whether a meeting was held, which participants (ids) came, and when to follow up.

    Their links end. Called again it corrects what was noted, and the figures with it. Raises
    Conflict, with a sentence, before the meeting's start and for a follow-up that cannot be.
    """
    require(actor, "plan_meetings")
    lock_meeting(meeting)
    fault = why_not_over(meeting, utc_now())
    if was_held and not fault:
        fault = follow_up_fault(meeting, follow_up_on, local_today())
    if fault:
        raise Conflict(fault)
    counted, state, before = turnout_of(meeting), meeting.state, meeting.follow_up_on
    meeting.state = MeetingState.HELD if was_held else MeetingState.NOT_HELD
    for one in meeting.participants:
        one.came = one.id in came if was_held else None
        withdraw_link(one)
    plan_follow_up(meeting, follow_up_on if was_held else None)
    withdraw_mails(meeting)
    count_turnout(meeting, counted)
    meeting.delete_on = deletion_day(meeting, local_today())
    meeting.updated_at = utc_now()  # so that whoever has the form open learns of it
    note_ending(actor, meeting, state, turnout_of(meeting) != counted, before)


def lock_meeting(meeting: Meeting) -> None:
    """Let two who end a meeting at once wait for each other, and read what the first one wrote.

    Participants who answer meanwhile need not wait (``key_share``), and so never wait in a circle.
    """
    query = select(Meeting).where(Meeting.id == meeting.id).with_for_update(key_share=True)
    query = query.options(selectinload(Meeting.participants))
    if db.session.scalar(query.execution_options(populate_existing=True)) is None:
        abort(404)


def plan_follow_up(meeting: Meeting, day: date | None) -> None:
    """Follow a meeting up on another day; the reminder of the earlier one does not count."""
    if day != meeting.follow_up_on:
        meeting.follow_up_on, meeting.follow_up_told_at = day, None


def note_ending(
    actor: User, meeting: Meeting, state: MeetingState, has_recounted: bool, before: date | None
) -> None:
    """Write into a meeting's history how it ended, or what was corrected of it."""
    came = sum(bool(one.came) for one in meeting.participants)
    said = f"{came} af {len(meeting.participants)} kom" if meeting.follow_up_on else ""
    if meeting.state is not state:
        note_change(meeting, actor, MeetingChange(meeting.state.value), said)
    elif has_recounted:
        note_change(meeting, actor, MeetingChange.EDITED, f"Fremmøde: {said}")
    if meeting.follow_up_on is not None and meeting.follow_up_on != before:
        day = format_date(meeting.follow_up_on)
        note_change(meeting, actor, MeetingChange.FOLLOW_UP_CHANGED, day)
