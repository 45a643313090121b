"""`flask send-reminders`: what it says, and twice at once."""

import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import func, select

from portal.app import Portal
from portal.config import ROOT
from portal.models.contact import Contact
from portal.models.mail import OutgoingMail, Reminder
from tests.factories import make_municipality, make_organisation
from tests.reminders.conftest import (
    Database,
    days_ago,
    make_coordinator,
    make_stale_contact,
    remind,
)

MUNICIPALITIES, ENTRIES = 19, 60
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
def region(database: Database) -> None:
    """As many municipalities as there are, each with a coordinator and nothing but old entries.

    Most are written without their history, which takes many times as long.
    """
    with database() as session:
        for number in range(MUNICIPALITIES):
            municipality = make_municipality(f"Kommune {number}", confirmed_at=None)
            make_coordinator(f"koordinator{number}@example.dk", municipality)
            unit = make_organisation("Social", municipality)
            session.add_all(
                Contact(function=f"Kontakt {entry}", organisation=unit, confirmed_at=days_ago(100))
                for entry in range(ENTRIES - 1)
            )


def run(app: Portal) -> str:
    result = app.test_cli_runner().invoke(args=["send-reminders"])
    assert result.exit_code == 0, result.output
    return result.output


def test_command_says_what_it_did_and_for_whom_there_is_nobody(
    app: Portal, database: Database, randers, anna
):
    with database():
        make_stale_contact("Visitator", randers)
        make_stale_contact("Sygeplejerske", make_municipality("Viborg", confirmed_at=days_ago(1)))
    assert run(app).splitlines() == [
        "Reminders: 1 entries in 1 mails, 0 entries marked after reminding in vain.",
        "Nobody to remind of 1 entries:",
        "  Viborg Kommune: 1",
        "Meetings: 0 participants reminded to answer,"
        " 0 deadlines, 0 endings and 0 follow-ups told.",
        "Mails: 1 sent, 0 failed.",
    ]
    assert [path.suffix for path in Path(app.config["OUTBOX_PATH"]).iterdir()] == [".eml"]
    assert "Mails: 0 sent, 0 failed." in run(app)


def test_whole_region_is_reminded_in_a_mail_each(app: Portal, database: Database, region):
    output = run(app)
    assert f"Reminders: {MUNICIPALITIES * ENTRIES} entries in {MUNICIPALITIES} mails" in output
    assert f"Mails: {MUNICIPALITIES} sent, 0 failed." in output


def test_two_processes_at_once_mail_once(app: Portal, database: Database, region, tmp_path: Path):
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
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    told = [process.communicate(timeout=60)[0] for process in processes]
    assert [process.returncode for process in processes] == [0, 0], told
    with database() as session:
        assert session.scalar(select(func.count(OutgoingMail.id))) == MUNICIPALITIES
        assert session.scalar(select(func.count()).select_from(Reminder)) == (
            MUNICIPALITIES * ENTRIES
        )
    assert len(list((tmp_path / "outbox").iterdir())) == MUNICIPALITIES


def test_mark_stands_on_the_coordinators_page(
    app: Portal, database: Database, randers, anna, sign_in
):
    with database():
        make_stale_contact("Visitator", randers)
    for days in (0, 14, 28):
        remind(database, after_days=days)
    assert "Ikke bekræftet trods 2 påmindelser" in sign_in(anna).get("/min-kommune").text
