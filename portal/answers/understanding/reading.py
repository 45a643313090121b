"""One question while it is read: which words are explained, and by what."""

from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise
from typing import NamedTuple

from portal.answers.understanding.denial import DENIABLE, is_denied
from portal.answers.understanding.elsewhen import is_elsewhen
from portal.answers.understanding.gazetteer import Gazetteer
from portal.answers.understanding.homographs import word_key
from portal.answers.understanding.lexicon import Lexicon
from portal.answers.understanding.matches import Sense
from portal.answers.understanding.mistyped import has_only_keywords, list_meant_words
from portal.answers.understanding.mistyped_places import PlaceGuesser
from portal.answers.understanding.moments import find_moment
from portal.answers.understanding.named_places import PlaceFinder, PlaceHit, is_hospital
from portal.answers.understanding.person_names import is_surname
from portal.answers.understanding.place_signs import BEFORE_PLACES
from portal.text.tokens import Token, tokenize

_LONG = 8
_AROUND = 6
"""So many words on each side are read with a word that may be meant."""
_LIVING = frozenset({"bor", "bosat", "bopael"})
_LEADING = BEFORE_PLACES | {"her", "ude", "ovre", "oppe", "nede"}
"""Between "bor" and a place."""
_CLAUSE_ENDS = frozenset(",.;:!?")


class Explained(NamedTuple):
    """Words of the question, by position, and what the lexicon says that they tell of."""

    positions: tuple[int, ...]
    senses: tuple[Sense, ...]


class Told(NamedTuple):
    """How much words tell, and whether a phrase of several words needs the one in question."""

    weight: float
    is_in_phrase: bool


