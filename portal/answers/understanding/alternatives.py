"""Phrases that say several things at once: "sover/bor i bil/telt" is four phrases."""

import re
from collections.abc import Iterator, Sequence
from itertools import product
from math import prod

from portal.answers.understanding.homographs import word_key
from portal.config import REFERENCE
from portal.text.tokens import tokenize

Slot = tuple[str, ...]
"""Folded words of which one must stand there; an empty one says that none need."""

_GROUP_NAME = re.compile(r"\{([^}]+)\}")
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


def spellings_of(phrase: str) -> Iterator[tuple[str, str]]:
    """The words of a phrase by their keys, as they are written; those of its groups too."""
    for token in tokenize(phrase):
        yield word_key(token), token.raw
    for name in _GROUP_NAME.findall(phrase):
        yield from _SPELLINGS.get(name, {}).items()


def phrases_of(slots: Sequence[Slot]) -> Iterator[tuple[str, ...]]:
    """All phrases of a pattern in their order; none of a pattern of very many phrases."""
    if prod(map(len, slots)) > _MOST_PHRASES and len(slots) > 1:
        return
    for words in product(*slots):
        yield tuple(filter(None, words))


def words_of_group(name: str) -> Slot:
    """The folded words of a group of `word_groups.txt`."""
    return _GROUPS[name]


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


def _read_groups() -> dict[str, dict[str, str]]:
    """The groups by name: their words by key, as they are written.

    Lines: "name: word word …"; lines without a colon go on; # starts a comment.
    """
    groups: dict[str, dict[str, str]] = {}
    name = ""
    for line in (REFERENCE / "word_groups.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        before, colon, after = line.partition(":")
        if colon:
            name = before.strip()
        words = tokenize(after if colon else before)
        groups.setdefault(name, {}).update((word_key(token), token.raw) for token in words)
    return groups


_SPELLINGS = _read_groups()
_GROUPS: dict[str, Slot] = {name: tuple(words) for name, words in _SPELLINGS.items()}
