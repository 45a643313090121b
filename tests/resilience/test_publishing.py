"""What was saved is looked up soon, whoever saved it, and whatever becomes of them."""

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.resilience.conftest import COORDINATOR, READER, House, fill
from tests.resilience.portals import make_portal, serving, wait_until
from tests.resilience.visitors import Visitor, signed_in
from tests.support import databases

LOOKUP = "/api/v1/answer?q=randers+alkohol"
TIMES = 10  # so often it is asked for, that each of two workers has answered
EDIT = """
import os, signal, sys
from sqlalchemy import event, select
from portal.extensions import db
from portal.history.writing import changing
from portal.models.contact import Contact
from portal.models.vocabulary import Action
from tests.resilience.portals import make_portal

url, folder, name, dies = sys.argv[1:]
die = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
app = make_portal(url, folder)
with app.app_context():
    if dies == "before publishing":
        event.listen(db.session, "after_commit", die, insert=True)
    if dies == "while publishing":
        os.replace = die
    for number in range(1 if dies else 1000):
        contact = db.session.scalars(select(Contact)).one()
        with changing(None, contact, Action.EDITED):
            contact.note = f"{name} {number}"
        db.session.commit()
        print(number, flush=True)
"""


class Portal(NamedTuple):
    """A running portal: its port, its database's address, its folder, a contact's edit page."""

    port: int
    url: str
    folder: Path
    edit_page: str


def start_editor(portal: Portal, name: str, dies: str = "") -> "subprocess.Popen[str]":
    """Start a process that edits the contact, once or again and again."""
    command = [sys.executable, "-c", EDIT, portal.url, str(portal.folder), name, dies]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def is_seen(visitor: Visitor, note: str) -> bool:
    """Say whether every worker shows a note."""
    return all(note in visitor.get(LOOKUP).text for _ in range(TIMES))


@pytest.fixture(scope="module")
def portal(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    """A portal on SQLite."""
    folder = tmp_path_factory.mktemp("portal")
    url = databases.copy_sqlite(sqlite_template, folder)
    edit_page = fill(make_portal(url, str(folder)))
    with serving(url, folder) as (port, _):
        yield Portal(port, url, folder, edit_page)


@pytest.mark.parametrize("dies", ["before publishing", "while publishing"])
def test_what_a_process_saved_that_was_killed_then_is_published(portal, dies):
    visitor = signed_in(portal.port, READER)
    assert visitor.get(LOOKUP).status == 200
    editor = start_editor(portal, f"Gemt {dies}", dies)
    assert editor.wait(timeout=60) == -signal.SIGKILL
    editor.communicate()
    wait_until(lambda: is_seen(visitor, f"Gemt {dies} 0"))


def test_nothing_is_left_out_of_many_changes_at_once(portal):
    editors = [start_editor(portal, name) for name in ("Den ene", "Den anden")]
    for editor in editors:
        assert editor.stdout is not None
        assert editor.stdout.readline() == "0\n"
    time.sleep(1)
    for editor in editors:
        editor.kill()
        editor.communicate()
    coordinator = signed_in(portal.port, COORDINATOR)
    (note,) = coordinator.get(portal.edit_page).form("note").values()["note"]
    wait_until(lambda: is_seen(coordinator, note))


def test_what_one_machine_saves_is_looked_up_on_the_other(house: House, tmp_path):
    """Each has a folder of its own, and only the database in common."""
    with serving(house.url, tmp_path, workers=1) as (port, _):
        other = signed_in(port, READER)
        assert other.get(LOOKUP).status == 200
        coordinator = house.editor()
        form = coordinator.get(house.edit_page).form("note")
        note = f"Skrevet {time.time()}"
        assert coordinator.send(form, note=note).status == 302
        wait_until(lambda: is_seen(other, note))
        wait_until(lambda: is_seen(house.visitor(), note))
