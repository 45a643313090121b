"""The clauses of a question: what its commas, full stops and the like part."""

from collections.abc import Sequence

from portal.text.tokens import Token

_CLAUSE_ENDS = frozenset(",.;:!?\n")
_IN_A_TIME = frozenset({".", ":"})
"""Between two numbers: "21.30"."""
_SHORTENED = frozenset({"kl", "ca", "d", "pt"})


class Clauses:
    """Tells of one question where its clauses begin and end."""

    def __init__(self, text: str, tokens: Sequence[Token]) -> None:
        self._text = text
        self._tokens = tokens

    def around(self, start: int, end: int) -> tuple[int, int]:
        """The first token and the one past the last (exclusive) of the clause around others."""
        while start > 0 and not self._ends(start - 1):
            start -= 1
        while end < len(self._tokens) and not self._ends(end - 1):
            end += 1
        return start, end

    def is_asked(self, end: int) -> bool:
        """True for a clause up to a token (exclusive) that a question mark ends."""
        after = self._tokens[end].start if end < len(self._tokens) else len(self._text)
        return "?" in self._text[self._tokens[end - 1].end : after]

    def _ends(self, at: int) -> bool:
        between = self._text[self._tokens[at].end : self._tokens[at + 1].start]
        if between in _IN_A_TIME or self._tokens[at].folded in _SHORTENED:
            return False
        return not _CLAUSE_ENDS.isdisjoint(between)
