"""The second opinion: how likely each domain is, by all the words of a sentence together.

A small network. Each trait of `traits.py` has a row of some dozens of small numbers; the rows of a
sentence add up, sums below zero count as nothing, and each domain weighs the rest. Beside the words
counts what the lexicon found. The numbers lie in `portal/reference/second_opinion.tsv`, learned
from labelled sentences by `python -m tests.answers.understanding.learning`.
"""

import sys
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from math import sqrt
from pathlib import Path
from typing import NamedTuple

from portal.answers.understanding.network import LOWEST, SCALE, Network, Output, read_network
from portal.answers.understanding.traits import (
    share_of,
    share_of_domain,
    trait_of_domain,
    trait_of_pair,
    traits_of_word,
)

_LANE = 4
"""The bytes of a number in a sum of rows."""
_MIDDLE = 1 << (8 * _LANE - 1)
_KEPT_WORDS = 2048
_LINKS = frozenset({"og", "men", "samt", "plus"})
_PART_LESS = 2.0
"""So much less counts a part of a sentence than the whole of it."""


class Found(NamedTuple):
    """A domain that a term of the lexicon tells of, its weight, and the positions of its words."""

    code: str
    weight: float
    positions: tuple[int, ...]


class Weight(NamedTuple):
    """The sum of some rows, packed in one whole number, and how much the traits count."""

    packed: int
    mass: float


class View(NamedTuple):
    """A sentence or a part of it: its words, the domains found in it, the scores of all domains."""

    weights: Mapping[int, Weight]
    found: Sequence[Found]
    scores: Sequence[float]
    less: float


class SecondOpinion:
    """A network that was learned. Built once, then only read."""

    def __init__(self, network: Network) -> None:
        self.codes = tuple(network.outputs)
        self._starts = network.starts
        self._outputs = tuple(network.outputs.values())
        self._size = len(network.starts)
        self._places = {trait: number for number, trait in enumerate(network.rows)}
        self._rows = b"".join(network.rows.values())
        self._lowest = _pack(array("I", [LOWEST] * self._size))
        self._middle = _pack(array("I", [_MIDDLE] * self._size))
        self._of_word = lru_cache(maxsize=_KEPT_WORDS)(self._weigh_word)
        self._of_domain = {
            code: self._unpack(self._row(trait_of_domain(code))) for code in self.codes
        }

    def weigh(
        self, words: Sequence[str | None], ends: frozenset[int], found: Sequence[Found] = ()
    ) -> list[View]:
        """The whole sentence, then its parts: between commas, "og" and words that are None.

        `words` are folded; `ends` are the positions that a comma or the like follows; `found` is
        what the lexicon says.
        """
        weights = dict(self._weigh_words(words, ends))
        views = [self._view(weights, found, 0.0)]
        parts = [part for part in _parts(words, ends) if len(part) > 1]
        if len(parts) > 1:
            for part in parts:
                told = [item for item in found if not set(part).isdisjoint(item.positions)]
                views.append(self._view({at: weights[at] for at in part}, told, _PART_LESS))
        return views

    def score_without(self, view: View, domain: int, left_out: Iterable[int]) -> float:
        """What still speaks for a domain when some positions of a view are left out."""
        out = set(left_out)
        found = [item for item in view.found if out.isdisjoint(item.positions)]
        sums = self._sums_of([w for at, w in view.weights.items() if at not in out], found)
        return self._score(self._outputs[domain], sums) - view.less

    def shares_of(self, view: View, domain: int) -> dict[int, float]:
        """How much the words at each position of a view add to the score of a domain.

        To a common factor, and as long as no sum passes zero.
        """
        sums = self._sums_of(view.weights.values(), view.found)
        slopes = [w * (s > 0) for w, s in zip(self._outputs[domain].weights, sums, strict=True)]
        return {
            at: sum(s * value for s, value in zip(slopes, self._unpack(weight.packed), strict=True))
            for at, weight in view.weights.items()
        }

    def _view(self, weights: Mapping[int, Weight], found: Sequence[Found], less: float) -> View:
        sums = self._sums_of(weights.values(), found)
        scores = [self._score(output, sums) - less for output in self._outputs]
        return View(weights, found, scores, less)

    def _sums_of(self, weights: Iterable[Weight], found: Iterable[Found]) -> list[float]:
        """The sums of all rows, none below zero."""
        packed, mass = 0, 0.0
        for weight in weights:
            packed += weight.packed
            mass += weight.mass
        scale = 1 / (SCALE * sqrt(mass or 1.0))
        sums = [
            start + value * scale
            for start, value in zip(self._starts, self._unpack(packed), strict=True)
        ]
        for code, told in _totals(found).items():
            if code in self._of_domain:
                share = share_of_domain(told) / SCALE
                sums = [
                    s + value * share for s, value in zip(sums, self._of_domain[code], strict=True)
                ]
        return [max(value, 0.0) for value in sums]

    def _score(self, output: Output, sums: Sequence[float]) -> float:
        return output.bias + sum(w * s for w, s in zip(output.weights, sums, strict=True) if s)

    def _weigh_words(
        self, words: Sequence[str | None], ends: frozenset[int]
    ) -> Iterator[tuple[int, Weight]]:
        """Each word, with the pair that it makes with the word before it."""
        before: str | None = None
        for at, word in enumerate(words):
            if word is not None:
                packed, mass = self._of_word(word)
                if before is not None:
                    pair = trait_of_pair(before, word)
                    packed, mass = packed + self._row(pair), mass + share_of(pair) ** 2
                yield at, Weight(packed, mass)
            before = None if at in ends else word

    def _weigh_word(self, word: str) -> Weight:
        traits = traits_of_word(word)
        return Weight(sum(map(self._row, traits)), sum(share_of(trait) ** 2 for trait in traits))

    def _row(self, trait: str) -> int:
        """The row of a trait, packed: a sum of such numbers packs the sums of the rows."""
        place = self._places.get(trait)
        if place is None:
            return 0
        row = self._rows[place * self._size : (place + 1) * self._size]
        return _pack(array("I", list(row))) - self._lowest

    def _unpack(self, packed: int) -> list[int]:
        lanes = array("I", (packed + self._middle).to_bytes(_LANE * self._size, sys.byteorder))
        return [value - _MIDDLE for value in lanes]


@cache
def read_opinion(path: Path) -> SecondOpinion:
    """The second opinion of a file of a network; read once in a process, for all its lexicons.

    Raises OSError when there is no such file, ValueError for a row that is none.
    """
    return SecondOpinion(read_network(path))


def _pack(row: "array[int]") -> int:
    return int.from_bytes(row.tobytes(), sys.byteorder)


def _totals(found: Iterable[Found]) -> dict[str, float]:
    """The weight of each domain that was found."""
    totals: dict[str, float] = {}
    for item in found:
        totals[item.code] = totals.get(item.code, 0.0) + item.weight
    return totals


def _parts(words: Sequence[str | None], ends: frozenset[int]) -> Iterator[list[int]]:
    """The positions of each part of a sentence."""
    part: list[int] = []
    for at, word in enumerate(words):
        if word is not None and word not in _LINKS:
            part.append(at)
            if at not in ends:
                continue
        yield part
        part = []
    yield part
