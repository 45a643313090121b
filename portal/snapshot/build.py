"""Building the snapshot: everything an answer needs, read with few queries, into one file.

Whole, or from an earlier one by writing only those rows anew that a change touches.
"""

import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from portal.models.domain import Domain
from portal.models.handover_route import HandoverRoute
from portal.models.municipality import Municipality
from portal.models.words import LexiconTerm, OwnTerm, term_key
from portal.snapshot.changes import EVERYTHING, Edition, Touched, find_touched, read_edition
from portal.snapshot.concern import note_change
from portal.snapshot.entries import list_entries
from portal.snapshot.entry_rows import put_in, take_out
from portal.snapshot.faults import fault_rows
from portal.snapshot.records import write_record
from portal.snapshot.rows import municipality_record, route_record
from portal.snapshot.tables import Ids, among
from portal.snapshot.users import token_rows, user_rows

FORMAT = 8
"""Grows when the file's shape changes; a file of another format is refused and built anew."""

WHOLE_EVERY = timedelta(days=1)
"""How old the whole build may be that others are made from: so all gets in at last."""

SCHEMA = """
CREATE TABLE meta (
    format INTEGER, version INTEGER, built_at TEXT,
    journal_head TEXT, built_whole_at TEXT, code TEXT, shipped_terms TEXT, lexicon TEXT
);
CREATE TABLE municipality (code TEXT PRIMARY KEY, position INTEGER, payload TEXT) WITHOUT ROWID;
CREATE TABLE domain (code TEXT PRIMARY KEY, position INTEGER, name TEXT) WITHOUT ROWID;
CREATE TABLE entry (key TEXT PRIMARY KEY, week TEXT, payload TEXT) WITHOUT ROWID;
CREATE TABLE deputy (
    deputy_key TEXT, key TEXT, PRIMARY KEY (deputy_key, key)
) WITHOUT ROWID;
CREATE TABLE week (week TEXT PRIMARY KEY, payload TEXT) WITHOUT ROWID;
CREATE TABLE listing (
    municipality_code TEXT, domain_code TEXT, class TEXT, rank TEXT, key TEXT, steady INTEGER,
    PRIMARY KEY (municipality_code, domain_code, class, rank, key)
) WITHOUT ROWID;
CREATE TABLE head (
    municipality_code TEXT, domain_code TEXT, class TEXT, members TEXT,
    PRIMARY KEY (municipality_code, domain_code, class)
) WITHOUT ROWID;
CREATE TABLE route (
    municipality_code TEXT, domain_code TEXT, id INTEGER, payload TEXT,
    PRIMARY KEY (municipality_code, domain_code, id)
) WITHOUT ROWID;
CREATE TABLE fault (key TEXT PRIMARY KEY, at TEXT) WITHOUT ROWID;
CREATE TABLE term (term_type TEXT, code TEXT, phrase TEXT, weight INTEGER);
CREATE TABLE word (
    folded TEXT, municipality_code TEXT, key TEXT, PRIMARY KEY (folded, municipality_code, key)
) WITHOUT ROWID;
CREATE TABLE change (
    number INTEGER PRIMARY KEY, since TEXT, keys TEXT, places TEXT, has_new_words INTEGER
);
CREATE TABLE user (id INTEGER PRIMARY KEY, email TEXT UNIQUE, payload TEXT);
CREATE TABLE token (token_hash TEXT PRIMARY KEY, user_id INTEGER, expires_at TEXT) WITHOUT ROWID;
"""

LIST_ROUTE_PLACES = """
SELECT municipality_code FROM route WHERE id IN (SELECT value FROM json_each(?))
"""

Row = tuple[object, ...]


def build_snapshot(session: Session, path: Path) -> None:
    """Write the directory as it stands into a new file at ``path``.

    Only what may be shown is in it: nothing archived, no offer that is not in operation. What
    depends on the moment (absence, validity, hours) is there for the reader to judge.
    """
    path.touch(mode=0o600)  # it holds the users' password hashes
    with writing(path) as file:
        file.executescript(SCHEMA)
        file.execute("BEGIN")
        insert(file, "meta", [(FORMAT, 0, "", "", now(), code_digest(), "", "")])
        write_touched(session, file, EVERYTHING)
        file.execute("COMMIT")


def update_snapshot(session: Session, path: Path) -> bool:
    """Bring a copy of an earlier snapshot up to date; say whether that could be done.

    Afterwards it holds row for row what a whole build would. Raises sqlite3.Error for a file of
    another shape.
    """
    with writing(path) as file:
        base = file.execute("SELECT format, code, built_whole_at, version, journal_head FROM meta")
        format_, code, built_whole_at, *edition = base.fetchone()
        if (format_, code) != (FORMAT, code_digest()) or is_old(built_whole_at):
            return False
        touched = find_touched(session, Edition(*edition))
        if touched is None:
            return False
        file.execute("BEGIN")
        write_touched(session, file, touched)
        file.execute("COMMIT")
        return True


