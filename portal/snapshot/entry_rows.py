"""The rows that entries have in the file: what they are, where they stand, what they are called."""

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache

from portal.hours.model import EMPTY
from portal.snapshot.listings import listing_rows, remove_listing, write_listing, write_weeks
from portal.snapshot.records import EntryRecord, read_entry, write_entry
from portal.snapshot.rows import scope_of
from portal.text.tokens import tokenize

LIST_ENTRIES = "SELECT payload FROM entry WHERE key IN (SELECT value FROM json_each(?))"
REMOVE_WORD = "DELETE FROM word WHERE folded = ? AND municipality_code = ? AND key = ?"


def put_in(
    file: sqlite3.Connection, entries: Collection[EntryRecord], gone: Collection[EntryRecord]
) -> None:
    """Write entries with all their rows, after those that are ``gone`` were taken out."""
    rows = ((entry.key, entry.week, write_entry(entry)) for entry in entries)
    file.executemany("INSERT INTO entry VALUES (?, ?, ?)", rows)
    file.executemany("INSERT INTO deputy VALUES (?, ?)", deputy_rows(entries))
    write_weeks(file, entries, gone)
    write_listing(file, entries, gone)
    file.executemany("INSERT INTO word VALUES (?, ?, ?)", sorted(words_of(entries)))


def take_out(file: sqlite3.Connection, keys: Collection[str]) -> list[EntryRecord]:
    """Remove the entries of these keys with all their rows; return them as they were.

    What rows they have is worked out: to look for them would mean reading the whole file.
    """
    gone = list_records(file, keys)
    file.executemany("DELETE FROM entry WHERE key = ?", ([entry.key] for entry in gone))
    file.executemany("DELETE FROM deputy WHERE deputy_key = ? AND key = ?", deputy_rows(gone))
    remove_listing(file, listing_rows(gone))
    file.executemany(REMOVE_WORD, words_of(gone))
    return gone


def list_records(file: sqlite3.Connection, keys: Collection[str]) -> list[EntryRecord]:
    """Return the entries of these keys, without their hours."""
    rows = file.execute(LIST_ENTRIES, [json.dumps([*keys])])
    return [read_entry(payload, lambda _week: EMPTY) for (payload,) in rows]


def deputy_rows(entries: Iterable[EntryRecord]) -> Iterator[tuple[str, str]]:
    """Yield who stands in for whom."""
    for entry in entries:
        if entry.deputy_id is not None:
            yield f"contact:{entry.deputy_id}", entry.key


def words_of(entries: Iterable[EntryRecord]) -> set[tuple[str, str, str]]:
    """Return the folded words that entries are called by, each with where and the entry's key.

    "og" and "i" are left out: they tell nobody apart.
    """
    return {
        (word, code, entry.key)
        for entry in entries
        for text in (entry.function, entry.name, entry.organisation)
        for word in long_words(text)
        for code in scope_of(entry)
    }


@lru_cache(maxsize=20_000)
def long_words(text: str) -> tuple[str, ...]:
    """Return the folded words of three letters or more; many entries share a text."""
    return tuple(token.folded for token in tokenize(text) if len(token.folded) > 2)
