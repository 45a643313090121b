"""What the second opinion adds to the lexicon, and what it leaves out: by stated rules.

The lexicon goes first. Where it finds nothing, the second opinion may name one or two domains;
beside what it finds, one more, and only for words that the lexicon leaves unexplained. A shipped
phrase that tells of a further domain against all the other words is left out; a term that people
added never is, nor a domain of life. Where the second opinion is not sure, it says nothing.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from portal.answers.understanding.matches import Sense
from portal.answers.understanding.opinion import SecondOpinion
from portal.answers.understanding.reading import Explained, Reading

# Log-odds: 0 is as likely as not. Chosen by cross-validation (README, *Decisions*).
_SURE_ALONE = -0.7
"""What the first domain must reach where the lexicon finds none."""
_SURE_BESIDE = -1.4
"""And a domain beside another: one in five, for who misses the second problem misses half."""
FEWEST_WORDS = 2
"""One word with a meaning is too few: it is in the lexicon, or counted until it is."""
MOST_ADDED = 2
"""So many domains where the lexicon finds none, one less where it does."""
_UNLIKELY = -3.0
"""Below it a further domain of the lexicon is left out ..."""
_CLEARLY_LESS = 2.0
"""... if another domain of the lexicon has so much more."""

_OF_LIFE = frozenset({"selvmord", "selvskade"})


class Added(NamedTuple):
    """A domain that the second opinion adds, and the positions of the words that decided."""

    code: str
    positions: tuple[int, ...]


class Consultation:
    """The second opinion on one question."""

    def __init__(
        self,
        opinion: SecondOpinion,
        reading: Reading,
        explained: Sequence[Explained],
        function_words: frozenset[str],
    ) -> None:
        words = reading.words_to_weigh()
        telling = [word for word in words if word is not None and word not in function_words]
        self._has_enough = len(telling) >= FEWEST_WORDS
        self._opinion = opinion
        self._explained = explained
        self._views = opinion.weigh(words, reading.ends)
        self._best = [
            max(scores) for scores in zip(*(view.scores for view in self._views), strict=True)
        ]

    def likely(self, codes: Sequence[str]) -> tuple[str, ...]:
        """The domains of the lexicon without those that nearly all the words speak against."""
        if len(codes) < 2:
            return tuple(codes)
        scores = {code: self._score(code) for code in codes}
        least = min(_UNLIKELY, max(scores.values()) - _CLEARLY_LESS)
        certain = _OF_LIFE | {sense.code for sense in self._senses() if sense.is_own}
        return tuple(code for code in codes if code in certain or scores[code] >= least)

    def additions(self, codes: Sequence[str]) -> Iterator[Added]:
        """The domains to add to those of the lexicon, the likeliest first."""
        if not self._has_enough:
            return
        order = sorted(range(len(self._best)), key=lambda domain: -self._best[domain])
        others = [domain for domain in order if self._opinion.codes[domain] not in codes]
        for domain in others[: MOST_ADDED - 1 if codes else MOST_ADDED]:
            least = _SURE_BESIDE if codes or domain != order[0] else _SURE_ALONE
            if self._best[domain] < least:
                return
            positions = self._deciding(domain, least)
            if not codes or not self._is_explained(positions):
                yield Added(self._opinion.codes[domain], positions)

    def _deciding(self, domain: int, least: float) -> tuple[int, ...]:
        """The positions of the fewest words without which the domain would not be sure."""
        view = max(self._views, key=lambda view: view.scores[domain])
        shares = {at: self._opinion.share_of(w, domain) for at, w in view.weights.items()}
        order = sorted(shares, key=lambda at: -shares[at])
        for count in range(1, len(order)):
            left = self._opinion.score_without(view, domain, order[:count])
            if left - view.less < least:
                return tuple(sorted(order[:count]))
        return tuple(sorted(order))

    def _is_explained(self, positions: Sequence[int]) -> bool:
        """True when the lexicon explains all the words."""
        return {at for part in self._explained for at in part.positions}.issuperset(positions)

    def _score(self, code: str) -> float:
        """What speaks for a domain; all for one that the second opinion does not know."""
        codes = self._opinion.codes
        return self._best[codes.index(code)] if code in codes else 0.0

    def _senses(self) -> Iterator[Sense]:
        return (sense for part in self._explained for sense in part.senses)
