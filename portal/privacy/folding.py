"""One spelling for the many ways Unicode can write digits, dashes and spaces."""

import unicodedata
from collections.abc import Sequence
from functools import lru_cache

_DASHES = "\u2212\u02d7\u2043"  # minus, modifier minus, hyphen bullet: not in category Pd
_INVISIBLE = {"Cf", "Cc", "Mn", "Me"}  # formats, controls, marks that stand on another character


def fold_text(text: str) -> tuple[str, Sequence[int]]:
    """Fold `text` for searching; say where in `text` each folded character stood.

    NFKC, small letters, every digit as ASCII, every dash as "-"; what takes no place of its own
    (zero-width and control characters, combining marks) is left out.
    """
    if text.isascii() and text.isprintable():
        return text.lower(), range(len(text))
    parts = [_fold_character(character) for character in text]
    return "".join(parts), [index for index, part in enumerate(parts) for _ in part]


@lru_cache(maxsize=4096)
def _fold_character(character: str) -> str:
    if character.isspace():
        return " "
    category = unicodedata.category(character)
    if category in _INVISIBLE:
        return ""
    if category == "Pd" or character in _DASHES:
        return "-"
    digit = unicodedata.digit(character, None)
    if digit is not None:
        return str(digit)
    return unicodedata.normalize("NFKC", character).lower()