@contextmanager
def writing(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a file that nobody else has; it is synced as a whole before it is published."""
    with closing(sqlite3.connect(path, isolation_level=None)) as file:
        file.execute("PRAGMA journal_mode=OFF")
        file.execute("PRAGMA synchronous=OFF")
        yield file


def write_touched(session: Session, file: sqlite3.Connection, touched: Touched) -> None:
    """Write the rows anew of what a change touches, and whose state of the directory they are."""
    faults = list_faults(file)
    for table, (model, list_rows) in SMALL_TABLES.items():
        if touched is EVERYTHING or model is None or model in touched.tables:
            refill(file, table, list_rows(session))
    write_terms(session, file, is_due=touched is EVERYTHING or "own_term" in touched.tables)
    places = write_routes(session, file, touched.routes)
    gone = take_out(file, touched.keys)
    entries = list_entries(session, touched)
    put_in(file, entries, gone)
    if touched is not EVERYTHING:
        reported = {key for key, _ in faults ^ list_faults(file)}
        note_change(file, touched, gone, entries, (touched.keys | reported, places))
    meta = (*read_edition(session), now())
    file.execute("UPDATE meta SET version = ?, journal_head = ?, built_at = ?", meta)


def list_faults(file: sqlite3.Connection) -> set[tuple[str, str]]:
    """Return what is reported to be wrong, and since when."""
    return set(file.execute("SELECT key, at FROM fault"))


def write_routes(session: Session, file: sqlite3.Connection, ids: Ids) -> set[str]:
    """Write routes anew; return the codes of the municipalities whose they were or are."""
    these = [json.dumps([*(ids or ())])]
    before = {code for (code,) in file.execute(LIST_ROUTE_PLACES, these)}
    file.execute("DELETE FROM route WHERE id IN (SELECT value FROM json_each(?))", these)
    insert(file, "route", route_rows(session, ids))
    return before.union(code for (code,) in file.execute(LIST_ROUTE_PLACES, these))


def write_terms(session: Session, file: sqlite3.Connection, is_due: bool) -> None:
    """Write the lexicon anew where it is due, or where others were shipped since."""
    shipped = describe_shipped_terms(session)
    if is_due or file.execute("SELECT shipped_terms FROM meta").fetchone() != (shipped,):
        terms = list(term_rows(session))
        refill(file, "term", terms)
        digest = hashlib.sha256(json.dumps(terms).encode()).hexdigest()
        file.execute("UPDATE meta SET shipped_terms = ?, lexicon = ?", (shipped, digest))


def describe_shipped_terms(session: Session) -> str:
    """Return what tells the terms that were loaded from others; the journal does not hold them."""
    sums = (func.sum(func.length(LexiconTerm.phrase)), func.sum(LexiconTerm.weight))
    query = select(func.count(), func.max(LexiconTerm.id), *sums)
    return " ".join(map(str, session.execute(query).one()))


def refill(file: sqlite3.Connection, table: str, rows: Iterable[Row]) -> None:
    """Write a small table anew."""
    file.execute(f"DELETE FROM {table}")  # noqa: S608
    insert(file, table, rows)


def insert(file: sqlite3.Connection, table: str, rows: Iterable[Row]) -> None:
    """Insert rows that have a value for each of a table's columns."""
    (columns,) = file.execute("SELECT count(*) FROM pragma_table_info(?)", (table,)).fetchone()
    marks = ", ".join("?" * columns)
    file.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)  # noqa: S608


def municipality_rows(session: Session) -> Iterator[Row]:
    ordered = session.scalars(select(Municipality).order_by(Municipality.sort_key))
    for position, municipality in enumerate(ordered):
        yield municipality.code, position, write_record(municipality_record(municipality))


def domain_rows(session: Session) -> Iterator[Row]:
    for domain in session.scalars(select(Domain).where(Domain.archived_at.is_(None))):
        yield domain.code, domain.position, domain.name


def route_rows(session: Session, ids: Ids) -> Iterator[Row]:
    conditions = (HandoverRoute.archived_at.is_(None), among(HandoverRoute.id, ids))
    parts = (HandoverRoute.municipality, HandoverRoute.domain, HandoverRoute.steps)
    routes = select(HandoverRoute).where(*conditions).options(*map(selectinload, parts))
    for route in session.scalars(routes):
        record = route_record(route)
        yield record.municipality, record.domain, record.id, write_record(record)


def term_rows(session: Session) -> Iterator[Row]:
    """Yield the lexicon: people's own terms first, then the shipped ones that none stands for."""
    own = session.scalars(select(OwnTerm).order_by(OwnTerm.id)).all()
    for term in own:
        if not term.is_archived:
            yield term.term_type.value, term.code, term.phrase, term.weight
    replaced = {term.reference_key for term in own}
    columns = (LexiconTerm.term_type, LexiconTerm.code, LexiconTerm.phrase, LexiconTerm.weight)
    for row in session.execute(select(*columns).order_by(LexiconTerm.id)):
        if term_key(*row[:3]) not in replaced:
            yield tuple(row)


# By table: the model that it is written anew with; None where the journal does not tell, as of a
# new password.
SMALL_TABLES: dict[str, tuple[str | None, Callable[[Session], Iterable[Row]]]] = {
    "municipality": ("municipality", municipality_rows),
    "domain": ("domain", domain_rows),
    "fault": ("report", fault_rows),
    "user": (None, user_rows),
    "token": (None, token_rows),
}


@cache
def code_digest() -> str:
    """Return what tells the code that writes the rows from that of another version."""
    folder = Path(__file__).parent
    files = [path for part in (".", "../text", "../hours") for path in (folder / part).glob("*.py")]
    return hashlib.sha256(b"".join(path.read_bytes() for path in sorted(files))).hexdigest()


def now() -> str:
    return datetime.now(UTC).isoformat()


def is_old(built_whole_at: str) -> bool:
    """Say whether a whole build is due; a clock that was set back makes it due as well."""
    age = datetime.now(UTC) - datetime.fromisoformat(built_whole_at)
    return not timedelta() <= age < WHOLE_EVERY
