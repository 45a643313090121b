"""Nobody can alter, remove, swap or add a row of the journal unnoticed."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.history.chain import (
    GENESIS,
    Break,
    BreakKind,
    ChainRow,
    canonical_json,
    chain_hash,
    find_breaks,
    record_checksum,
)

Fields = dict[str, object]
Tampering = Callable[[Random, list[ChainRow]], list[ChainRow]]


def link(all_fields: list[Fields]) -> list[ChainRow]:
    rows = []
    head = GENESIS
    for sequence, fields in enumerate(all_fields, start=1):
        digest = chain_hash(head, fields)
        rows.append(ChainRow(sequence, head, digest, fields))
        head = digest
    return rows


def make_chain(random: Random) -> list[ChainRow]:
    """Three to thirty linked rows; also rows whose fields are equal but for the number."""
    length = random.randint(3, 30)
    return link([make_fields(random, sequence) for sequence in range(1, length + 1)])


def make_fields(random: Random, sequence: int) -> Fields:
    return {
        "sequence": sequence,
        "actor_id": random.choice([None, 1, 2]),
        "action": random.choice(["created", "edited", "confirmed"]),
        "before": None,
        "after": {"name": "Åse", "phones": [random.choice(["+4584000001", "+4584000002"])], "n": 1},
    }


def alter_field(random: Random, rows: list[ChainRow]) -> list[ChainRow]:
    position = random.randrange(len(rows))
    fields: Fields = json.loads(json.dumps(rows[position].fields))
    key = random.choice(sorted(fields))
    if random.random() < 0.3:
        del fields[key]
    else:
        fields[key] = random.choice([True, "1", 1.5, [], {}, float("nan"), "\ud800"])
    return [*rows[:position], replace(rows[position], fields=fields), *rows[position + 1 :]]


def alter_field_and_rehash(random: Random, rows: list[ChainRow]) -> list[ChainRow]:
    position = random.randrange(len(rows))
    row = rows[position]
    fields = {**row.fields, "actor_name": "en anden"}
    forged = replace(row, fields=fields, hash=chain_hash(row.previous_hash, fields))
    return [*rows[:position], forged, *rows[position + 1 :]]


def alter_hash(random: Random, rows: list[ChainRow]) -> list[ChainRow]:
    position = random.randrange(len(rows))
    row, digest = rows[position], f"{random.getrandbits(256):064x}"
    forged = random.choice([replace(row, hash=digest), replace(row, previous_hash=digest)])
    return [*rows[:position], forged, *rows[position + 1 :]]


def remove_rows(random: Random, rows: list[ChainRow]) -> list[ChainRow]:
    start = random.randrange(len(rows))
    return rows[:start] + rows[start + random.randint(1, 3) :]


def remove_row_and_renumber(random: Random, rows: list[ChainRow]) -> list[ChainRow]:
    position = random.randrange(len(rows))
    kept = rows[:position] + rows[position + 1 :]
    return [replace(row, sequence=number) for number, row in enumerate(kept, start=1)]


def swap_rows(random: Random, rows: list[ChainRow]) -> list[ChainRow]:
    a, b = random.sample(range(len(rows)), 2)
    swapped = list(rows)
    swapped[a], swapped[b] = rows[b], rows[a]
    return swapped


def swap_rows_and_renumber(random: Random, rows: list[ChainRow]) -> list[ChainRow]:
    swapped = swap_rows(random, rows)
    return [replace(row, sequence=number) for number, row in enumerate(swapped, start=1)]


def repeat_row(random: Random, rows: list[ChainRow]) -> list[ChainRow]:
    position = random.randrange(len(rows))
    return [*rows[: position + 1], *rows[position:]]


def truncate(random: Random, rows: list[ChainRow]) -> list[ChainRow]:
    return rows[: random.randrange(len(rows))]


def add_row(random: Random, rows: list[ChainRow]) -> list[ChainRow]:
    return link([*(row.fields for row in rows), make_fields(random, len(rows) + 1)])


def rewrite_to_the_end(random: Random, rows: list[ChainRow]) -> list[ChainRow]:
    all_fields = [row.fields for row in rows]
    position = random.randrange(len(rows))
    all_fields[position] = {**all_fields[position], "actor_name": "en anden"}
    return link(all_fields)


TAMPERINGS: list[Tampering] = [
    alter_field,
    alter_field_and_rehash,
    alter_hash,
    remove_rows,
    remove_row_and_renumber,
    swap_rows,
    swap_rows_and_renumber,
    repeat_row,
    truncate,
    add_row,
    rewrite_to_the_end,
]


def test_each_of_1000_random_tamperings_is_found() -> None:
    random = Random(1112)
    for number in range(1_000):
        rows = make_chain(random)
        head = rows[-1].hash
        assert find_breaks(rows, head) == []
        tampering = TAMPERINGS[number % len(TAMPERINGS)]
        assert find_breaks(tampering(random, rows), head), f"{tampering.__name__}, trial {number}"


def test_each_fault_is_named_at_its_row() -> None:
    rows = make_chain(Random(4))
    head = rows[-1].hash
    altered = [*rows[:1], replace(rows[1], fields={}), *rows[2:]]
    stranger = replace(rows[2], previous_hash="0" * 64)
    assert find_breaks(altered, head) == [Break(2, BreakKind.altered)]
    assert find_breaks([rows[0], *rows[2:]], head) == [Break(3, BreakKind.missing)]
    assert find_breaks(rows[1:], head) == [Break(2, BreakKind.missing)]
    assert find_breaks(rows[:-1], head) == [Break(len(rows) - 1, BreakKind.cut_off)]
    assert find_breaks([], head) == [Break(0, BreakKind.cut_off)]
    assert find_breaks([*rows[:2], stranger, *rows[3:]], head) == [
        Break(3, BreakKind.unlinked),
        Break(3, BreakKind.altered),
    ]
    assert find_breaks([rows[1], rows[0], *rows[2:]], head) == [
        Break(2, BreakKind.missing),
        Break(1, BreakKind.out_of_order),
        Break(3, BreakKind.missing),
    ]


def test_empty_journal_is_whole() -> None:
    assert find_breaks([], GENESIS) == []


def test_rows_may_come_one_at_a_time() -> None:
    rows = make_chain(Random(5))
    assert find_breaks(iter(rows), rows[-1].hash) == []


def test_canonical_json_is_sorted_tight_and_readable() -> None:
    value = {"å": [1, 2.5, None, True], "a": {"z": "Ærø", "b": ""}}
    assert canonical_json(value) == '{"a":{"b":"","z":"Ærø"},"å":[1,2.5,null,true]}'


@pytest.mark.parametrize(
    "value",
    [
        (1, 2),
        {1, 2},
        b"x",
        date(2026, 11, 23),
        object(),
        {1: "a key that is no text"},
        {None: 1},
        {"a": [{"b": (1,)}]},
        float("nan"),
        [float("inf")],
    ],
)
def test_what_json_cannot_hold_raises_type_error(value: object) -> None:
    with pytest.raises(TypeError, match="canonical JSON"):
        canonical_json(value)


JSON_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@settings(deadline=None)
@given(st.dictionaries(st.text(), JSON_VALUES))
def test_record_read_back_in_any_order_keeps_its_checksum(record: Fields) -> None:
    read_back = json.loads(json.dumps(dict(reversed(record.items()))))
    assert record_checksum(read_back) == record_checksum(record)


def test_checksum_is_that_of_an_independent_calculation() -> None:
    # printf '{"a":1,"b":"æ"}' | sha256sum
    expected = "0ebc9b7389de276d69bcc27e5f0e2c1b1bd23fa7c0a60666a0f13b417ede97f6"
    assert record_checksum({"b": "æ", "a": 1}) == expected


def test_chain_hash_covers_the_row_before() -> None:
    fields: Fields = {"a": 1}
    assert chain_hash(GENESIS, fields) == record_checksum(fields)
    assert chain_hash(chain_hash(GENESIS, fields), fields) != chain_hash(GENESIS, fields)
