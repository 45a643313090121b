"""How the lexicon and the second opinion find the domains together: by stated rules.

The second opinion knows what the lexicon found and weighs it with all the other words. A domain
that neither is sure of is left out; one that people added a term for never is, nor a domain of
life, nor one that the second opinion does not know. A single word with a meaning is left to the
lexicon, or counted until it is there.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from portal.answers.understanding.matches import OF_LIFE
from portal.answers.understanding.opinion import Found, SecondOpinion
from portal.answers.understanding.reading import Explained, Reading

# Log-odds: 0 is as likely as not. Chosen by cross-validation (README, *Decisions*): who misses the
# second problem misses half, so less is asked of a further domain than of a guess.
_SURE_ALONE = -0.8
"""What the likeliest domain must reach where the lexicon finds none."""
_SURE_BESIDE = -2.0
"""And a domain beside another, or one that the lexicon finds."""
_SURE_THIRD = -1.4
"""And a third domain, for few questions tell of three."""
FEWEST_WORDS = 2
MOST_DOMAINS = 3
"""So many domains are named at most, but for those of the lexicon."""


class Added(NamedTuple):
    """A domain that the second opinion adds, and the positions of the words that decided."""

    code: str
    positions: tuple[int, ...]


class Consultation:
    """The second opinion on one question, of which the lexicon explains some words."""

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
        self._certain = OF_LIFE | {
            sense.code for part in explained for sense in part.senses if sense.is_own
        }
        self._views = opinion.weigh(words, reading.ends, list(found_domains(explained)))
        best = zip(*(view.scores for view in self._views), strict=True)
        self._scores = dict(zip(opinion.codes, map(max, best), strict=True))

    def likely(self, codes: Sequence[str]) -> tuple[str, ...]:
        """The domains of the lexicon without those that the other words speak against."""
        if not self._has_enough:
            return tuple(codes)
        return tuple(code for code in codes if self._is_kept(code))

    def additions(self, codes: Sequence[str]) -> Iterator[Added]:
        """The domains to add to those of the lexicon, the likeliest first."""
        if not self._has_enough:
            return
        order = sorted(self._scores, key=lambda code: -self._scores[code])
        others = [code for code in order if code not in codes]
        for count, code in enumerate(others[: max(0, MOST_DOMAINS - len(codes))], len(codes)):
            least = (_SURE_ALONE, _SURE_BESIDE, _SURE_THIRD)[count]
            if self._scores[code] < least:
                return
            yield Added(code, self._deciding(code, least))

    def _is_kept(self, code: str) -> bool:
        return code in self._certain or self._scores.get(code, 0.0) >= _SURE_BESIDE

    def _deciding(self, code: str, least: float) -> tuple[int, ...]:
        """The positions of the fewest words without which the domain would not be sure."""
        domain = self._opinion.codes.index(code)
        view = max(self._views, key=lambda view: view.scores[domain])
        shares = self._opinion.shares_of(view, domain)
        order = sorted(shares, key=lambda at: -shares[at])
        for count in range(1, len(order)):
            if self._opinion.score_without(view, domain, order[:count]) < least:
                return tuple(sorted(order[:count]))
        return tuple(sorted(order))


def found_domains(explained: Sequence[Explained]) -> Iterator[Found]:
    """What the lexicon says of the domains, term by term."""
    for part in explained:
        for sense in part.senses:
            if sense.term_type == "domain":
                yield Found(sense.code, sense.weight, part.positions)