class Reading:
    """Reads a text step by step: exact places, phrases, compounds, then mistyped words."""

    def __init__(
        self,
        text: str,
        gazetteer: Gazetteer,
        lexicon: Lexicon,
        directory_words: frozenset[str],
        now: datetime | None,
    ) -> None:
        self.tokens = tokenize(text)
        self.words = [word_key(token) for token in self.tokens]
        """Folded words; a mistyped one is replaced by what it was taken for."""
        self.ends = _ends_of_clauses(text, self.tokens)
        self.read_as: dict[int, str] = {}
        self.hits: list[PlaceHit] = []
        self.explained: list[Explained] = []
        self.moment = find_moment(text, self.tokens, now) if now else None
        self._timed = self._timed_positions()
        self._gazetteer = gazetteer
        self._lexicon = lexicon
        self._directory_words = directory_words

    def read(self) -> None:
        """Fill `hits`, `explained` and `read_as`."""
        finder = PlaceFinder(self._gazetteer, self._lexicon)
        hits = finder.find_certain(self.tokens)
        self.hits = [hit for hit in hits if self._timed.isdisjoint(range(hit.start, hit.end))]
        self._find_senses()
        if not self._is_placed():
            bare = finder.find_bare(self.tokens, self._explained_positions())
            self.hits += [bare] if bare else []
        unexplained = self._mistyped_positions()
        if unexplained:
            self._correct(unexplained)

    def rest(self) -> str:
        """The words that nothing explained, as typed; ordinary ones if the directory has them.

        Function words, numbers and single letters call nobody: "uden" is no name of "Lev uden
        vold", nor is the "d" of "d. 30".
        """
        explained = self._explained_positions()
        common = self._lexicon.common
        return " ".join(
            token.raw
            for at, token in enumerate(self.tokens)
            if at not in explained
            and not token.is_number
            and len(token.raw) > 1
            and token.folded not in common.function
            and (token.folded in self._directory_words or not common.contains(token.folded))
        )

    def words_to_weigh(self) -> list[str | None]:
        """The words for the second opinion; None for places and what leads to them ("bor i"), and
        for what the lexicon denies, takes for nothing, or knows as a kind of help."""
        silent = {at for hit in self.hits for at in range(self._lead_of(hit), hit.end)}
        for part in self.explained:
            if all(sense.term_type in ("ignore", "kind") for sense in part.senses):
                silent.update(part.positions)
        return [None if at in silent else word for at, word in enumerate(self.words)]

    def _lead_of(self, hit: PlaceHit) -> int:
        """Where "bor i" before a place begins, which by itself tells of a home that is lacking."""
        start = hit.start
        while start and self.words[start - 1] in _LEADING:
            start -= 1
        return start - 1 if start and self.words[start - 1] in _LIVING else hit.start

    def _timed_positions(self) -> frozenset[int]:
        """Positions of the words that tell of the moment; the lexicon reads them as well."""
        if self.moment is None:
            return frozenset()
        return frozenset(at for at, token in enumerate(self.tokens) if self.moment.covers(token))

    def _find_senses(self) -> None:
        """Phrases and words first, then compounds among the words left."""
        placed = {at for hit in self.hits for at in range(hit.start, hit.end)}
        free = [None if at in placed else word for at, word in enumerate(self.words)]
        matches = self._lexicon.find_matches(free)
        self.explained = []
        for match in matches:
            self._explain(match.positions, match.senses)
        matched = {at for match in matches for at in match.positions}
        for at, word in enumerate(free):
            if word is not None and at not in matched:
                self._explain((at,), self._lexicon.senses_of_compound(word))

    def _explain(self, positions: tuple[int, ...], senses: tuple[Sense, ...]) -> None:
        """Take the words as explained, without problems that are denied and danger long past."""
        if not senses:
            return
        if is_denied(self.words, positions, self.ends):
            senses = tuple(sense for sense in senses if sense.code not in DENIABLE)
        others = tuple(sense for sense in senses if sense.term_type != "urgent")
        if others != senses and is_elsewhen(self.words, positions, self.ends):
            senses = others
        self.explained.append(Explained(positions, senses))

    def _correct(self, positions: list[int]) -> None:
        """Take mistyped words for what they were meant to be, then look for phrases again."""
        before = [*self.words], self.hits
        guesser = PlaceGuesser(self._gazetteer, self._lexicon, self.words, self.tokens, self.ends)
        for at in positions:
            if is_surname(self.tokens, at):
                continue
            hit = guesser.guess_place(at, allow_single=not self._is_placed())
            if hit is not None:
                self._put_in_place_of_overlapping(hit)
            elif (word := self._meant_word(at)) is not None:
                self.words[at] = word
                self.read_as[at] = self._lexicon.spelled(word)
        if (self.words, self.hits) != before:
            self._find_senses()
        for at in self._mistyped_positions():
            if self._looks_mistyped(self.words[at]):
                self._explain((at,), self._lexicon.senses_of_mistyped_compound(self.words[at]))

    def _looks_mistyped(self, word: str) -> bool:
        """True for a word with letters as no known word has them, and for any among keywords."""
        is_strange = not self._lexicon.letters.may_be_word(word)
        return is_strange or has_only_keywords(self.words, self._lexicon)

    def _meant_word(self, at: int) -> str | None:
        """The word with which the words around it tell most; None when none tells more.

        A word that looks like a Danish one is only taken for another inside a phrase.
        """
        word = self.words[at]
        choices = list_meant_words(word, self._lexicon)
        if not choices:
            return None
        before = self._told_around(at, word)
        told = {choice: self._told_around(at, choice) for choice in choices}
        best = max(choices, key=lambda choice: told[choice])
        is_surely_mistyped = len(word) >= _LONG or self._looks_mistyped(word)
        if told[best].weight > before.weight:
            return best if is_surely_mistyped or told[best].is_in_phrase else None
        return choices[0] if is_surely_mistyped and choices[0] in self._lexicon.words else None

    def _told_around(self, at: int, word: str) -> Told:
        """What the words around a position tell with a word in its place."""
        first = max(0, at - _AROUND)
        placed = {place for hit in self.hits for place in range(hit.start, hit.end)}
        words = [
            None if place in placed else word if place == at else self.words[place]
            for place in range(first, min(len(self.words), at + _AROUND + 1))
        ]
        matches = self._lexicon.find_matches(words)
        weight = sum(max(s.weight for s in match.senses) for match in matches if match.senses)
        is_in_phrase = any(
            len(match.positions) > 1 and at - first in match.positions for match in matches
        )
        return Told(weight, is_in_phrase)

    def _is_placed(self) -> bool:
        """True when a place is known that is no mere hospital's."""
        return any(not is_hospital(hit, self.words) for hit in self.hits)

    def _put_in_place_of_overlapping(self, hit: PlaceHit) -> None:
        others = [old for old in self.hits if old.end <= hit.start or hit.end <= old.start]
        self.hits = [*others, hit]

    def _mistyped_positions(self) -> list[int]:
        """Positions of words that nothing explains and that are no ordinary word."""
        explained = self._explained_positions()
        return [
            at
            for at, word in enumerate(self.words)
            if at not in explained
            and not word.isdigit()
            and word not in self._directory_words
            and not self._lexicon.common.contains(word)
        ]

    def _explained_positions(self) -> set[int]:
        by_lexicon = {at for explained in self.explained for at in explained.positions}
        return (
            by_lexicon | self._timed | {at for hit in self.hits for at in range(hit.start, hit.end)}
        )


def _ends_of_clauses(text: str, tokens: Sequence[Token]) -> frozenset[int]:
    """The positions of the words that a comma, a full stop or the like follows."""
    return frozenset(
        at
        for at, (token, following) in enumerate(pairwise(tokens))
        if not _CLAUSE_ENDS.isdisjoint(text[token.end : following.start])
    )
