"""A week hour by hour: how many can be reached, and the stretches when nobody can.

All is counted on what ``portal.hours`` says is open, in real minutes, so that the nights on which
the clock is changed come out right.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise

from portal.coverage.ordinary import days_of
from portal.hours.clock import local_day
from portal.hours.model import Minutes

HOURS = range(24)
Step = tuple[int, int, int]
"""From and to, in real minutes since a day's midnight, and how many can be reached meanwhile."""


@dataclass(frozen=True, slots=True)
class Gap:
    """When nobody can be reached; both ends are instants. ``minutes`` are real ones."""

    from_at: datetime
    to_at: datetime
    minutes: int


@dataclass(frozen=True, slots=True)
class Week:
    """Seven days from Monday. ``counts`` holds 24 figures a day: the fewest at any moment of the
    hour, None for an hour that the clock skips. ``gaps`` are read round the week: one that lasts
    over Sunday midnight ends on Monday.
    """

    monday: date
    counts: tuple[tuple[int | None, ...], ...]
    gaps: tuple[Gap, ...]

    @property
    def empty_minutes(self) -> int:
        """How many of the week's minutes nobody can be reached in."""
        return sum(gap.minutes for gap in self.gaps)

    @property
    def most(self) -> int:
        """The highest figure of the week."""
        return max((count or 0 for day in self.counts for count in day), default=0)


def make_week(monday: date, spans_on: Callable[[date], Iterable[tuple[Minutes, ...]]]) -> Week:
    """Return a week; ``spans_on`` gives each one's open spans on a day, in real minutes."""
    days = {day: count_steps(spans_on(day), local_day(day).length) for day in days_of(monday)}
    return Week(
        monday,
        tuple(count_hours(day, steps) for day, steps in days.items()),
        tuple(round_the_week(find_gaps(days))),
    )


def count_steps(all_spans: Iterable[tuple[Minutes, ...]], length: int) -> list[Step]:
    """Return how many spans hold at once, from a day's first minute to its last."""
    changes: Counter[int] = Counter({0: 0, length: 0})
    for spans in all_spans:
        for start, end in spans:
            changes[start] += 1
            changes[end] -= 1
    steps, count = [], 0
    for start, end in pairwise(sorted(changes)):
        count += changes[start]
        steps.append((start, end, count))
    return steps


def count_hours(day: date, steps: list[Step]) -> tuple[int | None, ...]:
    """Return the fewest at any moment of each hour of the wall clock."""
    hours = []
    for hour in HOURS:
        real = local_day(day).real([(hour * 60, hour * 60 + 60)])
        within = [
            count
            for start, end, count in steps
            if any(start < last and first < end for first, last in real)
        ]
        hours.append(min(within) if within else None)
    return tuple(hours)


def find_gaps(days: dict[date, list[Step]]) -> list[Gap]:
    """Return the stretches with nobody, those that meet at midnight as one."""
    gaps: list[Gap] = []
    for day, steps in days.items():
        for start, end, count in steps:
            if count:
                continue
            from_at, to_at = local_day(day).instant(start), local_day(day).instant(end)
            if gaps and gaps[-1].to_at == from_at:
                before = gaps.pop()
                gaps.append(Gap(before.from_at, to_at, before.minutes + end - start))
            else:
                gaps.append(Gap(from_at, to_at, end - start))
    return gaps


def round_the_week(gaps: list[Gap]) -> list[Gap]:
    """Let a stretch that ends with the week go on in the one that the week begins with."""
    if len(gaps) < 2:
        return gaps
    first, last = gaps[0], gaps[-1]
    if not (is_monday_midnight(first.from_at) and is_monday_midnight(last.to_at)):
        return gaps
    whole = Gap(last.from_at, first.to_at, last.minutes + first.minutes)
    return [*gaps[1:-1], whole]


def is_monday_midnight(at: datetime) -> bool:
    return (at.weekday(), at.hour, at.minute) == (0, 0, 0)


def last_day(week: Week) -> date:
    """Return a week's Sunday."""
    return week.monday + timedelta(days=6)
