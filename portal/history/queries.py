"""Reading the journal: what changed, and how things stood."""

from collections.abc import Collection
from datetime import datetime

from flask import abort
from sqlalchemy import Select, func, select

from portal.extensions import db
from portal.models.base import Entry
from portal.models.journal import DirectoryState, JournalRow
from portal.models.municipality import Municipality
from portal.text.folding import sort_key


def get_row(sequence: int) -> JournalRow:
    """Return a row of the journal or answer 404."""
    row = db.session.get(JournalRow, sequence)
    return row or abort(404)


def list_rows_of(entry: Entry) -> list[JournalRow]:
    """Return an entry's history, newest first."""
    query = (
        select(JournalRow)
        .where(JournalRow.entry_type == entry.__tablename__, JournalRow.entry_id == entry.id)
        .order_by(JournalRow.sequence.desc())
    )
    return list(db.session.scalars(query))


def find_directory_version() -> int:
    """Return the version the directory is in; 0 before the first change."""
    return db.session.scalar(select(DirectoryState.version)) or 0


def select_journal(
    kinds: Collection[str],
    actor_id: int | None = None,
    municipality_id: int | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
) -> Select[JournalRow]:
    """Return the query for what changed in these kinds of entry, newest first.

    None does not narrow it; ``until`` is the first instant that no longer counts.
    """
    query = select(JournalRow).where(JournalRow.entry_type.in_(kinds))
    if actor_id is not None:
        query = query.where(JournalRow.actor_id == actor_id)
    if municipality_id is not None:
        query = query.where(JournalRow.municipality_id == municipality_id)
    if since is not None:
        query = query.where(JournalRow.at >= since)
    if until is not None:
        query = query.where(JournalRow.at < until)
    return query.order_by(JournalRow.sequence.desc())


def list_journal_actors(kinds: Collection[str]) -> list[tuple[int, str]]:
    """Return id and name of everybody who has changed such an entry, by name."""
    query = (
        select(JournalRow.actor_id, func.max(JournalRow.actor_name).label("name"))
        .where(JournalRow.actor_id.is_not(None), JournalRow.entry_type.in_(kinds))
        .group_by(JournalRow.actor_id)
        .order_by("name")
    )
    return [(actor_id, name) for actor_id, name in db.session.execute(query) if actor_id]


def find_row_before(entry: Entry, until: datetime) -> JournalRow | None:
    """Return the last change to an entry before an instant; its ``after`` is how it stood then."""
    query = (
        select(JournalRow)
        .where(
            JournalRow.entry_type == entry.__tablename__,
            JournalRow.entry_id == entry.id,
            JournalRow.at < until,
        )
        .order_by(JournalRow.sequence.desc())
        .limit(1)
    )
    return db.session.scalar(query)


def list_rows_before(
    municipality: Municipality, kinds: Collection[str], until: datetime
) -> list[JournalRow]:
    """Return how each of a municipality's entries stood at an instant, without the archived ones.

    An entry that has moved to another municipality since is where it was then.
    """
    last = (
        select(func.max(JournalRow.sequence))
        .where(JournalRow.entry_type.in_(kinds), JournalRow.at < until)
        .group_by(JournalRow.entry_type, JournalRow.entry_id)
    )
    query = select(JournalRow).where(
        JournalRow.sequence.in_(last), JournalRow.municipality_id == municipality.id
    )
    rows = [row for row in db.session.scalars(query) if row.after.get("archived_at") is None]
    return sorted(
        rows, key=lambda row: (list(kinds).index(row.entry_type), sort_key(row.entry_title))
    )
