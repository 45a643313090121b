"""The known words nearest to a mistyped one."""

import re
from collections.abc import Iterable

from rapidfuzz import process
from rapidfuzz.distance import OSA

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
    """Folded words by length, so that a question is compared with few of them.

    While they are compared, "ae" is the one letter that people type.
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._by_length: dict[int, list[str]] = {}
        for word in sorted({_as_typed(word) for word in words}):
            self._by_length.setdefault(len(word), []).append(word)

    def nearest(self, word: str, farthest: int) -> tuple[int, tuple[str, ...]]:
        """The smallest distance up to `farthest`, and all words at it.

        A swap of neighbours, a letter too many, too few or wrong counts one (optimal string
        alignment). Gives (farthest + 1, ()) when no word is near enough.
        """
        word = _as_typed(word)
        best = farthest + 1
        found: list[str] = []
        for difference in sorted(range(-farthest, farthest + 1), key=abs):
            choices = self._by_length.get(len(word) + difference)
            limit = min(best, farthest)
            if choices is None or abs(difference) > limit:
                continue
            for choice, distance, _ in process.extract(
                word, choices, scorer=OSA.distance, score_cutoff=limit, limit=None
            ):
                if distance < best:
                    best, found = distance, []
                if distance == best:
                    found.append(choice)
        return best, tuple(choice.replace("æ", "ae") for choice in found)


def _as_typed(folded: str) -> str:
    return folded.replace("ae", "æ")


class LetterRows:
    """Which rows of three letters known words have; a word with another row is mistyped."""

    def __init__(self, words: Iterable[str]) -> None:
        self._known = frozenset(row for word in words for row in _rows_of_three(word))

    def may_be_word(self, word: str) -> bool:
        """True for a word that looks like a Danish one: "bamse", but not "alkohl"."""
        return all(row in self._known for row in _rows_of_three(word))


def sound_of(folded: str) -> str:
    """A word as it sounds, for those who write it so: "skitsofren", "vanvitig", "jælp"."""
    for pattern, sound in _SOUNDS:
        folded = pattern.sub(sound, folded)
    return folded


def _rows_of_three(word: str) -> list[str]:
    marked = f"^{word}$"
    return [marked[at : at + 3] for at in range(len(marked) - 2)]
