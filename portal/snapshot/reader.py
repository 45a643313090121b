"""Reading the snapshot: plain SQL on a file that never changes while it is open."""

import json
import sqlite3
from collections.abc import Iterable
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from portal.hours.model import EMPTY, MINUTES_PER_DAY, Hours
from portal.snapshot.build import FORMAT, code_digest
from portal.snapshot.file import DamagedSnapshotError, check_seal
from portal.snapshot.heads import Head
from portal.snapshot.listings import ANY_DOMAIN
from portal.snapshot.records import (
    EntryRecord,
    MunicipalityRecord,
    RouteRecord,
    read_entry,
    read_hours,
    read_municipality,
    read_route,
)
from portal.snapshot.users import Reader, instant, read_reader

EVERYWHERE = ""
"""The listing of what serves the whole region or the whole country."""

MOST_OF_A_WORD = 2_000
MOST_KEPT = 20_000
"""How many entries are kept after they were read, of some 2 KB each, and of everything else."""

Heads = dict[str, list[Head]]
"""The classes of a listing by kind."""

LIST_WEEKS = "SELECT week FROM week"
LIST_HEADS = "SELECT class, members FROM head WHERE municipality_code = ? AND domain_code = ?"
# Lists are passed as JSON, so that the text of each query is always the same.
LIST_NAMED = """
SELECT DISTINCT key FROM (
    SELECT municipality_code, key FROM word
    WHERE folded = ? AND municipality_code IN (SELECT value FROM json_each(?)) LIMIT ?
) AS first
WHERE NOT EXISTS (
    SELECT 1 FROM json_each(?) AS other WHERE NOT EXISTS (
        SELECT 1 FROM word WHERE folded = other.value
        AND municipality_code = first.municipality_code AND key = first.key
    )
) LIMIT ?
"""
LIST_KEYS = """
SELECT DISTINCT rank, key, class FROM listing
WHERE municipality_code = ? AND domain_code IN (SELECT value FROM json_each(?)) ORDER BY rank, key
"""
LIST_ROUTES = """
SELECT payload FROM route
WHERE municipality_code = ? AND domain_code IN (SELECT value FROM json_each(?)) ORDER BY id
"""

Key = TypeVar("Key")
Value = TypeVar("Value")


