"""What a row says that its entry does not say yet, field by field, and the same in words."""

from dataclasses import dataclass
from typing import Any, NamedTuple

from portal.history.words import Change, value_in_words
from portal.hours.format import format_hours
from portal.hours.model import Hours
from portal.imports.lists.fields import heading_of
from portal.imports.lists.known import Listed
from portal.imports.lists.matching import NewUnit, Unit
from portal.imports.lists.rows import CellPhone, ListRow
from portal.models.phone import Phone
from portal.models.vocabulary import Audience, PhoneKind
from portal.text.phones import format_phone

KINDS = {
    "phone": PhoneKind.FUNCTION,
    "direct": PhoneKind.DIRECT,
    "mobile": PhoneKind.MOBILE,
    "public_phone": PhoneKind.FUNCTION,
}
PUBLIC = "public_phone"
LINKS = frozenset({"domains", "municipalities"})
UNWRITTEN = frozenset({"organisation", "municipality", "id", "phones"})


class Number(NamedTuple):
    """A phone number as an entry has it, or is to have it."""

    number: str
    kind: PhoneKind
    audience: Audience

    @classmethod
    def of(cls, phone: Phone) -> "Number":
        return cls(phone.number, phone.kind, phone.audience)


@dataclass(frozen=True)
class Names:
    """The names behind the ids of links, for words."""

    domains: dict[int, str]
    municipalities: dict[int, str]
    units: dict[int, str]
    root: str

    def unit(self, unit: Unit | None) -> str:
        if isinstance(unit, NewUnit):
            return unit.words(self.units[unit.parent] if unit.parent else self.root)
        return self.units.get(unit, "") if unit is not None else ""


def differing(row: ListRow, unit: Unit | None, entry: Listed | None) -> dict[str, Any]:
    """Return the values of a row that its entry does not have; of a new entry all of them."""
    wanted = {
        key: value
        for key, value in row.values.items()
        if key not in UNWRITTEN and (entry is None or is_news(entry, key, value))
    }
    if unit is not None and (entry is None or unit != entry.organisation_id):
        wanted["organisation"] = unit
    if "phones" in row.values:
        before = [Number.of(phone) for phone in entry.phones] if entry is not None else []
        after = merged(before, row.values["phones"])
        if after != before:
            wanted["phones"] = after
    return wanted


def is_news(entry: Listed, key: str, value: Any) -> bool:
    """Say whether a value is another than the entry's; blanks and line breaks are no difference."""
    own = getattr(entry, key)
    if key in LINKS:
        return {linked.id for linked in own} != set(value)
    if isinstance(value, str) and not hasattr(value, "value"):
        return (own or "").split() != value.split()
    return bool(own != value)


def merged(before: list[Number], said: list[CellPhone]) -> list[Number]:
    """Return an entry's numbers after a row: what the row names, and the kinds it says nothing of.

    A number the entry has keeps its kind and its audience, unless the cell says it is public. A new
    one takes the place of the one it replaces.
    """
    numbers = {number: (key, is_public) for key, number, is_public in reversed(said)}
    kinds = {KINDS[key] for key, _, _ in said}
    own = {one.number for one in before}
    public = {one.number for one in before if one.audience == Audience.PUBLIC}
    new = [
        Number(number, KINDS[key], audience_of(key, is_public))
        for key, number, is_public in said
        if number not in own and numbers[number] == (key, is_public)
    ]
    after: list[Number] = []
    for one in before:
        if one.number in numbers:
            is_news = one.number not in public
            after.append(published(one, *numbers[one.number]) if is_news else one)
        elif one.kind not in kinds:
            after.append(one)
        else:
            place = next((n for n, fresh in enumerate(new) if fresh.kind == one.kind), None)
            after += [new.pop(place)] if place is not None else []
    return after + list(dict.fromkeys(new))


def audience_of(key: str, is_public: bool) -> Audience:
    return Audience.PUBLIC if is_public or key == PUBLIC else Audience.PROFESSIONAL


def published(one: Number, key: str, is_public: bool) -> Number:
    return one._replace(audience=Audience.PUBLIC) if is_public or key == PUBLIC else one


def in_words(
    row: ListRow, wanted: dict[str, Any], entry: Listed | None, names: Names
) -> list[Change]:
    """Return what would change as label, before and after."""
    told = []
    for key, value in wanted.items():
        heading = "Telefonnumre" if key == "phones" else heading_of(row.kind, key)
        before = "" if entry is None else told_of_entry(entry, key, names)
        told.append(Change(heading, before, tell(key, value, names)))
    return told


def told_of_entry(entry: Listed, key: str, names: Names) -> str:
    if key == "phones":
        return tell(key, [Number.of(phone) for phone in entry.phones], names)
    if key == "organisation":
        return entry.organisation.full_name
    own = getattr(entry, key)
    return tell(key, [linked.id for linked in own] if key in LINKS else own, names)


def tell(key: str, value: Any, names: Names) -> str:
    """Return a value in words."""
    if key == "phones":
        return "\n".join(tell_number(one) for one in value)
    if key == "organisation":
        return names.unit(value)
    if key == "domains":
        return ", ".join(names.domains.get(one, "") for one in value)
    if key == "municipalities":
        return ", ".join(names.municipalities.get(one, "") for one in value) or "Alle"
    if isinstance(value, Hours):
        return format_hours(value)
    return value_in_words(value)


def tell_number(one: Number) -> str:
    audience = value_in_words(one.audience)
    kind = value_in_words(one.kind)
    return f"{format_phone(one.number)} ({kind}, {audience[0].lower()}{audience[1:]})"
