"""Which row means which entry, and which unit: found again, made new, or doubtful."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from portal.imports.lists.fields import CONTACT, ID
from portal.imports.lists.known import Known, Listed, same
from portal.imports.lists.rows import ListRow
from portal.models.contact import Contact
from portal.models.organisation import Organisation


@dataclass(frozen=True)
class NewUnit:
    """A unit that a list names and the municipality does not have yet.

    It will lie under ``parent``, or under the municipality as a whole.
    """

    name: str
    parent: int | None

    def words(self, root: str) -> str:
        return f"{self.name}, {root}" if root else self.name


Unit = int | NewUnit
"""A unit by its id, or one that is to be made."""


class UnitFinder:
    """Finds the units that rows name; one that is new is the same for all rows that name it."""

    def __init__(self, known: Known, foreign: dict[str, int]) -> None:
        """``foreign`` are all municipalities by the folded names of their organisations."""
        self.known = known
        self.foreign = foreign
        self.new: dict[str, NewUnit] = {}

    def find(self, row: ListRow, entry: Listed | None = None) -> Unit | None:
        """Return the unit a row names; its entry's where it names none, then the municipality.

        None, with a fault at the row, where that cannot be told.
        """
        name = row.values.get("organisation")
        if not name:
            root = self.known.root
            if entry is None and root is None:
                row.blame("organisation", "Skriv organisationen.")
                return None
            return entry.organisation_id if entry is not None else root.id if root else None
        if entry is not None and is_called(entry.organisation, name):
            return entry.organisation_id
        found = self.known.units.get(same(name), [])
        if len(found) > 1:
            row.blame(
                "organisation", f"Flere enheder hedder »{name}«. Skriv også, hvor den hører under."
            )
            return None
        return found[0].id if found else self.make(row, name)

    def make(self, row: ListRow, name: str) -> Unit | None:
        """Return a new unit by its name; "Alkoholteam, Socialforvaltningen" says under which."""
        if self.foreign.get(same(name)) not in (None, self.known.municipality.id):
            row.blame(
                "organisation", f"»{name}« er ikke en del af {self.known.municipality.full_name}."
            )
            return None
        own, _, above = name.partition(", ")
        parents = self.known.units.get(same(above), []) if above else []
        unit = NewUnit(own, parents[0].id) if len(parents) == 1 else NewUnit(name, None)
        return self.new.setdefault(same(name), unit)


def is_called(unit: Organisation, name: str) -> bool:
    return same(name) in (same(unit.full_name), same(unit.name))


class Matcher:
    """Finds the entry that each row means.

    The number from an export comes first; then the same function, or the same person, in the same
    unit; then function and name together; then an e-mail or a number that only one entry and only
    one row has, where function or name agree too. What several entries tell alike, none tells.
    """

    def __init__(self, known: Known, units: UnitFinder, rows: Sequence[ListRow]) -> None:
        self.known, self.units = known, units
        self.functions = Counter(function_key(row) for row in rows)
        self.ways = Counter(way for row in rows for way in ways_of(row))

    def find(self, row: ListRow) -> Listed | None:
        """Return the entry in use that a row means, or None for a new one."""
        if ID in row.values:
            return self.by_id(row)
        if row.kind == CONTACT:
            return self.contact_in_unit(row) or self.by_person(row) or self.by_way(row)
        return self.offer_by_name(row) or self.by_way(row)

    def by_id(self, row: ListRow) -> Listed | None:
        typed = row.values[ID]
        number = int(typed) if typed.isascii() and typed.isdecimal() else 0
        entry = self.known.by_id.get((row.kind, number))
        if entry is None:
            place = self.known.municipality.full_name
            row.blame(ID, f"Nummeret findes ikke i {place}. Lad cellen være tom for en ny.")
        return entry

    def contact_in_unit(self, row: ListRow) -> Contact | None:
        name, function = same(row.values.get("name", "")), same(row.values.get("function", ""))
        for unit in self.unit_ids(row):
            alike = self.known.contacts_by_function.get((function, unit), []) if function else []
            agreeing = [one for one in alike if same(one.name or "") == name]
            if len(agreeing) == 1:
                return agreeing[0]
            is_only = len(alike) == 1 and self.functions[function_key(row)] == 1
            if is_only and not agreeing:
                return alike[0]
            people = self.known.contacts_by_name.get((name, unit), []) if name else []
            if len(people) == 1 and not alike:
                return people[0]
        return None

    def by_person(self, row: ListRow) -> Contact | None:
        """Return the one who has both function and name, in whatever unit."""
        person = (same(row.values.get("function", "")), same(row.values.get("name", "")))
        found = self.known.contacts_by_person.get(person, [])
        return found[0] if len(found) == 1 else None

    def unit_ids(self, row: ListRow) -> list[int]:
        name = row.values.get("organisation")
        if name:
            return [unit.id for unit in self.known.units.get(same(name), [])]
        return [self.known.root.id] if self.known.root else []

    def offer_by_name(self, row: ListRow) -> Listed | None:
        found = self.known.offers_by_name.get(same(row.values.get("name", "")), [])
        if len(found) > 1 and row.values.get("organisation"):
            found = [
                one for one in found if is_called(one.organisation, row.values["organisation"])
            ]
        return found[0] if len(found) == 1 else None

    def by_way(self, row: ListRow) -> Listed | None:
        for way in ways_of(row):
            index = self.known.by_email if way[0] == "email" else self.known.by_number
            found = index.get((row.kind, way[1]), [])
            if len(found) == 1 and self.ways[way] == 1 and agrees(row, found[0]):
                return found[0]
        return None


def function_key(row: ListRow) -> tuple[str, str, str]:
    said = row.values
    return (row.kind, same(said.get("function", "")), same(said.get("organisation", "")))


def ways_of(row: ListRow) -> Iterable[tuple[str, str]]:
    """Return by what a row can be reached, each as often as it matters: once."""
    if "email" in row.values:
        yield ("email", same(row.values["email"]))
    for number in dict.fromkeys(number for _, number, _ in row.values.get("phones", ())):
        yield (f"number of {row.kind}", number)


def agrees(row: ListRow, entry: Listed) -> bool:
    """Say whether a row may be about the entry that has its e-mail or number."""
    name, said = same(row.values.get("name", "")), row.values
    if not isinstance(entry, Contact):
        return not name or same(entry.name) == name
    own = same(entry.name or "")
    is_same_function = "function" in said and same(said["function"]) == same(entry.function)
    return is_same_function or own == name or not name or not own
