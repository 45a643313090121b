"""Taking back one change, or all of them since a day."""

from portal.access.permissions import require
from portal.extensions import db
from portal.history.records import Record, apply_record, record_of
from portal.history.writing import changing
from portal.models.base import Entry, utc_now
from portal.models.journal import JournalRow
from portal.models.registry import ENTRY_MODELS
from portal.models.user import User
from portal.models.vocabulary import Action


class ChangedSinceError(ValueError):
    """The entry is no longer as the change left it; taking it back would undo later work too."""


def undo_change(actor: User, row: JournalRow) -> Entry:
    """Bring an entry back to how it was before a change; a creation is undone by archiving.

    Raises ChangedSinceError when the entry was changed after that row, and Forbidden when the actor
    may not edit the entry, before or after.
    """
    return give_record(actor, find_undoable(actor, row), row.before)


def go_back(actor: User, entry: Entry, row: JournalRow) -> Entry:
    """Bring an entry to how it stood right after a change, whatever came later.

    Raises Forbidden when the actor may not edit the entry, now or as it stood.
    """
    require(actor, "edit_entry", entry)
    return give_record(actor, entry, row.after)


def give_record(actor: User, entry: Entry, record: Record | None) -> Entry:
    """Give an entry an earlier record and write that into its history."""
    with changing(actor, entry, Action.UNDONE):
        set_record(entry, record)
    db.session.flush()
    db.session.expire(entry)
    require(actor, "edit_entry", entry)
    return entry


def find_undoable(actor: User, row: JournalRow) -> Entry:
    """Return the entry of a change, as the change left it. Raises as ``undo_change`` does."""
    entry = db.session.get_one(ENTRY_MODELS[row.entry_type], row.entry_id)
    require(actor, "edit_entry", entry)
    if record_of(entry) != row.after:
        raise ChangedSinceError
    return entry


def bring_back(entry: Entry, row: JournalRow) -> None:
    """Give an entry the state it had before a change, inside ``changing``."""
    set_record(entry, row.before)


def set_record(entry: Entry, record: Record | None) -> None:
    """Give an entry an earlier record; without one it did not exist, and is archived."""
    if record is None:
        entry.archived_at = utc_now()
    else:
        apply_record(entry, record)
