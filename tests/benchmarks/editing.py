"""Somebody who edits contacts through the portal's own verbs, in a process of their own.

Run as ``python -m tests.benchmarks.editing`` with an Order as JSON on standard input.
"""

import json
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field

from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from portal.extensions import db
from portal.history.verbs import edit_entry
from portal.models.contact import Contact
from portal.models.user import User
from portal.models.vocabulary import Role
from tests.benchmarks.portals import make_portal

PUBLISHES, JOURNALS, BARE = "publishes", "journals", "bare"
BARE_EDIT = (
    "UPDATE contact SET note = :text, version_id = version_id + 1, edited_at = :at WHERE id = :id",
    "INSERT INTO journal SELECT version + 1, :at, NULL, 'x', 'edited', 'contact', :id, 'x', NULL,"
    " :record, :record, NULL, :hash, :hash FROM directory_state",
    "UPDATE directory_state SET version = version + 1, journal_head = :hash, changed_at = :at",
)
RECORD_BYTES = 900  # about what the record of a contact takes
Edit = Callable[[int], float]


@dataclass(frozen=True)
class Order:
    """What to do: edit for some seconds, at a rate per second or (0) as fast as it goes.

    ``way`` is PUBLISHES (all that a request does), JOURNALS (without publishing the snapshot) or
    BARE (the same three rows by the driver: no model, no checks). ``count`` contacts from
    ``first_id`` on are edited in turn; ``text`` is how their new notes begin.
    """

    folder: str
    way: str
    first_id: int
    seconds: float
    rate: float = 0.0
    count: int = 20
    text: str = "Måling"

    def note(self, number: int) -> str:
        """Return the note that an edit leaves: another one each time."""
        return f"{self.text} {time.time_ns()}, rettelse {number}."


@dataclass
class Done:
    """What was done: edits, "locked" errors, and the wall clock just before each commit."""

    edits: int = 0
    locked: int = 0
    seconds: float = 0.0
    begun_at: list[float] = field(default_factory=list)

    @property
    def per_second(self) -> float:
        return self.edits / self.seconds


def carry_out(order: Order) -> Done:
    """Edit as ordered."""
    edit = bare_editor(order) if order.way == BARE else portal_editor(order)
    done, started = Done(), time.perf_counter()
    while time.perf_counter() - started < order.seconds:
        try:
            done.begun_at.append(edit(done.edits))
        except (OperationalError, sqlite3.OperationalError):
            done.locked += 1
        done.edits += 1
        due = started + done.edits / order.rate if order.rate else 0
        time.sleep(max(0.0, due - time.perf_counter()))
    done.seconds = time.perf_counter() - started
    return done


def portal_editor(order: Order) -> Edit:
    """Return what edits a contact as a request does, each time in a new session."""
    app = make_portal(order.folder)

    def edit(number: int) -> float:
        with app.app_context():
            actor = db.session.scalars(select(User).where(User.role == Role.ADMINISTRATOR)).first()
            contact = db.session.get_one(Contact, order.first_id + number % order.count)

            def fill(entry: Contact) -> None:
                entry.note = order.note(number)

            assert actor is not None
            edit_entry(actor, contact, fill)
            if order.way == JOURNALS:
                db.session.info.pop("directory_changed", None)
            begun_at = time.time()
            db.session.commit()
            return begun_at

    return edit


def bare_editor(order: Order) -> Edit:
    """Return what writes the same rows with the same care for a power cut."""
    file = sqlite3.connect(f"{order.folder}/portal.sqlite", timeout=10, isolation_level=None)
    file.execute("PRAGMA synchronous=FULL")
    record = json.dumps("x" * RECORD_BYTES)

    def edit(number: int) -> float:
        key = order.first_id + number % order.count
        at, digest = f"2026-11-23 08:00:00.{number:06}", f"{number:064}"
        values = {"id": key, "text": order.note(number), "at": at, "record": record, "hash": digest}
        file.execute("BEGIN IMMEDIATE")
        file.execute("SELECT * FROM contact WHERE id = ?", [key]).fetchall()
        for statement in BARE_EDIT:
            file.execute(statement, values)
        begun_at = time.time()
        file.execute("COMMIT")
        return begun_at

    return edit


def start(order: Order) -> "subprocess.Popen[str]":
    """Start an editor; ``finish`` waits for it."""
    process = subprocess.Popen(
        [sys.executable, "-m", __name__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdin is not None
    process.stdin.write(json.dumps(asdict(order)))
    process.stdin.close()
    return process


def finish(process: "subprocess.Popen[str]") -> Done:
    """Return what an editor has done. Raises RuntimeError when it broke off."""
    assert process.stdout is not None
    said = process.stdout.read()
    if process.wait() != 0:
        raise RuntimeError("an editor broke off")
    return Done(**json.loads(said))


if __name__ == "__main__":
    print(json.dumps(asdict(carry_out(Order(**json.loads(sys.stdin.read()))))))
