"""Whether the database is whole: its pages, its journal, and each entry as the journal has it."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import String, func, select, text, type_coerce

from portal.extensions import db
from portal.history.chain import BreakKind, ChainRow, find_breaks, record_checksum
from portal.history.records import Record, record_of
from portal.models.base import Entry
from portal.models.journal import DirectoryState, JournalRow
from portal.models.registry import ENTRY_MODELS

DAMAGED: Record = {"damaged": float("nan")}  # what no row's hash can have been made from
FAULTS = {
    BreakKind.altered: "has been altered",
    BreakKind.missing: "comes after rows that have been removed",
    BreakKind.out_of_order: "stands where it does not belong",
    BreakKind.unlinked: "does not follow the row before it",
    BreakKind.cut_off: "is the last one, but the directory knows of later ones",
}


@dataclass(frozen=True, slots=True)
class LastRecord:
    """What the journal's last row about an entry says of it."""

    entry_type: str
    entry_id: int
    checksum: str
    may_be_gone: bool


def find_faults() -> Iterator[str]:
    """Yield in words every fault of the database; nothing when it is whole."""
    yield from find_damaged_pages()
    yield from find_broken_chain()
    yield from find_changed_entries()


def find_damaged_pages() -> Iterator[str]:
    """Yield what SQLite says of its own file; PostgreSQL checks its pages when it reads them."""
    if db.engine.dialect.name != "sqlite":
        return
    for (line,) in db.session.execute(text("PRAGMA integrity_check")):
        if line != "ok":
            yield f"the file: {line}"
    for table, row, other, _ in db.session.execute(text("PRAGMA foreign_key_check")):
        yield f"{table} {row} points to a row of {other} that is not there"


def find_broken_chain() -> Iterator[str]:
    """Yield every row of the journal that was altered, removed, added or moved."""
    state = db.session.scalar(select(DirectoryState))
    head = state.journal_head if state else ""
    for broken in find_breaks(read_chain(), head):
        yield f"journal row {broken.sequence} {FAULTS[broken.kind]}"


def read_chain() -> Iterator[ChainRow]:
    """Yield the journal's rows just as they lie there: a damaged one must not stop the check."""
    table = JournalRow.__table__
    raw = [type_coerce(column, String).label(column.name) for column in table.columns]
    order = table.columns["sequence"]
    for row in db.session.execute(select(*raw).order_by(order).execution_options(yield_per=500)):
        values = dict(row._mapping)
        yield ChainRow(
            int(values["sequence"]),
            values.pop("previous_hash"),
            values.pop("hash"),
            read_fields(values),
        )


def read_fields(values: dict[str, Any]) -> Record:
    """Return what a row's hash covers, from its columns as the database keeps them."""
    try:
        return {
            name: READERS[name](value) if name in READERS else value
            for name, value in values.items()
        }
    except (ValueError, TypeError, AttributeError):
        return DAMAGED


def read_json(value: Any) -> Any:
    """Return a JSON value; psycopg has read it already, SQLite keeps it as text."""
    return json.loads(value) if isinstance(value, str) else value


def read_instant(value: Any) -> str:
    """Return an instant the way it was hashed, ISO 8601 in UTC; SQLite keeps it as text."""
    at = datetime.fromisoformat(value) if isinstance(value, str) else value
    return (at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)).isoformat()


READERS: dict[str, Callable[[Any], Any]] = {
    "at": read_instant,
    "before": read_json,
    "after": read_json,
}


def find_changed_entries() -> Iterator[str]:
    """Yield every entry that is not as the last change to it left it."""
    recorded = {(row.entry_type, row.entry_id): row for row in list_last_records()}
    for kind, model in ENTRY_MODELS.items():
        for entry in db.session.scalars(select(model).execution_options(yield_per=500)):
            fault = find_fault(entry, recorded.pop((kind, entry.id), None))
            if fault:
                yield f"{kind} {entry.id} ({entry.title}) {fault}"
    for (kind, entry_id), last in recorded.items():
        if not last.may_be_gone:
            yield f"{kind} {entry_id} stands in the journal and is gone"


def find_fault(entry: Entry, last: LastRecord | None) -> str | None:
    """Return what is wrong with an entry, or None."""
    found = record_checksum(record_of(entry))
    if last is None:
        return "has no history"
    if found != entry.checksum:
        return "is not what its checksum was made from"
    return None if found == last.checksum else "is not what its history says"


def list_last_records() -> Iterator[LastRecord]:
    """Yield how the journal left each entry; a demo entry that was archived may be removed."""
    keys = (JournalRow.entry_type, JournalRow.entry_id)
    last = select(func.max(JournalRow.sequence)).group_by(*keys)
    query = select(*keys, JournalRow.after).where(JournalRow.sequence.in_(last))
    for kind, entry_id, after in db.session.execute(query.execution_options(yield_per=500)):
        is_removed = bool(after.get("is_demo") and after.get("archived_at"))
        yield LastRecord(kind, entry_id, record_checksum(after), is_removed)
