"""Deleting network meetings on their day, with all that the portal knows of them."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import delete, select

from portal.extensions import db
from portal.mail.deleting import delete_mails
from portal.models.mail import OutgoingMail
from portal.models.meeting import Meeting
from portal.network_meetings.mails import mail_prefix
from portal.web.dates import local


def list_due(now: datetime) -> list[Meeting]:
    """Return the meetings whose day to be deleted has come, the longest due first."""
    query = select(Meeting).where(Meeting.delete_on <= local(now).date())
    return list(db.session.scalars(query.order_by(Meeting.delete_on, Meeting.id)))


def purge(now: datetime) -> Iterator[int]:
    """Delete the meetings that are due one by one, yielding the id of each that is deleted.

    The caller commits after each, so that whoever is killed leaves whole meetings or none. A
    meeting that was given a later day meanwhile stays.
    """
    for meeting_id in [meeting.id for meeting in list_due(now)]:
        query = select(Meeting).where(
            Meeting.id == meeting_id, Meeting.delete_on <= local(now).date()
        )
        meeting = db.session.scalar(query.with_for_update())
        if meeting is not None:
            delete_meeting(meeting)
            yield meeting_id


def delete_meeting(meeting: Meeting) -> None:
    """Delete a meeting: participants, links, times, answers, history and mails go with it.

    Only the counts of who came, by month and role, remain.
    """
    delete_mails(OutgoingMail.key.startswith(mail_prefix(meeting), autoescape=True))
    db.session.execute(delete(Meeting).where(Meeting.id == meeting.id))
    db.session.expunge(meeting)
