"""Hours without "kl" right behind a day: "Horsens fredag 9"."""

from collections.abc import Sequence
from datetime import date

from portal.answers.understanding import days
from portal.answers.understanding.time_numbers import Found
from portal.answers.understanding.time_words import TimeWord
from portal.hours.words import WEEKDAYS
from portal.text.folding import fold
from portal.text.tokens import Token

_WEEKDAYS = {fold(name): number for number, name in enumerate(WEEKDAYS)}
_PARTS = frozenset({"formiddag", "eftermiddag", "aften"})
_TOMORROW = frozenset({"imorgen", "overmorgen"})
_EARLIEST, _LATEST = 6, 23
_ENDS = frozenset(",;!?\n")


def find_bare_hour(text: str, tokens: Sequence[Token], at: int, today: date) -> Found | None:
    """The hour at a token, in a clause that ends with it.

    A number before other words counts something ("lørdag 3 gange"), and one that is also the date
    of such a weekday may be the date: "onsdag 9" where 9 December is a Wednesday.
    """
    word = tokens[at].folded
    if not at or len(word) > 2 or not word.isdigit() or not _EARLIEST <= int(word) <= _LATEST:
        return None
    rest = text[tokens[at].end : tokens[at + 1].start if at + 1 < len(tokens) else None].strip()
    is_last = rest in _ENDS or not (rest or at + 1 < len(tokens))
    is_apart = text[tokens[at - 1].end : tokens[at].start] == " "
    before = [token.folded for token in tokens[max(0, at - 2) : at]]
    if not (is_last and is_apart and _is_day(before)) or _may_be_date(before, int(word), today):
        return None
    return Found(at + 1, TimeWord(clock=int(word) * 60))


def _is_day(before: Sequence[str]) -> bool:
    if before[-1] in _WEEKDAYS or before[-1] in _TOMORROW or before == ["i", "morgen"]:
        return True
    return before[-1] in _PARTS and (before[0] in _WEEKDAYS or before[0] == "morgen")


def _may_be_date(before: Sequence[str], number: int, today: date) -> bool:
    weekday = next((_WEEKDAYS[word] for word in before if word in _WEEKDAYS), None)
    named = next(days.day_of_month(number)(today), None)
    return named is not None and named.weekday() == weekday
