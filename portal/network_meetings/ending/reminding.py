"""Reminding of network meetings: participants to answer, the organiser of what is next to do."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import func, select

from portal.accounts.links import whole_address
from portal.extensions import db
from portal.mail.message import Attachment
from portal.mail.queue import post_mail
from portal.models.mail import OutgoingMail
from portal.models.meeting import Meeting, MeetingParticipant
from portal.models.meeting_vocabulary import MeetingChange, MeetingState
from portal.models.user import User
from portal.models.vocabulary import Role
from portal.network_meetings.calling.calendar import follow_up_calendar
from portal.network_meetings.ending.letters import (
    deadline_letter,
    ending_letter,
    follow_up_letter,
)
from portal.network_meetings.events import note_change
from portal.network_meetings.mails import mail_prefix
from portal.network_meetings.polling.letters import remind
from portal.network_meetings.polling.standing import list_unanswered
from portal.web.dates import local

PORTAL = "Én indgang"
BEFORE_DEADLINE = timedelta(days=2)
TIME_TO_ANSWER = timedelta(days=1)
"""Nobody is reminded of a mail that is younger than that."""
TIME_TO_TELL = timedelta(hours=12)
"""How long after its beginning nobody has to have said yet how a meeting went."""
ORGANISER = 0
"""What stands in a mail's key for the participant's id when it is to the organiser."""


class MeetingReminders(NamedTuple):
    """How many participants were reminded, and how many meetings their organisers."""

    participants: int = 0
    deadlines: int = 0
    endings: int = 0
    follow_ups: int = 0


def send_meeting_reminders(now: datetime) -> MeetingReminders:
    """Queue the mails about meetings that are due, each once; the caller commits.

    Who has not answered is reminded when the deadline is within two days; the organiser when it has
    passed, the day after the meeting while nobody has said how it went, and on the day of
    follow-up. Two rounds at once wait for each other at each meeting, and what one has queued the
    other finds queued.
    """
    return MeetingReminders(
        sum(remind_participants(meeting, now) for meeting in list_near_deadline(now)),
        sum(tell_of_deadline(meeting) for meeting in list_past_deadline(now)),
        sum(tell_of_ending(meeting) for meeting in list_unended(now)),
        sum(tell_of_follow_up(meeting, now) for meeting in list_to_follow_up(now)),
    )


def list_near_deadline(now: datetime) -> Iterable[Meeting]:
    """Return the polls whose deadline is near, locked."""
    polling = (Meeting.state == MeetingState.POLLING, Meeting.consent_on.is_not(None))
    near = (Meeting.deadline_at > now, Meeting.deadline_at <= now + BEFORE_DEADLINE)
    return lock(*polling, *near)


def list_past_deadline(now: datetime) -> Iterable[Meeting]:
    """Return the polls that are over and wait for somebody to call the meeting, locked."""
    return lock(Meeting.state == MeetingState.POLLING, Meeting.deadline_at <= now)


def list_unended(now: datetime) -> Iterable[Meeting]:
    """Return the meetings that have been, and of which nobody has said how they went, locked."""
    return lock(Meeting.state == MeetingState.CALLED, Meeting.starts_at <= now - TIME_TO_TELL)


def list_to_follow_up(now: datetime) -> Iterable[Meeting]:
    """Return the held meetings whose day of follow-up has come, locked."""
    return lock(
        Meeting.state == MeetingState.HELD,
        Meeting.follow_up_on <= local(now).date(),
        Meeting.follow_up_told_at.is_(None),
    )


def lock(*conditions: object) -> Iterable[Meeting]:
    query = select(Meeting).where(*conditions).order_by(Meeting.id)  # type: ignore[arg-type]
    query = query.with_for_update().execution_options(populate_existing=True)
    return db.session.scalars(query).all()


def remind_participants(meeting: Meeting, now: datetime) -> int:
    """Bring those who lack answers the same link again; return how many."""
    which = f"deadline-{meeting.deadline_at:%Y%m%d%H%M}"
    reminded = 0
    for participant in meeting.participants:
        if has_link(participant, now) and list_unanswered(participant):
            prefix = mail_prefix(meeting, participant)
            newest = find_newest(prefix)
            if newest is None or newest > now - TIME_TO_ANSWER or is_posted(f"{prefix}{which}"):
                continue
            remind(participant, which)
            note_change(meeting, PORTAL, MeetingChange.REMINDED, participant.title)
            reminded += 1
    return reminded


def has_link(participant: MeetingParticipant, now: datetime) -> bool:
    expires_at = participant.link_expires_at
    return bool(participant.email) and expires_at is not None and now < expires_at


def find_newest(prefix: str) -> datetime | None:
    """Return when the newest mail with such a key was written."""
    newest = select(func.max(OutgoingMail.created_at))
    return db.session.scalar(newest.where(OutgoingMail.key.startswith(prefix, autoescape=True)))


def is_posted(key: str) -> bool:
    return db.session.scalar(select(OutgoingMail.id).where(OutgoingMail.key == key)) is not None


def tell_of_deadline(meeting: Meeting) -> bool:
    """Tell the organiser that a poll is over, once for each deadline."""
    which = f"deadline-{meeting.deadline_at:%Y%m%d%H%M}"
    address = whole_address(f"/netvaerksmoeder/{meeting.id}")
    return tell(meeting, which, "svarfristen er gået", deadline_letter(meeting, address))


def tell_of_ending(meeting: Meeting) -> bool:
    """Ask the organiser how a meeting went, once for each time it was called for."""
    which = f"ending-{meeting.starts_at:%Y%m%d%H%M}"
    address = whole_address(f"/netvaerksmoeder/{meeting.id}/afslut")
    return tell(meeting, which, "hvordan gik det?", ending_letter(meeting, address))


def tell_of_follow_up(meeting: Meeting, now: datetime) -> bool:
    """Tell the organiser that today is the day, with the file for the calendar."""
    meeting.follow_up_told_at = now
    file = Attachment("opfoelgning.ics", "text", "calendar", follow_up_calendar(meeting))
    address = whole_address(f"/netvaerksmoeder/{meeting.id}")
    letter = follow_up_letter(meeting, address)
    return tell(meeting, f"follow-up-{meeting.follow_up_on}", "følg op", letter, file)


def tell(meeting: Meeting, which: str, about: str, text: str, *files: Attachment) -> bool:
    """Queue a mail to those who look after a meeting; False when it was queued before."""
    subject, told = f"Netværksmøde {meeting.reference}: {about}", False
    for user in list_caretakers(meeting):
        key = f"{mail_prefix(meeting)}{ORGANISER}-{which}-{user.id}"
        if not is_posted(key):
            post_mail(key, user.email, subject, f"Hej {user.name}\n\n{text}", attachments=files)
            told = True
    return told


def list_caretakers(meeting: Meeting) -> list[User]:
    """Return who looks after a meeting: the organiser, or where that one has left, all the others.

    All bridge-builders, for they work in shifts; where there is none, the administrators. Real
    people are not told of a demo user's meeting, nor the other way round.
    """
    is_alike = User.is_demo == meeting.organiser.is_demo
    active = select(User).where(User.archived_at.is_(None)).order_by(User.id)
    for who in (
        (User.id == meeting.organiser_id, User.role.in_([Role.BRIDGE_BUILDER, Role.ADMINISTRATOR])),
        (User.role == Role.BRIDGE_BUILDER, is_alike),
        (User.role == Role.ADMINISTRATOR, is_alike),
    ):
        users = list(db.session.scalars(active.where(*who)))
        if users:
            return users
    return []
