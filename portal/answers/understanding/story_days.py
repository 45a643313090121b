"""Days that are only part of the story: "får løn på mandag", "lægen har lukket til tirsdag".

Such a day tells when something else happens; help is asked for now. The rule looks at the words
right before the day in its clause, the nearest first:

1. "først", "før", and "til" or "fra" behind a wait or an absence ("venter", "ferie", "lukket") make
   it part of the story, whichever day it is; not where the person comes home (:data:`_HOME`).
2. So does an event of :data:`_EVENTS`, an appointment that somebody has, pay that somebody gets,
   and a helper who comes. Not where the person comes home or sleeps (:data:`_OWN`), not where the
   clause asks for something (:data:`_ASKING`), and not today: "flytter i aften".
3. "nu" that ends a clause, or "lige nu", makes all days but today part of the story.

In doubt a day sets the moment.
"""

import re
from collections.abc import Sequence

from portal.answers.understanding.clauses import Clauses
from portal.text.tokens import Token

_NEAR = 5
_BEFORE = frozenset({"før", "foer", "førend"})
"""As they are typed: folded, "før" is "for" too."""
_NONE = frozenset({"ikke", "ingen"})
_LINKS = frozenset({"til", "indtil", "fra"})
_ABSENCE = re.compile(
    r"(?:\w*ferie|lukket|vent|vente|venter|ventet|orlov|barsel|kursus|bortrejst|sygemeldt)"
)
_EVENTS = frozenset(
    {"fylder", "flytter", "flytte", "lukker", "abner", "mister", "miste", "udlober"}
)
_OPENING = frozenset({"lukker", "abner"})
"""A clause that begins with them asks: "åbner varmestuen kl 16"."""
_APPOINTMENTS = frozenset({"mode", "aftale", "samtale", "tid", "laegetid"})
_PAY = frozenset({"lon", "penge", "pension", "kontanthjaelp", "su", "udbetalt"})
_HELPERS = re.compile(
    r"\w*(?:hjaelp|hjaelper|pleje|plejerske|visitator|laege|person|behandler|radgiver|foged|penge"
    r"|lon|pension|terapeut|psykolog|vikar|nabo)(?:e?n|e?ne)?"
)
_TO_THE_STREET = frozenset({"kommer", "ryger", "havner", "ender", "ud"})
_COMING = frozenset({"kommer", "kommer igen", "kommer forbi", "kommer pa besog"})
_HOME = frozenset({"hjem", "udskrives", "udskrevet", "udskrivning", "indlaegges", "loslades"})
_OWN = _HOME | {*("sove", "sover", "overnatte", "overnatning"), *("herberg", "herberget")}
_NEEDING = frozenset({"brug", "bruge", "behov", "mangler", "soger", "onsker"})
_ASKING = _NEEDING | {
    *("hvor", "hvem", "hvad", "hvornar", "hvordan", "hvilke", "hvilken", "hvilket")
}


class Story:
    """Tells of one question which of its days are part of the story only."""

    def __init__(self, text: str, tokens: Sequence[Token]) -> None:
        self._clauses = Clauses(text, tokens)
        self._words = [token.folded for token in tokens]
        self._typed = [token.raw.casefold() for token in tokens]

    def has(self, start: int, end: int, *, is_today: bool) -> bool:
        """True when the day or hour at those tokens (`end` is exclusive) is part of the story."""
        first, last = self._clauses.around(start, end)
        before = self._words[first:start]
        if self._is_delayed(first, start):
            return True
        if is_today or self._clauses.is_asked(last) or not _ASKING.isdisjoint(before):
            return False
        return _tells_of_an_event(before)

    def _is_delayed(self, first: int, start: int) -> bool:
        """True behind "først" and "før", and for "ferie til mandag"; `first` begins the clause."""
        before = self._words[first:start]
        if not _HOME.isdisjoint(before[-_NEAR:]):
            return False
        if before and self._typed[start - 1] in _BEFORE:
            return True
        if "forst" in before[-_NEAR:]:
            return _NEEDING.isdisjoint(before)
        if self._typed[start] in _BEFORE:
            return not _NONE.isdisjoint(before)
        is_linked = not _LINKS.isdisjoint([*before[-1:], self._words[start]])
        return is_linked and any(map(_ABSENCE.fullmatch, before[-_NEAR:]))

    def speaks_for_now(self, start: int, end: int) -> bool:
        """True for "lige nu", and for a "nu" that ends a clause which asks nothing."""
        first, last = self._clauses.around(start, end)
        if not _ASKING.isdisjoint(self._words[first:start]):
            return False
        return end - start > 1 or (first < start and end == last)


def _tells_of_an_event(before: Sequence[str]) -> bool:
    """True when an event stands nearer to the day than what the person does."""
    for at in range(len(before) - 1, max(-1, len(before) - 1 - _NEAR), -1):
        if before[at] in _OWN:
            return False
        if at == 0 and before[at] in _OPENING:
            return False
        if before[at] in _EVENTS or _is_due(before, at) or _is_coming(before, at):
            return True
    return False


def _is_due(before: Sequence[str], at: int) -> bool:
    """True for "får sin løn", "har en aftale" and "kommer på gaden"."""
    shortly_before = before[max(0, at - 2) : at]
    if before[at] == "gaden":
        return not _TO_THE_STREET.isdisjoint(shortly_before)
    if before[at] in _PAY:
        return "far" in shortly_before
    return before[at] in _APPOINTMENTS and "har" in shortly_before


def _is_coming(before: Sequence[str], at: int) -> bool:
    """True for "visitator kommer", with nothing that says where to."""
    is_helper = at > 0 and _HELPERS.fullmatch(before[at - 1]) is not None
    return is_helper and " ".join(before[at:]).removesuffix(" pa") in _COMING
