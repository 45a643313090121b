"""What is judged once holds until somebody may open or close, and not a minute longer."""

import random
import sqlite3
from datetime import UTC, datetime, timedelta

import pytest

from portal.answers.situation import MOST_MOMENTS, find_moment
from portal.hours.clock import COPENHAGEN
from portal.hours.model import EMPTY, Hours
from portal.hours.parse import parse_hours
from portal.hours.phrases import describe_status
from portal.hours.status import open_status
from portal.snapshot.build import SCHEMA
from portal.snapshot.reader import Snapshot

TYPED = (
    "man-tor 8-15, fre 8-13.17; ons lukket",
    "hverdage 9.05-11.55 og 12.10-16",
    "alle dage 22-2",
    "lør-søn 0-24",
    "døgnet rundt",
    "man-fre 8-16, 24. december 10-10.40",
    "efter aftale",
)
DAYS = ("2026-11-23", "2026-12-24", "2026-03-29", "2026-10-25", "2027-01-01")


class Weeks(Snapshot):
    """A snapshot that only knows hours."""

    def __init__(self, weeks: dict[str, Hours]) -> None:
        self.built_at = datetime.now(UTC)
        self.file = sqlite3.connect(":memory:")
        self.file.executescript(SCHEMA)
        self.weeks = weeks
        self.turns = tuple(  # type: ignore[misc]
            sorted({minute for hours in weeks.values() for minute in hours.turns} | set(HOURS))
        )


HOURS = range(0, 1440, 60)


@pytest.mark.parametrize("day", DAYS)
def test_whoever_is_open_in_a_minute_is_open_in_its_moment(day):
    weeks = {typed: parse_hours(typed) for typed in TYPED}
    snapshot = Weeks({"": EMPTY} | weeks)
    midnight = datetime.fromisoformat(day).replace(tzinfo=COPENHAGEN).astimezone(UTC)
    for minute in range(0, 1500):
        at = midnight + timedelta(minutes=minute, seconds=random.Random(minute).randrange(60))
        moment = find_moment(snapshot, at)
        for typed, hours in weeks.items():
            status = open_status(hours, at)
            opening = moment.opening(typed)
            assert (opening.status, opening.words) == (status, describe_status(status, at)), at


def test_a_moment_lasts_no_longer_than_an_hour():
    snapshot = Weeks({"": EMPTY})
    for minute in range(1440):
        at = datetime(2026, 11, 23, tzinfo=UTC) + timedelta(minutes=minute)
        assert timedelta(0) <= at - find_moment(snapshot, at).at < timedelta(hours=1)


def test_moments_of_the_same_while_are_one():
    snapshot = Weeks({"": EMPTY, "a": parse_hours("man 9.30-10")})
    at = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
    assert find_moment(snapshot, at) is find_moment(snapshot, at + timedelta(minutes=29))
    assert find_moment(snapshot, at) is not find_moment(snapshot, at - timedelta(minutes=1))
    assert find_moment(snapshot, at) is not find_moment(snapshot, at + timedelta(minutes=30))


def test_the_moment_that_most_ask_about_is_not_forgotten_for_others():
    snapshot = Weeks({"": EMPTY})
    now = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
    moment = find_moment(snapshot, now)
    for days in range(1, 2 * MOST_MOMENTS):
        find_moment(snapshot, now + timedelta(days=days))
        assert find_moment(snapshot, now) is moment
