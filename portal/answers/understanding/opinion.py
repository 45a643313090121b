"""The second opinion: how likely each domain is, by all the words of a sentence together.

A small network. Each trait of `traits.py` has a row of some dozens of small numbers; the rows of a
sentence add up, sums below zero count as nothing, and each domain weighs the rest. Beside the words
counts what the lexicon found. The numbers lie in `portal/reference/second_opinion.tsv`, learned
from labelled sentences by `python -m tests.answers.understanding.learning`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from math import sqrt
from operator import mul
from pathlib import Path
from typing import NamedTuple

from portal.answers.understanding.lanes import Lanes
from portal.answers.understanding.network import LOWEST, SCALE, Network, read_network
from portal.answers.understanding.traits import (
    share_of,
    share_of_domain,
    trait_of_domain,
    trait_of_pair,
    traits_of_word,
)

_FINE = 1 << 12
"""Sums and weights are multiplied as whole numbers of so many parts."""
_KEPT_WORDS = 8192
"""Three times the ordinary words, which are met before anybody types them."""
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
        self._size = len(network.starts)
        self._places = {trait: number for number, trait in enumerate(network.rows)}
        self._rows = b"".join(network.rows.values())
        self._sum_lanes = Lanes(self._size)
        self._lowest = self._sum_lanes.pack_bytes(bytes([LOWEST] * self._size))
        self._outputs = tuple(network.outputs.values())
        self._score_lanes = Lanes(len(self.codes), long=True)
        self._weights = [
            self._score_lanes.pack(round(weight * _FINE) for weight in weights)
            for weights in zip(
                *(output.weights for output in network.outputs.values()), strict=True
            )
        ]
        self.weight_of_word = lru_cache(maxsize=_KEPT_WORDS)(self._weigh_word)
        self._row_of_pair = lru_cache(maxsize=_KEPT_WORDS)(self._row)
        self._of_domain = {
            code: self._sum_lanes.unpack(self._row(trait_of_domain(code))) for code in self.codes
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
        sums = self._sum([w for at, w in view.weights.items() if at not in out], found)
        return self._score(sums)[domain] - view.less

    def shares_of(self, view: View, domain: int) -> dict[int, float]:
        """How much the words at each position of a view add to the score of a domain.

        To a common factor, and as long as no sum passes zero.
        """
        whole = self._sum(view.weights.values(), view.found)
        weights = self._outputs[domain].weights
        slopes = [w * (value > 0) for w, value in zip(weights, whole, strict=True)]
        return {
            at: sum(map(mul, slopes, self._sum_lanes.unpack(weight.packed)))
            for at, weight in view.weights.items()
        }

    def _view(self, weights: Mapping[int, Weight], found: Sequence[Found], less: float) -> View:
        scores = self._score(self._sum(weights.values(), found))
        return View(weights, found, [score - less for score in scores], less)

    def _sum(self, weights: Iterable[Weight], found: Iterable[Found]) -> list[float]:
        """The sums of all rows, none below zero."""
        packed, mass = 0, 0.0
        for weight in weights:
            packed += weight.packed
            mass += weight.mass
        scale = 1 / (SCALE * sqrt(mass or 1.0))
        numbers = self._sum_lanes.unpack(packed)
        sums = [start + n * scale for start, n in zip(self._starts, numbers, strict=True)]
        for code, told in _totals(found).items():
            if row := self._of_domain.get(code):
                share = share_of_domain(told) / SCALE
                sums = [value + n * share for value, n in zip(sums, row, strict=True)]
        return [value if value > 0 else 0.0 for value in sums]

    def _score(self, sums: Sequence[float]) -> list[float]:
        """What the sums speak for each domain."""
        fine = (int(value * _FINE) for value in sums)
        scores = self._score_lanes.unpack(sum(map(mul, fine, self._weights)))
        return [
            output.bias + score / (_FINE * _FINE)
            for output, score in zip(self._outputs, scores, strict=True)
        ]

    def _weigh_words(
        self, words: Sequence[str | None], ends: frozenset[int]
    ) -> Iterator[tuple[int, Weight]]:
        """Each word, with the pair that it makes with the word before it."""
        before: str | None = None
        for at, word in enumerate(words):
            if word is not None:
                packed, mass = self.weight_of_word(word)
                if before is not None:
                    pair = trait_of_pair(before, word)
                    packed, mass = packed + self._row_of_pair(pair), mass + share_of(pair) ** 2
                yield at, Weight(packed, mass)
            before = None if at in ends else word

    def _weigh_word(self, word: str) -> Weight:
        traits = traits_of_word(word)
        return Weight(sum(map(self._row, traits)), sum(share_of(trait) ** 2 for trait in traits))

    def _row(self, trait: str) -> int:
        """The row of a trait, packed."""
        place = self._places.get(trait)
        if place is None:
            return 0
        row = self._rows[place * self._size : (place + 1) * self._size]
        return self._sum_lanes.pack_bytes(row) - self._lowest


@cache
def read_opinion(path: Path) -> SecondOpinion:
    """The second opinion of a file of a network; read once in a process, for all its lexicons.

    Raises OSError when there is no such file, ValueError for a row that is none.
    """
    return SecondOpinion(read_network(path))


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
