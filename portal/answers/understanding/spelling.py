"""The known words nearest to a mistyped one."""

from collections.abc import Iterable

from rapidfuzz import process
from rapidfuzz.distance import OSA


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
