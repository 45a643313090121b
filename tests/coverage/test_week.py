"""The 168 hours of a week, held against what portal.hours says of each quarter of an hour."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.coverage.heat import draw_heat
from portal.coverage.ordinary import holidays_in, next_ordinary_week, ordinary_day
from portal.coverage.week import Week, make_week
from portal.coverage.wording import ALWAYS, NEVER, gap_sentence
from portal.hours.model import HolidayRule, Hours, Span
from portal.hours.parse import parse_hours
from portal.hours.status import open_minutes, open_status

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
QUARTER = timedelta(minutes=15)
ORDINARY = date(2026, 11, 23)
SPRING, AUTUMN, EASTER = date(2026, 3, 23), date(2026, 10, 19), date(2026, 3, 30)


def week_of(monday: date, *texts: str) -> Week:
    return of_hours(monday, [parse_hours(text) for text in texts])


def of_hours(monday: date, each: list[Hours]) -> Week:
    return make_week(monday, lambda day: [open_minutes(hours, day) for hours in each])


def quarters(monday: date) -> list[datetime]:
    """Return the instants of a week, a real quarter of an hour apart."""
    first = datetime.combine(monday, time(), COPENHAGEN).astimezone(UTC)
    last = datetime.combine(monday + timedelta(days=7), time(), COPENHAGEN).astimezone(UTC)
    return [first + number * QUARTER for number in range((last - first) // QUARTER)]


@st.composite
def schedules(draw):
    """One span on some days, at whole quarters, perhaps past midnight; any holiday rule."""
    days = draw(st.sets(st.integers(0, 6), min_size=1))
    start = draw(st.integers(0, 95)) * 15
    end = start + draw(st.integers(1, 95)) * 15
    rule = draw(st.sampled_from([HolidayRule.CLOSED, HolidayRule.AS_SUNDAY, HolidayRule.AS_USUAL]))
    spans = tuple(Span(day, start, end) for day in days)
    try:
        return Hours(spans=spans, holiday_rule=rule)
    except ValueError:  # a night that overlaps the next one
        return Hours(spans=(spans[0],), holiday_rule=rule)


@pytest.mark.parametrize("monday", [ORDINARY, SPRING, AUTUMN, EASTER])
@settings(max_examples=12, deadline=None)
@given(each=st.lists(schedules(), min_size=1, max_size=3))
def test_every_hour_agrees_with_the_opening_hours(monday, each):
    week = of_hours(monday, each)
    fewest: dict[tuple[int, int], int] = {}
    for at in quarters(monday):
        wall = at.astimezone(COPENHAGEN)
        place = (wall.weekday(), wall.hour)
        count = sum(open_status(hours, at).is_open for hours in each)
        fewest[place] = min(count, fewest.get(place, count))
    expected = tuple(tuple(fewest.get((day, hour)) for hour in range(24)) for day in range(7))
    assert week.counts == expected


@pytest.mark.parametrize("monday", [ORDINARY, SPRING, AUTUMN])
@settings(max_examples=12, deadline=None)
@given(each=st.lists(schedules(), min_size=1, max_size=3))
def test_gaps_are_exactly_when_nobody_is_open(monday, each):
    week = of_hours(monday, each)
    empty = [at for at in quarters(monday) if not any(open_status(h, at).is_open for h in each)]
    assert week.empty_minutes == 15 * len(empty)
    for at in empty:
        assert any(lies_in(at, gap) for gap in week.gaps), at


def lies_in(at, gap):
    """Say whether an instant lies in a gap, which may run on into the week's own Monday."""
    if gap.from_at <= gap.to_at:
        return gap.from_at <= at < gap.to_at
    return at >= gap.from_at or at < gap.to_at


def test_hour_in_which_somebody_leaves_counts_those_who_stay():
    monday = week_of(ORDINARY, "hverdage 8-15.30", "hverdage 8-16").counts[0]
    assert (monday[7], monday[8], monday[14], monday[15], monday[16]) == (0, 2, 2, 1, 0)


def test_hour_shared_by_two_who_follow_each_other_is_not_empty():
    assert week_of(ORDINARY, "man 8-10.30", "man 10.30-12").counts[0][10] == 1


def test_hour_that_the_spring_night_skips_has_no_figure():
    sunday = week_of(SPRING, "døgnet rundt").counts[6]
    assert sunday[2] is None
    assert sunday[1] == sunday[3] == 1


def test_hour_that_the_autumn_night_has_twice_is_as_empty_as_its_emptier_turn():
    week = week_of(AUTUMN, "døgnet rundt")
    assert week.counts[6][2] == 1
    assert week_of(AUTUMN, "man-lør 0-24").empty_minutes == 25 * 60


def test_stretch_over_the_weekend_is_one():
    week = week_of(ORDINARY, "man 8-24, tir-fre 0-24, lør 0-16")
    assert gap_sentence(week) == "Ingen kan træffes lørdag 16.00 til mandag 8.00."


def test_nights_that_are_alike_are_named_together():
    week = week_of(ORDINARY, "man-fre 8-15.30")
    assert gap_sentence(week) == (
        "Ingen kan træffes mandag-torsdag 15.30 til 8.00 næste dag og fredag 15.30 til mandag 8.00."
    )


def test_gap_that_ends_at_midnight_ends_the_same_day():
    week = week_of(ORDINARY, "man-lør 0-24, søn 0-20")
    assert gap_sentence(week) == "Ingen kan træffes søndag 20.00 til 24.00."


def test_week_without_gaps_and_week_with_nothing_else_are_said_plainly():
    assert gap_sentence(week_of(ORDINARY, "døgnet rundt")) == ALWAYS
    assert gap_sentence(make_week(ORDINARY, lambda _day: [])) == NEVER


def test_picture_shows_nobody_as_no_shade_and_the_most_as_the_darkest():
    heat = draw_heat(week_of(ORDINARY, "man 8-10", "man 8-9"))
    shades = {square.text: square.shade for square in heat.squares}
    assert shades == {"0": 0, "1": 2, "2": 4}
    assert len(heat.squares) == 168


def test_ordinary_week_is_the_first_without_a_holiday():
    assert next_ordinary_week(date(2026, 11, 22)) == date(2026, 11, 23)
    assert next_ordinary_week(date(2026, 12, 16)) == date(2027, 1, 4)
    assert "Juleaftensdag" in " ".join(holidays_in(date(2026, 12, 21)).values())


def test_ordinary_day_is_no_weekend_and_no_holiday():
    assert ordinary_day(date(2026, 11, 22)) == date(2026, 11, 23)
    assert ordinary_day(date(2026, 11, 24)) == date(2026, 11, 24)
    assert ordinary_day(date(2026, 12, 24)) == date(2026, 12, 28)
