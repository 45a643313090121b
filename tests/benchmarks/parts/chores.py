"""What nobody waits for in the foreground: reminding a region, counting how a question ended."""

import shutil
import tempfile
import time
from pathlib import Path

from sqlalchemy import func, select, update

from portal.commands.all import with_commands
from portal.extensions import db
from portal.models.contact import Contact
from portal.models.figures import QuestionCount
from portal.models.mail import OutgoingMail
from portal.models.municipality import Municipality
from portal.models.user import User
from portal.models.vocabulary import AnswerEnd, Role
from portal.question_counts.tally import note_ending, write_down
from tests.benchmarks.databases import Directories
from tests.benchmarks.figures import Figure
from tests.benchmarks.portals import make_portal

ENDINGS = 20_000
COUNTED = select(func.coalesce(func.sum(QuestionCount.count), 0))


def measure(directories: Directories) -> list[Figure]:
    """Return the CPU of chores in the directory of 1,400 entries."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as place:
        folder = Path(shutil.copytree(directories.small, Path(place) / "portal"))
        return [remind_region(folder), count_endings(folder)]


def remind_region(folder: Path) -> Figure:
    """Remind a coordinator of each municipality of all its contacts, none of them confirmed."""
    app = with_commands(make_portal(str(folder)))
    with app.app_context():
        db.session.execute(update(Contact).values(confirmed_at=None))
        for municipality in db.session.scalars(select(Municipality)):
            db.session.add(coordinator_of(municipality))
        db.session.commit()
    started = time.process_time()
    result = app.test_cli_runner().invoke(args=["send-reminders"])
    spent = time.process_time() - started
    assert result.exit_code == 0, result.output
    with app.app_context():
        mails = db.session.scalar(select(func.count()).select_from(OutgoingMail))
    assert mails, "somebody was reminded"
    said = result.output.splitlines()[0].removesuffix(".")
    return Figure("CPU to remind the whole region", 10, 5, spent, "s", said)


def coordinator_of(municipality: Municipality) -> User:
    return User(
        email=f"{municipality.code}@example.invalid",
        name="Demo Samsø",
        role=Role.COORDINATOR,
        password_hash="-",
        municipalities=[municipality],
    )


def count_endings(folder: Path) -> Figure:
    """Note how many questions ended; what is noted is written down once in a while."""
    app = make_portal(str(folder))
    with app.app_context():
        before = db.session.scalar(COUNTED)
        db.session.rollback()  # or it would hold the database
        started = time.process_time()
        for _ in range(ENDINGS):
            note_ending("0730", "alkohol", AnswerEnd.ROUTE)
        spent = time.process_time() - started
        write_down(app)
        assert db.session.scalar(COUNTED) == before + ENDINGS
    each = spent / ENDINGS * 1000
    return Figure("CPU to count how a question ended", 0.1, 0.05, each, "ms")
