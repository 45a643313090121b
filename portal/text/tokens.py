"""Words and numbers of a text, with where they stand."""

import re
from typing import NamedTuple

from portal.text.folding import fold

# "1-1-2" is one number; otherwise a hyphen parts words, and a digit parts from a letter.
# The sign for a paragraph is read as the word.
_TOKEN = re.compile(r"1-1-[2-4](?!\d)|§+|\d+|[^\W\d_]+(?:['’](?=[^\W\d_]{3})[^\W\d_]+)*")


class Token(NamedTuple):
    """A word or number: as typed, its key, and its place in the text (end is exclusive)."""

    raw: str
    folded: str
    start: int
    end: int

    @property
    def is_number(self) -> bool:
        return self.folded.isdigit()

    @property
    def is_capitalised(self) -> bool:
        return self.raw[:1].isupper()


def tokenize(text: str) -> list[Token]:
    """The words and numbers of a text, in order.

    "Ikast-Brande" gives two tokens, "1-1-2" the single number "112", "8600Silkeborg" a number and
    a word, "§ 85" the word "paragraf" and a number. Other
    punctuation and the apostrophe of "Randers'" are left out.
    """
    return [
        Token(match[0], _key(match[0]), match.start(), match.end())
        for match in _TOKEN.finditer(text)
    ]


def _key(typed: str) -> str:
    return "paragraf" if typed.startswith("§") else fold(typed).replace("-", "")
