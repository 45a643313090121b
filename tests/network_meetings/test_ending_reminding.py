"""Who is mailed about a meeting by the daily round: each once, with the same link as before."""

import subprocess
import sys
from datetime import timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from sqlalchemy import select

from portal.config import ROOT
from portal.models.base import utc_now
from portal.models.mail import OutgoingMail
from portal.models.meeting import Meeting, MeetingEvent
from portal.models.meeting_vocabulary import MeetingRole, MeetingState
from portal.models.user import User
from portal.models.vocabulary import Role
from portal.network_meetings.ending.reminding import MeetingReminders, send_meeting_reminders
from portal.network_meetings.links import find_participant, give_link, link_token
from portal.network_meetings.mails import list_mails, post_to
from tests.factories import attached, make_user
from tests.support.meetings import make_answer, make_meeting, make_meeting_time, make_participant

NOW = utc_now()
REMIND = """
import sys
from pathlib import Path
from tests.support.databases import make_app
app = make_app(sys.argv[1], Path(sys.argv[2]))
print("ready", flush=True)
sys.stdin.readline()
result = app.test_cli_runner().invoke(args=["send-reminders"])
print(result.output)
sys.exit(result.exit_code)
"""


@pytest.fixture
def anna(database) -> User:
    with database():
        return make_user(email="anna@example.dk", name="Anna")


@pytest.fixture
def poll(database, anna) -> Meeting:
    """A poll of two people and the citizen, asked three days ago, to be answered by tomorrow."""
    with database():
        meeting = make_meeting(
            anna,
            state=MeetingState.POLLING,
            consent_on=NOW.date(),
            deadline_at=NOW + timedelta(days=1),
            reference="BLÅ-ELG-27",
            participants=[
                make_participant("Sygeplejerske", email="bo@example.dk"),
                make_participant("Visitator", email="carla@example.dk"),
                make_participant("Borgeren", MeetingRole.CITIZEN),
            ],
            times=[make_meeting_time()],
        )
        ask(meeting, days_ago=3)
        return meeting


def ask(meeting, days_ago: float) -> None:
    """Send the poll so many days ago."""
    for participant in meeting.participants:
        if participant.email:
            give_link(participant, NOW + timedelta(days=60))
            post_to(participant, "ask", "Netværksmøde", "…")
    for mails in list_mails(meeting).values():
        for mail in mails:
            mail.created_at = NOW - timedelta(days=days_ago)


def remind(database, days: float = 0) -> MeetingReminders:
    """Run a round so many days from now."""
    with database():
        return send_meeting_reminders(NOW + timedelta(days=days))


def new_mails(database) -> list:
    """Return the mails that the rounds queued, the oldest first."""
    with database() as session:
        query = select(OutgoingMail.content).where(OutgoingMail.created_at >= NOW)
        contents = session.scalars(query.order_by(OutgoingMail.id)).all()
    return [message_from_bytes(content, policy=default) for content in contents]


def recipients(database) -> list[str]:
    return [str(mail["To"]) for mail in new_mails(database)]


def text_of(mail) -> str:
    return mail.get_body().get_content().replace("\r\n", "\n")


def test_who_has_not_answered_is_reminded_once_with_the_same_link(database, poll):
    with database():
        meeting = attached(poll)
        first, second, _ = meeting.participants
        make_answer(first, meeting.times[0])
        token = link_token(second.link_key)
    assert remind(database) == MeetingReminders(participants=1)
    assert remind(database, days=0.5) == MeetingReminders()
    (mail,) = new_mails(database)
    assert mail["To"] == "carla@example.dk"
    assert mail["Subject"].startswith("Netværksmøde BLÅ-ELG-27: ")
    assert f"http://localhost/moede/{token}" in text_of(mail)
    with database() as session:
        assert find_participant(token).function == "Visitator"
        assert session.scalars(select(MeetingEvent.by)).all() == ["Én indgang"]


def test_nobody_is_reminded_before_the_deadline_is_near(database, poll):
    with database():
        attached(poll).deadline_at = NOW + timedelta(days=2, minutes=1)
    assert remind(database) == MeetingReminders()


def test_who_was_asked_today_is_left_in_peace(database, poll):
    with database():
        attached(poll).deadline_at = NOW + timedelta(days=1.5)
        ask_again = list_mails(attached(poll))[attached(poll).participants[0].id][0]
        ask_again.created_at = NOW - timedelta(hours=23)
    assert remind(database) == MeetingReminders(participants=1)
    assert recipients(database) == ["carla@example.dk"]
    assert remind(database, days=0.1) == MeetingReminders(participants=1)


def test_later_deadline_has_a_reminder_of_its_own(database, poll):
    assert remind(database).participants == 2
    with database():
        attached(poll).deadline_at = NOW + timedelta(days=5)
    assert remind(database, days=1).participants == 0
    assert remind(database, days=4).participants == 2


