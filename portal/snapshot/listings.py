"""Where entries are found: under their municipalities and domains, in classes of equals.

Entries of a class differ in an answer by nothing but how old their confirmation is, and their
``rank`` sorts the newest first: so a class is read from its beginning, and what nobody has come to
need not be looked at (:mod:`portal.answers.picking`). The *head* of a class is its first members,
which is nearly always enough; the others are in the listing.

Some entries do not always stand where their class stands. One that may be absent, not yet valid or
full some day, stands there or further down: it is not *steady*, and is looked at itself when it is
come to. One that may stand higher (a deputy answers for it, there is room with it) is in a class of
such, all of whom are looked at themselves.

An entry for several domains is also listed under every two and three of them, so that who covers
more of what is asked is found like anybody else.
"""

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import combinations, groupby
from typing import NamedTuple

from portal.models.vocabulary import Capacity, Level, Sector
from portal.snapshot.records import EntryRecord, write_hours
from portal.snapshot.rows import scope_of

HEAD_LENGTH = 6
"""As many as the longest section of an answer has lines: of more, nobody calls the seventh."""

ANY_DOMAIN, NO_DOMAIN = "", "-"
"""The listings of all of a municipality's entries, and of those that name no domain."""

MOST_TOGETHER = 3
"""As many of an entry's domains are listed together; a question hardly ever tells of more."""

OWN, SERVING, FOR_ALL = 0, 1, 2
"""How near an entry is to where it is listed: the municipality's own, there for it, for all."""

Place = tuple[str, str, str]
"""Municipality ("" for everywhere), domain or domains together, and class: what a head is of."""

Row = tuple[str, str, str, str, str, bool]
"""Place, rank, key, and whether the entry is steady."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_LATEST = 10**16 - 1
"""A count of microseconds after 1970 that no confirmation reaches: it lies in 2286."""

LIST_FIRST = """
SELECT * FROM listing WHERE municipality_code = ? AND domain_code = ? AND class = ?
ORDER BY rank, key LIMIT ?
"""
REMOVE_HEAD = "DELETE FROM head WHERE municipality_code = ? AND domain_code = ? AND class = ?"
WRITE_HEAD = "INSERT INTO head VALUES (?, ?, ?, ?)"
REMOVE_FROM_LISTING = """
DELETE FROM listing
WHERE municipality_code = ? AND domain_code = ? AND class = ? AND rank = ? AND key = ?
"""
REMOVE_WEEK = """
DELETE FROM week WHERE week = ? AND NOT EXISTS (SELECT 1 FROM entry WHERE entry.week = week.week)
"""


class Facts(NamedTuple):
    """What entries of a class have in common: all that the rules ask of them but their age."""

    kind: str
    week: str
    distance: int
    standing: int
    has_phone: bool
    is_central: bool
    sends_staff_out: bool
    is_regional: bool
    may_gain: bool


def facts_of(entry: EntryRecord, municipality: str) -> Facts:
    """Return what the class of an entry is in a municipality's listing ("" for everywhere)."""
    return Facts(
        kind=entry.kind,
        week=entry.week,
        distance=distance_of(entry, municipality),
        standing=standing_of(entry),
        has_phone=entry.phone is not None,
        is_central=entry.is_central,
        sends_staff_out=entry.sends_staff_out,
        is_regional=entry.sector == Sector.REGIONAL,
        may_gain=may_gain(entry),
    )


def distance_of(entry: EntryRecord, municipality: str) -> int:
    """Return how near an entry is to a municipality; to none ("") nobody is OWN."""
    if municipality and entry.municipality == municipality:
        return OWN
    return SERVING if entry.municipality or entry.serves else FOR_ALL


def standing_of(entry: EntryRecord) -> int:
    """Return an entry's place among equals: central entrance, leaders, the others."""
    return 0 if entry.is_central else 1 if entry.level == Level.LEADER else 2


def may_gain(entry: EntryRecord) -> bool:
    """Say whether an entry may stand before the others of its class on some day."""
    has_room = entry.capacity in {Capacity.FREE, Capacity.FEW} and entry.capacity_at is not None
    return has_room or bool(entry.absences and entry.deputy_id)


def is_steady(entry: EntryRecord) -> bool:
    """Say whether an entry stands where its class stands, whatever the day."""
    has_bounds = entry.valid_from_on or entry.valid_to_on
    return not (entry.absences or has_bounds or entry.capacity_at)


