"""Whole numbers as forms, addresses and settings write them."""

MOST_DIGITS = 9
"""A number of so many digits fits a column of either database."""


def read_number(text: str) -> int | None:
    """Return the whole number that a text writes in plain digits, and None for anything else.

    One too long for a row's number is none either: no database could look it up, and Python
    refuses to read thousands of digits.
    """
    is_number = text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS
    return int(text) if is_number else None