@pytest.mark.parametrize("values", [{"link_expires_at": NOW}, {"email": ""}])
def test_who_cannot_be_reached_is_passed_over(database, poll, values):
    with database():
        for name, value in values.items():
            setattr(attached(poll).participants[0], name, value)
    assert remind(database).participants == 1
    assert recipients(database) == ["carla@example.dk"]


def test_without_the_citizens_consent_nobody_is_reminded(database, poll):
    with database():
        attached(poll).consent_on = None
    assert remind(database) == MeetingReminders()


def test_organiser_hears_once_that_the_deadline_has_passed_and_who_is_missing(database, poll):
    with database():
        make_answer(attached(poll).participants[0], attached(poll).times[0])
    outcomes = [remind(database, days=day) for day in (1.1, 2, 3)]
    assert [outcome.deadlines for outcome in outcomes] == [1, 0, 0]
    (mail,) = new_mails(database)
    text = text_of(mail)
    assert mail["To"] == "anna@example.dk"
    assert mail["Subject"] == "Netværksmøde BLÅ-ELG-27: svarfristen er gået"
    assert "2 mangler at svare:\n- Visitator" in text
    assert f"http://localhost/netvaerksmoeder/{poll.id}\n" in text
    assert "Hej Anna" in text
    with database():
        assert list_mails(attached(poll))[0][0].recipient == "anna@example.dk"


def test_organiser_hears_that_all_have_answered(database, poll):
    with database():
        for participant in attached(poll).participants:
            make_answer(participant, attached(poll).times[0])
    remind(database, days=1.1)
    assert "Alle har svaret." in text_of(new_mails(database)[0])


def test_nothing_is_told_of_a_meeting_that_was_called(database, poll):
    with database():
        attached(poll).state = MeetingState.CALLED
    assert [remind(database, days=day) for day in (0, 2)] == [MeetingReminders()] * 2


@pytest.fixture
def held(database, anna) -> Meeting:
    """A meeting that is followed up in ten days."""
    with database():
        return make_meeting(
            anna,
            reference="RØD-UGLE-3",
            state=MeetingState.HELD,
            starts_at=NOW - timedelta(days=100),
            follow_up_on=(NOW + timedelta(days=10)).date(),
        )


def test_organiser_is_asked_once_how_a_meeting_went_and_not_before_it_was(database, poll):
    with database():
        attached(poll).state = MeetingState.CALLED
        attached(poll).starts_at = NOW + timedelta(days=1)
    assert remind(database, days=1.4) == MeetingReminders()
    assert remind(database, days=1.6) == MeetingReminders(endings=1)
    assert remind(database, days=2) == MeetingReminders()
    (mail,) = new_mails(database)
    assert (mail["To"], mail["Subject"]) == (
        "anna@example.dk",
        "Netværksmøde BLÅ-ELG-27: hvordan gik det?",
    )
    assert f"/netvaerksmoeder/{poll.id}/afslut" in text_of(mail)


def test_follow_up_is_told_on_its_day_once_with_the_file(database, held):
    outcomes = [remind(database, days=day) for day in (8.5, 11, 12)]
    assert [outcome.follow_ups for outcome in outcomes] == [0, 1, 0]
    (mail,) = new_mails(database)
    (file,) = mail.iter_attachments()
    assert mail["Subject"] == "Netværksmøde RØD-UGLE-3: følg op"
    assert file.get_filename() == "opfoelgning.ics"
    assert file.get_content_type() == "text/calendar"
    assert f"{held.follow_up_on:%Y%m%d}" in file.get_content()


def leave(database, user) -> None:
    with database():
        attached(user).archived_at = NOW


def test_all_bridge_builders_are_told_where_the_organiser_has_left(database, held, anna):
    leave(database, anna)
    with database():
        make_user(email="bo@example.dk")
        make_user(email="demo@example.dk", is_demo=True)
        make_user(Role.ADMINISTRATOR, email="admin@example.dk")
        make_user(email="gone@example.dk", archived_at=NOW)
    assert remind(database, days=11).follow_ups == 1
    assert recipients(database) == ["bo@example.dk"]


def test_administrators_are_told_where_there_is_no_bridge_builder(database, held, anna):
    with database():
        attached(anna).role = Role.READER
        make_user(Role.ADMINISTRATOR, email="admin@example.dk")
    remind(database, days=11)
    assert recipients(database) == ["admin@example.dk"]


def test_two_processes_at_once_mail_once(app, database, poll, held, tmp_path: Path):
    with database():
        attached(held).follow_up_on = NOW.date()
    url = app.config["SQLALCHEMY_DATABASE_URI"]
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", REMIND, url, str(tmp_path)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    for process in processes:
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        process.stdin.write("go\n")
        process.stdin.flush()
    told = [process.communicate(timeout=60)[0] for process in processes]
    assert [process.returncode for process in processes] == [0, 0], told
    with database() as session:
        query = select(OutgoingMail.recipient).where(OutgoingMail.created_at >= NOW)
        assert sorted(session.scalars(query)) == [
            "anna@example.dk",
            "bo@example.dk",
            "carla@example.dk",
        ]
        assert len(session.scalars(select(MeetingEvent.id)).all()) == 2
