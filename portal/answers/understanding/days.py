"""Which dates a word for a day may mean, and when the parts of a day are.

What a time word gives, beside a `now` (the first that is not past counts):

| Words | Moment |
|---|---|
| nu, lige nu | now |
| morgen, tidlig | 8.00 (5 to 10) |
| formiddag | 10.00 (9 to 12) |
| middag | 12.00 (11 to 14) |
| eftermiddag | 14.00 (12 to 18) |
| aften | 19.00 (17 to 24) |
| nat | 2.00 of the day after (22 to 5); "natten til søndag" is 2.00 on Sunday |
| a day alone | 10.00 |
| juleaften, nytårsaften | 19.00 |
| lørdag | today if it is Saturday and not too late, otherwise the next one |
| på lørdag, kommende lørdag | the next one after today |
| næste lørdag | the one in next week (weeks begin on Monday) |
| på lørdag om en uge | a week after the next one after today |
| d. 30, mandag den 30. | the next date with that day of the month, today too |
| weekenden | Saturday, or now when it is weekend |
| efter weekenden | the next Monday after today |
| julen, påsken, pinsen | the first of the holidays, or now when they run |
| kl. 9, no day | today; tomorrow when that is past |
| midnat, kl. 24, kl. 12 om natten | the midnight that ends the day |
| om 2 timer, om 3 dage | so much later; days and weeks at 10.00 |

While a part of a day runs, the moment is now, or its clock time when that is later.
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from typing import NamedTuple

from portal.hours.holidays import holiday_name

Days = Callable[[date], Iterator[date]]
"""From today to the dates that may be meant, the earliest first."""

_DAYS_AHEAD = 400


class DayPart(NamedTuple):
    """A part of the day in minutes after its midnight: first, the one that is meant, end."""

    begins: int
    usual: int
    ends: int


MORNING = DayPart(5 * 60, 8 * 60, 10 * 60)
FORENOON = DayPart(9 * 60, 10 * 60, 12 * 60)
NOON = DayPart(11 * 60, 12 * 60, 14 * 60)
AFTERNOON = DayPart(12 * 60, 14 * 60, 18 * 60)
EVENING = DayPart(17 * 60, 19 * 60, 24 * 60)
NIGHT = DayPart(22 * 60, 26 * 60, 29 * 60)
WHOLE_DAY = DayPart(0, 10 * 60, 24 * 60)


def in_days(count: int) -> Days:
    """So many days from today."""
    return partial(_in_days, count)


def weekday(number: int) -> Days:
    """Today or later; Monday is 0."""
    return partial(_weekday, number, 0)


def coming_weekday(number: int) -> Days:
    """After today."""
    return partial(_weekday, number, 1)


def weekday_of_next_week(number: int) -> Days:
    """In the week that begins on the next Monday."""
    return partial(_weekday_of_next_week, number)


def day_of_year(month: int, day: int, count: int = 1) -> Days:
    """A date of every year, the first of `count` days, any of which may be meant."""
    return partial(_yearly, lambda first: (first.month, first.day) == (month, day), count)


def day_of_month(day: int) -> Days:
    """A day of this month or a later one."""
    return partial(_yearly, lambda first: first.day == day, 1)


def holiday(name: str, count: int = 1) -> Days:
    """A holiday by its Danish name, the first of `count` days, any of which may be meant."""
    return partial(_yearly, lambda first: holiday_name(first) == name, count)


def exact_date(day: date) -> Days:
    """That date; of no use when it is past."""
    return partial(_exact, day)


def day_before(days: Days) -> Days:
    """The evening before: "natten til søndag" begins on Saturday."""
    return partial(_day_before, days)


def days_after(days: Days, count: int) -> Days:
    """So many days later: "på mandag om en uge"."""
    return partial(_days_after, days, count)


def weekend(today: date) -> Iterator[date]:
    """Today when it is Saturday or Sunday, and the next Saturdays."""
    if today.weekday() == 6:
        yield today
    yield from _weekday(5, 0, today)


def this_night(today: date) -> Iterator[date]:
    """The night that runs since yesterday, then the one that begins today."""
    yield today - timedelta(days=1)
    yield today


def _in_days(count: int, today: date) -> Iterator[date]:
    yield today + timedelta(days=count)


def _weekday(number: int, earliest: int, today: date) -> Iterator[date]:
    first = today + timedelta(days=earliest)
    first += timedelta(days=(number - first.weekday()) % 7)
    yield first
    yield first + timedelta(days=7)


def _weekday_of_next_week(number: int, today: date) -> Iterator[date]:
    yield today + timedelta(days=7 - today.weekday() + number)


def _yearly(is_first: Callable[[date], bool], count: int, today: date) -> Iterator[date]:
    """The first days of a feast from today on; today too while the feast of `count` days runs."""
    if any(is_first(today - timedelta(days=since)) for since in range(1, count)):
        yield today
    for ahead in range(_DAYS_AHEAD):
        if is_first(day := today + timedelta(days=ahead)):
            yield day


def _exact(day: date, today: date) -> Iterator[date]:
    if day >= today:
        yield day


def _day_before(days: Days, today: date) -> Iterator[date]:
    return _days_after(days, -1, today)


def _days_after(days: Days, count: int, today: date) -> Iterator[date]:
    for day in days(today):
        yield day + timedelta(days=count)
