"""Opening hours as Danes type them."""

import unicodedata

from portal.hours.errors import HoursNotUnderstood, HoursTooLong
from portal.hours.model import EMPTY, Hours
from portal.hours.resolve import resolve
from portal.hours.statements import UnclearError, read_statements
from portal.hours.tokens import tokenize

__all__ = ["HoursNotUnderstood", "parse_hours"]

_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-") | {"\r": "\n"})


LONGEST_TEXT = 500
"""How many characters hours may have; reading takes time that grows with their square."""


def parse_hours(text: str) -> Hours:
    """The hours a text like "man-tor 8-15, fre 8-13; ons lukket" means; EMPTY for no text.

    HoursNotUnderstood, with the pieces and what to write instead, when any of it is unclear;
    HoursTooLong, before anything is read, when the text is over LONGEST_TEXT.
    When nothing is said of holidays: open then too if every day is the same, as on a Sunday if
    Sunday has hours, else closed.
    """
    if len(text) > LONGEST_TEXT:
        raise HoursTooLong(LONGEST_TEXT)
    typed = _visible(text)
    if not typed:
        return EMPTY
    tokens, problems = tokenize(_lowered(typed))
    if problems:
        raise HoursNotUnderstood(typed, problems)
    try:
        return resolve(read_statements(tokens), typed)
    except UnclearError as unclear:
        raise HoursNotUnderstood(typed, [unclear.problem]) from unclear


def _visible(text: str) -> str:
    """Without the soft hyphens and zero-width marks that come along from web pages."""
    letters = unicodedata.normalize("NFC", text)
    return "".join(c for c in letters if unicodedata.category(c) != "Cf").strip()


def _lowered(text: str) -> str:
    """Lower case with plain dashes, each letter in its place so that pieces can be quoted."""
    letters = (letter.lower() for letter in text.translate(_DASHES))
    return "".join(low if len(low) == 1 else "?" for low in letters)
