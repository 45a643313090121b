"""Whom a change concerns: a reader of the next snapshot keeps what it knows of all others.

A change concerns the entries that say something else now, those whom they stand in for, and the
municipalities under which any of these is found, in whose routes it is a step or whose central
entrance it is. Answers about a municipality that no change concerns, nor what is listed
everywhere, are as they were.
"""

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from portal.snapshot.changes import Touched
from portal.snapshot.entry_rows import list_records, words_of
from portal.snapshot.records import EntryRecord
from portal.snapshot.rows import scope_of

EVERYBODYS = frozenset({"domain", "municipality"})
"""The models whose changes may concern every answer."""

MOST_KEYS = 500
MOST_KEPT = 100
"""More changes than these a reader hardly ever has missed."""

LIST_STOOD_FOR = """
WITH RECURSIVE concerned (key) AS (
    SELECT value FROM json_each(?)
    UNION SELECT deputy.key FROM deputy JOIN concerned ON deputy_key = concerned.key
) SELECT key FROM concerned
"""
LIST_LED_TO = """
SELECT municipality_code FROM route, json_each(payload, '$.steps') AS step
WHERE json_extract(step.value, '$.target') IN (SELECT value FROM json_each(:keys))
UNION SELECT code FROM municipality
WHERE 'contact:' || json_extract(payload, '$.central_contact_id')
    IN (SELECT value FROM json_each(:keys))
"""
ADD_CHANGE = """
INSERT INTO change (since, keys, places, has_new_words) SELECT built_at, ?, ?, ? FROM meta
"""
FORGET_CHANGES = "DELETE FROM change WHERE number <= (SELECT max(number) - ? FROM change)"
LIST_CHANGES = """
SELECT keys, places, has_new_words FROM change
WHERE number >= (SELECT number FROM change WHERE since = ?)
"""


class Concern(NamedTuple):
    """Which entries and municipalities ("" for everywhere) changes concern."""

    keys: frozenset[str]
    places: frozenset[str]
    has_new_words: bool


def note_change(
    file: sqlite3.Connection,
    touched: Touched,
    gone: Collection[EntryRecord],
    entries: Collection[EntryRecord],
    also: tuple[Collection[str], Collection[str]],
) -> None:
    """Note whom a change of the file concerns.

    ``gone`` is what was taken out, ``entries`` what was put in; ``also`` are the keys of others,
    and codes of municipalities.
    """
    other_keys, places = also
    keys = sorted({row[0] for row in file.execute(LIST_STOOD_FOR, [as_json(other_keys)])})
    is_everybodys = any(key.startswith("municipality:") for key in keys)
    if is_everybodys or len(keys) > MOST_KEYS or not EVERYBODYS.isdisjoint(touched.tables):
        file.execute("DELETE FROM change")
        return
    led_to = {row[0] for row in file.execute(LIST_LED_TO, {"keys": as_json(keys)})}
    found = {code for entry in (*gone, *list_records(file, keys)) for code in scope_of(entry)}
    has_new_words = names_of(gone) != names_of(entries)
    row = (as_json(keys), as_json({*places, *led_to, *found}), has_new_words)
    file.execute(ADD_CHANGE, row)
    file.execute(FORGET_CHANGES, [MOST_KEPT])


def find_concern(file: sqlite3.Connection, since: str) -> Concern | None:
    """Return whom the changes concern since a file that was built at an instant.

    None where that is not known: a change may concern everybody, or the file has another origin.
    """
    changes = file.execute(LIST_CHANGES, [since]).fetchall()
    if not changes:
        return None
    keys, places, words = zip(*changes, strict=True)
    return Concern(frozenset(read_all(keys)), frozenset(read_all(places)), any(words))


def names_of(entries: Iterable[EntryRecord]) -> set[str]:
    return {word for word, _, _ in words_of(entries)}


def as_json(texts: Iterable[str]) -> str:
    return json.dumps(sorted(texts))


def read_all(lists: Iterable[str]) -> Iterator[str]:
    for one in lists:
        yield from json.loads(one)
