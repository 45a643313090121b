"""Phrases whose words stand near each other in any order: "døde sidste år hendes mand"."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from portal.answers.understanding.alike import asked_keys, phrase_key
from portal.answers.understanding.alternatives import Slot
from portal.answers.understanding.counting import counts_many, is_many

_WIDEST_GAP = 3
"""So many other words may stand between the words of a phrase."""
_NARROW_GAP = 1
"""So many, where only one of the words tells something."""
_LONG = 4
"""A pattern of so many words may lack one."""

NOT = "<not>"
_MANY = "<many>"
_EMERGENCY = "112"
_NEGATIONS = frozenset(
    {"ikke", "ik", "ikk", "it", "ej", "aldrig", "ingen", "intet", "uden", "hverken", "ingenting"}
)
_MARKING = frozenset(
    {"op", "ned", "ind", "ud", "hjem", "bort", "vaek", "tilbage", "rundt", "selv", "alene"}
)
"""Function words that change what a phrase tells of: "går ud" is not "går ind"."""
_TELLING = frozenset({"tor", "turde"})
"""Function words that tell something all the same."""
_LIGHT_VERBS = frozenset(
    {"<ga>", "<komme>", "<tage>", "<give>", "<sta>", "<ligge>", "<sidde>", "<bo>", "<sige>"}
    | {"<fa>", "<laegge>", "<saette>", "<gore>"}
)
_LIGHT = _LIGHT_VERBS | {NOT, "<relative>", "<number>"} | {phrase_key(word) for word in _MARKING}
_PEOPLE = frozenset({"<relative>", "<grandparent>"})
_EMPTY = frozenset(
    {"<owner>", "<subject>", "<object>", "en", "et", "den", "det", "de", "noget", "nogen", "at"}
    | {"alle", "alt", "hele", "andre", "anden", "andet", "mange", "sig", "have"}
)
"""They stand for anybody and anything, so they tell nothing; "have" is more often no garden."""
_DECIDING = frozenset({"hele", "alle", "alt", "mange", "nu", "mod", "fra"})
"""What makes danger of a daily thing: "spist alle sine piller", "slår hende lige nu"."""


class _Pattern(NamedTuple):
    needed: tuple[frozenset[str], ...]
    others: tuple[frozenset[str], ...]
    """What is needed beside the rarest, by which the pattern is found."""
    welcome: tuple[frozenset[str], ...]
    helping: frozenset[str]
    """Light words that make one telling word enough: "bor i telt", "kan ikke støvsuge"; in a
    pattern also people: "slår sin/min kone/mor"."""
    number: int


def loose_key(word: str) -> str:
    """What a folded word counts as when the order does not matter."""
    if word.isdigit() and word != _EMERGENCY:
        return "<number>"
    return NOT if word in _NEGATIONS else phrase_key(word)


class LoosePhrases:
    """Phrases by the rarest of their words. Built once, then only read.

    Strict ones need two words that tell something, for light verbs help none, and the words that
    make danger of a daily thing. A large number in them stands for any: "taget 20 piller".
    """

    def __init__(
        self,
        phrases: Iterable[Sequence[Slot]],
        function: frozenset[str],
        is_strict: bool = False,
    ) -> None:
        self._function = function
        self._is_strict = is_strict
        self._silent = _LIGHT | _EMPTY | {loose_key(word) for word in function - _TELLING}
        self._equal: dict[frozenset[str], frozenset[str]] = {}
        """Equal sets are one: most phrases are made of the same words."""
        patterns = [
            pattern
            for number, slots in enumerate(phrases)
            if (pattern := self._pattern(slots, number)) is not None
        ]
        frequency = Counter(key for p in patterns for slot in p.needed for key in slot)
        self._by_rarest: dict[str, list[_Pattern]] = {}
        for pattern in patterns:
            rarest, *others = sorted(pattern.needed, key=self._weight_of(frequency))
            indexed = pattern._replace(others=tuple(others))
            for key in rarest:
                self._by_rarest.setdefault(key, []).append(indexed)

    def find(self, words: Sequence[str | None]) -> Iterator[tuple[int, tuple[int, ...]]]:
        """The numbers of the phrases whose words stand near each other, and where they stand."""
        places: dict[str, list[int]] = {}
        for at, word in enumerate(words):
            if word is not None:
                for key in asked_keys(loose_key(word)):
                    places.setdefault(key, []).append(at)
                if self._is_strict and counts_many(words, at):
                    places.setdefault(_MANY, []).append(at)
        for key in places.keys() & self._by_rarest.keys():
            for pattern in self._by_rarest[key]:
                if _may_be_there(pattern, places):
                    for anchor in places[key]:
                        found = self._near(pattern, anchor, places)
                        if found:
                            yield pattern.number, found
                            break

    def _pattern(self, slots: Sequence[Slot], number: int) -> _Pattern | None:
        """The words that must and may be there; None for a phrase that needs its order.

        Function words need not be there, but where one is an alternative to a word that tells
        something, one of them must: "udsat/smidt ud/af".
        """
        needed: list[frozenset[str]] = []
        welcome: list[frozenset[str]] = []
        for slot in slots:
            words = [word for word in slot if word]
            if any(self._is_needed(word) for word in words):
                keys = self._first_equal(frozenset(map(self._key, words)))
                (needed if len(words) == len(slot) else welcome).append(keys)
        some = {max(slot, key=self._is_key_telling) for slot in (*needed, *welcome)}
        helping = _LIGHT_VERBS
        if any(len(slot) > 1 for slot in slots):
            helping |= _PEOPLE | ({NOT} if frozenset({NOT}) in needed else frozenset())
        is_telling = len(some - self._silent) > 1 or self._is_helped(some, helping)
        if not needed or not is_telling:
            return None
        return _Pattern(tuple(needed), (), tuple(welcome), self._first_equal(helping), number)

    def _is_needed(self, word: str) -> bool:
        return _counts(word, self._function) or (self._is_strict and word in _DECIDING)

    def _key(self, word: str) -> str:
        return _MANY if self._is_strict and is_many(word) else loose_key(word)

    def _first_equal(self, keys: frozenset[str]) -> frozenset[str]:
        return self._equal.setdefault(keys, keys)

    def _near(
        self, pattern: _Pattern, anchor: int, places: Mapping[str, Sequence[int]]
    ) -> tuple[int, ...] | None:
        """The words nearest to one of them, if they are near enough and tell enough."""
        farthest = len(pattern.needed) + _WIDEST_GAP
        chosen: dict[int, str] = {}
        for slot in pattern.needed:
            _choose(slot, anchor, farthest, places, chosen)
        lacking = len(pattern.needed) - len(chosen)
        if len(chosen) < _least(pattern):
            return None
        for slot in pattern.welcome:
            _choose(slot, anchor, farthest, places, chosen)
        keys = set(chosen.values())
        telling = len(keys - self._silent)
        if telling < 2 + lacking and (lacking or not self._is_helped(keys, pattern.helping)):
            return None
        gap = _WIDEST_GAP if telling > 1 else _NARROW_GAP
        is_narrow = max(chosen) - min(chosen) < len(chosen) + gap
        return tuple(sorted(chosen)) if is_narrow else None

    def _is_helped(self, keys: set[str], helping: frozenset[str]) -> bool:
        """One word with a meaning of its own, and a light word that helps it."""
        is_one = len(keys - self._silent) == 1
        return is_one and not self._is_strict and not keys.isdisjoint(helping)

    def _weight_of(self, frequency: Counter[str]) -> Callable[[frozenset[str]], tuple[int, int]]:
        """How often a slot's words are asked for; words that stand everywhere weigh most."""
        return lambda slot: (len(slot & self._silent), sum(frequency[key] for key in slot))

    def _is_key_telling(self, key: str) -> bool:
        return key not in self._silent


