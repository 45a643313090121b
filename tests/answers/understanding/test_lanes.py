"""Rows of whole numbers in one number."""

from hypothesis import given
from hypothesis import strategies as st

from portal.answers.understanding.lanes import Lanes

NUMBERS = st.lists(st.integers(-(2**40), 2**40), min_size=3, max_size=3)


@given(NUMBERS, NUMBERS, st.integers(0, 2**16))
def test_sums_and_multiples_of_packed_rows_unpack_to_those_of_the_rows(
    first: list[int], second: list[int], times: int
) -> None:
    lanes = Lanes(3, long=True)
    packed = lanes.pack(first) + times * lanes.pack(second)

    assert lanes.unpack(packed) == [a + times * b for a, b in zip(first, second, strict=True)]


def test_nothing_unpacks_to_zeros() -> None:
    assert Lanes(4).unpack(0) == [0, 0, 0, 0]


def test_bytes_are_packed_like_other_numbers() -> None:
    lanes = Lanes(3)

    assert lanes.pack_bytes(bytes([0, 128, 255])) == lanes.pack([0, 128, 255])
