"""Sending what is queued: each mail by one process only, again and again until three days."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from flask import current_app
from sqlalchemy import ColumnElement, and_, func, select, update

from portal.extensions import db
from portal.mail.server import (
    DELIVERY_ERRORS,
    Away,
    Destination,
    MailServer,
    Outbox,
    Parcel,
    ServerAwayError,
    describe,
    file_name,
    is_invented,
)
from portal.models.base import utc_now
from portal.models.mail import OutgoingMail
from portal.text.mail_addresses import usable_address

# How long to wait after the first, second, third failure; after that the last is repeated.
WAITS = (timedelta(minutes=1), timedelta(minutes=5), timedelta(hours=1), timedelta(hours=6))
KEEP_TRYING = timedelta(days=3)
CLAIM = timedelta(minutes=15)
"""For how long a mail is left to the process that took it; far longer than sending takes."""

Clock = Callable[[], datetime]


@dataclass(frozen=True)
class Delivery:
    """What became of the mails that were due."""

    sent: int = 0
    failed: int = 0


def deliver_due(clock: Clock = utc_now) -> Delivery:
    """Send every mail that is due; each is claimed first, so that no two processes send it.

    A mail that was handed over is marked at once. Whoever is killed between these two steps leaves
    it to be sent again a quarter of an hour later, with the same Message-ID.
    """
    destinations = Destinations(current_app.config["SMTP_URL"], current_app.config["OUTBOX_PATH"])
    sent = failed = 0
    while (mail := claim_next(clock())) is not None:
        try:
            destinations.find(mail.recipient).hand_over(parcel_of(mail))
        except ServerAwayError as error:
            destinations.server = Away(str(error))
            mark_failed(mail, str(error), clock())
            failed += 1
        except DELIVERY_ERRORS as error:
            mark_failed(mail, describe(error), clock())
            failed += 1
        else:
            mark_sent(mail.id, clock())
            sent += 1
    return Delivery(sent, failed)


class Destinations:
    """Where the mails of one round go: the demo's own people get theirs as files."""

    def __init__(self, url: str, folder: Path) -> None:
        self.outbox = Outbox(folder)
        self.server: Destination = MailServer(url) if url else self.outbox

    def find(self, recipient: str) -> Destination:
        """Return where a recipient's mails go."""
        return self.outbox if is_invented(recipient) else self.server


def is_waiting() -> ColumnElement[bool]:
    """Return the condition for a mail that is neither sent nor given up nor taken back."""
    return and_(OutgoingMail.sent_at.is_(None), OutgoingMail.content.is_not(None))


class Claimed(NamedTuple):
    """A mail that this process alone is to send now."""

    id: int
    key: str
    recipient: str
    content: bytes
    created_at: datetime
    attempts: int


def claim_next(now: datetime) -> Claimed | None:
    """Take the mail that has been due longest, in a transaction of its own; None when none is."""
    due = (
        select(OutgoingMail.id)
        .where(OutgoingMail.try_again_at <= now, is_waiting())
        .order_by(OutgoingMail.try_again_at, OutgoingMail.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    claim = (
        update(OutgoingMail)
        .where(OutgoingMail.id == due.scalar_subquery())
        .values(try_again_at=now + CLAIM, claimed_until=now + CLAIM)
        .returning(*(getattr(OutgoingMail, name) for name in Claimed._fields))
    )
    with db.engine.begin() as connection:
        row = connection.execute(claim).one_or_none()
    return None if row is None else Claimed(*row)


def parcel_of(mail: Claimed) -> Parcel:
    return Parcel(
        sender=usable_address(current_app.config["CONTACT_EMAIL"]),
        recipient=mail.recipient,
        content=mail.content,
        name=file_name(mail.id, mail.key),
    )


def mark_sent(mail_id: int, now: datetime) -> None:
    """Note that a mail was handed over; what it said is not kept."""
    values = {"content": None, "try_again_at": None, "claimed_until": None, "error": ""}
    change(mail_id, sent_at=now, **values)


def mark_failed(mail: Claimed, error: str, now: datetime) -> None:
    """Note why a mail was not sent, and when to try again; after three days it is given up."""
    attempts = mail.attempts + 1
    again_at = now + WAITS[min(attempts, len(WAITS)) - 1]
    values: dict[str, Any] = {"attempts": attempts, "error": error, "claimed_until": None}
    if again_at - mail.created_at > KEEP_TRYING:
        change(mail.id, try_again_at=None, content=None, **values)
    else:
        change(mail.id, try_again_at=again_at, **values)


def change(mail_id: int, **values: Any) -> None:
    with db.engine.begin() as connection:
        connection.execute(update(OutgoingMail).where(OutgoingMail.id == mail_id).values(**values))


def find_next_due() -> datetime | None:
    """Return when a mail is to be tried next, or None when none is waiting."""
    query = select(func.min(OutgoingMail.try_again_at)).where(is_waiting())
    with db.engine.execution_options(is_reading=True).connect() as connection:
        return connection.scalar(query)
