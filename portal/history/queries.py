"""Reading the journal."""

from flask import abort
from sqlalchemy import select

from portal.extensions import db
from portal.models.base import Entry
from portal.models.journal import DirectoryState, JournalRow


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
