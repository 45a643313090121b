"""Mails are sent once, tried again when that fails, and no mail holds up another."""

import smtplib
import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.app import Portal
from portal.mail import server as mail_server
from portal.mail.delivery import CLAIM, Delivery, claim_next, deliver_due, find_next_due
from portal.mail.queue import post_mail
from portal.models.base import utc_now
from portal.models.mail import OutgoingMail
from tests.mail.conftest import HOST, REFUSED, STUCK, Mailbox, read_message

PEOPLE = ["anna@example.dk", "bo@example.dk", "carl@example.dk"]


def post(session: Session, *recipients: str) -> None:
    for number, recipient in enumerate(recipients):
        post_mail(f"prøve-{number}", recipient, "Emne", "Hej.\n.\nÆrø\n")
    session.commit()


def after(wait: timedelta) -> Callable[[], datetime]:
    moment = utc_now() + wait
    return lambda: moment


def mails(session: Session) -> list[OutgoingMail]:
    query = select(OutgoingMail).order_by(OutgoingMail.id)
    return list(session.scalars(query.execution_options(populate_existing=True)))


def test_each_mail_is_sent_once_and_what_it_said_is_not_kept(session: Session, mailbox: Mailbox):
    post(session, *PEOPLE)
    assert deliver_due() == Delivery(sent=3)
    assert deliver_due() == Delivery()
    assert mailbox.recipients == PEOPLE
    assert mailbox.messages[0].get_content().splitlines() == ["Hej.", ".", "Ærø"]
    assert all(mail.sent_at and mail.content is None for mail in mails(session))


