"""The verbs' pen: every change to an entry goes through :func:`changing` or :func:`adding`."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import has_request_context, request
from sqlalchemy import select

from portal.extensions import db
from portal.history.chain import chain_hash, record_checksum
from portal.history.numbers import keep_number_mark
from portal.history.records import Record, has_new_links, record_of, to_plain
from portal.models.base import Entry, utc_now
from portal.models.journal import DirectoryState, JournalRow
from portal.models.municipality import Municipality
from portal.models.organisation import Organisation
from portal.models.user import User
from portal.models.vocabulary import Action

SYSTEM = "Systemet"


@contextmanager
def changing(actor: User | None, entry: Entry, action: Action) -> Iterator[None]:
    """Write what a ``with`` block does to an entry into the journal, before and after.

    Nothing is written where nothing changed. ``actor`` is None for the system itself. Raises
    StaleDataError when somebody else changed the entry meanwhile.
    """
    state = lock_state()
    before = record_of(entry)
    yield
    if has_new_links(entry):
        db.session.flush()  # a link set by its entry is known by its id only from here on
    after = record_of(entry)
    if after == before:
        return
    if action in {Action.CREATED, Action.EDITED, Action.UNDONE}:
        entry.edited_at = utc_now()
        after["edited_at"] = to_plain(entry.edited_at)
    write_row(state, actor, entry, action, before, after)


def adding(actor: User | None, entry: Entry, action: Action = Action.CREATED) -> None:
    """Add a new entry to the session and write its first row of history."""
    state = lock_state()
    entry.is_demo = entry.is_demo or bool(actor and actor.is_demo)
    if actor is not None:
        entry.edited_at = utc_now()
    db.session.add(entry)
    db.session.flush()
    write_row(state, actor, entry, action, None, record_of(entry))


def write_row(
    state: DirectoryState,
    actor: User | None,
    entry: Entry,
    action: Action,
    before: Record | None,
    after: Record,
) -> None:
    """Append a row to the journal and move the directory to its next version."""
    entry.checksum = record_checksum(after)
    entry.updated_at = utc_now()
    with db.session.no_autoflush:  # one flush writes all of it
        db.session.add(make_row(state, actor, entry, action, before, after))
    db.session.flush()
    db.session.info["directory_changed"] = True  # the snapshot is published after the commit


def make_row(
    state: DirectoryState,
    actor: User | None,
    entry: Entry,
    action: Action,
    before: Record | None,
    after: Record,
) -> JournalRow:
    """Return the journal's next row, chained to the one before; the state is moved on to it."""
    row = JournalRow(
        sequence=state.version + 1,
        at=utc_now(),
        actor_id=actor.id if actor else None,
        actor_name=actor.name if actor else SYSTEM,
        action=action,
        entry_type=entry.__tablename__,
        entry_id=entry.id,
        entry_title=entry.title[: JournalRow.entry_title.type.length],
        municipality_id=municipality_id_of(entry),
        before=before,
        after=after,
        address=request.remote_addr if has_request_context() else None,
        previous_hash=state.journal_head,
    )
    row.hash = chain_hash(row.previous_hash, hashed_fields(row))
    state.version, state.journal_head, state.changed_at = row.sequence, row.hash, row.at
    keep_number_mark(entry, row)
    return row


def lock_state() -> DirectoryState:
    """Return the directory's state, locked until the transaction ends; made at the first change.

    Locked before the entry itself, so that two writers wait for each other here and nowhere else.
    """
    query = select(DirectoryState).with_for_update().execution_options(populate_existing=True)
    with db.session.no_autoflush:
        state = db.session.scalar(query)
    if state is None:
        state = DirectoryState(id=1, version=0, journal_head="")
        db.session.add(state)
    return state


def hashed_fields(row: JournalRow) -> Record:
    """Return the fields of a row that its hash covers: all but the hashes themselves."""
    return {
        "sequence": row.sequence,
        "at": row.at.isoformat(),
        "actor_id": row.actor_id,
        "actor_name": row.actor_name,
        "action": row.action.value,
        "entry_type": row.entry_type,
        "entry_id": row.entry_id,
        "entry_title": row.entry_title,
        "municipality_id": row.municipality_id,
        "before": row.before,
        "after": row.after,
        "address": row.address,
    }


def municipality_id_of(entry: Entry) -> int | None:
    """Return the municipality whose history an entry belongs to, if it belongs to one."""
    owner = getattr(entry, "owner", None)
    if isinstance(owner, Municipality):
        return owner.id
    while isinstance(owner, Organisation):
        if owner.municipality_id is not None:
            return owner.municipality_id
        owner = owner.parent
    return None