def rank_of(entry: EntryRecord) -> str:
    """Return a text that sorts by an entry's lasting order among equals.

    Central entrance, leaders, newest confirmed; then by what they are called.
    """
    return f"{standing_of(entry)} {write_age(entry.confirmed_at)} {entry.function}"


def write_age(confirmed_at: datetime | None) -> str:
    """Return 16 digits that are the greater the older a confirmation is; none is the oldest."""
    since = 0 if confirmed_at is None else (confirmed_at - _EPOCH) // _MICROSECOND
    return f"{_LATEST - since:016}"


def age_in(rank: str) -> str:
    """Return the age in a rank, as ``write_age`` wrote it."""
    return rank[2:18]


def write_facts(facts: Facts) -> str:
    """Return a class as the file holds it."""
    kind, week, *others = facts
    return f"{kind} {week} {' '.join(str(int(other)) for other in others)}"


@lru_cache(maxsize=20_000)
def read_facts(written: str) -> Facts:
    """Return the class that was written as this text."""
    kind, week, distance, standing, *flags = written.split(" ")
    phone, central, out, regional, gain = (flag == "1" for flag in flags)
    return Facts(kind, week, int(distance), int(standing), phone, central, out, regional, gain)


def listing_rows(entries: Iterable[EntryRecord]) -> Iterator[Row]:
    """Yield where each contact and offer is found."""
    for entry in entries:
        if entry.type not in {"contact", "offer"}:
            continue
        who = (rank_of(entry), entry.key, is_steady(entry))
        for municipality in scope_of(entry):
            written = write_facts(facts_of(entry, municipality))
            for domain in list_domains(entry):
                yield (municipality, domain, written, *who)


def list_domains(entry: EntryRecord) -> Iterator[str]:
    """Yield the domains, and the domains together, that an entry is listed under."""
    yield ANY_DOMAIN
    yield from entry.domains or (NO_DOMAIN,)
    for _, together in combine(entry.domains):
        yield together


def combine(domains: Collection[str]) -> Iterator[tuple[int, str]]:
    """Yield how every two and three of some domains are listed together, and how many they are."""
    for many in range(2, MOST_TOGETHER + 1):
        for together in combinations(sorted(domains), many):
            yield many, "+".join(together)


def write_listing(
    file: sqlite3.Connection, entries: Iterable[EntryRecord], gone: Iterable[EntryRecord]
) -> None:
    """Put entries into the listing, and write the heads anew of where they and others stood."""
    is_whole = file.execute("SELECT 1 FROM listing LIMIT 1").fetchone() is None
    rows = sorted(listing_rows(entries))
    file.executemany("INSERT INTO listing VALUES (?, ?, ?, ?, ?, ?)", rows)
    if is_whole:
        file.execute("DELETE FROM head")
        file.executemany(WRITE_HEAD, head_rows(rows))
        return
    for place in {row[:3] for row in (*listing_rows(gone), *rows)}:
        file.execute(REMOVE_HEAD, place)
        first = file.execute(LIST_FIRST, (*place, HEAD_LENGTH + 1))
        file.executemany(WRITE_HEAD, head_rows(first))


def remove_listing(file: sqlite3.Connection, rows: Iterable[Row]) -> None:
    """Take rows out of the listing."""
    file.executemany(REMOVE_FROM_LISTING, (row[:5] for row in rows))


def write_weeks(
    file: sqlite3.Connection, entries: Iterable[EntryRecord], gone: Iterable[EntryRecord]
) -> None:
    """Write the opening hours of entries, the same ones once, and drop those that nobody has."""
    weeks = {entry.week: entry.hours for entry in entries if entry.week}
    rows = [(week, write_hours(hours)) for week, hours in weeks.items()]
    file.executemany("INSERT OR IGNORE INTO week VALUES (?, ?)", rows)
    left = {entry.week for entry in gone} - weeks.keys()
    file.executemany(REMOVE_WEEK, ([week] for week in left))


def head_rows(listing: Iterable[Row]) -> Iterator[tuple[str, str, str, str]]:
    """Yield the heads of rows of the listing in order: places and, as JSON, their first members.

    A class with more members than its head has ends in ``null``.
    """
    for place, rows in groupby(listing, key=lambda row: row[:3]):
        members = [[rank, key, int(steady)] for *_, rank, key, steady in rows]
        more = [None] if len(members) > HEAD_LENGTH else []
        yield (*place, _ENCODER.encode([*members[:HEAD_LENGTH], *more]))


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
