"""The pen for many entries at once: the same rows as one by one, in a few statements.

What stands in the journal, the checksums and the chain are those of ``writing``; only the versions
of entries grow by one, as the checksum is written beside the version's own update.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from sqlalchemy import Table, bindparam
from sqlalchemy.orm.attributes import set_committed_value

from portal.extensions import db
from portal.history.chain import record_checksum
from portal.history.records import Record, record_of, to_plain
from portal.history.writing import lock_state, make_row
from portal.models.base import Entry, utc_now
from portal.models.user import User
from portal.models.vocabulary import Action

Fill = Callable[[], None]


def add_entries(
    actor: User | None, entries: Sequence[Entry], action: Action = Action.CREATED
) -> list[int]:
    """Add new entries with their first rows of history; return the rows' sequences."""
    lock_state()
    for entry in entries:
        entry.is_demo = entry.is_demo or bool(actor and actor.is_demo)
        if actor is not None:
            entry.edited_at = utc_now()
    db.session.add_all(entries)
    db.session.flush()
    return write_rows(actor, action, [(entry, None, record_of(entry)) for entry in entries])


def change_entries(
    actor: User | None, changes: Iterable[tuple[Entry, Fill]], action: Action
) -> list[int]:
    """Carry out what each change does to its entry; return the sequences of the rows written.

    Nothing is written where nothing changed. Raises StaleDataError when somebody else changed an
    entry meanwhile.
    """
    lock_state()
    befores: list[tuple[Entry, Record]] = []
    with db.session.no_autoflush:
        for entry, fill in changes:
            befores.append((entry, record_of(entry)))
            fill()
    db.session.flush()
    changed = [
        (entry, before, after) for entry, before in befores if (after := record_of(entry)) != before
    ]
    if action in {Action.CREATED, Action.EDITED, Action.UNDONE}:
        for entry, _, after in changed:
            set_committed_value(entry, "edited_at", utc_now())
            after["edited_at"] = to_plain(entry.edited_at)
    return write_rows(actor, action, changed)


def write_rows(
    actor: User | None,
    action: Action,
    changed: Sequence[tuple[Entry, Record | None, Record]],
) -> list[int]:
    """Append a row to the journal for each entry with its record before and after."""
    if not changed:
        return []
    state = lock_state()
    with db.session.no_autoflush:
        rows = [make_row(state, actor, entry, action, old, new) for entry, old, new in changed]
        keep_checksums(changed)
        db.session.add_all(rows)
    db.session.flush()
    db.session.info["directory_changed"] = True
    return [row.sequence for row in rows]


def keep_checksums(changed: Sequence[tuple[Entry, Record | None, Record]]) -> None:
    """Write the checksum that goes with each record, and when that was, once for a whole table."""
    by_table: dict[Table, list[dict[str, Any]]] = {}
    now = utc_now()
    for entry, _, after in changed:
        set_committed_value(entry, "checksum", record_checksum(after))
        set_committed_value(entry, "updated_at", now)
        values = {
            "own_id": entry.id,
            "checksum": entry.checksum,
            "edited_at": entry.edited_at,
            "updated_at": now,
        }
        table: Table = type(entry).__table__  # type: ignore[assignment]
        by_table.setdefault(table, []).append(values)
    for table, rows in by_table.items():
        statement = table.update().where(table.c.id == bindparam("own_id"))
        columns = ("checksum", "edited_at", "updated_at")
        statement = statement.values({name: bindparam(name) for name in columns})
        db.session.connection().execute(statement, rows)
