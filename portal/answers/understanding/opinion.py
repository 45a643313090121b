"""The second opinion: how much the words of a sentence speak for each domain.

A linear model (one logistic regression per domain) over the traits of `traits.py`. Its weights lie
in `portal/reference/second_opinion.tsv`, learned from labelled sentences by
`python -m tests.answers.understanding.learning`. Each trait keeps its weights for all domains in
one whole number, a lane of bits for each, so that one addition adds them all.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from math import sqrt
from pathlib import Path
from typing import NamedTuple

from portal.answers.understanding.traits import share_of, trait_of_pair, traits_of_word

SCALE = 16
"""The weights of the file are whole numbers: so many make one."""
BIAS = "*"
"""The row of what speaks for a domain before any word is read."""

_LANE = 18
_HALF = 1 << (_LANE - 1)
_MASK = (1 << _LANE) - 1
_KEPT_WORDS = 2048
_LINKS = frozenset({"og", "men", "samt", "plus"})
_PART_LESS = 2.0
"""So much less counts a part of a sentence than the whole of it."""


class Weight(NamedTuple):
    """What words speak for, in lanes, and how much there is of them."""

    lanes: int
    mass: float


class View(NamedTuple):
    """A sentence or a part of it: what each position adds, and the scores of the domains."""

    weights: Mapping[int, Weight]
    scores: Sequence[float]
    less: float


class SecondOpinion:
    """The weights of all traits. Built once, then only read."""

    def __init__(self, codes: Sequence[str], weights: Iterable[tuple[str, Sequence[int]]]) -> None:
        self.codes = tuple(codes)
        self._shifts = range(0, _LANE * len(self.codes), _LANE)
        self._halves = _pack([_HALF] * len(self.codes))
        self._weights = {trait: _pack(row) for trait, row in weights}
        self._bias = [value / SCALE for value in self._unpack(self._weights.pop(BIAS, 0))]
        self._of_word = lru_cache(maxsize=_KEPT_WORDS)(self._weigh_word)

    def weigh(self, words: Sequence[str | None], ends: frozenset[int]) -> list[View]:
        """The whole sentence, then its parts: between commas, "og" and words that are None.

        `words` are folded; `ends` are the positions that a comma or the like follows.
        """
        weights = dict(self._weigh_words(words, ends))
        views = [self._view(weights, 0.0)]
        parts = [part for part in _parts(words, ends) if len(part) > 1]
        if len(parts) > 1:
            views += [self._view({at: weights[at] for at in part}, _PART_LESS) for part in parts]
        return views

    def score_without(self, view: View, domain: int, left_out: Iterable[int]) -> float:
        """What still speaks for a domain when some positions of a view are left out."""
        out = set(left_out)
        return self._scores([w for at, w in view.weights.items() if at not in out])[domain]

    def share_of(self, weight: Weight, domain: int) -> int:
        """What the words of a weight speak for a domain, in whole numbers."""
        return ((weight.lanes + self._halves) >> self._shifts[domain] & _MASK) - _HALF

    def _view(self, weights: Mapping[int, Weight], less: float) -> View:
        scores = self._scores(weights.values())
        return View(weights, [score - less for score in scores] if less else scores, less)

    def _scores(self, weights: Iterable[Weight]) -> list[float]:
        lanes, mass = 0, 0.0
        for weight in weights:
            lanes += weight.lanes
            mass += weight.mass
        scale = 1 / (SCALE * sqrt(mass or 1.0))
        summed = zip(self._unpack(lanes), self._bias, strict=True)
        return [value * scale + bias for value, bias in summed]

    def _weigh_words(
        self, words: Sequence[str | None], ends: frozenset[int]
    ) -> Iterator[tuple[int, Weight]]:
        """Each word, with the pair that it makes with the word before it."""
        before: str | None = None
        for at, word in enumerate(words):
            if word is not None:
                lanes, mass = self._of_word(word)
                if before is not None:
                    pair = self._weigh((trait_of_pair(before, word),))
                    lanes, mass = lanes + pair.lanes, mass + pair.mass
                yield at, Weight(lanes, mass)
            before = None if at in ends else word

    def _weigh_word(self, word: str) -> Weight:
        return self._weigh(traits_of_word(word))

    def _weigh(self, traits: Sequence[str]) -> Weight:
        lanes = sum(self._weights.get(trait, 0) for trait in traits)
        return Weight(lanes, sum(share_of(trait) ** 2 for trait in traits))

    def _unpack(self, lanes: int) -> list[int]:
        lanes += self._halves
        return [((lanes >> shift) & _MASK) - _HALF for shift in self._shifts]


@cache
def read_opinion(path: Path) -> SecondOpinion:
    """Read a file of weights: a header "trait" and the domains, then a row for each trait.

    Read once in a process, for all its lexicons. Lines with # are comments. Raises OSError when
    there is no such file, ValueError for a row that is none.
    """
    lines = (line for line in path.read_text("utf-8").splitlines() if line[:2] != "# ")
    _, *codes = next(lines).split("\t")
    return SecondOpinion(codes, map(_read_row, lines))


def _pack(row: Sequence[int]) -> int:
    return sum(value << (_LANE * lane) for lane, value in enumerate(row))


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


def _read_row(line: str) -> tuple[str, list[int]]:
    trait, *values = line.split("\t")
    return trait, list(map(int, values))