def tells(words: Iterable[str], function: frozenset[str]) -> bool:
    """True when at least one of the words has a meaning of its own."""
    return any(_counts(word, function) and loose_key(word) not in _LIGHT for word in words)


def _counts(word: str, function: frozenset[str]) -> bool:
    key = loose_key(word)
    if not word or key in _EMPTY or word in _EMPTY:
        return False
    return word not in function or key in _LIGHT or word in _TELLING


def _may_be_there(pattern: _Pattern, places: Mapping[str, Sequence[int]]) -> bool:
    """False when too many words of the pattern are nowhere in the question."""
    lacking = 0 if len(pattern.needed) < _LONG else 1
    for slot in pattern.others:
        if slot.isdisjoint(places):
            lacking -= 1
            if lacking < 0:
                return False
    return True


def _least(pattern: _Pattern) -> int:
    count = len(pattern.needed)
    return count if count < _LONG else count - 1


def _choose(
    slot: frozenset[str],
    anchor: int,
    farthest: int,
    places: Mapping[str, Sequence[int]],
    chosen: dict[int, str],
) -> None:
    """Add the nearest word of the slot that is not chosen yet."""
    nearest = None
    for key in slot:
        for at in places.get(key, ()):
            distance = abs(at - anchor)
            if distance < farthest and at not in chosen:
                farthest = distance + 1
                nearest = min(nearest or (distance, at, key), (distance, at, key))
    if nearest is not None:
        _, at, key = nearest
        chosen[at] = key
