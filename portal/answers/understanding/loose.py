"""Phrases whose words stand near each other in any order: "døde sidste år hendes mand"."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from portal.answers.understanding.alike import phrase_key
from portal.answers.understanding.alternatives import Slot

_WIDEST_GAP = 3
"""So many other words may stand between the words of a phrase."""
_LONG = 4
"""A pattern of so many words may lack one."""

NOT = "<not>"
_EMERGENCY = "112"
_NEGATIONS = frozenset({"ikke", "ej", "aldrig", "ingen", "intet", "uden", "hverken", "ingenting"})
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
_EMPTY = frozenset(
    {"<owner>", "<subject>", "<object>", "en", "et", "den", "det", "de", "noget", "nogen", "at"}
    | {"alle", "alt", "hele", "andre", "anden", "andet", "mange", "sig", "have"}
)
"""They stand for anybody and anything, so they tell nothing; "have" is more often no garden."""


class _Pattern(NamedTuple):
    needed: tuple[frozenset[str], ...]
    welcome: tuple[frozenset[str], ...]
    number: int


def loose_key(word: str) -> str:
    """What a folded word counts as when the order does not matter."""
    if word.isdigit() and word != _EMERGENCY:
        return "<number>"
    return NOT if word in _NEGATIONS else phrase_key(word)


class LoosePhrases:
    """Phrases by the rarest of their words. Built once, then only read."""

    def __init__(self, phrases: Iterable[Sequence[Slot]], function: frozenset[str]) -> None:
        self._function = function
        patterns = [
            pattern
            for number, slots in enumerate(phrases)
            if (pattern := self._pattern(slots, number)) is not None
        ]
        frequency = Counter(key for p in patterns for slot in p.needed for key in slot)
        self._by_rarest: dict[str, list[_Pattern]] = {}
        for pattern in patterns:
            rarest = min(pattern.needed, key=lambda slot: sum(frequency[key] for key in slot))
            for key in rarest:
                self._by_rarest.setdefault(key, []).append(pattern)

    def find(self, words: Sequence[str | None]) -> Iterator[tuple[int, tuple[int, ...]]]:
        """The numbers of the phrases whose words stand near each other, and where they stand."""
        places: dict[str, list[int]] = {}
        for at, word in enumerate(words):
            if word is not None and word not in _EMPTY:
                places.setdefault(loose_key(word), []).append(at)
        for key in places.keys() & self._by_rarest.keys():
            for pattern in self._by_rarest[key]:
                if _may_be_there(pattern, places):
                    for anchor in places[key]:
                        found = _near(pattern, anchor, places)
                        if found:
                            yield pattern.number, found
                            break

    def _pattern(self, slots: Sequence[Slot], number: int) -> _Pattern | None:
        """The words that must and may be there; None for a phrase that needs its order."""
        needed: list[frozenset[str]] = []
        welcome: list[frozenset[str]] = []
        for slot in slots:
            counting = [word for word in slot if _counts(word, self._function)]
            if counting:
                keys = frozenset(map(loose_key, counting))
                is_needed = len(counting) == len(slot)
                (needed if is_needed else welcome).append(keys)
        some = [max(slot, key=lambda key: key not in _LIGHT) for slot in (*needed, *welcome)]
        if not needed or not _is_telling(some) or all(slot <= _LIGHT for slot in needed):
            return None
        return _Pattern(tuple(needed), tuple(welcome), number)


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
    for slot in pattern.needed:
        if slot.isdisjoint(places):
            lacking -= 1
            if lacking < 0:
                return False
    return True


def _least(pattern: _Pattern) -> int:
    count = len(pattern.needed)
    return count if count < _LONG else count - 1


def _near(
    pattern: _Pattern, anchor: int, places: Mapping[str, Sequence[int]]
) -> tuple[int, ...] | None:
    """The words of the pattern nearest to one of them, if they are near enough and tell enough."""
    farthest = len(pattern.needed) + _WIDEST_GAP
    chosen: dict[int, str] = {}
    for slot in pattern.needed:
        _choose(slot, anchor, farthest, places, chosen)
    lacking = len(pattern.needed) - len(chosen)
    if len(chosen) < _least(pattern):
        return None
    for slot in pattern.welcome:
        _choose(slot, anchor, farthest, places, chosen)
    if not _is_telling(chosen.values(), least=2 + lacking):
        return None
    positions = tuple(sorted(chosen))
    return positions if positions[-1] - positions[0] < len(positions) + _WIDEST_GAP else None


def _choose(
    slot: frozenset[str],
    anchor: int,
    farthest: int,
    places: Mapping[str, Sequence[int]],
    chosen: dict[int, str],
) -> None:
    """Add the nearest word of the slot that is not chosen yet."""
    near = [
        (abs(at - anchor), at, key)
        for key in slot
        if key in places
        for at in places[key]
        if abs(at - anchor) < farthest and at not in chosen
    ]
    if near:
        _, at, key = min(near)
        chosen[at] = key


def _is_telling(keys: Iterable[str], least: int = 2) -> bool:
    """Words with a meaning of their own, or one with a plain verb ("bor i telt")."""
    found = set(keys)
    telling = len(found - _LIGHT)
    return telling >= least or (telling == 1 and least == 2 and not found.isdisjoint(_LIGHT_VERBS))
