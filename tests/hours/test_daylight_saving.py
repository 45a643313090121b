"""Open now, against an oracle that walks through real minutes and reads the wall clock.

The oracle knows no spans of real time, no stretches and no merging: it looks at each UTC minute,
asks the time-zone database what the clock on the wall shows, and whether that minute is open.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from portal.hours.model import HolidayRule, Hours
from portal.hours.parse import parse_hours
from portal.hours.status import OpenState, open_status

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
WALKED_DAYS = 9
# Easter Sundays 2024-2037, the only holidays within two weeks of a clock change.
EASTER = {
    date.fromisoformat(day)
    for day in [
        "2024-03-31",
        "2025-04-20",
        "2026-04-05",
        "2027-03-28",
        "2028-04-16",
        "2029-04-01",
        "2030-04-21",
        "2031-04-13",
        "2032-03-28",
        "2033-04-17",
        "2034-04-09",
        "2035-03-25",
        "2036-04-13",
        "2037-04-05",
    ]
}
SCHEDULES = (
    "man-tor 8-15, fre 8-13",
    "alle dage 21-3",
    "alle dage 2.15-2.45",
    "alle dage 1-2.30 og 3-3.15",
    "alle dage 2.30-8",
    "lør 22 - man 2; tir-fre 0-24",
    "hverdage 16-8, weekender og helligdage hele døgnet",
    "man 22-2, tir 2-8, lør-søn 23-2.30; helligdage 2-3 og 15-2.30",
    "døgnet rundt",
    "døgnet rundt; helligdage lukket",
    "alle dage 0-23.45; søn 2-4; helligdage som søndag",
    "alle dage 10-2.30 næste dag; 28.-31. marts lukket; 26.-27. oktober 1-2.15; efter aftale",
    "hverdage 9-15; 29. marts 2026 2-3; 25. oktober 2026 2.45-2.50; helligdage som normalt",
)


@dataclass(frozen=True)
class Minute:
    """A real minute: is the wall clock inside the hours, and when is that no longer so."""

    is_open: bool
    changes_at: datetime | None


def clock_changes(first_year: int, last_year: int) -> list[date]:
    """The Danish dates on which the clock is changed, found by looking at every day."""
    days = [date(first_year, 1, 1) + i * DAY for i in range((last_year - first_year + 1) * 366)]
    noons = [datetime(day.year, day.month, day.day, 12, tzinfo=COPENHAGEN) for day in days]
    return [
        after.date()
        for before, after in pairwise(noons)
        if before.utcoffset() != after.utcoffset() and after.year <= last_year
    ]


def is_holiday_near_a_clock_change(day: date) -> bool:
    """Maundy Thursday, Good Friday, Easter Sunday and Monday."""
    return any(day - offset * DAY in EASTER for offset in (-3, -2, 0, 1))


def spans_of(hours: Hours, day: date) -> list[tuple[int, int]]:
    for dated in hours.exceptions:
        if dated.from_on <= day <= dated.to_on:
            return list(dated.spans)
    for yearly in hours.yearly:
        if yearly.from_day <= (day.month, day.day) <= yearly.to_day:
            return list(yearly.spans)
    weekday = day.weekday()
    if is_holiday_near_a_clock_change(day) and hours.holiday_rule is not HolidayRule.AS_USUAL:
        if hours.holiday_rule is not HolidayRule.AS_SUNDAY:
            return list(hours.holiday_spans)
        weekday = 6
    return weekly_spans(hours, weekday)


def weekly_spans(hours: Hours, weekday: int) -> list[tuple[int, int]]:
    if hours.always:
        return [(0, 1440)]
    return [(span.start, span.end) for span in hours.spans if span.weekday == weekday]


def wall_minutes(hours: Hours, day: date) -> set[int]:
    """The minutes 0-1439 the wall clock shows while open on a date."""
    spans, before = spans_of(hours, day), spans_of(hours, day - DAY)
    own = {minute for span in spans for minute in range(*span)}
    late = {minute - 1440 for span in before for minute in range(*span)}
    if (0, 1440) in before and day.weekday() < 5 and spans == weekly_spans(hours, day.weekday()):
        late |= {minute - 1440 for minute in own}
    return {minute for minute in own | late if 0 <= minute < 1440}


@cache
def wall_clock(changed_on: date) -> list[tuple[datetime, date, int]]:
    """Every UTC minute from two days before the clock change: Danish date and minute of day."""
    begin = datetime(changed_on.year, changed_on.month, changed_on.day, tzinfo=UTC) - 2 * DAY
    instants = [begin + i * MINUTE for i in range(WALKED_DAYS * 1440)]
    shown = [(at, at.astimezone(COPENHAGEN)) for at in instants]
    return [(at, local.date(), local.hour * 60 + local.minute) for at, local in shown]


def walk(hours: Hours, changed_on: date) -> dict[datetime, Minute]:
    """Each minute's state and when that ends, found by walking backwards."""
    days = {day for _, day, _ in wall_clock(changed_on)}
    open_minutes = {day: wall_minutes(hours, day) for day in days}
    walked: dict[datetime, Minute] = {}
    following: bool | None = None
    changes_at: datetime | None = None
    for at, day, minute in reversed(wall_clock(changed_on)):
        is_open = minute in open_minutes[day]
        if following is not None and following != is_open:
            changes_at = at + MINUTE
        walked[at] = Minute(is_open, changes_at)
        following = is_open
    return walked


