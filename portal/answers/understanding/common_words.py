"""Ordinary words: they explain nothing, and are never mistyped places."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from portal.answers.understanding.homographs import word_key
from portal.text.stems import stem
from portal.text.tokens import tokenize

_ENDINGS = ("e", "n", "r", "s", "t")


@dataclass(frozen=True)
class CommonWords:
    """Folded word lists; `spellings` keeps the words as they are written."""

    function: frozenset[str] = frozenset()
    determiners: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    """All of them, folded."""
    stems: frozenset[str] = frozenset()
    spellings: frozenset[str] = frozenset()

    @classmethod
    def from_file(cls, path: Path) -> "CommonWords":
        """Read sections of words: `[function]`, `[determiner]` and any others; # starts a comment.

        Raises OSError when there is no such file.
        """
        sections: dict[str, set[str]] = {"": set()}
        current = ""
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("["):
                current = line.strip("[] ")
            elif not line.startswith("#"):
                sections.setdefault(current, set()).update(line.casefold().split())
        spellings = frozenset().union(*sections.values())
        words = _keys(spellings)
        return cls(
            function=_keys(sections.get("function", ())),
            determiners=_keys(sections.get("determiner", ())),
            words=words,
            stems=frozenset(stem(word) for word in words if len(word) > 3),
            spellings=spellings,
        )

    def contains(self, folded: str) -> bool:
        """True for an ordinary word or an inflection of one."""
        if folded in self.words:
            return True
        is_inflected = len(folded) > 3 and folded.endswith(_ENDINGS)
        return is_inflected and stem(folded) in self.stems


def _keys(words: Iterable[str]) -> frozenset[str]:
    return frozenset(word_key(token) for word in words for token in tokenize(word))
