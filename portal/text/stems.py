"""Stems and parts of Danish words, on folded text."""

import re
import threading
from collections.abc import Container
from functools import lru_cache

import snowballstemmer

_SHORTEST_PART = 3
_LESS = re.compile("(.{3,}los)(?:e|t|es|est|este|ere)?")
_LINKS = ("", "s", "e", "er")

# The stemmer object keeps its word while it works, so threads take turns.
_stemmer = snowballstemmer.stemmer("danish")
_turn = threading.Lock()


@lru_cache(maxsize=65_536)
def stem(folded: str) -> str:
    """The Danish Snowball stem of a folded word: "piller" and "pille" give the same.

    The algorithm knows "løs" by its ø; folding hides it ("hjemlos"), so those words are done here.
    Source: https://snowballstem.org/algorithms/danish/stemmer.html
    """
    less = _LESS.fullmatch(folded)
    if less is not None:
        return less[1]
    with _turn:
        return str(_stemmer.stemWord(folded))


def split_compound(word: str, known: Container[str]) -> tuple[str, ...] | None:
    """The known words that a folded compound is made of, or None when it is not made of them.

    Between the parts an s, e or er may stand ("misbrug-s-center"). The last part may be
    inflected when `known` holds its stem. The first part is as long as possible.
    """
    for end in range(len(word) - _SHORTEST_PART, _SHORTEST_PART - 1, -1):
        first = _known_part(word[:end], known)
        if first is None:
            continue
        last = _known_ending(word[end:], known)
        if last is not None:
            return (first, last)
        rest = split_compound(word[end:], known)
        if rest is not None:
            return (first, *rest)
    return None


def _known_part(part: str, known: Container[str]) -> str | None:
    for link in _LINKS:
        if part.endswith(link):
            bare = part[: len(part) - len(link)]
            if len(bare) >= _SHORTEST_PART and bare in known:
                return bare
    return None


def _known_ending(part: str, known: Container[str]) -> str | None:
    if part in known:
        return part
    root = stem(part)
    return root if len(root) >= _SHORTEST_PART and root in known else None
