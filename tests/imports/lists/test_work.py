"""Long lists are worked on in the background: all or nothing, told as it goes, killed in vain."""

import os
import signal
import subprocess
import sys
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from portal.extensions import db
from portal.history.chain import ChainRow, find_breaks, record_checksum
from portal.history.records import record_of
from portal.history.writing import changing, hashed_fields
from portal.imports.lists import work
from portal.models.base import utc_now
from portal.models.contact import Contact
from portal.models.imports import ImportBatch
from portal.models.journal import JournalRow
from portal.models.vocabulary import Action, ImportState
from tests.imports.lists.files import ANNA, HEADINGS, csv_file

ROOT = Path(__file__).resolve().parents[3]
LONG = work.LITTLE + 50
# Works on a batch in a process of its own, and dies in the middle of writing it.
WORKER = """
import os, signal, sys
from pathlib import Path
from portal.history import bulk
from portal.imports.lists import work
from tests.support import databases

url, folder, batch_id = sys.argv[1:]
app = databases.make_app(url, Path(folder))
made = bulk.make_row
rows = []

def make_row_and_die(*args):
    rows.append(args)
    if len(rows) == 200:
        os.kill(os.getpid(), signal.SIGKILL)
    return made(*args)

bulk.make_row = make_row_and_die
work.work_alone(app, int(batch_id))
"""


def long_list(rows: int = LONG) -> bytes:
    people = [["Alkoholteamet", "Konsulent", f"Person {n}", f"86{n:06}"] for n in range(rows)]
    return csv_file(["Afdeling", "Stilling", "Navn", "Tlf."], *people)


def wait_for_work() -> None:
    """Wait until the threads that requests started are through."""
    for thread in threading.enumerate():
        if getattr(thread, "_target", None) is work.work_alone:
            thread.join()


def count_contacts(database) -> int:
    with database() as session:
        in_use = Contact.archived_at.is_(None)
        return session.scalar(select(func.count(Contact.id)).where(in_use))


def test_long_list_is_looked_through_applied_and_undone_in_the_background(
    randers, database, batch_of
):
    address = randers.bring(long_list())
    wait_for_work()
    assert batch_of(address).progress == LONG
    assert f"{LONG} bliver oprettet" in randers.page(address)
    randers.client.submit(address)
    wait_for_work()
    assert count_contacts(database) == LONG
    assert f"{LONG} er oprettet" in randers.page(address)
    randers.client.submit(address, button="Fortryd hele indlæsningen")
    wait_for_work()
    assert count_contacts(database) == 0
    assert batch_of(address).state == ImportState.UNDONE


def test_history_of_many_is_the_same_as_of_one(randers, database):
    address = randers.bring(long_list())
    wait_for_work()
    randers.client.submit(address)
    wait_for_work()
    with database() as session:
        rows = session.scalars(select(JournalRow).order_by(JournalRow.sequence)).all()
        chain = [ChainRow(r.sequence, r.previous_hash, r.hash, hashed_fields(r)) for r in rows]
        contacts = session.scalars(select(Contact)).all()
        assert find_breaks(chain) == []
        assert {c.id for c in contacts if record_checksum(record_of(c)) != c.checksum} == set()
        of_contacts = [row for row in rows if row.entry_type == "contact"]
        assert {row.after["function"] for row in of_contacts} == {"Konsulent"}
        assert len(of_contacts) == len(contacts)


def test_page_says_how_far_it_is_while_it_goes_on(randers, database):
    address = randers.bring(long_list())
    wait_for_work()
    with database() as session:
        batch = session.query(ImportBatch).one()
        batch.state, batch.progress, batch.heartbeat_at = ImportState.APPLYING, 120, utc_now()
    assert f"Indlæses: 120 af {LONG} rækker" in randers.page(address)
    assert randers.client.send(f"{address}/udfoer").status_code == 409


@pytest.mark.parametrize("app", ["sqlite", "postgresql"], indirect=True)
def test_worker_killed_while_it_writes_leaves_nothing_behind(
    app, randers, database, tmp_path, batch_of
):
    address = randers.bring(long_list())
    wait_for_work()
    with database() as session:
        batch = session.query(ImportBatch).one()
        batch.state, batch.heartbeat_at, batch_id = ImportState.APPLYING, utc_now(), batch.id
        rows_before = session.scalar(select(func.count()).select_from(JournalRow))
        url = db.engine.url.render_as_string(hide_password=False)
    arguments = [sys.executable, "-c", WORKER, url, str(tmp_path), str(batch_id)]
    died = subprocess.run(arguments, cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)})
    assert died.returncode == -signal.SIGKILL
    assert count_contacts(database) == 0
    with database() as session:
        assert session.scalar(select(func.count()).select_from(JournalRow)) == rows_before
        session.query(ImportBatch).one().heartbeat_at = utc_now() - timedelta(minutes=3)
    assert "Afbrudt" in randers.page(address)
    randers.client.submit(address, button="Begynd igen")
    randers.client.submit(address)
    wait_for_work()
    assert count_contacts(database) == LONG
    assert batch_of(address).state == ImportState.APPLIED


def test_what_changed_since_the_person_looked_is_shown_before_it_is_written(randers, database):
    randers.apply(csv_file(HEADINGS, ANNA))
    later = csv_file(HEADINGS, [*ANNA[:3], "86 99 99 99", *ANNA[4:]])
    address = randers.bring(later)
    with database() as session:
        anna = session.query(Contact).one()
        with changing(None, anna, Action.EDITED):
            anna.name = "Anna Vind Hansen"
    randers.client.submit(address)
    assert "er ændret, siden du så listen igennem" in randers.page(address)
    with database() as session:
        assert session.query(Contact).one().phones[0].number == "+4586123456"


def test_work_that_fails_says_so_and_writes_nothing(randers, database, batch_of):
    address = randers.bring(long_list())
    wait_for_work()
    with database() as session:
        session.query(ImportBatch).one().content = b"damaged"
    randers.client.send(f"{address}/udfoer")
    wait_for_work()
    assert batch_of(address).state == ImportState.FAILED
    assert "Der skete en fejl hos os. Intet er ændret." in randers.page(address)
    assert count_contacts(database) == 0


def test_second_worker_on_the_same_list_does_nothing(app, randers, database, batch_of):
    address = randers.bring(long_list())
    wait_for_work()
    randers.client.submit(address)
    wait_for_work()
    work.work_alone(app, batch_of(address).id)
    assert count_contacts(database) == LONG
