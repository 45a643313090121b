"""What the snapshot holds of entries, routes and municipalities, as compact JSON."""

import json
from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from functools import cache, lru_cache
from sys import intern
from typing import Any, NamedTuple

from portal.hours.model import EMPTY, Hours

_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


class Number(NamedTuple):
    """A phone number in E.164 or a short number; ``audience`` is public or professional."""

    number: str
    audience: str


class Away(NamedTuple):
    """Days on which a contact cannot be reached, both included."""

    from_on: date
    to_on: date


class EntryRecord(NamedTuple):
    """A contact, an offer, an organisation or a municipality's switchboard.

    ``kind`` is one of the contract's kinds; ``municipality`` the code of the owner's municipality;
    ``serves`` the codes of those it is there for, none meaning everywhere; ``new_number_at`` since
    when an acute offer has a number that nobody else has confirmed; ``week`` what the file finds
    its hours by. What few entries have stands last: it is left out where nobody has it.
    """

    type: str
    id: int
    kind: str
    function: str
    name: str = ""
    organisation: str = ""
    sector: str = ""
    municipality: str = ""
    serves: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    phones: tuple[Number, ...] = ()
    week: str = ""
    hours: Hours = EMPTY
    confirmed_at: datetime | None = None
    is_demo: bool = False
    level: str = ""
    callers: str = ""
    capacity: str = ""
    target_group: str = ""
    note: str = ""
    is_central: bool = False
    absences: tuple[Away, ...] = ()
    deputy_id: int | None = None
    hours_note: str = ""
    source_url: str = ""
    source_date: str = ""
    secure_mail: str = ""
    address: str = ""
    web: str = ""
    sends_staff_out: bool = False
    has_overnight_stay: bool = False
    has_self_referral: bool = False
    is_address_hidden: bool = False
    exclusions: str = ""
    referral: str = ""
    new_number_at: datetime | None = None
    capacity_at: datetime | None = None
    valid_from_on: date | None = None
    valid_to_on: date | None = None

    @property
    def key(self) -> str:
        """The entry's key in the whole directory, such as "contact:17"."""
        return f"{self.type}:{self.id}"

    @property
    def phone(self) -> str | None:
        """The number to call first."""
        return self.phones[0].number if self.phones else None

    def is_valid_on(self, day: date) -> bool:
        """Say whether the entry holds on a day."""
        return holds_on(self.valid_from_on, self.valid_to_on, day)

    def absence_on(self, day: date) -> Away | None:
        """Return the absence that covers a day, if there is one."""
        return next((a for a in self.absences if a.from_on <= day <= a.to_on), None)


@dataclass(frozen=True, slots=True)
class StepRecord:
    """A step of a route: ``target`` is an entry's key, or empty for a function in words."""

    channel: str
    continue_when: str
    target: str = ""
    free_function: str = ""
    instruction: str = ""
    continue_after_minutes: int | None = None


@dataclass(frozen=True, slots=True)
class RouteRecord:
    """A handover route; without a domain it is the municipality's for all other domains."""

    id: int
    municipality: str
    preference: str
    consent: str
    domain: str = ""
    legal_note: str = ""
    bring: tuple[str, ...] = ()
    answer_within: str = ""
    typical_wait_days: int | None = None
    is_advice_welcome: bool | None = None
    acknowledgement: str = ""
    note: str = ""
    valid_from_on: date | None = None
    valid_to_on: date | None = None
    confirmed_at: datetime | None = None
    is_demo: bool = False
    steps: tuple[StepRecord, ...] = ()

    def is_valid_on(self, day: date) -> bool:
        """Say whether the route holds on a day."""
        return holds_on(self.valid_from_on, self.valid_to_on, day)


@dataclass(frozen=True, slots=True)
class MunicipalityRecord:
    """A municipality of the region as the answers need it."""

    id: int
    code: str
    slug: str
    name: str
    participation: str
    participation_note: str = ""
    central_contact_id: int | None = None
    consent_note: str = ""
    legal_note: str = ""

    @property
    def full_name(self) -> str:
        return f"{self.name} Kommune"

    @property
    def participates(self) -> bool:
        return self.participation == "participates"


def holds_on(from_on: date | None, to_on: date | None, day: date) -> bool:
    """Say whether a day lies between two dates, both included and both optional."""
    return (from_on is None or from_on <= day) and (to_on is None or day <= to_on)


Record = RouteRecord | MunicipalityRecord


