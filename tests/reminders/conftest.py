"""Randers with somebody to remind, and a way to run the rounds of many days."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.models.base import Entry, utc_now
from portal.models.mail import OutgoingMail
from portal.models.municipality import Municipality
from portal.models.user import User
from portal.models.vocabulary import Role
from portal.reminders.actions import Round, send_reminders
from tests.factories import make_contact, make_municipality, make_organisation, make_user

Database = Callable[[], AbstractContextManager[Session]]
NOW = utc_now()


def days_ago(days: float) -> datetime:
    return NOW - timedelta(days=days)


@pytest.fixture
def randers(database: Database) -> Municipality:
    """A municipality that was confirmed a moment ago."""
    with database():
        return make_municipality("Randers", confirmed_at=NOW)


@pytest.fixture
def anna(database: Database, randers: Municipality) -> User:
    """The coordinator of Randers."""
    with database():
        return make_coordinator("anna@example.dk", randers)


def make_coordinator(email: str, *municipalities: Municipality, **values: Any) -> User:
    return make_user(
        Role.COORDINATOR,
        email=email,
        name=email.partition("@")[0].capitalize(),
        municipalities=municipalities,
        **values,
    )


def make_stale_contact(function: str, municipality: Municipality, days: float = 100) -> Entry:
    """Return a contact of a municipality that was confirmed so many days ago."""
    return make_contact(
        function,
        name=None,
        organisation=make_organisation("Social", municipality, confirmed_at=NOW),
        confirmed_at=days_ago(days),
    )


def remind(database: Database, after_days: float = 0) -> Round:
    """Run a round so many days from now."""
    with database():
        return send_reminders(NOW + timedelta(days=after_days))


def list_mails(database: Database) -> list[EmailMessage]:
    """Return all mails that were queued, the oldest first."""
    with database() as session:
        contents = session.scalars(select(OutgoingMail.content).order_by(OutgoingMail.id)).all()
    messages = [message_from_bytes(content or b"", policy=default) for content in contents]
    return [message for message in messages if isinstance(message, EmailMessage)]


def recipients(database: Database) -> list[str]:
    return [str(mail["To"]) for mail in list_mails(database)]


def text_of(mail: EmailMessage) -> str:
    return str(mail.get_content()).replace("\r\n", "\n")
