"""Reading the snapshot: plain SQL on a file that never changes while it is open."""

import json
import sqlite3
from collections.abc import Iterable
from datetime import datetime
from functools import cached_property
from itertools import product
from pathlib import Path

from portal.models.freshness import CONTACT_KIND
from portal.models.vocabulary import OfferKind
from portal.snapshot.build import FORMAT
from portal.snapshot.file import DamagedSnapshotError, check_seal
from portal.snapshot.records import (
    EntryRecord,
    MunicipalityRecord,
    RouteRecord,
    read_entry,
    read_municipality,
    read_route,
)
from portal.snapshot.users import Reader, instant, read_reader

EVERYWHERE = ""
"""The listing of what serves the whole region or the whole country."""

ListingKey = tuple[str, tuple[str, ...], tuple[str, ...]]
ALL_KINDS = (CONTACT_KIND, *OfferKind)
MOST_CONTACTS, MOST_OFFERS_OF_A_KIND = 60, 20
"""How many are listed in one place and domain, the first by ``rank_of``.

A municipality has tens of contacts and a handful of each kind of offer, so the rules still see all
that may be open; a section shows eight.
"""
MOST_OF_A_WORD = 2_000
MOST_KEPT = 20_000

LIST_FIRST = """
SELECT rank, key, payload FROM listing JOIN entry USING (key)
WHERE municipality_code = ? AND domain_code = ? AND kind = ? ORDER BY rank, key LIMIT ?
"""
# Lists are passed as JSON, so that the text of each query is always the same.
LIST_NAMED = """
SELECT DISTINCT payload FROM (
    SELECT municipality_code, key FROM word
    WHERE folded = ? AND municipality_code IN (SELECT value FROM json_each(?)) LIMIT ?
) AS first JOIN entry USING (key)
WHERE NOT EXISTS (
    SELECT 1 FROM json_each(?) AS other WHERE NOT EXISTS (
        SELECT 1 FROM word WHERE folded = other.value
        AND municipality_code = first.municipality_code AND key = first.key
    )
) LIMIT ?
"""
LIST_ROUTES = """
SELECT payload FROM route
WHERE municipality_code = ? AND domain_code IN (SELECT value FROM json_each(?)) ORDER BY id
"""


class Snapshot:
    """One snapshot, open for reading; shared by the threads of a process."""

    def __init__(self, path: Path) -> None:
        """Open a file. Raises OSError where there is none, DamagedSnapshotError for a bad one."""
        check_seal(path)
        try:
            self.file = sqlite3.connect(
                f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
            )
            meta = self.file.execute("SELECT format, version, built_at, lexicon FROM meta")
            format_, version, built_at, lexicon = meta.fetchone()
        except (sqlite3.Error, TypeError) as error:
            raise DamagedSnapshotError(f"{path.name} is no snapshot") from error
        if format_ != FORMAT:
            raise DamagedSnapshotError(f"{path.name} has format {format_}, not {FORMAT}")
        self.version: int = version
        self.lexicon: str = lexicon
        self.built_at = datetime.fromisoformat(built_at)
        self.listings: dict[ListingKey, tuple[EntryRecord, ...]] = {}
        self.kept = 0

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

    def find_entry(self, key: str) -> EntryRecord | None:
        """Return the entry of a key such as "contact:17", or None where none may be shown."""
        row = self.file.execute("SELECT payload FROM entry WHERE key = ?", (key,)).fetchone()
        return read_entry(row[0]) if row else None

    def list_entries(
        self, municipality: str, domains: Iterable[str], kinds: Iterable[str] = ()
    ) -> tuple[EntryRecord, ...]:
        """Return the entries listed under a municipality, central entrance and leaders first.

        ``municipality`` may be EVERYWHERE; without domains, or without kinds, all of them. Of each
        kind in each domain the first. Read from the file once.
        """
        key = (municipality, tuple(domains) or ("",), tuple(kinds) or ALL_KINDS)
        found = self.listings.get(key)
        if found is None:
            rows = {
                row for place in product(*key[1:]) for row in self.list_first(municipality, place)
            }
            found = tuple(read_entry(payload) for _, _, payload in sorted(rows))
            self.keep(key, found)
        return found

    def list_first(self, municipality: str, place: tuple[str, str]) -> list[tuple[str, str, str]]:
        """Return rank, key and record of the first entries in a domain and of a kind."""
        most = MOST_CONTACTS if place[1] == CONTACT_KIND else MOST_OFFERS_OF_A_KIND
        return self.file.execute(LIST_FIRST, (municipality, *place, most)).fetchall()

    def keep(self, key: ListingKey, entries: tuple[EntryRecord, ...]) -> None:
        """Keep a listing for the next question, in bounded memory."""
        self.kept += len(entries) + 1
        if self.kept > MOST_KEPT:
            self.kept = 0
            self.listings.clear()
        self.listings[key] = entries

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
        return [read_entry(payload) for (payload,) in rows] if len(rows) <= most else []

    def list_routes(self, municipality: str, domains: Iterable[str]) -> list[RouteRecord]:
        """Return a municipality's routes for the domains, and its route for all others ("")."""
        values = (municipality, json.dumps([*domains, ""]))
        return [read_route(payload) for (payload,) in self.file.execute(LIST_ROUTES, values)]

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