def write_record(record: Record) -> str:
    """Return a record as JSON without what is empty; the same record always gives the same text."""
    return _ENCODER.encode(to_plain(record))


def write_entry(entry: EntryRecord) -> str:
    """Return an entry as a JSON array of its fields; its hours are found by ``week``.

    Empty fields at the end are left out. The same entry always gives the same text.
    """
    plain = [*map(to_plain, entry._replace(hours=EMPTY))]
    while plain[-1] == _NOTHING[len(plain) - 1]:
        plain.pop()
    return _ENCODER.encode(plain)


def write_hours(hours: Hours) -> str:
    """Return opening hours as JSON."""
    return _ENCODER.encode(hours.to_json())


def to_plain(value: Any) -> Any:
    """Return a value as JSON can hold it; of a record only what differs from its defaults."""
    if isinstance(value, str | int):  # most are; the order only saves time
        return value
    if isinstance(value, Hours):
        return value.to_json()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [to_plain(item) for item in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {
            name: to_plain(stated)
            for name, default in defaults_of(type(value))
            if (stated := getattr(value, name)) != default
        }
    return value


_NOTHING = [*map(to_plain, EntryRecord("", 0, "", ""))]


@cache
def defaults_of(kind: type[Any]) -> tuple[tuple[str, Any], ...]:
    """Return the fields of a kind of record with their defaults, which are all constants."""
    return tuple((column.name, column.default) for column in fields(kind))


def to_day(value: str) -> date:
    return date.fromisoformat(value)


def to_codes(value: list[str]) -> tuple[str, ...]:
    return shared_codes(tuple(map(intern, value)))


@lru_cache(maxsize=5_000)
def shared_codes(codes: tuple[str, ...]) -> tuple[str, ...]:
    """Return the codes that were given first, for all that are equal."""
    return codes


def to_numbers(value: list[list[str]]) -> tuple[Number, ...]:
    return tuple(Number(number, intern(audience)) for number, audience in value)


def to_absences(value: list[list[str]]) -> tuple[Away, ...]:
    return tuple(Away(*map(to_day, days)) for days in value)


def to_steps(value: list[dict[str, Any]]) -> tuple[StepRecord, ...]:
    return tuple(StepRecord(**step) for step in value)


CONVERTERS: dict[str, Callable[[Any], Any]] = {
    "organisation": intern,
    "target_group": intern,
    "serves": to_codes,
    "domains": to_codes,
    "bring": tuple,
    "phones": to_numbers,
    "absences": to_absences,
    "steps": to_steps,
    "valid_from_on": to_day,
    "valid_to_on": to_day,
    "confirmed_at": datetime.fromisoformat,
    "capacity_at": datetime.fromisoformat,
    "new_number_at": datetime.fromisoformat,
}
PLACED = tuple((at, CONVERTERS[n]) for at, n in enumerate(EntryRecord._fields) if n in CONVERTERS)
WEEK, HOURS = EntryRecord._fields.index("week"), EntryRecord._fields.index("hours")


def read_entry(payload: str, find_hours: Callable[[str], Hours]) -> EntryRecord:
    """Return the entry that was written as this JSON; ``find_hours`` knows the hours of a week.

    Words that many entries have are shared between them.
    """
    values = json.loads(payload)
    length = len(values)
    for at, convert in PLACED:
        if at >= length:
            break
        if (value := values[at]) is not None:
            values[at] = convert(value)
    if length > HOURS:
        values[HOURS] = find_hours(values[WEEK])
    return EntryRecord(*values)


def read_values(payload: str) -> dict[str, Any]:
    """Return the values of a record's fields from its JSON. Raises ValueError for anything else."""
    plain = json.loads(payload)
    return {
        name: CONVERTERS[name](value) if name in CONVERTERS else value
        for name, value in plain.items()
    }


# Records are frozen and told apart by their whole text, so one read earlier is as good as new.
@lru_cache(maxsize=5_000)
def read_hours(payload: str) -> Hours:
    """Return the opening hours that were written as this JSON."""
    return Hours.from_json(json.loads(payload))


@lru_cache(maxsize=2_000)
def read_route(payload: str) -> RouteRecord:
    """Return the route that was written as this JSON."""
    return RouteRecord(**read_values(payload))


@lru_cache(maxsize=200)
def read_municipality(payload: str) -> MunicipalityRecord:
    """Return the municipality that was written as this JSON."""
    return MunicipalityRecord(**read_values(payload))
