"""Open now? And when does that change?

Open means: the wall clock in Denmark at that instant stands inside a span. A span belongs to the
day it begins on, so Monday 22-2 runs into Tuesday even when Tuesday is a holiday. A dated
exception goes before a yearly one, which goes before the holiday rule, which goes before the week.

"Hverdage 16-8, weekender og helligdage hele døgnet" means closed in weekdays' daytime only. So
where an ordinary Monday to Friday has hours that run over midnight, and the day before is a whole
one, its first hours are open too, until the hour at which its own hours end.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from portal.hours.clock import COPENHAGEN, local_day
from portal.hours.holidays import holiday_name
from portal.hours.model import MINUTES_PER_DAY, HolidayRule, Hours, Minutes

HORIZON_DAYS = 366
_DAY = timedelta(days=1)
_SATURDAY, _SUNDAY = 5, 6
_WHOLE_DAY = (0, MINUTES_PER_DAY)


class OpenState(StrEnum):
    """Whether somebody can be reached at an instant."""

    OPEN = "open"
    CLOSED = "closed"
    BY_APPOINTMENT = "by_appointment"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class OpenStatus:
    """The state at an instant and when it changes, in Danish time.

    `closes_at` only while open, `opens_at` only while not; None when nothing changes within
    `HORIZON_DAYS`.
    """

    state: OpenState
    closes_at: datetime | None = None
    opens_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        return self.state is OpenState.OPEN


def open_status(hours: Hours, at: datetime) -> OpenStatus:
    """The status at an aware instant; ValueError for a naive one.

    By appointment is what remains outside the spans, except on dates with an exception of
    their own ("24. december lukket").
    """
    if at.tzinfo is None:
        raise ValueError("open_status needs an instant with a time zone")
    if hours.is_empty:
        return OpenStatus(OpenState.UNKNOWN)
    today = at.astimezone(COPENHAGEN).date()
    now = local_day(today).elapsed(at)
    is_open = any(start <= now < end for start, end in open_minutes(hours, today))
    changes_at = None if _never_changes(hours) else _next_change(hours, today, now, is_open)
    if is_open:
        return OpenStatus(OpenState.OPEN, closes_at=changes_at)
    if hours.by_appointment and hours.exception_on(today) is None:
        return OpenStatus(OpenState.BY_APPOINTMENT, opens_at=changes_at)
    return OpenStatus(OpenState.CLOSED, opens_at=changes_at)


def spans_on(hours: Hours, day: date) -> tuple[Minutes, ...]:
    """The spans that begin on a date, after exceptions and holidays."""
    if hours.exceptions or hours.yearly:
        exception = hours.exception_on(day)
        if exception is not None:
            return exception.spans
    if hours.holiday_rule is HolidayRule.AS_USUAL or holiday_name(day) is None:
        return hours.week[day.weekday()]
    if hours.holiday_rule is HolidayRule.AS_SUNDAY:
        return hours.week[_SUNDAY]
    return hours.holiday_spans


def open_minutes(hours: Hours, day: date) -> tuple[Minutes, ...]:
    """When a date is open, in merged real minutes since its midnight."""
    before, spans = spans_on(hours, day - _DAY), spans_on(hours, day)
    nights = (*before, *spans) if _goes_on(hours, day, before, spans) else before
    late = [(0, end - MINUTES_PER_DAY) for _, end in nights if end > MINUTES_PER_DAY]
    own = [(start, min(end, MINUTES_PER_DAY)) for start, end in spans]
    return local_day(day).real(late + own)


def _goes_on(
    hours: Hours, day: date, before: tuple[Minutes, ...], spans: tuple[Minutes, ...]
) -> bool:
    """Whether the night goes on into a date as on its other weekdays, after a whole day."""
    weekday = day.weekday()
    return _WHOLE_DAY in before and weekday < _SATURDAY and spans == hours.week[weekday]


def _never_changes(hours: Hours) -> bool:
    """Spares the walk through a whole year for what is always open, or never."""
    if hours.exceptions or hours.yearly or hours.holiday_spans:
        return False
    if hours.always:
        return hours.holiday_rule is not HolidayRule.CLOSED
    return not hours.spans


def _next_change(hours: Hours, today: date, now: float, is_open: bool) -> datetime | None:
    """The first instant from `now` (real minutes into today) with the other state."""
    after = now
    for offset in range(HORIZON_DAYS):
        day = today + offset * _DAY
        opened = open_minutes(hours, day)
        first = _first_closed(opened, after) if is_open else _first_open(opened, after)
        if first is not None and first < local_day(day).length:
            return local_day(day).instant(int(first))
        after = 0
    return None


def _first_closed(opened: tuple[Minutes, ...], after: float) -> float:
    return next((end for start, end in opened if start <= after < end), after)


def _first_open(opened: tuple[Minutes, ...], after: float) -> float | None:
    return next((start for start, _ in opened if start >= after), None)
