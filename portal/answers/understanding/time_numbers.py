"""Clock times, dates and spans of time in a question: "kl 21.30", "den 24. december", "om 2 timer".

Four things look alike and are none: amounts ("21.50 kr"), halves ("1/2 flaske"), round the clock
("24/7") and ages ("den 85 årige").
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from portal.answers.understanding import days
from portal.answers.understanding.time_words import PARTS_AFTER_A_DAY, TimeWord
from portal.hours.words import MONTHS
from portal.text.tokens import Token

_NUMBERS = (
    "nul",
    "en",
    "to",
    "tre",
    "fire",
    "fem",
    "seks",
    "syv",
    "otte",
    "ni",
    "ti",
    "elleve",
    "tolv",
)
_NUMBER_WORDS = {word: number for number, word in enumerate(_NUMBERS)} | {"et": 1}
_MONTHS = {name: number for number, name in enumerate(MONTHS, 1)}
_SHORT_MONTHS = {"jan": 1, "feb": 2, "apr": 4, "jun": 6, "aug": 8, "sep": 9, "sept": 9}
_SHORT_MONTHS |= {"okt": 10, "nov": 11, "dec": 12}
_CLOCK_WORDS = frozenset({"kl", "klokken"})
_ABOUT = frozenset({"ca", "cirka", "omkring", "over", "efter"})
_BEFORE_CLOCK = frozenset({"efter", "fra", "ved", "omkring", "inden", "for", "ca"})
_AMOUNTS = frozenset({"kr", "kroner", "mg", "g", "ml", "promille", "timer", "gange", "km"})
_DATE_WORDS = frozenset({"den", "d"})
_FRACTIONS = frozenset({(1, 2), (1, 3), (1, 4), (3, 4), (24, 7)})
_UNITS = {
    "minut": timedelta(minutes=1),
    "minutter": timedelta(minutes=1),
    "min": timedelta(minutes=1),
    "kvarter": timedelta(minutes=15),
    "time": timedelta(hours=1),
    "timer": timedelta(hours=1),
    "timers": timedelta(hours=1),
    "t": timedelta(hours=1),
    "dogn": timedelta(days=1),
    "dag": timedelta(days=1),
    "dage": timedelta(days=1),
    "uge": timedelta(weeks=1),
    "uger": timedelta(weeks=1),
}


class Found(NamedTuple):
    """A time in tokens from where it was looked for up to `end`, exclusive."""

    end: int
    meaning: TimeWord


class Numbers:
    """Reads the numbers of one question."""

    def __init__(self, text: str, tokens: Sequence[Token]) -> None:
        self._text = text
        self._tokens = tokens
        self._words = [token.folded for token in tokens]

    def find(self, at: int) -> Found | None:
        """The time that begins at a token."""
        return self._later(at) or self._date(at) or self._clock(at) or self._hour_or_so(at)

    def _clock(self, at: int) -> Found | None:
        """ "kl 21", "efter klokken halv ni", "21:30"; with two digits before it "21.30" too."""
        start = at + 1 if self._word(at) in _BEFORE_CLOCK else at
        if self._word(start) not in _CLOCK_WORDS:
            return self._bare_clock(at)
        start += 1
        if self._word(start) in _ABOUT:
            start += 1
        return self._hours_and_minutes(start) or self._spoken_hour(start)

    def _hours_and_minutes(self, at: int) -> Found | None:
        word = self._word(at)
        if not word.isdigit():
            return None
        if len(word) in (3, 4):
            return _clock_found(at + 1, int(word[:-2]), int(word[-2:]))
        if self._between(at) in (".", ":") and len(self._word(at + 1)) == 2:
            minutes = self._word(at + 1)
            if minutes.isdigit():
                return _clock_found(at + 2, int(word), int(minutes))
        return _clock_found(at + 1, int(word), 0)

    def _spoken_hour(self, at: int) -> Found | None:
        """ "ni", "halv ni"."""
        is_half = self._word(at) == "halv"
        hour = self._number(at + is_half)
        if hour is None:
            return None
        return _clock_found(at + is_half + 1, hour - is_half, 30 * is_half)

    def _bare_clock(self, at: int) -> Found | None:
        is_written = self._between(at) == ":" or (
            self._between(at) == "." and len(self._word(at)) == 2
        )
        if not is_written or self._word(at + 2) in _AMOUNTS or len(self._word(at)) > 2:
            return None
        found = self._hours_and_minutes(at)
        return found if found is not None and found.end == at + 2 else None

    def _hour_or_so(self, at: int) -> Found | None:
        """ "ved 21-tiden", "ved midnat"."""
        if self._word(at) not in {"ved", "omkring"}:
            return None
        if self._word(at + 1) == "midnat":
            return _clock_found(at + 2, 24, 0)
        hour = self._number(at + 1)
        return _clock_found(at + 3, hour, 0) if hour and self._word(at + 2) == "tiden" else None

    def _date(self, at: int) -> Found | None:
        """ "24. december", "24/12", "24.12.2026", and after "den" also "den 24.", "den 24.12"."""
        is_named = self._word(at) in _DATE_WORDS
        start = at + is_named
        if not self._word(start).isdigit() or len(self._word(start)) > 2:
            return None
        day = int(self._word(start))
        return self._date_with_month(start, day, is_named) or self._day_alone(start, day, is_named)

    def _date_with_month(self, at: int, day: int, is_named: bool) -> Found | None:
        word, has_dot = self._word(at + 1), self._between(at).startswith(".")
        month = _MONTHS.get(word)
        if month is None and (is_named or has_dot):
            month = _SHORT_MONTHS.get(word)
        if month is not None:
            return self._with_year(at + 2, month, day)
        if self._between(at) not in ("/", ".", "-") or not word.isdigit() or len(word) > 2:
            return None
        has_year = self._between(at + 1) == self._between(at) and len(self._word(at + 2)) == 4
        is_slashed = self._between(at) == "/" and (day, int(word)) not in _FRACTIONS
        if not (is_named or has_year or is_slashed):
            return None
        return self._with_year(at + 2, int(word), day)

    def _with_year(self, at: int, month: int, day: int) -> Found | None:
        year, is_year = self._word(at), False
        if len(year) == 4 and year.isdigit():
            is_year = year.startswith("20") and self._between(at - 1) in (" ", "/", ".", "-", ". ")
        try:
            exact = date(int(year) if is_year else 2024, month, day)  # 2024 has a 29 February
        except ValueError:
            return None
        meaning = days.exact_date(exact) if is_year else days.day_of_year(month, day)
        return Found(at + is_year, TimeWord(meaning, is_date=True))

    def _day_alone(self, at: int, day: int, is_named: bool) -> Found | None:
        """ "den 24." at the end or before a clock time: the next such day of a month."""
        after = self._word(at + 1)
        is_followed = after in _CLOCK_WORDS or (after,) in PARTS_AFTER_A_DAY
        is_last = not after and self._text[self._tokens[at].end :].startswith(".")
        if not (is_named and 1 <= day <= 31 and (is_followed or is_last)):
            return None
        return Found(at + 1, TimeWord(days.day_of_month(day), is_date=True))

    def _later(self, at: int) -> Found | None:
        """ "om en time", "om en halv time", "om 2 timer", "om tre dage"."""
        if self._word(at) != "om":
            return None
        if self._word(at + 1) in {"halvanden", "halvandet"} and self._word(at + 2) == "time":
            return Found(at + 3, TimeWord(later=timedelta(minutes=90)))
        count, start = self._number(at + 1), at + 2
        is_half = self._word(start) == "halv"
        unit = _UNITS.get(self._word(start + is_half))
        if count is None or unit is None or count > 99:
            return None
        later = unit * count / (2 if is_half else 1)
        end = start + is_half + 1
        end += self._word(end) == "tid"
        if unit < timedelta(days=1):
            return Found(end, TimeWord(later=later))
        return Found(end, TimeWord(days.in_days(later.days), is_date=True))

    def _number(self, at: int) -> int | None:
        word = self._word(at)
        if word.isdigit() and len(word) <= 2:
            return int(word)
        return _NUMBER_WORDS.get(word)

    def _word(self, at: int) -> str:
        return self._words[at] if at < len(self._words) else ""

    def _between(self, at: int) -> str:
        """What stands between a token and the next."""
        if at + 1 >= len(self._tokens):
            return ""
        return self._text[self._tokens[at].end : self._tokens[at + 1].start]


def _clock_found(end: int, hour: int, minute: int) -> Found | None:
    if not ((0 <= hour < 24 and minute < 60) or (hour, minute) == (24, 0)):
        return None
    return Found(end, TimeWord(clock=hour * 60 + minute))
