"""A meeting is deleted on its day, and nothing of it is left anywhere but counts."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from portal.config import ROOT
from portal.database.patience import answering_within
from portal.extensions import db
from portal.mail.delivery import deliver_due
from portal.models.base import Base, utc_now
from portal.models.mail import OutgoingMail
from portal.models.meeting import Meeting, MeetingParticipant, MeetingTurnout
from portal.models.meeting_vocabulary import MeetingChange, MeetingState
from portal.network_meetings.ending.actions import end_meeting
from portal.network_meetings.ending.purging import list_due, purge
from portal.network_meetings.events import note_change
from portal.network_meetings.links import give_link
from portal.network_meetings.mails import post_to
from portal.retention.erasing import erase_deleted
from portal.web.dates import local_today
from tests.factories import attached
from tests.support.meetings import make_answer, make_meeting, make_meeting_time, make_participant

SECRETS = {
    "reference": "GRØN-ÅL-31",
    "email": "hemmelig.deltager@example.dk",
    "name": "Hemmelig Deltager",
    "note": "kan kun om morgenen",
    "place": "Lokale Solsikken",
    "uid": "uid-of-the-secret-meeting",
    "former": "Hemmelig Forgænger",
}
KILLED = """
import os, signal, sys
from pathlib import Path
from sqlalchemy import event
from tests.support.databases import make_app
from portal.extensions import db
url, folder, statement, times = sys.argv[1:]
app, seen = make_app(url, Path(folder)), []
with app.app_context():
    engine = db.engine
@event.listens_for(engine, "after_cursor_execute")
def die(connection, cursor, text, *_):
    if text.startswith(statement):
        seen.append(text)
    if len(seen) == int(times):
        os.kill(os.getpid(), signal.SIGKILL)
