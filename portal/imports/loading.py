"""One run of a loader: adds what is new, changes what it added before, leaves people's work."""

from collections import Counter
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import select

from portal.extensions import db
from portal.history.records import part_record
from portal.history.writing import adding, changing
from portal.models.base import Entry
from portal.models.journal import JournalRow
from portal.models.vocabulary import Action

AnyEntry = TypeVar("AnyEntry", bound=Entry)
Values = dict[str, Any]


@dataclass(frozen=True)
class Loaded:
    """How many entries a run added and changed."""

    added: int
    changed: int


class Loading:
    """A run of a loader, and how many entries it added and changed.

    Entries are recognised by their ``reference_key``. An entry that somebody edited, confirmed or
    archived belongs to people from then on and is left as it is.
    """

    def __init__(self, is_demo: bool = False) -> None:
        self.is_demo = is_demo
        self.counts: Counter[str] = Counter()
        self._known: dict[type[Entry], dict[str, Any]] = {}
        self._touched = find_touched()

    def load(self, model: type[AnyEntry], key: str, values: Values) -> AnyEntry:
        """Return the entry with that key as the values say, unless it belongs to people now.

        ``values`` name columns, links and parts; parts must have every column set.
        """
        entry = self.find(model, key)
        if entry is None:
            entry = model(reference_key=key, is_demo=self.is_demo, **values)
            adding(None, entry, Action.LOADED)
            self._known[model][key] = entry
            self.counts["added"] += 1
        else:
            self.change(entry, values)
        return entry

    def change(self, entry: Entry, values: Values) -> None:
        """Give an entry other values, unless it belongs to people or has them already."""
        if not self.is_left_alone(entry) and differing(entry, values):
            with changing(None, entry, Action.LOADED):
                for name, value in differing(entry, values).items():
                    setattr(entry, name, value)
            self.counts["changed"] += 1

    def find(self, model: type[AnyEntry], key: str) -> AnyEntry | None:
        """Return the entry that was loaded under a key, in this run or before, or None."""
        if model not in self._known:
            loaded = db.session.scalars(select(model).where(model.reference_key.is_not(None)))
            self._known[model] = {str(entry.reference_key): entry for entry in loaded}
        found: AnyEntry | None = self._known[model].get(key)
        return found

    def is_left_alone(self, entry: Entry) -> bool:
        """Say whether an entry belongs to people: one of them edited, confirmed or archived it."""
        by_people = (entry.__tablename__, entry.id) in self._touched
        return by_people or entry.edited_at is not None or entry.archived_at is not None

    def result(self) -> Loaded:
        """Return what the run has done."""
        return Loaded(self.counts["added"], self.counts["changed"])


def find_touched() -> frozenset[tuple[str, int]]:
    """Return type and id of every entry that a person, not the system, has written on."""
    written_on = select(JournalRow.entry_type, JournalRow.entry_id)
    rows = db.session.execute(written_on.where(JournalRow.actor_id.is_not(None)).distinct())
    return frozenset((row.entry_type, row.entry_id) for row in rows)


def differing(entry: Entry, values: Values) -> Values:
    """Return those of the values that the entry does not have already."""
    return {
        name: value
        for name, value in values.items()
        if comparable(entry, name, getattr(entry, name)) != comparable(entry, name, value)
    }


def comparable(entry: Entry, name: str, value: Any) -> Any:
    """Return a value such that two are equal when the entry's record would be the same."""
    if name in entry.linked:
        return sorted(linked.id for linked in value)
    if name in entry.parts:
        return [part_record(part) for part in value]
    return value
