"""A serving process sends what a request queued, while nobody waits for it."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

import pytest
from aiosmtpd.smtp import SMTP, Envelope
from aiosmtpd.smtp import Session as Dialogue
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.app import Portal
from portal.config import ROOT
from portal.mail import courier as couriers
from portal.mail.courier import Courier, start_courier
from portal.mail.delivery import CLAIM, Delivery, deliver_due
from portal.mail.queue import post_mail
from portal.models.base import utc_now
from portal.models.mail import OutgoingMail
from tests.mail.conftest import HOST, Mailbox, serving_mail
from tests.resilience.portals import serving, wait_until
from tests.support import databases

Database = Callable[[], AbstractContextManager[Session]]
DELIVER = """
import sys
from pathlib import Path
from portal.mail.delivery import deliver_due
from tests.support.databases import make_app
app = make_app(sys.argv[1], Path(sys.argv[2]), SMTP_URL=sys.argv[3])
print("ready", flush=True)
sys.stdin.readline()
with app.app_context():
    deliver_due()
"""


@pytest.fixture
def courier(app: Portal) -> Iterator[Courier]:
    """The thread of a portal that serves."""
    courier = start_courier(app)
    yield courier
    courier.end()
    assert not courier.is_alive()


def unsent(database: Database) -> list[str]:
    with database() as session:
        query = select(OutgoingMail.key).where(OutgoingMail.sent_at.is_(None))
        return list(session.scalars(query))


def post(app: Portal, key: str = "prøve-1") -> None:
    with databases.opened(app):
        post_mail(key, "anna@example.dk", "Emne", "Tekst")


def test_mail_is_sent_after_the_commit_without_anybody_asking(
    app: Portal, database: Database, mailbox: Mailbox, courier: Courier
):
    post(app)
    wait_until(lambda: unsent(database) == [], seconds=5)
    assert mailbox.recipients == ["anna@example.dk"]


def test_server_that_hangs_makes_nobody_wait_who_queues_a_mail(
    app: Portal, database: Database, courier: Courier, silent_server: str
):
    """Who waited for it would have seen a mail fail: the courier gives a server up before that.

    The server goes first at the end: it hangs up on the courier, which then ends too.
    """
    app.config["SMTP_URL"] = silent_server
    for number in range(3):
        post(app, f"prøve-{number}")
    with database() as session:
        assert list(session.scalars(select(OutgoingMail.attempts))) == [0, 0, 0]
    assert len(unsent(database)) == 3


def test_fault_that_nobody_foresaw_does_not_end_the_courier(
    app: Portal, database: Database, mailbox: Mailbox
):
    post(app)
    running, app.config["SMTP_URL"] = app.config["SMTP_URL"], "smtp://mail.example.dk:99999"
    courier = Courier(app)
    assert courier.deliver() == couriers.LOOK_EVERY
    app.config["SMTP_URL"] = running
    courier.deliver()
    assert unsent(database) == []


def test_mails_that_another_process_queued_are_found(
    app: Portal,
    database: Database,
    mailbox: Mailbox,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr(couriers, "LOOK_EVERY", 0.1)
    courier = start_courier(app)
    command = databases.make_app(app.config["SQLALCHEMY_DATABASE_URI"], tmp_path)
    post(command)
    wait_until(lambda: unsent(database) == [], seconds=5)
    courier.end()
    databases.dispose(command)
    assert mailbox.recipients == ["anna@example.dk"]


@dataclass
class Murderer(Mailbox):
    """A mail server that takes a mail and kills who brings it, before they hear of it."""

    victim: int = 0

    async def handle_DATA(self, server: SMTP, session: Dialogue, envelope: Envelope) -> str:  # noqa: N802
        if self.victim:
            os.kill(self.victim, signal.SIGKILL)
            self.victim = 0
        return await super().handle_DATA(server, session, envelope)


def test_process_killed_before_it_noted_a_mail_as_sent_sends_it_again_under_the_same_id(
    app: Portal, tmp_path: Path
):
    post(app)
    mailbox = Murderer()
    with serving_mail(mailbox) as port, app.app_context():
        app.config["SMTP_URL"] = f"smtp://{HOST}:{port}"
        arguments = [app.config["SQLALCHEMY_DATABASE_URI"], tmp_path, app.config["SMTP_URL"]]
        process = subprocess.Popen(
            [sys.executable, "-c", DELIVER, *map(str, arguments)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        mailbox.victim = process.pid
        process.communicate(b"go\n", timeout=30)
        assert process.returncode == -signal.SIGKILL
        assert deliver_due() == Delivery()
        later = utc_now() + CLAIM
        assert deliver_due(lambda: later) == Delivery(sent=1)
    first, second = mailbox.messages
    assert first["Message-ID"] == second["Message-ID"]


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_portal_as_it_is_served_sends_what_is_left_and_ends_in_peace(app: Portal, tmp_path: Path):
    post(app)
    with serving(app.config["SQLALCHEMY_DATABASE_URI"], tmp_path, workers=1):
        outbox = tmp_path / "outbox"
        wait_until(lambda: outbox.exists() and any(outbox.glob("*.eml")), seconds=60)
