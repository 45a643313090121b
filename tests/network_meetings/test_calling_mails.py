"""A mail server that refuses one of eight: the others get theirs, and nobody gets one twice."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session

from portal.app import Portal
from portal.mail.delivery import Delivery, claim_next, deliver_due, find_next_due
from portal.models.base import utc_now
from portal.models.mail import OutgoingMail
from portal.models.meeting import Meeting
from portal.network_meetings.calling.actions import cancel_meeting
from portal.network_meetings.calling.mail_states import mail_state, reason_of, send_again
from portal.network_meetings.mails import list_mails
from portal.network_meetings.polling.letters import ask
from tests.mail.conftest import HOST, Mailbox, serving_mail
from tests.support.invitations import (
    calendar_of,
    call,
    list_queued,
    make_agreed,
    make_called,
    text_of,
)
from tests.support.polls import make_poll, path_of

EIGHT = [f"p{number}@example.dk" for number in range(1, 9)]


@dataclass
class Choosy(Mailbox):
    """A mail server that does not know some addresses, until it does."""

    unknown: set[str] = field(default_factory=set)

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: Any
    ) -> str:
        if address in self.unknown:
            return "550 5.1.1 no such user here"
        envelope.rcpt_tos.append(address)
        return "250 OK"


@pytest.fixture
def server(app: Portal) -> Iterator[Choosy]:
    choosy = Choosy()
    with serving_mail(choosy) as port:
        app.config["SMTP_URL"] = f"smtp://{HOST}:{port}"
        yield choosy


def send(session, meeting: Meeting, number: int) -> str:
    """Press "Send igen" beside a participant, by its number from 1 on."""
    reason = send_again(meeting.organiser, meeting.participants[number - 1])
    session.commit()
    return reason


def states(session, meeting: Meeting) -> list[str]:
    """Return what the page says of the newest mail of each participant who has one."""
    session.commit()
    mails = list_mails(meeting)
    words = [mail_state(mails[one.id][0]).words for one in meeting.participants if mails[one.id]]
    session.commit()
    return [word.split()[0] for word in words]


def give_up() -> None:
    """Let all tries of three days fail."""
    while (due_at := find_next_due()) is not None:
        deliver_due(lambda: due_at)


def test_one_of_eight_who_is_refused_is_shown_and_sent_again_and_each_has_exactly_one(
    session, server
):
    meeting = make_called(8)
    server.unknown = {EIGHT[3]}
    assert deliver_due() == Delivery(sent=7, failed=1)
    assert states(session, meeting) == ["sendt"] * 3 + ["fejlede"] + ["sendt"] * 4
    server.unknown.clear()
    assert send(session, meeting, 4) == ""
    assert deliver_due() == Delivery(sent=1)
    assert states(session, meeting) == ["sendt"] * 8
    later = utc_now() + timedelta(days=4)
    assert deliver_due(lambda: later) == Delivery()
    assert Counter(server.recipients) == dict.fromkeys(EIGHT, 1)


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_sending_again_what_was_sent_sends_nothing(session, server):
    meeting = make_called(1)
    deliver_due()
    assert "er sendt" in send(session, meeting, 1)
    assert deliver_due() == Delivery()


def test_mail_that_is_being_sent_this_moment_is_not_freed_for_another(session, server):
    meeting = make_called(1)
    assert claim_next(utc_now()) is not None
    assert "ved at blive sendt" in send(session, meeting, 1)
    assert states(session, meeting) == ["afventer"]
    assert deliver_due() == Delivery()


@pytest.mark.parametrize("app", ["postgresql"], indirect=True)
def test_no_courier_takes_a_mail_between_looking_at_it_and_deciding(session, server):
    """On SQLite nobody else writes meanwhile anyhow."""
    meeting = make_called(1)
    list_mails(meeting, is_locking=True)
    assert deliver_due() == Delivery()
    session.rollback()
    assert deliver_due() == Delivery(sent=1)


def test_button_pressed_twice_sends_one_mail(session, server):
    meeting = make_called(1)
    server.unknown = {EIGHT[0]}
    deliver_due()
    server.unknown.clear()
    send(session, meeting, 1)
    send(session, meeting, 1)
    assert deliver_due() == Delivery(sent=1)
    assert server.recipients == [EIGHT[0]]


def test_mail_that_was_given_up_is_written_anew_once(session, server):
    meeting = make_called(1)
    server.unknown = {EIGHT[0]}
    give_up()
    assert states(session, meeting) == ["fejlede"]
    server.unknown.clear()
    send(session, meeting, 1)
    send(session, meeting, 1)
    assert deliver_due() == Delivery(sent=1)
    assert states(session, meeting) == ["sendt"]
    assert server.recipients == [EIGHT[0]]


def test_invitation_to_a_wrong_address_goes_to_the_right_one_and_never_to_the_wrong_one(
    session, server
):
    meeting = make_called(1)
    server.unknown = {EIGHT[0]}
    deliver_due()
    meeting.participants[0].email = "rigtig@example.dk"
    session.commit()
    server.unknown.clear()
    assert send(session, meeting, 1) == ""
    later = utc_now() + timedelta(hours=1)
    assert deliver_due(lambda: later) == Delivery(sent=1)
    assert server.recipients == ["rigtig@example.dk"]


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_address_to_which_no_mail_can_go_is_said_to_be_wrong_and_can_be_mended(session, server):
    meeting = make_agreed(1)
    meeting.participants[0].email = "åse@example.dk"
    call(meeting)
    assert states(session, meeting) == ["fejlede"]
    (mail,) = list_mails(meeting)[meeting.participants[0].id]
    assert "Ret den under Deltagere" in mail_state(mail).reason
    meeting.participants[0].email = EIGHT[0]
    assert send(session, meeting, 1) == ""
    assert deliver_due() == Delivery(sent=1)
    assert server.recipients == [EIGHT[0]]


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_question_about_times_that_was_given_up_comes_with_the_same_link(session, server):
    meeting = make_poll(1)
    guest = meeting.participants[0]
    guest.email = EIGHT[0]
    ask(guest)
    path, server.unknown = path_of(guest), {EIGHT[0]}
    session.commit()
    give_up()
    assert send(session, meeting, 1) == ""
    (mail,) = list_queued()
    assert path in text_of(mail.content)


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_cancellation_that_was_given_up_is_written_anew(session, server):
    meeting = make_called(1)
    deliver_due()
    cancel_meeting(meeting.organiser, meeting)
    session.commit()
    server.unknown = {EIGHT[0]}
    give_up()
    assert send(session, meeting, 1) == ""
    (mail,) = list_queued()
    assert calendar_of(mail.content).method.value == "CANCEL"


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_who_has_no_address_or_no_mail_is_not_sent_anything(session):
    meeting = make_called(1)
    assert "har ingen e-mail" in send(session, meeting, 2)
    waiting = make_poll(1)
    assert "ikke fået nogen mail" in send(session, waiting, 1)


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        ("SMTPRecipientsRefused: {'p1@example.dk': (550, b'no such user')}", "afviser mailen"),
        ("SMTPRecipientsRefused: {'p1@example.dk': (451, b'later')}", "lige nu"),
        ("SMTPDataError: (552, b'too large')", "afviser mailen"),
        ("SMTPAuthenticationError: (535, b'who are you')", "kan ikke få mails af sted"),
        ("ConnectionRefusedError: [Errno 111] Connection refused", "kan ikke få mails af sted"),
        ("'anna' is no address", "Ret den under Deltagere"),
    ],
)
def test_reason_of_a_failure_is_said_in_danish_without_the_address(error, reason):
    assert reason in reason_of(error)
    assert "p1@example.dk" not in reason_of(error)


def test_mail_that_failed_says_when_it_is_tried_again_or_that_it_is_not():
    mail = OutgoingMail(
        key="meeting-1-1-call-0", error="OSError: away", content=b"x", try_again_at=utc_now()
    )
    assert "prøver selv igen" in mail_state(mail).reason
    mail.content = mail.try_again_at = None
    assert "prøver ikke igen" in mail_state(mail).reason
    mail.error = ""
    assert mail_state(mail).words == "taget tilbage"
