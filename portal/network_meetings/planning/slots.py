"""Times that can be proposed: the slots of a week, and any day and time that somebody writes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

from portal.hours.clock import COPENHAGEN
from portal.hours.holidays import holiday_name
from portal.network_meetings.wall_clock import FARTHEST
from portal.network_meetings.wording import describe_hours, describe_span
from portal.web.dates import MONTHS, WEEKDAYS, format_date, format_short_date, format_time, local

MOST_TIMES = 20
FIRST_HOUR, LAST_HOUR = 8, 16
SATURDAY = 5
WEEK = timedelta(days=7)
CODE = "%Y-%m-%dT%H:%MZ"


@dataclass(frozen=True)
class Span:
    """A time that is or may be proposed, both ends UTC."""

    starts_at: datetime
    ends_at: datetime

    @property
    def code(self) -> str:
        """The start as a form sends it."""
        return time_code(self.starts_at)

    @property
    def words(self) -> str:
        return describe_span(self.starts_at, self.ends_at)

    @property
    def clock(self) -> str:
        """The start by the clock: "9.00"."""
        return format_time(self.starts_at)

    @property
    def notice(self) -> str:
        """What is unusual about the day: a holiday's name, a weekend; else empty."""
        day = local(self.starts_at).date()
        return holiday_name(day) or ("weekend" if day.weekday() >= SATURDAY else "")


@dataclass(frozen=True)
class Day:
    """A day of the grid; a public holiday has a name and no slots."""

    on: date
    holiday: str
    slots: Sequence[Span]

    @property
    def words(self) -> str:
        return f"{WEEKDAYS[self.on.weekday()]} {format_short_date(self.on, self.on)}"


def week_start(day: date) -> date:
    """Return the Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def week_days(monday: date, minutes: int, has_weekend: bool, now: datetime) -> list[Day]:
    """Return the days of a week with a slot on each hour that is still to come."""
    days = []
    for offset in range(7 if has_weekend else SATURDAY):
        on = monday + timedelta(days=offset)
        holiday = holiday_name(on) or ""
        starts = [hour_on(on, hour) for hour in range(FIRST_HOUR, LAST_HOUR + 1)]
        slots = [span_at(start, minutes) for start in starts if start > now and not holiday]
        days.append(Day(on, holiday, slots))
    return days


def hour_on(day: date, hour: int) -> datetime:
    """Return a whole hour of the working day, when no clock is ever changed, as UTC."""
    return datetime.combine(day, time(hour), COPENHAGEN).astimezone(UTC)


def span_at(start: datetime, minutes: int) -> Span:
    """Return the span of so many minutes from an instant."""
    return Span(start, start + timedelta(minutes=minutes))


def time_code(at: datetime) -> str:
    """Return an instant as a form sends it: "2026-11-30T08:00Z"."""
    return at.astimezone(UTC).strftime(CODE)


def read_code(code: str) -> datetime:
    """Return the instant of a code. Raises ValueError for anything else."""
    at = datetime.strptime(code, CODE).replace(tzinfo=UTC)
    if not 2000 <= at.year < 3000:
        raise ValueError(f"{code} does not match any calendar in use")
    return at


def find_fault(spans: Sequence[Span], now: datetime, known: Iterable[datetime] = ()) -> str:
    """Return why these times cannot be proposed, as a sentence; empty when they can.

    ``known`` are the starts of times proposed before: they may have passed meanwhile.
    """
    if not spans:
        return "Vælg mindst én tid."
    if len(spans) > MOST_TIMES:
        return f"Vælg højst {MOST_TIMES} tider. Du har valgt {len(spans)}."
    in_order = sorted(spans, key=lambda span: span.starts_at)
    before = set(known)
    for span in in_order:
        if span.starts_at <= now and span.starts_at not in before:
            return f"{span.words.capitalize()} er gået. Vælg en tid, der kommer."
        if span.starts_at > now + FARTHEST and span.starts_at not in before:
            return f"{span.words.capitalize()} er mere end et år ude i fremtiden. Vælg en før."
    for one, other in pairwise(in_order):
        if one.starts_at == other.starts_at:
            return f"{one.words.capitalize()} er valgt to gange."
        if other.starts_at < one.ends_at:
            again = describe_hours(other.starts_at, other.ends_at)
            return f"{one.words.capitalize()} og {again} overlapper hinanden. Vælg én af dem."
    return ""


def working_days_after(day: date, count: int) -> date:
    """Return the day so many working days later; weekends and public holidays do not count."""
    while count:
        day += timedelta(days=1)
        if day.weekday() < SATURDAY and holiday_name(day) is None:
            count -= 1
    return day


def describe_week(monday: date) -> str:
    """Return a week in words: "Uge 49: 30. november – 6. december 2026"."""
    sunday = monday + timedelta(days=6)
    first = f"{monday.day}. {MONTHS[monday.month - 1]}"
    return f"Uge {monday.isocalendar().week}: {first} – {format_date(sunday)}"
