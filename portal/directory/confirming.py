"""Vouching for a whole list at once: exactly for what was shown, as it was shown."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import timedelta
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import selectinload
from werkzeug.exceptions import BadRequest

from portal.extensions import db
from portal.history.verbs import confirm_entry
from portal.history.writing import lock_state
from portal.models.base import Entry, utc_now
from portal.models.registry import ENTRY_MODELS
from portal.models.user import User
from portal.text.numbers import read_number

TWICE = timedelta(seconds=10)
CONFIRMABLE = ("municipality", "contact", "offer", "handover_route")


class Shown(NamedTuple):
    """An entry as a page showed it; written "contact:17:3" in the form."""

    entry_type: str
    entry_id: int
    version: int


class Confirmed(NamedTuple):
    """What was confirmed, and what somebody had changed since it was shown."""

    entries: list[Entry]
    changed: list[Entry]


def shown_key(entry: Entry) -> str:
    """Return how a form says which entry, in which version, the page shows."""
    return f"{entry.__tablename__}:{entry.id}:{entry.version_id}"


def read_shown(key: str) -> Shown:
    """Return what :func:`shown_key` wrote. Raises BadRequest for anything else."""
    parts = key.split(":")
    numbers = [number for part in parts[1:] if (number := read_number(part)) is not None]
    if parts[0] not in CONFIRMABLE or len(parts) != 3 or len(numbers) != 2:
        raise BadRequest
    return Shown(parts[0], *numbers)


def confirm_shown(actor: User, keys: Iterable[str]) -> Confirmed:
    """Vouch for the entries that a page showed, each with a row of its own in the journal.

    Those that were changed or archived since, or are gone, are left as they are. Raises Forbidden,
    with nothing written, when one of them is not the actor's to vouch for.
    """
    wanted = [read_shown(key) for key in keys]
    lock_state()  # from here on nobody else changes an entry
    found = find_entries(wanted)
    result = Confirmed([], [])
    for entry_type, entry_id, version in wanted:
        entry = found.get((entry_type, entry_id))
        if entry is None or is_just_confirmed(actor, entry):
            continue
        if entry.version_id != version or entry.is_archived:
            result.changed.append(entry)
            continue
        confirm_entry(actor, entry)
        result.entries.append(entry)
    return result


def is_just_confirmed(actor: User, entry: Entry) -> bool:
    """Say whether the actor confirmed an entry a moment ago: the button was pressed twice."""
    if entry.confirmed_at is None or entry.confirmed_by_name != actor.name:
        return False
    return utc_now() - entry.confirmed_at < TWICE


def find_entries(wanted: Iterable[Shown]) -> dict[tuple[str, int], Entry]:
    """Return entries as they are now, with all that their records hold, in few queries."""
    ids: dict[str, list[int]] = defaultdict(list)
    for shown in wanted:
        ids[shown.entry_type].append(shown.entry_id)
    found: dict[tuple[str, int], Entry] = {}
    for entry_type, of_type in ids.items():
        model = ENTRY_MODELS[entry_type]
        parts = [selectinload(getattr(model, name)) for name in (*model.linked, *model.parts)]
        query = select(model).where(model.id.in_(of_type)).options(*parts)
        fresh = db.session.scalars(query.execution_options(populate_existing=True))
        found.update({(entry_type, entry.id): entry for entry in fresh})
    return found
