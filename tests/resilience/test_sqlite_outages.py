"""SQLite locked, read-only, on a full disk, or with its writer killed."""

import os
import resource
import shutil
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
from sqlalchemy import select

from portal.app import Portal
from portal.history.chain import ChainRow, find_breaks, record_checksum
from portal.history.records import record_of
from portal.history.writing import hashed_fields
from portal.models.contact import Contact
from portal.models.journal import DirectoryState, JournalRow
from tests import factories
from tests.resilience.conftest import COORDINATOR, READER
from tests.resilience.portals import (
    make_portal,
    other_process,
    serving,
    wait_until,
    without_privileges,
)
from tests.resilience.visitors import Visitor, signed_in
from tests.support import databases

LOOKUP = "/?q=randers+alkohol"
AWAY = "Databasen svarer ikke"
NOTE = "Ring helst før middag & <ikke> om fredagen"
HOLD = """
import sqlite3, sys, time
file = sqlite3.connect(sys.argv[1], isolation_level=None, timeout=10)
if sys.argv[2] == "alone":
    file.execute("PRAGMA locking_mode=EXCLUSIVE")
file.execute("BEGIN IMMEDIATE")
file.execute("UPDATE directory_state SET version = version")
print("ready", flush=True)
time.sleep(60)
"""


def check_that_an_edit_is_refused_and_kept(coordinator: Visitor, form, **values: str):
    """Send a form that cannot be saved now; return it as it comes back."""
    refused = coordinator.send(form, **values)
    assert refused.status == 503
    assert refused.form("note").values()["note"] == [NOTE]
    assert "Det, du har skrevet, er her på siden." in refused.text
    return refused.form("note")


def check_that_it_is_saved(coordinator: Visitor, form, edit_page: str) -> None:
    wait_until(lambda: coordinator.send(form).status == 302)
    assert coordinator.get(edit_page).form("note").values()["note"] == [NOTE]


def test_a_lock_of_another_process_stops_edits_only(url, folder, edit_page):
    with serving(url, folder, workers=1) as (port, _):
        coordinator = signed_in(port, COORDINATOR)
        form = coordinator.get(edit_page).form("note")
        with other_process(HOLD, folder / "portal.sqlite", "together"):
            assert coordinator.get(LOOKUP).status == 200
            newcomer = signed_in(port, READER)
            assert newcomer.get(LOOKUP).status == 200
            form = check_that_an_edit_is_refused_and_kept(coordinator, form, note=NOTE)
        check_that_it_is_saved(coordinator, form, edit_page)


def test_a_write_that_waited_in_vain_closes_no_page_to_readers(url, folder, edit_page):
    app = databases.make_app(url, folder, PATIENCE=1)
    reader, coordinator = app.test_client(), app.test_client()
    for client, email in ((reader, READER), (coordinator, COORDINATOR)):
        fields = {"email": email, "password": factories.PASSWORD}
        assert client.submit("/log-ind", fields).status_code == 302
    form = coordinator.get(edit_page)
    page = edit_page.removesuffix("/ret")
    with other_process(HOLD, folder / "portal.sqlite", "together"):
        assert coordinator.fill_in(form, {"note": NOTE}).status_code == 503
        assert reader.get(page).status_code == 200
    assert coordinator.fill_in(form, {"note": NOTE}).status_code == 302
    databases.dispose(app)


def test_a_database_that_another_process_keeps_to_itself_stops_no_lookup(url, folder, edit_page):
    app = databases.make_app(url, folder, PATIENCE=1)
    newcomer = app.test_client()
    with other_process(HOLD, folder / "portal.sqlite", "alone"):
        fields = {"email": READER, "password": factories.PASSWORD}
        assert newcomer.submit("/log-ind", fields).status_code == 302
        shown = newcomer.get(LOOKUP)
        assert shown.status_code == 200
        assert AWAY in shown.text
        assert newcomer.get(edit_page).status_code == 503
    databases.dispose(app)


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    files = [folder, *folder.glob("*.sqlite*")]
    modes = {path: path.stat().st_mode for path in files}
    for path in files:
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        yield
    finally:
        for path in files:
            path.chmod(modes[path])


def test_a_read_only_database_stops_edits_only(url, folder, edit_page):
    place = folder / "read-only"
    place.mkdir()
    shutil.move(folder / "portal.sqlite", place)
    moved = f"sqlite:///{place / 'portal.sqlite'}"
    with read_only(place):  # noqa: SIM117
        with serving(moved, folder, workers=1, before=without_privileges()) as (port, _):
            reader = signed_in(port, READER)
            assert reader.get(LOOKUP).status == 200
            # Refused at once after a failure, and later to a session that can only read.
            assert reader.get(edit_page).status in {302, 503}
            # A page that was asked for more than two seconds after the failure does not say it.
            wait_until(lambda: AWAY in signed_in(port, READER).get(LOOKUP).text)


def test_a_full_disk_stops_edits_only(url, folder, edit_page):
    with serving(url, folder, workers=1) as (port, process):
        coordinator = signed_in(port, COORDINATOR)
        form = coordinator.get(edit_page).form("note")
        (worker,) = process.children()
        worker.rlimit(psutil.RLIMIT_FSIZE, (1, resource.RLIM_INFINITY))
        form = check_that_an_edit_is_refused_and_kept(coordinator, form, note=NOTE)
        assert coordinator.get(LOOKUP).status == 200
        worker.rlimit(psutil.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        check_that_it_is_saved(coordinator, form, edit_page)


def test_a_worker_killed_while_writing_leaves_nothing_half(url, folder, edit_page):
    acknowledged = []
    with serving(url, folder, workers=1) as (port, process):
        coordinator = signed_in(port, COORDINATOR)

        def save(note: str) -> None:
            form = coordinator.get(edit_page).form("note")
            ready.set()
            if coordinator.send(form, note=note).status == 302:
                acknowledged.append(note)

        for round_, milliseconds in enumerate((10, 30, 60, 90)):
            wait_until(lambda: len(process.children()) == 1)
            wait_until(lambda: coordinator.get("/sundhed/levende").status == 200)
            ready = threading.Event()
            writer = threading.Thread(target=ignoring_cut_lines, args=(save, f"udgave {round_}"))
            writer.start()
            assert ready.wait(15)
            writer.join(milliseconds / 1000)
            (worker,) = process.children()
            os.kill(worker.pid, signal.SIGKILL)
            writer.join()
    check_that_all_is_whole(make_portal(url, str(folder)), acknowledged)


def ignoring_cut_lines(save, note: str) -> None:
    try:
        save(note)
    except OSError:
        return  # the worker was killed before it answered: nothing was promised
    except Exception as error:
        if "closed connection" not in str(error):
            raise


def check_that_all_is_whole(app: Portal, acknowledged: list[str]) -> None:
    with databases.opened(app) as session:
        rows = session.scalars(select(JournalRow).order_by(JournalRow.sequence)).all()
        state = session.get_one(DirectoryState, 1)
        chain = [ChainRow(r.sequence, r.previous_hash, r.hash, hashed_fields(r)) for r in rows]
        assert find_breaks(chain, state.journal_head) == []
        contact = session.scalars(select(Contact)).one()
        assert contact.checksum == record_checksum(record_of(contact))
        saved = [row.after["note"] for row in rows if row.entry_type == "contact"]
        assert contact.note == saved[-1]
        assert set(acknowledged) <= set(saved)
    databases.dispose(app)