app.test_cli_runner().invoke(args=["purge"])
"""


@pytest.fixture
def meeting(database) -> Meeting:
    """A held meeting with one of everything, whose day has come, and mails sent and unsent."""
    with database():
        meeting = make_meeting(
            reference=SECRETS["reference"],
            uid=SECRETS["uid"],
            place=SECRETS["place"],
            state=MeetingState.CALLED,
            starts_at=utc_now() - timedelta(days=200),
            participants=[
                make_participant(
                    email=SECRETS["email"],
                    name=SECRETS["name"],
                    note=SECRETS["note"],
                    passed_on_by=SECRETS["former"],
                )
            ],
            times=[make_meeting_time()],
        )
        (participant,) = meeting.participants
        make_answer(participant, meeting.times[0])
        note_change(meeting, SECRETS["name"], MeetingChange.ANSWERED, SECRETS["name"])
        come_to_an_end(meeting)
        # What should have been gone since: deleting takes it all the same.
        give_link(participant, utc_now() + timedelta(days=400))
        post_to(participant, "ask", f"Netværksmøde {meeting.reference}", SECRETS["name"])
        return meeting


def come_to_an_end(meeting: Meeting) -> None:
    came = {one.id for one in meeting.participants}
    end_meeting(meeting.organiser, meeting, True, came, local_today())
    meeting.delete_on = local_today()


def run(app, *options: str) -> str:
    result = app.test_cli_runner().invoke(args=["purge", *options])
    assert result.exit_code == 0, result.output
    return result.output


def all_that_is_kept(database) -> str:
    """Return every value of every table as text."""
    with database() as session:
        return "\n".join(
            " ".join(map(str, row))
            for table in Base.metadata.sorted_tables
            for row in session.execute(select(table))
        )


def count(database, model: type[Base]) -> int:
    with database() as session:
        return session.scalar(select(func.count()).select_from(model)) or 0


def test_nothing_but_counts_is_left_in_any_table(app, database, meeting):
    with database():
        token_hash = attached(meeting).participants[0].token_hash
    secrets = [*SECRETS.values(), token_hash]
    before = all_that_is_kept(database)
    assert [secret for secret in secrets if secret not in before] == []
    run(app)
    after = all_that_is_kept(database)
    assert [secret for secret in secrets if secret in after] == []
    with database() as session:
        row = session.scalars(select(MeetingTurnout)).one()
        assert (row.meetings, row.invited, row.came) == (1, 1, 1)


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_nothing_is_left_in_the_files_of_sqlite(app, database, meeting, sqlite_folder: Path):
    files = [sqlite_folder / "portal.sqlite", sqlite_folder / "portal.sqlite-wal"]
    wanted = [secret.encode() for secret in SECRETS.values()]
    before = b"".join(file.read_bytes() for file in files)
    assert [secret for secret in wanted if secret not in before] == []
    run(app)
    after = b"".join(file.read_bytes() for file in files if file.exists())
    assert [secret for secret in wanted if secret in after] == []


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_while_the_log_is_read_the_purge_says_that_the_next_one_cleans_the_file(
    app, database, meeting, sqlite_folder: Path
):
    with closing(sqlite3.connect(sqlite_folder / "portal.sqlite")) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM meeting").fetchone()
        with app.app_context(), answering_within(0.2):
            assert erase_deleted() == "its log is being read"
    with app.app_context():
        assert erase_deleted() == ""


def test_files_of_its_mails_go_too(app, database, meeting, tmp_path: Path):
    with app.app_context():
        assert deliver_due().sent == 1
    assert len(list((tmp_path / "outbox").iterdir())) == 1
    run(app)
    assert list((tmp_path / "outbox").iterdir()) == []


def test_dry_run_shows_what_would_be_deleted_and_deletes_nothing(app, database, meeting):
    before = all_that_is_kept(database)
    shown = run(app, "--dry-run")
    assert "    1 network meetings" in shown
    assert SECRETS["reference"] in shown
    assert all_that_is_kept(database) == before


def test_what_was_deleted_is_printed_without_a_reference(app, database, meeting):
    output = run(app)
    assert "    1 network meetings" in output
    assert SECRETS["reference"] not in output
    assert "    0 network meetings" in run(app)


def test_meeting_stays_until_its_day(app, database, meeting):
    with database():
        attached(meeting).delete_on = local_today() + timedelta(days=1)
        assert list_due(utc_now()) == []
        assert [one.id for one in list_due(utc_now() + timedelta(days=1))] == [meeting.id]
    run(app)
    assert count(database, MeetingParticipant) == 1


def test_other_meetings_and_their_mails_stay(app, database, meeting):
    with database():
        other = make_meeting(participants=[make_participant("Visitator", email="bo@example.dk")])
        post_to(other.participants[0], "ask", "Netværksmøde", "…")
    run(app)
    with database() as session:
        assert session.scalars(select(OutgoingMail.recipient)).all() == ["bo@example.dk"]
        assert [one.function for one in session.scalars(select(MeetingParticipant))] == [
            "Visitator"
        ]


def test_ids_are_never_used_again(app, database, meeting):
    run(app)
    with database():
        later = make_meeting(participants=[make_participant()])
        assert later.id > meeting.id


def test_meeting_that_gets_a_later_day_while_others_are_deleted_stays(database, meeting):
    with database():
        other = make_meeting(delete_on=local_today(), participants=[make_participant()])
    with database() as session:
        deleting = purge(utc_now())
        assert next(deleting) == meeting.id
        session.commit()
        attached(other).delete_on = local_today() + timedelta(days=90)
        session.commit()
        assert list(deleting) == []
    assert count(database, Meeting) == 1


@pytest.mark.parametrize(
    "statement", ["DELETE FROM meeting WHERE", "DELETE FROM outgoing_mail WHERE"]
)
def test_killed_in_the_middle_it_leaves_whole_meetings_or_none(
    app, database, meeting, statement, tmp_path: Path
):
    with database():
        for number in range(2):
            people = [make_participant(email=f"{number}@example.dk"), make_participant()]
            other = make_meeting(delete_on=local_today(), participants=people)
            post_to(people[0], "ask", "Netværksmøde", "…")
            other.delete_on = local_today()
        db.session.flush()
    command = [sys.executable, "-c", KILLED, app.config["SQLALCHEMY_DATABASE_URI"], str(tmp_path)]
    killed = subprocess.run([*command, statement, "2"], cwd=ROOT, timeout=60)
    assert killed.returncode == -9
    with database() as session:
        left = session.scalars(select(Meeting)).all()
        assert [len(one.participants) for one in left] == [2, 2]
        assert session.scalar(select(func.count(OutgoingMail.id))) == 2
    run(app)
    assert (count(database, Meeting), count(database, OutgoingMail)) == (0, 0)
