"""A coordinator's list of 10,000 rows: seen before it is applied, then applied."""

import io
import shutil
import tempfile
import time
from pathlib import Path

from openpyxl import Workbook
from sqlalchemy import select

from portal.extensions import db
from portal.imports.lists.guessing import guess_sheet
from portal.imports.lists.known import read_known
from portal.imports.lists.planning import Plan, Planner, Verdict
from portal.imports.lists.preview import pack_plan
from portal.imports.lists.reading import read_list
from portal.imports.lists.rows import read_rows
from portal.imports.lists.words import read_words
from portal.imports.lists.writing import PlanWriter
from portal.models.municipality import Municipality
from tests.benchmarks.databases import Directories
from tests.benchmarks.figures import Figure
from tests.benchmarks.portals import make_portal

ROWS = 10_000
HEADINGS = ["Afdeling", "Stilling", "Navn", "Tlf.", "Mobil", "Mail", "Træffetid", "Område"]
HOURS = ("man-fre 8-15", "hverdage 9-14; fre lukket", "døgnet rundt")


def measure(directories: Directories) -> list[Figure]:
    """Return the CPU that a long list costs, in the directory of 1,400 entries."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as place:
        folder = Path(shutil.copytree(directories.small, Path(place) / "portal"))
        data = long_list()
        with make_portal(str(folder)).app_context():
            started = time.process_time()
            plan = look_through(data)
            seen = time.process_time()
            PlanWriter(None, read_known(randers())).write(plan)
            db.session.commit()
            applied = time.process_time()
    note = f"{len(plan.of(Verdict.CREATED))} new people in 60 units, {len(data) // 1024} KB"
    return [
        Figure(f"CPU to look a list of {ROWS:,} rows through", 20, 10, seen - started, "s", note),
        Figure("CPU to apply it, history and snapshot included", 30, 15, applied - seen, "s"),
    ]


def randers() -> Municipality:
    return db.session.scalars(select(Municipality).where(Municipality.code == "0730")).one()


def look_through(data: bytes) -> Plan:
    """Do what the portal does between the file and the page that shows it."""
    sheets, words = read_list(data), read_words()
    guesses = [guess_sheet(sheet, words) for sheet in sheets]
    rows = read_rows(sheets, guesses, words, lambda _: None)
    plan = Planner(read_known(randers()), words, allows_demo=False).plan(rows)
    pack_plan(plan, "Randers Kommune")
    return plan


def long_list() -> bytes:
    """Return a workbook with a row for each of many new people."""
    book = Workbook(write_only=True)
    page = book.create_sheet("Kontakter")
    page.append(HEADINGS)
    for n in range(ROWS):
        page.append(
            [f"Team {n % 60}", f"Konsulent {n}", f"Navn {n}", 86_000_000 + n, f"20 {n:06}",
             f"n{n}@sted.dk", HOURS[n % 3], "alkohol, stoffer og demens"]
        )  # fmt: skip
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()
