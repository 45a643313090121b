"""The known words nearest to a mistyped one."""

import re
from array import array
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from copy import copy
from itertools import accumulate
from typing import TypeVar

from rapidfuzz import process
from rapidfuzz.distance import OSA

Key = TypeVar("Key", bound=Hashable)

# What people write for a sound: h before v and j, d after l, n and r, c, z, æ and å.
_SOUNDS = [
    (re.compile(pattern), sound)
    for pattern, sound in (
        ("ae", "e"),
        ("^h(?=[vj])", ""),
        ("(?<=[lnr])[dt](?=[^aeiouy]|$)", ""),
        ("gj|kj", "g"),
        ("ts|tz|z|c(?=[eiy])", "s"),
        ("ck|ch|c|q", "k"),
        ("ph", "f"),
        ("[td]+", "t"),
        (r"(.)\1", r"\1"),
        ("o", "a"),
        ("(?:ere|er|re|r)$", "r"),
    )
]


class SpellingIndex:
    """Folded words, ready to be found by a word with one wrong letter; by their length for two.

    While they are compared, "ae" is the one letter that people type.
    """

    def __init__(self, words: Iterable[str]) -> None:
        known = _side_by_side(sorted(set(map(_as_typed, words))))
        self._words = frozenset(known)
        self._by_length: dict[int, list[str]] = {}
        for word in known:
            self._by_length.setdefault(len(word), []).append(word)
        self._by_less: tuple[_WordsByLess, ...] = (_WordsByLess(known),)

    def joined(self, other: "SpellingIndex") -> "SpellingIndex":
        """The index of the words of both; it is quickest where the other has nearly all."""
        both = copy(self)
        both._by_length = join_lists(self._by_length, other._by_length)
        both._by_less = (*self._by_less, *other._by_less)
        both._words = self._words | other._words
        return both

    def nearest(self, word: str, farthest: int) -> tuple[int, tuple[str, ...]]:
        """The smallest distance up to `farthest`, and all words at it.

        A swap of neighbours, a letter too many, too few or wrong counts one (optimal string
        alignment). Gives (farthest + 1, ()) when no word is near enough.
        """
        word = _as_typed(word)
        distance, found = (0, [word]) if word in self._words else (1, self._one_away(word))
        if not found and farthest > 1:
            distance, found = 2, self._two_away(word)
        if not found:
            return farthest + 1, ()
        return distance, tuple(choice.replace("æ", "ae") for choice in found)

    def _one_away(self, word: str) -> list[str]:
        shorter = _with_one_less(word)
        alike = {choice for known in self._by_less for choice in known.find({word, *shorter})}
        near = {choice for choice in alike if OSA.distance(word, choice, score_cutoff=1) <= 1}
        return sorted(near | (self._words & shorter))

    def _two_away(self, word: str) -> list[str]:
        return [
            choice
            for difference in range(-2, 3)
            for choice, _, _ in process.extract(
                word,
                self._by_length.get(len(word) + difference, ()),
                scorer=OSA.distance,
                score_cutoff=2,
                limit=None,
            )
        ]


class _WordsByLess:
    """Words by what is left of them without one letter.

    Kept are only the numbers of the words, in buckets by the hash of what is left: a twelfth of
    the memory of its text. Who asks compares what is found, for others share the bucket.
    """

    def __init__(self, words: Sequence[str]) -> None:
        self._words = words
        self._last = (1 << sum(map(len, words)).bit_length()) - 1
        found = sorted(
            (hash(less) & self._last, number)
            for number, word in enumerate(words)
            for less in _with_one_less(word)
        )
        self._numbers = array("I", (number for _, number in found))
        sizes = Counter(bucket for bucket, _ in found)
        counts = accumulate((sizes[bucket] for bucket in range(self._last + 1)), initial=0)
        self._starts = array("I", counts)

    def find(self, lesses: Iterable[str]) -> Iterator[str]:
        """The words of which any of these is left, each once, and a few others."""
        starts, numbers, last = self._starts, self._numbers, self._last
        found: set[int] = set()
        for less in lesses:
            bucket = hash(less) & last
            first, end = starts[bucket], starts[bucket + 1]
            if first < end:
                found.update(numbers[first:end])
        return map(self._words.__getitem__, found)


def _side_by_side(words: Sequence[str]) -> Sequence[str]:
    """The same words made anew, one behind the other in memory.

    Comparing a word writes into it how often it is in use, and processes share a page of memory
    until one of them writes on it: so that is done on few pages.
    """
    return "\n".join(words).split("\n") if words else ()


def _with_one_less(word: str) -> set[str]:
    """The word with each of its letters left out."""
    return {word[:at] + word[at + 1 :] for at in range(len(word))}


def _as_typed(folded: str) -> str:
    return folded.replace("ae", "æ")


class LetterRows:
    """Which rows of three letters known words have; a word with another row is mistyped."""

    def __init__(self, words: Iterable[str]) -> None:
        self._known = frozenset(row for word in words for row in _rows_of_three(word))

    def joined(self, other: "LetterRows") -> "LetterRows":
        """The rows of the words of both."""
        both = copy(self)
        both._known = self._known | other._known
        return both

    def may_be_word(self, word: str) -> bool:
        """True for a word that looks like a Danish one: "bamse", but not "alkohl"."""
        return all(row in self._known for row in _rows_of_three(word))


def join_lists(few: Mapping[Key, list[str]], many: Mapping[Key, list[str]]) -> dict[Key, list[str]]:
    """The words of both in alphabetical order, each once; lists of many alone stay the same."""
    return {**many, **{key: sorted({*words, *many.get(key, ())}) for key, words in few.items()}}


def sound_of(folded: str) -> str:
    """A word as it sounds, for those who write it so: "skitsofren", "vanvitig", "jælp"."""
    for pattern, sound in _SOUNDS:
        folded = pattern.sub(sound, folded)
    return folded


def _rows_of_three(word: str) -> list[str]:
    marked = f"^{word}$"
    return [marked[at : at + 3] for at in range(len(marked) - 2)]