def asked_minutes(changed_on: date) -> list[datetime]:
    """Every quarter hour of three days, and each fifth minute of the night between."""
    midnight = datetime(changed_on.year, changed_on.month, changed_on.day, tzinfo=UTC)
    quarters = [midnight - 26 * 60 * MINUTE + i * 15 * MINUTE for i in range(76 * 4)]
    night = [midnight + i * MINUTE for i in range(-10, 190, 5)]
    return quarters + night


def test_clock_changes_are_found_twice_a_year() -> None:
    assert len(clock_changes(2024, 2037)) == 28
    assert clock_changes(2026, 2026) == [date(2026, 3, 29), date(2026, 10, 25)]


@pytest.mark.parametrize("text", SCHEDULES)
def test_status_agrees_with_the_wall_clock_around_every_clock_change(text: str) -> None:
    hours = parse_hours(text)
    for changed_on in clock_changes(2024, 2037):
        walked = walk(hours, changed_on)
        last_at = max(walked)
        for at in asked_minutes(changed_on):
            assert_same(hours, at, walked[at], last_at)


def in_utc(at: datetime | None) -> datetime | None:
    """Python calls an instant in the doubled hour unequal to the same one in another zone."""
    return at and at.astimezone(UTC)


def assert_same(hours: Hours, at: datetime, expected: Minute, last_at: datetime) -> None:
    status = open_status(hours, at)
    assert status.is_open is expected.is_open, (hours.text, at, status)
    changes_at = in_utc(status.closes_at if expected.is_open else status.opens_at)
    if expected.changes_at is None:
        assert changes_at is None or changes_at > last_at, (hours.text, at, status)
    else:
        assert changes_at == expected.changes_at, (hours.text, at, status)
    assert (status.opens_at if expected.is_open else status.closes_at) is None
    if not expected.is_open and not hours.by_appointment:
        assert status.state is OpenState.CLOSED


def test_hours_in_the_doubled_hour_are_open_twice() -> None:
    hours = parse_hours("alle dage 2.15-2.45")
    first = open_status(hours, datetime(2026, 10, 25, 0, 50, tzinfo=UTC))
    assert in_utc(first.opens_at) == datetime(2026, 10, 25, 1, 15, tzinfo=UTC)
    second = open_status(hours, datetime(2026, 10, 25, 1, 15, tzinfo=UTC))
    assert in_utc(second.closes_at) == datetime(2026, 10, 25, 1, 45, tzinfo=UTC)


def test_hours_in_the_skipped_hour_do_not_open_that_night() -> None:
    hours = parse_hours("alle dage 2.15-2.45")
    status = open_status(hours, datetime(2026, 3, 29, 0, 0, tzinfo=UTC))
    assert in_utc(status.opens_at) == datetime(2026, 3, 30, 0, 15, tzinfo=UTC)
