"""What the portal knows about when somebody can be reached.

All times are minutes of wall clock in Europe/Copenhagen after midnight of the day a span begins
on; an end after 1440 is past midnight and still belongs to the day it began.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from itertools import pairwise
from typing import Any, Self

MINUTES_PER_DAY = 1440
LEAP_YEAR = 2024

Minutes = tuple[int, int]
MonthDay = tuple[int, int]


class HolidayRule(StrEnum):
    """What holds on a public holiday."""

    CLOSED = "closed"
    AS_SUNDAY = "as_sunday"
    OWN_HOURS = "own_hours"
    AS_USUAL = "as_usual"


def checked_spans(spans: tuple[Minutes, ...]) -> tuple[Minutes, ...]:
    """The spans of one day in order; ValueError when one is impossible or two overlap."""
    ordered = tuple(sorted((start, end) for start, end in spans))
    for start, end in ordered:
        if not (0 <= start < MINUTES_PER_DAY and start < end <= start + MINUTES_PER_DAY):
            raise ValueError(f"impossible span: {start}-{end}")
    for (_, end), (start, _) in pairwise(ordered):
        if start < end:
            raise ValueError(f"overlapping spans: {ordered}")
    return ordered


@dataclass(frozen=True, order=True)
class Span:
    """Open from `start` to `end` on a weekday (0 = Monday)."""

    weekday: int
    start: int
    end: int


@dataclass(frozen=True, order=True)
class DatedException:
    """Other hours on these dates, both included; no spans: closed."""

    from_on: date
    to_on: date
    spans: tuple[Minutes, ...]

    def __post_init__(self) -> None:
        if self.to_on < self.from_on:
            raise ValueError(f"exception ends before it begins: {self.from_on} {self.to_on}")
        object.__setattr__(self, "spans", checked_spans(self.spans))

    def covers(self, day: date) -> bool:
        return self.from_on <= day <= self.to_on

    @property
    def days(self) -> int:
        """How many days it lasts."""
        return (self.to_on - self.from_on).days + 1


@dataclass(frozen=True, order=True)
class YearlyException:
    """Other hours every year, (month, day) to (month, day), both included; may pass New Year."""

    from_day: MonthDay
    to_day: MonthDay
    spans: tuple[Minutes, ...]

    def __post_init__(self) -> None:
        for month, day in (self.from_day, self.to_day):
            date(LEAP_YEAR, month, day)
        object.__setattr__(self, "spans", checked_spans(self.spans))

    def covers(self, day: date) -> bool:
        month_day = (day.month, day.day)
        if self.from_day <= self.to_day:
            return self.from_day <= month_day <= self.to_day
        return month_day >= self.from_day or month_day <= self.to_day

    @property
    def days(self) -> int:
        """How many days it lasts in a leap year."""
        length = date(LEAP_YEAR, *self.to_day) - date(LEAP_YEAR, *self.from_day)
        return length.days % 366 + 1


Period = DatedException | YearlyException


@dataclass(frozen=True)
class Hours:
    """Weekly spans, what changes them, and the text they were typed as.

    `always` stands for seven days of 0-24; holidays and exceptions may still change it.
    `text` is not compared: two spellings of the same hours are equal.
    """

    spans: tuple[Span, ...] = ()
    holiday_rule: HolidayRule = HolidayRule.CLOSED
    holiday_spans: tuple[Minutes, ...] = ()
    exceptions: tuple[DatedException, ...] = ()
    always: bool = False
    by_appointment: bool = False
    text: str = field(default="", compare=False)
    yearly: tuple[YearlyException, ...] = ()

    def __post_init__(self) -> None:
        """Bring equal hours to one form; ValueError when they contradict themselves."""
        if self.always and self.spans:
            raise ValueError("always open leaves no room for weekly spans")
        if (self.holiday_rule is HolidayRule.OWN_HOURS) != bool(self.holiday_spans):
            raise ValueError("holiday spans belong to the rule own_hours, and it needs them")
        if any(not 0 <= span.weekday <= 6 for span in self.spans):
            raise ValueError("a weekday is 0 (Monday) to 6 (Sunday)")
        self._set(spans=tuple(sorted(self.spans)), holiday_spans=checked_spans(self.holiday_spans))
        self._set(exceptions=tuple(sorted(self.exceptions)), yearly=tuple(sorted(self.yearly)))
        if self.spans == _ROUND_THE_CLOCK:
            self._set(always=True, spans=())
        for spans in self.week:
            checked_spans(spans)

    def _set(self, **values: object) -> None:
        for name, value in values.items():
            object.__setattr__(self, name, value)

    @classmethod
    def unknown(cls) -> Self:
        """No hours known."""
        return cls()

    @property
    def is_empty(self) -> bool:
        """Nothing is known about when it is open."""
        exceptions = (*(e.spans for e in self.exceptions), *(e.spans for e in self.yearly))
        opened = (self.spans, self.holiday_spans, *exceptions)
        return not (self.always or self.by_appointment or any(opened))

    @cached_property
    def week(self) -> tuple[tuple[Minutes, ...], ...]:
        """Seven days from Monday, each with its (start, end) in order."""
        if self.always:
            return (((0, MINUTES_PER_DAY),),) * 7
        days: list[list[Minutes]] = [[] for _ in range(7)]
        for span in self.spans:
            days[span.weekday].append((span.start, span.end))
        return tuple(tuple(day) for day in days)

    @property
    def turns(self) -> set[int]:
        """The minutes of a day (0-1439) at which anything may begin or end, on whatever day."""
        exceptions = (*(e.spans for e in self.exceptions), *(e.spans for e in self.yearly))
        days = (*self.week, self.holiday_spans, *exceptions)
        return {minute % MINUTES_PER_DAY for spans in days for span in spans for minute in span}

    def exception_on(self, day: date) -> Period | None:
        """The exception that holds on a date: dated before yearly, the shortest first."""
        kinds: tuple[tuple[Period, ...], ...]
        kinds = (self.exceptions, self.yearly)
        for exceptions in kinds:
            covering = [exception for exception in exceptions if exception.covers(day)]
            if covering:
                return min(covering, key=lambda exception: exception.days)
        return None

    def to_json(self) -> dict[str, object]:
        """Plain JSON with only what differs from "nothing known"; `from_json` reads it."""
        value: dict[str, object] = {
            "week": [[span.weekday, span.start, span.end] for span in self.spans],
            "holidays": "" if self.holiday_rule is HolidayRule.CLOSED else self.holiday_rule.value,
            "holiday_spans": [list(span) for span in self.holiday_spans],
            "exceptions": [
                [e.from_on.isoformat(), e.to_on.isoformat(), [list(span) for span in e.spans]]
                for e in self.exceptions
            ],
            "yearly": [
                [list(e.from_day), list(e.to_day), [list(span) for span in e.spans]]
                for e in self.yearly
            ],
            "always": self.always,
            "by_appointment": self.by_appointment,
            "text": self.text,
        }
        return {name: content for name, content in value.items() if content}

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Self:
        """The hours `to_json` wrote; ValueError when it is something else."""
        try:
            return cls(
                spans=tuple(Span(*span) for span in value.get("week", ())),
                holiday_rule=HolidayRule(value.get("holidays", HolidayRule.CLOSED)),
                holiday_spans=_pairs(value.get("holiday_spans", ())),
                exceptions=tuple(
                    DatedException(date.fromisoformat(first), date.fromisoformat(last), _pairs(s))
                    for first, last, s in value.get("exceptions", ())
                ),
                yearly=tuple(
                    YearlyException((first[0], first[1]), (last[0], last[1]), _pairs(s))
                    for first, last, s in value.get("yearly", ())
                ),
                always=bool(value.get("always", False)),
                by_appointment=bool(value.get("by_appointment", False)),
                text=str(value.get("text", "")),
            )
        except (TypeError, IndexError, AttributeError) as error:
            raise ValueError(f"not opening hours: {value!r}") from error


def _pairs(value: Any) -> tuple[Minutes, ...]:
    return tuple((start, end) for start, end in value)


_ROUND_THE_CLOCK = tuple(Span(weekday, 0, MINUTES_PER_DAY) for weekday in range(7))
EMPTY = Hours()
