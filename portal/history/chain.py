"""The hash chain that makes a change to the journal visible.

Each row's hash covers its own fields and the hash of the row before, so nobody can alter, remove,
insert or swap a row without also rewriting every later one; and then the last hash differs from
the head that is kept elsewhere.
"""

import hashlib
import json
import math
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

GENESIS = ""  # what stands as the previous hash of row 1


@dataclass(frozen=True, slots=True)
class ChainRow:
    """A row of the journal as the chain sees it; `fields` is all that its hash covers."""

    sequence: int
    previous_hash: str
    hash: str
    fields: dict[str, object]


class BreakKind(StrEnum):
    """What is wrong with a row, or with the place where it stands."""

    altered = "altered"  # its fields are not those that its hash was made from
    missing = "missing"  # one or more rows before it are gone
    out_of_order = "out_of_order"  # its number has been passed already
    unlinked = "unlinked"  # it does not follow the row before it
    cut_off = "cut_off"  # the last row is not the expected head


@dataclass(frozen=True, slots=True)
class Break:
    """Where the chain does not hold; `sequence` of the row, 0 when there is none at all."""

    sequence: int
    kind: BreakKind


def canonical_json(value: object) -> str:
    """The one JSON text of a value: sorted keys, no spaces, letters as they are.

    Raises TypeError for what JSON cannot hold as it is: other types (also tuples and dates), keys
    that are no text, and numbers that are not finite.
    """
    _refuse_other_types(value)
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def record_checksum(record: dict[str, object]) -> str:
    """SHA-256, as 64 hexadecimal digits, of an entry's canonical fields."""
    return _sha256(canonical_json(record))


def chain_hash(previous: str, fields: dict[str, object]) -> str:
    """The hash of a row: SHA-256 of the hash before (`GENESIS` for row 1) and its own fields."""
    return _sha256(previous + canonical_json(fields))


def find_breaks(rows: Iterable[ChainRow], expected_head: str | None = None) -> list[Break]:
    """Every place where the chain does not hold; an empty list when it is whole.

    `rows` come in the order of their sequence, from row 1 on. `expected_head` is the hash that the
    last row must have (`GENESIS`: there are no rows); without it rows cut off at the end, or a
    chain that was rewritten to its end, go unseen.
    """
    breaks = []
    sequence, head = 0, GENESIS
    for row in rows:
        place = _judge_place(row, sequence, head)
        if place:
            breaks.append(Break(row.sequence, place))
        if not _is_intact(row):
            breaks.append(Break(row.sequence, BreakKind.altered))
        sequence, head = row.sequence, row.hash
    if expected_head is not None and head != expected_head:
        breaks.append(Break(sequence, BreakKind.cut_off))
    return breaks


def _judge_place(row: ChainRow, sequence: int, head: str) -> BreakKind | None:
    if row.sequence > sequence + 1:
        return BreakKind.missing
    if row.sequence <= sequence:
        return BreakKind.out_of_order
    return None if row.previous_hash == head else BreakKind.unlinked


def _is_intact(row: ChainRow) -> bool:
    try:
        return chain_hash(row.previous_hash, row.fields) == row.hash
    except TypeError:  # a damaged field can be read as something that was never written, as NaN
        return False


def _refuse_other_types(value: object) -> None:
    if isinstance(value, dict):
        for key, item in value.items():
            if not isinstance(key, str):
                raise TypeError(f"a key of type {type(key).__name__} has no canonical JSON")
            _refuse_other_types(item)
    elif isinstance(value, list):
        for item in value:
            _refuse_other_types(item)
    elif isinstance(value, float) and not math.isfinite(value):
        raise TypeError("a number that is not finite has no canonical JSON")
    elif not (value is None or isinstance(value, str | int | float)):
        raise TypeError(f"a value of type {type(value).__name__} has no canonical JSON")


def _sha256(text: str) -> str:
    # surrogatepass: half a character in a damaged field is hashed, and found, like any other
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
