"""Words and phrases, and the domain, kind of help or danger that they tell of."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from pathlib import Path
from typing import NamedTuple, cast

from portal.answers.understanding.alike import asked_keys, phrase_key
from portal.answers.understanding.alternatives import (
    Slot,
    is_pattern,
    phrases_of,
    slots_of,
    spellings_of,
)
from portal.answers.understanding.common_words import CommonWords
from portal.answers.understanding.loose import LoosePhrases, tells
from portal.answers.understanding.matches import Match, Sense, beyond, is_danger, shared, width
from portal.answers.understanding.matches import TermType as TermType
from portal.answers.understanding.opinion import SecondOpinion, read_opinion
from portal.answers.understanding.phrase_tree import Node
from portal.answers.understanding.spelling import LetterRows, SpellingIndex, join_lists, sound_of
from portal.text.stems import split_compound, stem

_TERM_TYPES = frozenset({"domain", "kind", "urgent", "ignore"})
_LONGEST_GAP = 2
_SHORTEST_PART = 4
_SHORTEST_PREFIX = 6
_SHORTEST_MISTYPED = 5


class LexiconRow(NamedTuple):
    """A word or phrase that tells of a domain or kind, of danger to life, or of nothing."""

    term_type: TermType
    code: str
    phrase: str
    weight: float = 1.0
    is_own: bool = False
    """True for a term that people added to the shipped ones."""


class Lexicon:
    """All phrases as a tree of stems. Built once, then only read."""

    def __init__(
        self,
        rows: Iterable[LexiconRow],
        common: CommonWords | None = None,
        opinion: SecondOpinion | None = None,
    ) -> None:
        self.common = common or CommonWords()
        self.opinion = opinion
        """Asked about what the phrases leave unexplained; None where there is none."""
        self._root = Node()
        self._spelled: dict[str, str] = {}
        single: set[str] = set()
        alone: set[str] = set()
        patterns: dict[bool, dict[tuple[Slot, ...], list[Sense]]] = {False: {}, True: {}}
        for row in rows:
            sense = Sense(row.term_type, row.code, row.weight, row.is_own)
            slots = slots_of(row.phrase)
            self._spelled.update(spellings_of(row.phrase))
            if len(slots) > 1:
                of_danger = row.term_type == "urgent"
                patterns[of_danger].setdefault(tuple(slots), []).append(sense)
            for words in filter(None, phrases_of(slots)):
                if is_pattern(row.phrase) and not tells(words, self.common.function):
                    continue
                self._root.add(words, sense)
                if len(words) == 1:
                    alone.add(words[0])
                    if row.term_type != "ignore":
                        single.add(words[0])
        self._loose: tuple[tuple[LoosePhrases, list[tuple[Sense, ...]]], ...] = tuple(
            (
                LoosePhrases(phrases, self.common.function, is_strict=of_danger),
                [tuple(senses) for senses in phrases.values()],
            )
            for of_danger, phrases in patterns.items()
        )
        """Phrases whose words stand in any order, and by their numbers what they tell of: those of
        danger apart, for "i gang med at tage livet" is no danger where only "tage livet" stands."""
        self._alone = frozenset(alone)
        self._ordinary_stems = _stems_of_others(self.common, self._alone)
        self.vocabulary = frozenset(self._spelled)
        self.words = frozenset(single)
        """The words that tell of something by themselves, folded."""
        self._parts = _compound_parts(single, self.common)
        known = self.vocabulary | self.common.words
        self._spelling = SpellingIndex(word for word in known if len(word) >= _SHORTEST_PART)
        self.letters = LetterRows(known)
        self._by_sound = _by_sound(self.vocabulary)

    @classmethod
    def from_reference(cls, directory: Path) -> "Lexicon":
        """The lexicon of `portal/reference`, with its common words and its second opinion.

        Raises ValueError with file and line for a row that is none.
        """
        return cls.with_rows(read_reference(directory), directory)

    @classmethod
    def with_rows(cls, rows: Iterable[LexiconRow], directory: Path) -> "Lexicon":
        """A lexicon of any rows, with the common words and the second opinion of a directory."""
        common = CommonWords.from_file(directory / "common_words.txt")
        return cls(rows, common, read_opinion(directory / "second_opinion.tsv"))

    def with_own(self, rows: Iterable[LexiconRow]) -> "Lexicon":
        """The lexicon with rows in front of its own, made in a fraction of the time of all rows.

        It shares with this one what the rows do not touch.
        """
        own = Lexicon(rows, CommonWords(function=self.common.function))
        both = copy(self)
        both._root = own._root.before(self._root)
        both._spelled = own._spelled | self._spelled
        both._loose = (*own._loose, *self._loose)
        both._alone = own._alone | self._alone
        both._ordinary_stems = _stems_of_others(self.common, both._alone)
        both.vocabulary = own.vocabulary | self.vocabulary
        both.words = own.words | self.words
        both._parts = own._parts | self._parts
        both._spelling = own._spelling.joined(self._spelling)
        both.letters = own.letters.joined(self.letters)
        both._by_sound = join_lists(own._by_sound, self._by_sound)
        return both

    def find_matches(self, words: Sequence[str | None]) -> list[Match]:
        """The phrases in a row of folded words (None: taken by something else).

        Longer phrases win and take their words; up to two function words may stand between. A
        shorter phrase inside one that tells of a problem counts too: "min datter skærer sig" is
        about relatives and about self-harm; a single word inside a phrase does not. Danger told
        inside another phrase takes nothing from the problems.
        """
        found = [
            match
            for start in range(len(words))
            for match in self._matches_from(self._root, words, start, start, ())
        ]
        for loose, senses in self._loose:
            found += (Match(at, senses[number]) for number, at in loose.find(words))
        found.sort(key=lambda match: (-len(match.positions), width(match), match.positions))
        taken: set[int] = set()
        chosen: list[Match] = []
        dangers: list[Match] = []
        for match in found:
            if taken.isdisjoint(match.positions):
                taken.update(match.positions)
                chosen.append(match)
            elif len(match.positions) == 1:
                continue
            elif is_danger(match):
                dangers += filter(None, [beyond(match, chosen + dangers)])
            else:
                chosen += filter(None, [beyond(match, chosen)])
        return chosen + dangers

    def has_phrase_with(self, words: Sequence[str], at: int) -> bool:
        """True when a phrase of several words, in its order, needs the word at a position."""
        return any(
            len(match.positions) > 1 and at in match.positions
            for start in range(at + 1)
            for match in self._matches_from(self._root, words, start, start, ())
        )

    def senses_of_compound(self, word: str) -> tuple[Sense, ...]:
        """What a compound tells of through its parts ("pillemisbrug"); empty when of nothing.

        Where the parts share domains, only those count.
        """
        if len(word) < 2 * _SHORTEST_PART or word in self.common.words:
            return ()
        parts = split_compound(word, self._parts)
        if parts is None:
            return self._senses_of_beginning(word)
        return shared(self.senses_of_word(part) for part in parts)

    def spelled(self, word: str) -> str:
        """A folded word of the vocabulary as it is written."""
        return self._spelled.get(word, word)

    def is_compound(self, word: str) -> bool:
        """True for a word made of words that are known."""
        return split_compound(word, self._parts) is not None

    def senses_of_word(self, word: str) -> tuple[Sense, ...]:
        """What a single folded word, or its stem, tells of by itself."""
        node = self._root.following.get(stem(word)) or self._root.following.get(word)
        return () if node is None else node.senses

    def nearest_words(self, word: str, farthest: int) -> tuple[int, tuple[str, ...]]:
        """The smallest distance up to `farthest`, and the known words that near."""
        return self._spelling.nearest(word, farthest)

    def words_sounding_like(self, word: str) -> list[str]:
        """The known words that sound as this one is written."""
        return self._by_sound.get(sound_of(word), []) if len(word) >= _SHORTEST_MISTYPED else []

    def senses_of_mistyped_compound(self, word: str) -> tuple[Sense, ...]:
        """What a compound with one wrong letter tells of, when one part is spelled right."""
        for end in range(len(word) - _SHORTEST_PART, _SHORTEST_PART - 1, -1):
            for right, wrong in ((word[:end], word[end:]), (word[end:], word[:end])):
                if right not in self._parts:
                    continue
                near = [w for w in self._spelling.nearest(wrong, 1)[1] if w in self.words]
                if near and len(near[0]) >= _SHORTEST_MISTYPED:
                    return shared(map(self.senses_of_word, (near[0], right)))
        return ()

    def _matches_from(
        self,
        node: Node,
        words: Sequence[str | None],
        position: int,
        end: int,
        taken: tuple[int, ...],
    ) -> Iterator[Match]:
        """Phrases that go on from a node at one of the positions up to `end`."""
        while position < len(words):
            word = words[position]
            if word is None:
                return
            for following in self._steps(node, word, is_first=not taken):
                grown = (*taken, position)
                if following.senses:
                    yield Match(grown, following.senses)
                if following.following:
                    last = position + 1 + _LONGEST_GAP
                    yield from self._matches_from(following, words, position + 1, last, grown)
            if position >= end or word not in self.common.function:
                return
            position += 1

    def _steps(self, node: Node, word: str, is_first: bool) -> Iterator[Node]:
        """Where a word leads from a node: on in a phrase, or by itself."""
        phrase, single = phrase_key(word), stem(word)
        for key in {*asked_keys(phrase), single} if is_first else asked_keys(phrase):
            following = node.following.get(key)
            if following is not None:
                if is_first and following.senses and not self._tells_alone(word):
                    following = following.without_senses()
                yield following

    def _tells_alone(self, word: str) -> bool:
        """False for a word that has its stem from an ordinary word: "gælder" is no "gæld".

        A stem that an ordinary word has too counts only as the lexicon spells it.
        """
        return word in self._alone or stem(word) not in self._ordinary_stems

    def _senses_of_beginning(self, word: str) -> tuple[Sense, ...]:
        """What the longest word of the lexicon that a compound begins with tells of."""
        for end in range(len(word) - 3, _SHORTEST_PREFIX - 1, -1):
            if word[:end] in self.words:
                return self.senses_of_word(word[:end])
        return ()


def read_reference(directory: Path) -> Iterator[LexiconRow]:
    """The rows of `lexicon/*.tsv`: type, code, phrase, weight; # starts a comment line."""
    for file in sorted((directory / "lexicon").glob("*.tsv")):
        yield from read_rows(file)


