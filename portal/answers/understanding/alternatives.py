"""Phrases that say several things at once: "sover/bor i bil/telt" is four phrases."""

from collections.abc import Iterator, Sequence
from itertools import product
from math import prod

from portal.answers.understanding.homographs import word_key
from portal.config import REFERENCE
from portal.text.tokens import tokenize

Slot = tuple[str, ...]
"""Folded words of which one must stand there; an empty one says that none need."""

_MOST_PHRASES = 64
"""A pattern of more phrases is only looked for word by word, in any order."""


def slots_of(phrase: str) -> list[Slot]:
    """The words of a phrase, each with those that may stand in its place.

    A stroke parts them, and before or after a word it makes the word optional: "hele/ tiden" is
    "hele tiden" and "tiden". A name in braces stands for a group of `word_groups.txt`: "i {bil}".
    """
    if "/" not in phrase and "{" not in phrase:
        return [(word_key(token),) for token in tokenize(phrase)]
    return [tuple(dict.fromkeys(_keys(part))) for part in phrase.split()]


def phrases_of(slots: Sequence[Slot]) -> Iterator[tuple[str, ...]]:
    """All phrases of a pattern in their order; none of a pattern of very many phrases."""
    if prod(map(len, slots)) > _MOST_PHRASES and len(slots) > 1:
        return
    for words in product(*slots):
        yield tuple(filter(None, words))


def is_pattern(phrase: str) -> bool:
    """True for a phrase that says several things at once."""
    return "/" in phrase or "{" in phrase


def _keys(part: str) -> Iterator[str]:
    for word in part.split("/"):
        if word.startswith("{"):
            yield from _GROUPS.get(word.strip("{}"), ())
        else:
            tokens = tokenize(word)
            yield word_key(tokens[0]) if tokens else ""


def _read_groups() -> dict[str, Slot]:
    """The groups by name. Lines: "name: word word …"; lines without a colon go on; # a comment."""
    groups: dict[str, list[str]] = {}
    name = ""
    for line in (REFERENCE / "word_groups.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        before, colon, after = line.partition(":")
        if colon:
            name = before.strip()
        groups.setdefault(name, []).extend(map(word_key, tokenize(after or before)))
    return {name: tuple(dict.fromkeys(words)) for name, words in groups.items()}


_GROUPS = _read_groups()
