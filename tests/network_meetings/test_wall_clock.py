"""A time of day in Denmark is one instant, or a sentence says why it is not."""

from datetime import UTC, date, datetime, time

import pytest

from portal.network_meetings.wall_clock import instant_at, read_clock

SPRING, AUTUMN = date(2027, 3, 28), date(2027, 10, 31)


@pytest.mark.parametrize(
    "text", ["13.00", "13:00", "1300", "13", "kl. 13", "Kl 13.00", " 13.00 ", "kl13"]
)
def test_usual_ways_of_writing_a_time_are_understood(text):
    assert read_clock(text) == time(13)


@pytest.mark.parametrize(
    "text", ["", "i morgen", "24.00", "13.60", "13.5", "-1", "١٣", "13.00-14.00", "9 5"]
)
def test_what_is_no_time_of_day_is_refused_with_an_example(text):
    with pytest.raises(ValueError, match=r"Skriv klokkeslættet som 13\.00\."):
        read_clock(text)


@pytest.mark.parametrize(
    ("day", "clock", "instant"),
    [
        (date(2026, 12, 2), time(13), datetime(2026, 12, 2, 12, tzinfo=UTC)),
        (date(2026, 7, 2), time(13), datetime(2026, 7, 2, 11, tzinfo=UTC)),
        (SPRING, time(1, 59), datetime(2027, 3, 28, 0, 59, tzinfo=UTC)),
        (SPRING, time(3), datetime(2027, 3, 28, 1, tzinfo=UTC)),
        (AUTUMN, time(1, 59), datetime(2027, 10, 30, 23, 59, tzinfo=UTC)),
        (AUTUMN, time(3), datetime(2027, 10, 31, 2, tzinfo=UTC)),
    ],
)
def test_time_of_day_is_the_instant_at_which_the_clocks_show_it(day, clock, instant):
    assert instant_at(day, clock) == instant


@pytest.mark.parametrize("clock", [time(2), time(2, 30), time(2, 59)])
def test_hour_that_is_skipped_and_the_one_that_comes_twice_are_refused(clock):
    with pytest.raises(ValueError, match=r"stilles uret frem, og klokken 2.* findes ikke"):
        instant_at(SPRING, clock)
    with pytest.raises(ValueError, match=r"stilles uret tilbage, og klokken 2.* kommer to gange"):
        instant_at(AUTUMN, clock)