class Snapshot:
    """One snapshot, open for reading; shared by the threads of a process."""

    def __init__(self, path: Path, is_known: bool = False) -> None:
        """Open a file; one that is known to be whole is not read through first.

        Raises OSError where there is none, DamagedSnapshotError for a bad one.
        """
        if not is_known:
            check_seal(path)
        try:
            self.file = sqlite3.connect(
                f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
            )
            meta = self.file.execute("SELECT format, code, version, built_at, lexicon FROM meta")
            format_, code, version, built_at, lexicon = meta.fetchone()
        except (sqlite3.Error, TypeError) as error:
            raise DamagedSnapshotError(f"{path.name} is no snapshot") from error
        if format_ != FORMAT:
            raise DamagedSnapshotError(f"{path.name} has format {format_}, not {FORMAT}")
        self.is_of_this_code: bool = code == code_digest()
        self.version: int = version
        self.lexicon: str = lexicon
        self.built_at = datetime.fromisoformat(built_at)
        self.entries: dict[str, EntryRecord | None] = {}
        self.weeks: dict[str, Hours] = {"": EMPTY}
        self.heads: dict[tuple[str, str], Heads] = {}
        self.routes: dict[tuple[str, tuple[str, ...]], list[RouteRecord]] = {}

    def close(self) -> None:
        """Close the file."""
        self.file.close()

    @cached_property
    def municipalities(self) -> dict[str, MunicipalityRecord]:
        """The municipalities of the region by code, in Danish order."""
        rows = self.file.execute("SELECT code, payload FROM municipality ORDER BY position")
        return {code: read_municipality(payload) for code, payload in rows}

    @cached_property
    def domains(self) -> dict[str, str]:
        """The names of the problem domains by code, in the order of menus."""
        rows = self.file.execute("SELECT code, name FROM domain ORDER BY position")
        return dict(rows.fetchall())

    @cached_property
    def faults(self) -> dict[str, datetime]:
        """Since when entries are reported to be wrong, by their keys, until it is dealt with."""
        rows = self.file.execute("SELECT key, at FROM fault")
        return {key: datetime.fromisoformat(at) for key, at in rows}

    @cached_property
    def terms(self) -> tuple[tuple[str, str, str, int], ...]:
        """The lexicon: type, code, phrase, weight."""
        rows = self.file.execute("SELECT term_type, code, phrase, weight FROM term ORDER BY rowid")
        return tuple(rows.fetchall())

    @cached_property
    def words(self) -> frozenset[str]:
        """The folded words that entries are called by."""
        rows = self.file.execute("SELECT DISTINCT folded FROM word")
        return frozenset(word for (word,) in rows)

    @cached_property
    def turns(self) -> tuple[int, ...]:
        """The minutes of a day at which anybody may open or close, and each full hour, in order."""
        weeks = [week for (week,) in self.file.execute(LIST_WEEKS)]
        turns = {minute for week in weeks for minute in self.find_hours(week).turns}
        return tuple(sorted(turns.union(range(0, MINUTES_PER_DAY, 60))))

    def find_entry(self, key: str) -> EntryRecord | None:
        """Return the entry of a key such as "contact:17", or None where none may be shown."""
        try:
            return self.entries[key]
        except KeyError:
            row = self.file.execute("SELECT payload FROM entry WHERE key = ?", (key,)).fetchone()
            entry = read_entry(row[0], self.find_hours) if row else None
            return keep(self.entries, key, entry)

    def find_hours(self, week: str) -> Hours:
        """Return the opening hours that entries name as their week."""
        hours = self.weeks.get(week)
        if hours is None:
            row = self.file.execute("SELECT payload FROM week WHERE week = ?", (week,)).fetchone()
            hours = self.weeks[week] = read_hours(row[0])
        return hours

    def list_heads(self, municipality: str, domain: str = ANY_DOMAIN) -> Heads:
        """Return what is listed under a municipality (or EVERYWHERE) and a domain, or domains
        together."""
        key = (municipality, domain)
        heads = self.heads.get(key)
        if heads is None:
            heads = {}
            for class_, members in self.file.execute(LIST_HEADS, key):
                head = Head(municipality, domain, class_, members)
                heads.setdefault(head.facts.kind, []).append(head)
            self.heads[key] = heads
        return heads

    def list_entries(
        self, municipality: str, domains: Iterable[str] = (), kinds: Iterable[str] = ()
    ) -> list[EntryRecord]:
        """Return all entries listed under a municipality, central entrance and leaders first.

        ``municipality`` may be EVERYWHERE; without domains, or without kinds, all of them.
        """
        wanted = frozenset(kinds)
        values = (municipality, json.dumps([*domains] or [ANY_DOMAIN]))
        keys = [
            key
            for _, key, class_ in self.file.execute(LIST_KEYS, values)
            if not wanted or class_.partition(" ")[0] in wanted
        ]
        return [entry for key in keys if (entry := self.find_entry(key)) is not None]

    def list_named(
        self, words: Iterable[str], municipality: str | None, most: int
    ) -> list[EntryRecord]:
        """Return the entries called by every one of the folded words, none if more than ``most``.

        Words that many are called by name nobody. With a municipality only what is listed there or
        everywhere.
        """
        first, *others = dict.fromkeys(words)
        places = [municipality, EVERYWHERE] if municipality else [EVERYWHERE, *self.municipalities]
        values = (first, json.dumps(places), MOST_OF_A_WORD, json.dumps(others), most + 1)
        rows = self.file.execute(LIST_NAMED, values).fetchall()
        if len(rows) > most:
            return []
        return [entry for (key,) in rows if (entry := self.find_entry(key)) is not None]

    def list_routes(self, municipality: str, domains: Iterable[str]) -> list[RouteRecord]:
        """Return a municipality's routes for the domains, and its route for all others ("")."""
        domains = tuple(domains)
        key = (municipality, domains)
        found = self.routes.get(key)
        if found is None:
            rows = self.file.execute(LIST_ROUTES, (municipality, json.dumps([*domains, ""])))
            found = keep(self.routes, key, [read_route(payload) for (payload,) in rows])
        return found

    def find_user(self, user_id: int) -> Reader | None:
        """Return the user with an id who may sign in, or None."""
        return self.read_user("SELECT payload FROM user WHERE id = ?", user_id)

    def find_user_by_email(self, email: str) -> Reader | None:
        """Return the user with an e-mail address who may sign in, or None."""
        return self.read_user("SELECT payload FROM user WHERE email = ?", email)

    def find_user_of_token(self, token_hash: str, at: datetime) -> Reader | None:
        """Return the user of an API token that is still good at an instant, or None."""
        return self.read_user(
            "SELECT payload FROM token JOIN user ON user.id = user_id "
            "WHERE token_hash = ? AND expires_at > ?",
            token_hash,
            instant(at),
        )

    def read_user(self, query: str, *values: object) -> Reader | None:
        row = self.file.execute(query, values).fetchone()
        return read_reader(row[0]) if row else None


def keep(kept: dict[Key, Value], key: Key, value: Value) -> Value:
    """Keep what was read for the next question; at the limit it begins again."""
    if len(kept) >= MOST_KEPT:
        kept.clear()
    kept[key] = value
    return value
