"""What applying a list would do: what is created, changed, left alone, and what is wrong."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from portal.history.words import Change
from portal.imports.lists.differences import Names, Number, differing, in_words
from portal.imports.lists.fields import CONTACT, OFFER
from portal.imports.lists.known import Known, Listed, same
from portal.imports.lists.matching import Matcher, NewUnit, Unit, UnitFinder
from portal.imports.lists.rows import ListRow, faults_in_words
from portal.imports.lists.words import ListWords
from portal.models.vocabulary import OfferKind, OfferStatus
from portal.text.folding import fold
from portal.text.phones import is_demo_number
from portal.web.dates import local_today
from portal.web.labels import LABELS

DEMO_NUMBER = "Numre på 84 er kun til demo. Skriv et rigtigt telefonnummer."
TOO_MANY = "Det bliver til mere end 6 numre. Fjern nogle."
MOST_NUMBERS = 6


class Verdict(StrEnum):
    """What becomes of a row."""

    CREATED = "created"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    FAULTY = "faulty"


@dataclass
class PlannedRow:
    """A row with what becomes of it; ``wanted`` are the values its entry is to get."""

    row: ListRow
    verdict: Verdict
    entry: Listed | None = None
    wanted: dict[str, Any] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)

    @property
    def title(self) -> str:
        """What the row is about, in a line."""
        said = self.row.values
        if self.row.kind == CONTACT:
            own = self.entry.title if self.entry is not None else ""
            parts = [said.get("function"), said.get("name")]
            return (
                ", ".join(filter(None, parts))
                if "function" in said
                else own or said.get("name", "")
            )
        return str(said.get("name", "")) or (self.entry.title if self.entry else "")


@dataclass
class Plan:
    """What would be done; ``units`` are the new ones that its rows without a fault need."""

    rows: list[PlannedRow]
    units: list[NewUnit]

    def of(self, verdict: Verdict) -> list[PlannedRow]:
        return [row for row in self.rows if row.verdict == verdict]

    @property
    def digest(self) -> str:
        """A hash of all that would be done: the same as long as nothing has changed meanwhile."""
        said = [
            (one.row.sheet_index, one.row.number, one.verdict, one.title, one.changes,
             list(faults_in_words(one.row)))
            for one in self.rows
        ]  # fmt: skip
        return hashlib.sha256(repr(said).encode("utf-8", "surrogatepass")).hexdigest()


class Planner:
    """Plans rows for one municipality. Demo numbers are for the demo's own people only."""

    def __init__(self, known: Known, words: ListWords, allows_demo: bool) -> None:
        self.known, self.words, self.allows_demo = known, words, allows_demo
        self.units = UnitFinder(known, {same(name): one for one, name in words.places.items()})
        units = {unit.id: unit.full_name for found in known.units.values() for unit in found}
        root = known.root.full_name if known.root else ""
        self.names = Names(words.names, words.places, units, root)
        self.seen: dict[object, str] = {}

    def plan(self, rows: Sequence[ListRow]) -> Plan:
        """Return what would become of the rows."""
        matcher = Matcher(self.known, self.units, rows)
        planned = [self.plan_row(row, matcher) for row in rows]
        units = {
            unit: None
            for one in planned
            if one.verdict != Verdict.FAULTY
            and isinstance(unit := one.wanted.get("organisation"), NewUnit)
        }
        return Plan(planned, list(units))

    def plan_row(self, row: ListRow, matcher: Matcher) -> PlannedRow:
        self.check_place(row)
        entry = matcher.find(row)
        unit = self.units.find(row, entry)
        wanted = differing(row, unit, entry)
        if entry is None:
            complete(row, wanted, self.known.municipality.id)
        self.check(row, wanted, entry)
        self.note_twice(row, unit, entry)
        changes = in_words(row, wanted, entry, self.names)
        return PlannedRow(row, verdict_of(row, entry, wanted), entry, wanted, changes)

    def check_place(self, row: ListRow) -> None:
        """Refuse a row that names another municipality, or one that there is not."""
        named = row.values.get("municipality")
        if named is None:
            return
        own = self.known.municipality
        found = self.words.find_municipality(named)
        if found is None:
            row.blame("municipality", f"Kender ikke kommunen »{named}«.")
        elif found != own.id:
            row.blame("municipality", f"Listen er for {own.full_name}. Rækken hører til {named}.")

    def check(self, row: ListRow, wanted: dict[str, Any], entry: Listed | None) -> None:
        """Note what no form would take either."""
        needed = "function" if row.kind == CONTACT else "name"
        if entry is None and needed not in row.values and not row_is_blamed(row, needed):
            example = (
                "funktionen, fx Demenskoordinator" if row.kind == CONTACT else "tilbuddets navn"
            )
            row.blame(needed, f"Skriv {example}.")
        if "phones" in wanted:
            self.check_phones(row, wanted["phones"], entry)
        if {"status", "status_on"} & wanted.keys():
            check_status(row, wanted, entry)

    def check_phones(self, row: ListRow, after: list[Number], entry: Listed | None) -> None:
        own = {phone.number for phone in entry.phones} if entry is not None else set()
        columns = {number: key for key, number, _ in reversed(row.values["phones"])}
        for one in after:
            if one.number not in own and is_demo_number(one.number) and not self.allows_demo:
                row.blame(columns[one.number], DEMO_NUMBER)
        if len(after) > MOST_NUMBERS:
            row.blame(next(iter(columns.values())), TOO_MANY)

    def note_twice(self, row: ListRow, unit: Unit | None, entry: Listed | None) -> None:
        """Note a fault where an earlier row is about the same entry, or would create the same."""
        said = row.values
        names = (same(said.get("function", "")), same(said.get("name", "")))
        key = (row.kind, entry.id) if entry is not None else (row.kind, unit, names)
        if key in self.seen and any(names):
            needed = "name" if "name" in row.columns or row.kind == OFFER else "function"
            row.blame(needed, f"Det samme står allerede i {self.seen[key]}.")
        else:
            self.seen[key] = lower_first(row.place)


def lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]


def row_is_blamed(row: ListRow, key: str) -> bool:
    return any(
        fault.column is not None and fault.column == row.columns.get(key) for fault in row.faults
    )


def verdict_of(row: ListRow, entry: Listed | None, wanted: dict[str, Any]) -> Verdict:
    if row.faults:
        return Verdict.FAULTY
    if entry is None:
        return Verdict.CREATED
    return Verdict.CHANGED if wanted else Verdict.UNCHANGED


def complete(row: ListRow, wanted: dict[str, Any], municipality_id: int) -> None:
    """Give a new offer what a list seldom says: what kind it is, and that it is for its own."""
    if row.kind == OFFER:
        wanted.setdefault("kind", guess_offer_kind(str(row.values.get("name", ""))))
        wanted.setdefault("municipalities", (municipality_id,))


def guess_offer_kind(name: str) -> OfferKind:
    """Return the kind whose word stands in an offer's name."""
    folded = fold(name)
    kinds = (kind for kind, word in LABELS[OfferKind].items() if fold(word) in folded)
    return OfferKind(next(kinds, OfferKind.OTHER))


def check_status(row: ListRow, wanted: dict[str, Any], entry: Listed | None) -> None:
    """Hold the date against the status, as the form does."""
    status = wanted.get("status") or (entry.status if entry is not None else OfferStatus.OPEN)  # type: ignore[union-attr]
    day = wanted.get("status_on") or (entry.status_on if entry is not None else None)  # type: ignore[union-attr]
    today = local_today()
    if status == OfferStatus.PLANNED:
        if day is None or day < today:
            row.blame("status_on", "Skriv, hvornår tilbuddet åbner.")
    elif status == OfferStatus.CLOSED and day is None:
        row.blame("status_on", "Skriv, hvornår tilbuddet blev nedlagt.")
    elif day is not None and day > today:
        row.blame("status_on", "Datoen må ikke ligge i fremtiden. Skriv Planlagt, til det sker.")


def faults_of(planned: Iterable[PlannedRow]) -> list[str]:
    """Return the faults of rows in words, each with its row and column."""
    return [words for one in planned for words in faults_in_words(one.row)]
