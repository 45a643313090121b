"""Clock times, dates and spans of time in a question: "kl 21.30", "den 24. december", "om 2 timer".

Some things look alike and are none: amounts ("21.50 kr"), halves ("1/2 flaske"), round the clock
("24/7"), ages ("den 85 årige") and telephone numbers ("86.10.12.26"). A day and month with nothing
but a dot between them may be a clock time too: see :meth:`Numbers._is_bare_date`.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from portal.answers.understanding import days
from portal.answers.understanding.time_words import PARTS_AFTER_A_DAY, PAST, TimeWord
from portal.hours.words import MONTHS, WEEKDAYS
from portal.text.folding import fold
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
_NUMBER_WORDS = {word: number for number, word in enumerate(_NUMBERS)}
_NUMBER_WORDS |= {"et": 1, "fjorten": 14}
_MONTHS = {name: number for number, name in enumerate(MONTHS, 1)}
_SHORT_MONTHS = {"jan": 1, "feb": 2, "apr": 4, "jun": 6, "aug": 8, "sep": 9, "sept": 9}
_SHORT_MONTHS |= {"okt": 10, "nov": 11, "dec": 12}
_CLOCK_WORDS = frozenset({"kl", "klokken"})
_ABOUT = frozenset({"ca", "cirka", "omkring", "over", "efter"})
_BEFORE_CLOCK = frozenset({"efter", "fra", "ved", "omkring", "inden", "for", "ca"})
_AMOUNTS = frozenset({"kr", "kroner", "mg", "g", "ml", "promille", "timer", "gange", "km"})
_AMOUNTS |= {"kg", "kilo", "l", "liter", "cm", "m", "meter", "procent", "pct", "grader", "stk"}
_AGES = frozenset({"ar", "ars", "arig", "arige", "aring"})
_WEEKDAYS = frozenset(map(fold, WEEKDAYS))
_DATE_WORDS = frozenset({"den", "d"})
_DATE_GAPS = frozenset({"/", ".", "-", ". "})
_YEAR_GAPS = frozenset({" ", "/", ".", "-", ". "})
_SHORT_YEAR_GAPS = frozenset({(".", "."), ("/", "/"), ("/", "-"), (".", ".-")})
"""What stands after the day and after the month of "3.12.26" and "3/12-26"."""
_INTO_A_RANGE = frozenset({"/", "-", ":"})
"""After what looks like a year and is none: "24/12-26/12", "3.12.20:00"."""
_BESIDE_THE_HOUR = {("halv",): -30, ("kvart", "over"): 15, ("kvart", "i"): -15}
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

    def __init__(self, text: str, tokens: Sequence[Token], today: date) -> None:
        self._text = text
        self._today = today
        self._tokens = tokens
        self._words = [token.folded for token in tokens]

    def find(self, at: int) -> Found | None:
        """The time that begins at a token."""
        if self._word(at).isdigit() and at and self._is_joined(at - 1):
            return None
        return self._later(at) or self._date(at) or self._clock(at) or self._hour_or_so(at)

    def _clock(self, at: int) -> Found | None:
        """ "kl 21", "efter klokken halv ni", "21:30"; with two digits before it "21.30" too."""
        start = at + 1 if self._word(at) in _BEFORE_CLOCK else at
        if self._word(start) not in _CLOCK_WORDS:
            return self._bare_clock(at) or self._spoken_minutes(at)
        start += 1
        if self._word(start) in _ABOUT:
            start += 1
        if self._word(start).isdigit():
            return self._hours_and_minutes(start)
        return self._spoken_minutes(start, 1) or self._spoken_hour(start)

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
        hour = self._number(at)
        return None if hour is None else _clock_found(at + 1, hour, 0)

    def _spoken_minutes(self, at: int, earliest: int = 2) -> Found | None:
        """ "halv ni", "kvart over fem"; without "kl" a "halv en" may be half of one."""
        for words, minutes in _BESIDE_THE_HOUR.items():
            start = at + len(words)
            hour = self._number(start)
            if tuple(self._words[at:start]) == words and hour is not None:
                if hour < earliest or hour > 12 or self._word(start + 1) in _AMOUNTS:
                    return None
                return _clock_found(start + 1, *divmod(60 * hour + minutes, 60))
        return None

    def _bare_clock(self, at: int) -> Found | None:
        is_written = self._between(at) == ":" or (
            self._between(at) == "." and len(self._word(at)) == 2
        )
        if not is_written or self._word(at + 2) in _AMOUNTS or len(self._word(at)) > 2:
            return None
        if self._is_joined(at + 1):
            return None
        found = self._hours_and_minutes(at)
        return found if found is not None and found.end == at + 2 else None

    def _hour_or_so(self, at: int) -> Found | None:
        """ "ved 21-tiden"."""
        if self._word(at) not in {"ved", "omkring"}:
            return None
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
        if self._between(at) not in _DATE_GAPS or not word.isdigit() or len(word) > 2:
            return None
        is_slashed = self._between(at) == "/" and (day, int(word)) not in _FRACTIONS
        if not (is_named or is_slashed or self._has_year(at) or self._is_bare_date(at)):
            return None
        return self._with_year(at + 2, int(word), day)

    def _has_year(self, at: int) -> bool:
        """True for a day and month before a year; "10-12 2026" may be from 10 to 12."""
        is_range = self._between(at) == "-" != self._between(at + 1)
        return not is_range and self._year(at + 2) is not None

    def _is_bare_date(self, at: int) -> bool:
        """True for "24.12", which is no clock time, "3.12 kl 20" and "mandag 3.12"."""
        day, month = self._word(at), self._word(at + 1)
        before = self._word(at - 1) if at else ""
        is_number = self._word(at + 2) in _AMOUNTS or self._is_joined(at + 1)
        if is_number or before in _CLOCK_WORDS or self._between(at) not in (".", ". "):
            return False
        has_clock = self._word(at + 2) in _CLOCK_WORDS or self._between(at + 2) == ":"
        if has_clock and not self._between(at + 1).strip(" ."):
            return True
        if self._between(at) == ". ":
            return False
        is_no_clock = len(month) == 2 and _clock_found(at, int(day), int(month)) is None
        return is_no_clock or (len(day) == 1 and before in _WEEKDAYS)

    def _year(self, at: int) -> int | None:
        """A year in four digits, or in two when it stands as in "3.12.26" or "3/12-26"."""
        year, gap = self._word(at), self._between(at - 1)
        if len(year) == 4 and year.startswith(("19", "20")) and gap in _YEAR_GAPS:
            return int(year) if year.isdigit() else None
        is_short = len(year) == 2 and year.isdigit() and self._word(at + 1) not in _AMOUNTS
        if not is_short or (self._between(at - 2), gap) not in _SHORT_YEAR_GAPS:
            return None
        if self._is_joined(at) or self._between(at) in _INTO_A_RANGE:
            return None
        # Who was born on 3.12.45 was not born in the years to come.
        is_near = int(year) <= self._today.year % 100 + 1
        return (2000 if is_near else 1900) + int(year)

    def _with_year(self, at: int, month: int, day: int) -> Found | None:
        year = self._year(at)
        try:
            exact = date(year or 2024, month, day)  # 2024 has a 29 February
        except ValueError:
            return None
        if year is None:
            return Found(at, TimeWord(days.day_of_year(month, day), is_date=True))
        if exact < self._today:
            return Found(at + 1, PAST)
        return Found(at + 1, TimeWord(days.exact_date(exact), is_date=True))

    def _day_alone(self, at: int, day: int, is_named: bool) -> Found | None:
        """ "den 24." at the end or before a clock time, "mandag den 30.", "d. 30": the next one."""
        after = self._word(at + 1)
        if not (is_named and 1 <= day <= 31):
            return None
        is_followed = after in _CLOCK_WORDS or (after,) in PARTS_AFTER_A_DAY
        is_last = not after and self._text[self._tokens[at].end :].startswith(".")
        is_certain = is_followed or is_last
        if not is_certain and not self._is_day_of_month(at):
            return None
        meaning = days.day_of_month(day)
        return Found(at + 1, TimeWord(meaning, is_date=True, is_loose=not is_certain))

    def _is_day_of_month(self, at: int) -> bool:
        """True after "d." or a weekday, where no age, amount or (wrong) month follows."""
        after = self._word(at + 1)
        if after in _AGES | _AMOUNTS | _MONTHS.keys() | _SHORT_MONTHS.keys():
            return False
        if after.isdigit() and self._between(at) in _DATE_GAPS:
            return False
        is_short = self._word(at - 1) == "d" and self._between(at - 1).startswith(".")
        return is_short or (at >= 2 and self._word(at - 2) in _WEEKDAYS)

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

    def _is_joined(self, at: int) -> bool:
        """True for a number with nothing but a dot before the next one."""
        return (
            self._between(at) == "." and self._word(at).isdigit() and self._word(at + 1).isdigit()
        )

    def _between(self, at: int) -> str:
        """What stands between a token and the next."""
        if at + 1 >= len(self._tokens):
            return ""
        return self._text[self._tokens[at].end : self._tokens[at + 1].start]


def _clock_found(end: int, hour: int, minute: int) -> Found | None:
    if not ((0 <= hour < 24 and minute < 60) or (hour, minute) == (24, 0)):
        return None
    return Found(end, TimeWord(clock=hour * 60 + minute))
