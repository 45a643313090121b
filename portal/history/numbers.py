"""Acute numbers that were changed: live at once, and marked until somebody else confirms them.

The mark on an offer is worked out anew from its history, so that editing, undoing, going back to a
date and importing all leave it as it should be.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from portal.history.queries import list_rows_of
from portal.history.records import Record
from portal.hours.clock import COPENHAGEN
from portal.models.base import Entry
from portal.models.journal import JournalRow
from portal.models.offer import Offer
from portal.models.user import User
from portal.models.vocabulary import ACUTE_KINDS, Action

TOLD = ("phones", "kind")


NEW_NUMBER = (
    "Det nye nummer vises allerede i svar, men som ikke bekræftet af en anden. Bed en kollega om at"
    " bekræfte det, eller gør det selv en anden dag."
)
"""What the one who changed a number is told."""


class NumberChange(NamedTuple):
    """When somebody gave an acute offer a number that it did not have."""

    at: datetime
    by_id: int | None


def keep_number_mark(entry: Entry, row: JournalRow) -> None:
    """Set or clear the mark on an offer that a new row of the journal is about."""
    if not isinstance(entry, Offer) or row.before is None:
        return
    touches_numbers = any(row.before.get(field) != row.after.get(field) for field in TOLD)
    is_confirmed = row.action == Action.CONFIRMED and entry.numbers_changed_at is not None
    if touches_numbers or is_confirmed:
        change = find_unconfirmed_change([*reversed(list_rows_of(entry)), row])
        entry.numbers_changed_at = change.at if change else None
        entry.numbers_changed_by_id = change.by_id if change else None


def find_unconfirmed_change(rows: Iterable[JournalRow]) -> NumberChange | None:
    """Return the newest change of an acute number that nobody else has confirmed.

    ``rows`` is an offer's history, the oldest first. A number that the offer had when it was last
    confirmed, loaded or not acute is no new one when it comes back.
    """
    known: set[str] = set()
    changes: dict[str, NumberChange] = {}
    now: set[str] = set()
    for row in rows:
        now = numbers_in(row.after)
        if row.before is None or row.action == Action.LOADED or not is_acute(row.after):
            known, changes = now, {}
        elif row.action == Action.CONFIRMED:
            known = {n for n in now if n not in changes or counts(changes[n], row.actor_id, row.at)}
            changes = {n: change for n, change in changes.items() if n not in known}
        else:
            for number in sorted(now - known):
                changes.setdefault(number, NumberChange(row.at, row.actor_id))
    return max((changes[number] for number in now & changes.keys()), default=None)


def counts(change: NumberChange, actor_id: int | None, at: datetime) -> bool:
    """Say whether a confirmation counts: by somebody else, or by the same person on a later day."""
    if change.by_id is None or actor_id != change.by_id:
        return True
    return at.astimezone(COPENHAGEN).date() > change.at.astimezone(COPENHAGEN).date()


def awaits_confirmation_by(person: User, entry: Entry, at: datetime) -> bool:
    """Say whether a person could confirm now that an acute offer's new number is right."""
    if not isinstance(entry, Offer) or entry.numbers_changed_at is None:
        return False
    change = NumberChange(entry.numbers_changed_at, entry.numbers_changed_by_id)
    return counts(change, person.id, at)


def numbers_in(record: Record) -> set[str]:
    return {phone["number"] for phone in record.get("phones", [])}


def is_acute(record: Record) -> bool:
    return record["kind"] in ACUTE_KINDS