def test_many_processes_at_once_send_each_mail_once(
    app: Portal, session: Session, mailbox: Mailbox
):
    post(session, *(f"person-{number}@example.dk" for number in range(20)))
    start = threading.Barrier(4)

    def deliver() -> None:
        with app.app_context():
            start.wait()
            deliver_due()

    threads = [threading.Thread(target=deliver) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(mailbox.recipients) == sorted(f"person-{n}@example.dk" for n in range(20))


def test_recipient_whom_the_server_refuses_holds_up_nobody(session: Session, mailbox: Mailbox):
    post(session, "anna@example.dk", REFUSED, "carl@example.dk")
    assert deliver_due() == Delivery(sent=2, failed=1)
    assert mailbox.recipients == ["anna@example.dk", "carl@example.dk"]
    refused = mails(session)[1]
    assert "no such user here" in refused.error
    assert refused.content


def test_failed_mail_is_tried_again_after_a_minute_five_minutes_and_an_hour(
    session: Session, mailbox: Mailbox
):
    mailbox.answers += ["451 later"] * 3
    post(session, "anna@example.dk")
    moment = utc_now()
    for minutes in (1, 5, 60):
        assert deliver_due(lambda: moment) == Delivery(failed=1)  # noqa: B023
        moment += timedelta(minutes=minutes)
        assert find_next_due() == moment
        assert deliver_due(lambda: moment - timedelta(seconds=1)) == Delivery()  # noqa: B023
    assert deliver_due(lambda: moment) == Delivery(sent=1)
    (mail,) = mails(session)
    assert (mail.attempts, mail.error, mail.try_again_at) == (3, "", None)


def test_mail_is_given_up_after_three_days_and_says_why(session: Session, mailbox: Mailbox):
    post(session, REFUSED)
    tries = 0
    while (due_at := find_next_due()) is not None:
        tries += deliver_due(lambda: due_at).failed
    (mail,) = mails(session)
    assert 10 <= tries == mail.attempts <= 20
    assert "no such user here" in mail.error
    assert mail.content is None
    assert mail.sent_at is None


def test_server_that_is_away_loses_no_mail(session: Session, app: Portal, closed_port: str):
    app.config["SMTP_URL"] = closed_port
    post(session, *PEOPLE)
    assert deliver_due() == Delivery(failed=3)
    assert all("refused" in mail.error and mail.content for mail in mails(session))


def test_mails_arrive_when_the_server_is_back(
    session: Session, app: Portal, closed_port: str, mailbox: Mailbox
):
    running, app.config["SMTP_URL"] = app.config["SMTP_URL"], closed_port
    post(session, *PEOPLE)
    deliver_due()
    app.config["SMTP_URL"] = running
    assert deliver_due(after(timedelta(minutes=2))) == Delivery(sent=3)
    assert mailbox.recipients == PEOPLE


def test_server_that_says_nothing_is_waited_for_once_in_a_round(
    session: Session, app: Portal, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(mail_server, "TIMEOUT", 0.5)
    with socket.create_server((HOST, 0)) as server:
        app.config["SMTP_URL"] = f"smtp://{HOST}:{server.getsockname()[1]}"
        post(session, *PEOPLE)
        assert deliver_due() == Delivery(failed=3)
        assert count_callers(server) == 1
    assert "timed out" in mails(session)[0].error


def count_callers(server: socket.socket) -> int:
    """Return how many connections wait for a server that has taken none of them."""
    server.setblocking(False)
    callers = 0
    with suppress(BlockingIOError):
        while True:
            server.accept()[0].close()
            callers += 1
    return callers


def test_mail_on_which_the_server_hangs_holds_up_the_others_for_a_moment_only(
    session: Session, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(mail_server, "TIMEOUT", 0.5)
    post(session, "anna@example.dk", STUCK, "carl@example.dk")
    assert deliver_due() == Delivery(sent=2, failed=1)
    assert mailbox.recipients[:2] == ["anna@example.dk", "carl@example.dk"]


def test_mail_whose_sender_was_killed_is_sent_later_with_the_same_message_id(
    session: Session, mailbox: Mailbox
):
    post(session, "anna@example.dk")
    claimed = claim_next(utc_now())
    assert claimed is not None
    assert deliver_due() == Delivery()
    assert deliver_due(after(CLAIM)) == Delivery(sent=1)
    assert mailbox.messages[0]["Message-ID"] == read_message(claimed.content)["Message-ID"]


def test_without_a_server_mails_become_files_that_only_the_portal_reads(
    session: Session, app: Portal
):
    post(session, "anna@example.dk")
    assert deliver_due() == Delivery(sent=1)
    (path,) = Path(app.config["OUTBOX_PATH"]).iterdir()
    assert path.suffix == ".eml"
    assert read_message(path.read_bytes())["To"] == "anna@example.dk"
    assert path.stat().st_mode & 0o077 == 0


def test_mails_to_the_demos_people_become_files_although_there_is_a_server(
    session: Session, app: Portal, mailbox: Mailbox
):
    post(session, "koordinator.randers@demo.invalid", "anna@example.dk")
    assert deliver_due() == Delivery(sent=2)
    assert mailbox.recipients == ["anna@example.dk"]
    assert len(list(Path(app.config["OUTBOX_PATH"]).iterdir())) == 1


def test_folder_that_cannot_be_written_to_is_a_failure_like_another(session: Session, app: Portal):
    Path(app.config["OUTBOX_PATH"]).write_text("a file, no folder")
    post(session, "anna@example.dk")
    assert deliver_due() == Delivery(failed=1)
    assert mails(session)[0].content


def test_server_that_hangs_up_after_taking_a_mail_is_no_failure(
    session: Session, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
):
    post(session, "anna@example.dk")
    monkeypatch.setattr(smtplib.SMTP, "putcmd", hang_up_on_quit(smtplib.SMTP.putcmd))
    assert deliver_due() == Delivery(sent=1)


def hang_up_on_quit(putcmd: Callable[..., None]) -> Callable[..., None]:
    def put(server: smtplib.SMTP, command: str, arguments: str = "") -> None:
        if command == "quit":
            server.close()
        putcmd(server, command, arguments)

    return put