def read_rows(path: Path) -> Iterator[LexiconRow]:
    """The rows of a lexicon file. Raises ValueError with file and line for a row that is none."""
    with path.open(encoding="utf-8", newline="") as file:
        for number, cells in enumerate(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE), 1):
            if not cells or cells[0].startswith("#") or cells[0] == "type":
                continue
            if len(cells) != 4 or cells[0] not in _TERM_TYPES:
                raise ValueError(f"{path.name}:{number}: not a lexicon row: {cells}")
            term_type, code, phrase, weight = cells
            yield LexiconRow(cast(TermType, term_type), code, phrase, float(weight))


def _compound_parts(single: set[str], common: CommonWords) -> frozenset[str]:
    """The words, with their stems, that a compound may be made of."""
    words = single | (common.words - common.function)
    long = {word for word in words if len(word) >= _SHORTEST_PART}
    return frozenset(long | {root for word in long if len(root := stem(word)) >= _SHORTEST_PART})


def _stems_of_others(common: CommonWords, alone: frozenset[str]) -> frozenset[str]:
    """The stems of the ordinary words that are no phrase by themselves."""
    return frozenset(stem(word) for word in common.words - alone)


def _by_sound(vocabulary: frozenset[str]) -> dict[str, list[str]]:
    """The longer words by how they sound, in alphabetical order."""
    found: dict[str, list[str]] = {}
    for word in sorted(vocabulary):
        if len(word) >= _SHORTEST_MISTYPED:
            found.setdefault(sound_of(word), []).append(word)
    return found
