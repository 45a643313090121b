"""Phrases that say several things at once: "sover/bor i bil/telt" is four phrases."""

from collections.abc import Iterator, Sequence
from itertools import product
from math import prod

from portal.text.tokens import tokenize

Slot = tuple[str, ...]
"""Folded words of which one must stand there; an empty one says that none need."""

_MOST_PHRASES = 256
"""A pattern of more phrases is only looked for word by word, in any order."""


def slots_of(phrase: str) -> list[Slot]:
    """The words of a phrase, each with those that may stand in its place.

    A stroke before or after a word makes it optional: "hele/ tiden" is "hele tiden" and "tiden".
    """
    if "/" not in phrase:
        return [(token.folded,) for token in tokenize(phrase)]
    return [tuple(_keys(part)) for part in phrase.split()]


def phrases_of(slots: Sequence[Slot]) -> Iterator[tuple[str, ...]]:
    """All phrases of a pattern in their order; none of a pattern of very many phrases."""
    if prod(map(len, slots)) > _MOST_PHRASES and len(slots) > 1:
        return
    for words in product(*slots):
        yield tuple(filter(None, words))


def _keys(part: str) -> Iterator[str]:
    for word in part.split("/"):
        tokens = tokenize(word)
        yield tokens[0].folded if tokens else ""
