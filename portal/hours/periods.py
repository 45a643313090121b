"""Dates in typed text: "24. december", "1. juli-15. august", "24/12 2026", "juleaftensdag".

A date with a year is dated, without one it comes back every year.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date

from portal.hours.model import LEAP_YEAR, DatedException, Period, YearlyException
from portal.hours.words import MONTHS

_MONTH = rf"(?:(?P<month>{'|'.join(MONTHS)}|sept|{'|'.join(m[:3] for m in MONTHS)})(?!\w)\.?)"
_YEAR = r"(?P<year>20\d\d)(?![\d.:])"
_DAY = r"(?P<day>\d{1,2})"
_SINGLE = tuple(
    re.compile(rf"(?:den\s+|d\.\s*)?{pattern}")
    for pattern in (
        r"(?P<year>20\d\d)-(?P<number>\d\d)-(?P<day>\d\d)(?!\d)",
        rf"{_DAY}\.(?P<number>\d{{1,2}})\.{_YEAR}",
        rf"{_DAY}/(?P<number>\d{{1,2}})(?!\d)(?:[-/\s]\s?{_YEAR})?",
        rf"{_DAY}\.?\s*{_MONTH}(?:\s+{_YEAR})?",
    )
)
_FIRST_OF_TWO = re.compile(r"(?:den\s+|d\.\s*)?(?P<day>\d{1,2})\.?\s*(?:-|til)\s*")
_WHOLE_MONTH = re.compile(rf"{_MONTH}(?:\s+{_YEAR})?")
_TO = re.compile(r"\s*(?:-|til og med|til)\s*")
_NAMED = {
    r"lille juleaften(?:sdag)?": (12, 23, 12, 23),
    r"juleaften(?:sdag)?": (12, 24, 12, 24),
    r"(?:1\.|første) juledag|juledag": (12, 25, 12, 25),
    r"(?:2\.|anden) juledag": (12, 26, 12, 26),
    r"(?:mellem|imellem) jul og nytår": (12, 27, 12, 30),
    r"nytårsaften(?:sdag)?": (12, 31, 12, 31),
    r"nytårsdag": (1, 1, 1, 1),
    r"grundlovsdag": (6, 5, 6, 5),
}


@dataclass(frozen=True)
class _Day:
    month: int
    day: int
    year: int | None


class ImpossibleDateError(ValueError):
    """A date that does not exist."""

    def __init__(self, end: int) -> None:
        self.end = end
        super().__init__("den dato findes ikke. Skriv for eksempel »1. juli-15. august«.")


def match_period(text: str, begin: int) -> tuple[int, Period] | None:
    """Where the dates at `begin` end, and the days as an exception that is closed.

    ImpossibleDateError when a day does not exist or the last one comes before the first.
    """
    for pattern, (from_month, from_day, to_month, to_day) in _NAMED.items():
        if match := re.compile(rf"(?:{pattern})(?!\w)").match(text, begin):
            return match.end(), YearlyException((from_month, from_day), (to_month, to_day), ())
    found = _match_two(text, begin)
    if found is None:
        return None
    end, first, last = found
    try:
        return end, _period(first, last)
    except ValueError as error:
        raise ImpossibleDateError(end) from error


def _match_two(text: str, begin: int) -> tuple[int, _Day, _Day] | None:
    """First and last day: "1.-15. juli", "1. juli-15. august", "juli", "24. december"."""
    start = _FIRST_OF_TWO.match(text, begin)
    shared = _match_day(text, start.end()) if start else None
    if start and shared and shared[2]:
        end, last, _ = shared
        return end, _Day(last.month, int(start["day"]), last.year), last
    first = _match_day(text, begin)
    if first is None:
        return _match_months(text, begin)
    to = _TO.match(text, first[0])
    second = _match_day(text, to.end()) if to else None
    return (second[0], first[1], second[1]) if second else (first[0], first[1], first[1])


def _match_day(text: str, begin: int) -> tuple[int, _Day, bool] | None:
    """End, day, and whether the month was written as a word."""
    for pattern in _SINGLE:
        if match := pattern.match(text, begin):
            groups = match.groupdict()
            word = groups.get("month")
            month = _month_number(word) if word else int(groups["number"])
            year = int(groups["year"]) if groups["year"] else None
            return match.end(), _Day(month, int(groups["day"]), year), word is not None
    return None


def _match_months(text: str, begin: int) -> tuple[int, _Day, _Day] | None:
    """ "juli", "juni-august", "juli 2026"."""
    first = _WHOLE_MONTH.match(text, begin)
    if first is None:
        return None
    to = _TO.match(text, first.end())
    last = (_WHOLE_MONTH.match(text, to.end()) if to else None) or first
    years = [int(match["year"]) if match["year"] else None for match in (first, last)]
    month = _month_number(last["month"])
    last_day = calendar.monthrange(years[1] or LEAP_YEAR, month)[1]
    from_day = _Day(_month_number(first["month"]), 1, years[0])
    return last.end(), from_day, _Day(month, last_day, years[1])


def _month_number(word: str) -> int:
    return next(i for i, name in enumerate(MONTHS, start=1) if name.startswith(word))


def _period(first: _Day, last: _Day) -> Period:
    """A year written once holds for both ends, so that the days follow each other."""
    if first.year is None and last.year is None:
        return YearlyException((first.month, first.day), (last.month, last.day), ())
    passes_new_year = (first.month, first.day) > (last.month, last.day)
    if last.year is None:
        first_year = first.year or 0
        last_year = first_year + passes_new_year
    else:
        last_year = last.year
        first_year = first.year or last_year - passes_new_year
    from_on = date(first_year, first.month, first.day)
    return DatedException(from_on, date(last_year, last.month, last.day), ())
