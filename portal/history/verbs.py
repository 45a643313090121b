"""What people do to any entry. Each verb checks that the actor may, and writes the history."""

from collections.abc import Callable
from typing import TypeVar

from portal.access.permissions import require
from portal.history.writing import adding, changing
from portal.models.base import Entry, utc_now
from portal.models.user import User
from portal.models.vocabulary import Action

AnyEntry = TypeVar("AnyEntry", bound=Entry)
Fill = Callable[[AnyEntry], None]


def create_entry(actor: User, entry: AnyEntry, fill: Fill[AnyEntry]) -> AnyEntry:
    """Fill in a new entry and add it; what its owner says of it counts as confirmed."""
    fill(entry)
    entry.confirmed_at, entry.confirmed_by_name = utc_now(), actor.name
    adding(actor, entry)
    require(actor, "edit_entry", entry)
    return entry


def edit_entry(actor: User, entry: AnyEntry, fill: Fill[AnyEntry]) -> AnyEntry:
    """Fill in an entry anew; it may not be moved to an owner the actor does not look after."""
    require(actor, "edit_entry", entry)
    with changing(actor, entry, Action.EDITED):
        fill(entry)
    require(actor, "edit_entry", entry)
    return entry


def confirm_entry(actor: User, entry: Entry) -> None:
    """Vouch for an entry as it stands; confirming is not editing."""
    require(actor, "edit_entry", entry)
    with changing(actor, entry, Action.CONFIRMED):
        entry.confirmed_at, entry.confirmed_by_name = utc_now(), actor.name


def archive_entry(actor: User, entry: Entry) -> None:
    """Take an entry out of every answer; it can be restored."""
    require(actor, "edit_entry", entry)
    with changing(actor, entry, Action.ARCHIVED):
        entry.archived_at = entry.archived_at or utc_now()


def restore_entry(actor: User, entry: Entry) -> None:
    """Bring an archived entry back."""
    require(actor, "edit_entry", entry)
    with changing(actor, entry, Action.RESTORED):
        entry.archived_at = None
