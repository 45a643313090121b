"""Whole numbers are read from plain digits, and only those that a database can look up."""

import pytest

from portal.text.numbers import read_number


@pytest.mark.parametrize(
    ("text", "number"), [("0", 0), ("17", 17), ("007", 7), ("9" * 9, 10**9 - 1)]
)
def test_plain_digits_are_a_number(text, number):
    assert read_number(text) == number


@pytest.mark.parametrize(
    "text", ["", "x", "-1", "+1", "1.0", " 1", "²", "١٣", "9" * 10, "9" * 5000]
)
def test_everything_else_is_none(text):
    assert read_number(text) is None
