"""Called meetings for tests, and their mails as a recipient's programs read them."""

from datetime import datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

import vobject
from sqlalchemy import select

from portal.extensions import db
from portal.models.base import utc_now
from portal.models.mail import OutgoingMail
from portal.models.meeting import Meeting
from portal.models.meeting_vocabulary import MeetingRole
from portal.network_meetings.calling.actions import call_meeting
from tests.support.meetings import make_meeting, make_participant

PLACE, LINK = "Rådhuset, lokale 2", "https://video.example.dk/moede"


def next_week() -> datetime:
    """Return an instant in a week, on the minute."""
    return utc_now().replace(second=0, microsecond=0) + timedelta(days=7)


def make_agreed(people: int = 2, **values: Any) -> Meeting:
    """Return a draft that the citizen agreed to: people with an address, and the citizen."""
    seats = [
        make_participant(f"Funktion {n}", name=f"Demo Person {n}", email=f"p{n}@example.dk")
        for n in range(1, people + 1)
    ]
    seats.append(make_participant("Borgeren", MeetingRole.CITIZEN))
    return make_meeting(participants=seats, **({"consent_on": utc_now().date()} | values))


def call(meeting: Meeting, **values: Any) -> None:
    """Call a meeting for next week, and keep it."""
    terms = {"starts_at": next_week(), "minutes": 60, "place": PLACE, "link": LINK}
    call_meeting(meeting.organiser, meeting, **(terms | values))
    db.session.commit()


def make_called(people: int = 2, **values: Any) -> Meeting:
    """Return a meeting whose invitations wait to be sent."""
    meeting = make_agreed(people, **values)
    call(meeting)
    return meeting


def list_queued() -> list[OutgoingMail]:
    """Return the mails that wait, in the order in which they were written; ends the transaction."""
    query = select(OutgoingMail).order_by(OutgoingMail.id)
    mails = [*db.session.scalars(query.execution_options(populate_existing=True))]
    for mail in mails:
        db.session.expunge(mail)
    db.session.commit()
    return [mail for mail in mails if mail.sent_at is None and mail.content is not None]


def read_mail(content: bytes | None) -> EmailMessage:
    message = message_from_bytes(content or b"", policy=default)
    assert isinstance(message, EmailMessage)
    return message


def text_of(content: bytes | None) -> str:
    """Return what a mail says to somebody whose program knows no calendars."""
    body = read_mail(content).get_body(["plain"])
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


def calendar_of(content: bytes | None) -> Any:
    """Return the invitation in a mail as vobject reads it, None for a mail without."""
    for part in read_mail(content).walk():
        if part.get_content_type() == "text/calendar":
            return vobject.readOne(part.get_content())
    return None
