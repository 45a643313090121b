"""Phrases as a tree of stems: each step knows which stems may follow, and what ends there."""

from collections.abc import Sequence

from portal.answers.understanding.alike import phrase_key
from portal.answers.understanding.matches import Sense
from portal.text.stems import stem


class Node:
    """A step in a phrase: the stems that may follow, and what a phrase ending here tells of."""

    __slots__ = ("following", "senses")

    def __init__(self) -> None:
        self.following: dict[str, Node] = {}
        self.senses: tuple[Sense, ...] = ()

    def add(self, words: Sequence[str], sense: Sense) -> None:
        """Add a phrase; what one of the same stems told of before stays first."""
        node = self
        for word in words:
            key = stem(word) if len(words) == 1 else phrase_key(word)
            node = node.following.setdefault(key, Node())
        node.senses = _without_twins((*node.senses, sense))

    def before(self, other: "Node") -> "Node":
        """A tree of the phrases of both, these first; it shares what only the other has."""
        node = Node()
        node.senses = _without_twins((*self.senses, *other.senses))
        node.following = other.following | {
            key: following.before(other.following[key]) if key in other.following else following
            for key, following in self.following.items()
        }
        return node

    def without_senses(self) -> "Node":
        """The same step for a word that begins phrases, but tells of nothing by itself."""
        node = Node()
        node.following = self.following
        return node


def _without_twins(senses: Sequence[Sense]) -> tuple[Sense, ...]:
    """The first sense of each type and code."""
    if len(senses) < 2:
        return tuple(senses)
    first: dict[tuple[str, str], Sense] = {}
    for sense in senses:
        first.setdefault(sense[:2], sense)
    return tuple(first.values())
