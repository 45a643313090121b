"""From the wall clock in Denmark to instants: what a day's length and hours really are.

A local day is its midnight, its real length and the stretches of wall clock it runs through.
An ordinary day runs once through 0-1440. On the spring night 2.00-3.00 is skipped, on the autumn
night it runs twice, so that a span touching those hours is skipped or open twice too.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from portal.hours.model import MINUTES_PER_DAY, Minutes

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class LocalDay:
    """`stretches` are (first wall-clock minute, last, real minutes since midnight minus wall)."""

    midnight_at: datetime
    length: int
    stretches: tuple[tuple[int, int, int], ...]

    def elapsed(self, at: datetime) -> float:
        """Real minutes from this midnight to an instant."""
        return (at - self.midnight_at) / _MINUTE

    def instant(self, elapsed: int) -> datetime:
        """The instant so many real minutes after midnight, as Danish time."""
        return (self.midnight_at + elapsed * _MINUTE).astimezone(COPENHAGEN)

    def real(self, spans: Iterable[Minutes]) -> tuple[Minutes, ...]:
        """Spans of wall clock (0-1440) as merged spans of real minutes since midnight."""
        if len(self.stretches) == 1:
            return merged(spans)
        return merged(
            (max(start, first) + shift, min(end, last) + shift)
            for start, end in spans
            for first, last, shift in self.stretches
            if max(start, first) < min(end, last)
        )


@lru_cache(maxsize=4096)
def local_day(day: date) -> LocalDay:
    """How a date runs in Denmark, by the time-zone database."""
    midnight_at = datetime.combine(day, time(), COPENHAGEN).astimezone(UTC)
    next_at = datetime.combine(day + timedelta(days=1), time(), COPENHAGEN).astimezone(UTC)
    length = (next_at - midnight_at) // _MINUTE
    if length == MINUTES_PER_DAY:
        return LocalDay(midnight_at, length, ((0, MINUTES_PER_DAY, 0),))
    shift = length - MINUTES_PER_DAY
    turn = next(
        minute for minute in range(length) if _wall_minute(midnight_at, minute) != minute % 1440
    )
    stretches = ((0, turn, 0), (turn - shift, MINUTES_PER_DAY, shift))
    return LocalDay(midnight_at, length, stretches)


def _wall_minute(midnight_at: datetime, elapsed: int) -> int:
    local = (midnight_at + elapsed * _MINUTE).astimezone(COPENHAGEN)
    return local.hour * 60 + local.minute


def merged(spans: Iterable[Minutes]) -> tuple[Minutes, ...]:
    """Spans in order, where those that touch or overlap have become one."""
    result: list[Minutes] = []
    for start, end in sorted(spans):
        if result and start <= result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((start, end))
    return tuple(result)
