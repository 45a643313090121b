"""Open now, until when, and the words for it."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from portal.hours.model import EMPTY, Hours
from portal.hours.parse import parse_hours
from portal.hours.phrases import describe_status
from portal.hours.status import OpenState, open_status

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
OFFICE = "man-tor 8-15, fre 8-13"


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=COPENHAGEN)


@pytest.mark.parametrize(
    ("typed", "at", "words"),
    [
        (OFFICE, "2026-10-19 08:00", "åben til 15.00"),
        (OFFICE, "2026-10-19 14:59:59", "åben til 15.00"),
        (OFFICE, "2026-10-19 15:00", "lukket, åbner i morgen 8.00"),
        (OFFICE, "2026-10-19 07:59", "lukket, åbner i dag 8.00"),
        (OFFICE, "2026-10-23 13:00", "lukket, åbner mandag 8.00"),
        (OFFICE, "2026-12-24 10:00", "lukket, åbner mandag 8.00"),
        (OFFICE, "2026-12-31 10:00", "lukket, åbner mandag 8.00"),
        ("tir 8-12", "2026-12-29 12:00", "lukket, åbner 5. januar 8.00"),
        ("man 8-12 og 13-15", "2026-10-19 12:30", "lukket, åbner i dag 13.00"),
        ("man 8-12 og 12-15", "2026-10-19 11:00", "åben til 15.00"),
        ("alle dage 21-3", "2026-10-19 22:00", "åben til i morgen 3.00"),
        ("alle dage 21-3", "2026-10-20 02:59", "åben til 3.00"),
        ("man 22-2, tir 2-8", "2026-10-19 23:00", "åben til i morgen 8.00"),
        ("man 22-3, tir 2-8", "2026-10-19 23:00", "åben til i morgen 8.00"),
        ("fre 16 - man 8", "2026-10-24 12:00", "åben til mandag 8.00"),
        ("alle dage 16-24", "2026-10-19 20:00", "åben til 24.00"),
        ("døgnet rundt", "2026-10-19 20:00", "åben hele døgnet"),
        ("døgnet rundt; 24. december lukket", "2026-12-22 20:00", "åben til i morgen 24.00"),
        ("døgnet rundt; 24. december lukket", "2026-10-19 20:00", "åben til 23. december 24.00"),
        ("hverdage 8-15; juli lukket", "2026-07-01 10:00", "lukket, åbner 3. august 8.00"),
        ("hverdage 8-15; 20. oktober 2026 10-12", "2026-10-20 09:00", "lukket, åbner i dag 10.00"),
        ("24. december 2020 10-12", "2026-10-20 09:00", "lukket"),
        ("efter aftale", "2026-10-20 09:00", "efter aftale"),
        ("man 8-12, ellers efter aftale", "2026-10-20 09:00", "efter aftale, åbner mandag 8.00"),
        ("man 8-12, ellers efter aftale", "2026-10-19 09:00", "åben til 12.00"),
        (
            "efter aftale; man 8-9; 20. oktober lukket",
            "2026-10-20 09:00",
            "lukket, åbner mandag 8.00",
        ),
        ("", "2026-10-20 09:00", "åbningstid ikke oplyst"),
    ],
)
def test_status_is_told_in_danish(typed: str, at: str, words: str) -> None:
    now = local(at)
    assert describe_status(open_status(parse_hours(typed), now), now) == words


@pytest.mark.parametrize(
    ("rule", "opens"),
    [
        ("lukket", "lukket, åbner i morgen 8.00"),
        ("som søndag", "lukket, åbner i dag 10.00"),
        ("9.30-12", "lukket, åbner i dag 9.30"),
        ("som normalt", "åben til 15.00"),
        ("hele døgnet", "åben til 24.00"),
    ],
)
def test_holiday_rule_decides_on_grundlovsdag(rule: str, opens: str) -> None:
    hours = parse_hours(f"man-lør 8-15, søn 10-12; helligdage {rule}")
    now = local("2026-06-05 09:00")
    assert describe_status(open_status(hours, now), now) == opens


def test_night_before_a_holiday_runs_to_its_end() -> None:
    hours = parse_hours("alle dage 21-3; helligdage lukket")
    status = open_status(hours, local("2026-06-05 01:00"))
    assert status.closes_at == local("2026-06-05 03:00")
    closed = open_status(hours, local("2026-06-05 22:00"))
    assert (closed.is_open, closed.opens_at) == (False, local("2026-06-06 21:00"))


@pytest.mark.parametrize(
    "typed",
    [
        "hverdage 16-8, weekender og helligdage hele døgnet",
        "hverdage kl. 16-8 samt weekender og helligdage hele døgnet",
        "hverdage 16-8, weekender hele døgnet",
        "man-fre 16-8; lør-søn hele døgnet",
    ],
)
@pytest.mark.parametrize(
    ("at", "words"),
    [
        ("2026-11-22 23:00", "åben til i morgen 8.00"),
        ("2026-11-21 12:00", "åben til mandag 8.00"),
        ("2026-11-23 00:00", "åben til 8.00"),
        ("2026-11-23 03:00", "åben til 8.00"),
        ("2026-11-23 09:00", "lukket, åbner i dag 16.00"),
        ("2026-11-24 03:00", "åben til 8.00"),
        ("2026-05-14 12:00", "åben til i morgen 8.00"),  # Ascension Day
        ("2026-05-15 03:00", "åben til 8.00"),
        ("2026-05-15 09:00", "lukket, åbner i dag 16.00"),
        ("2026-12-25 12:00", "åben til mandag 8.00"),
    ],
)
def test_the_night_after_a_whole_day_ends_as_weekdays_nights_do(
    typed: str, at: str, words: str
) -> None:
    now = local(at)
    assert describe_status(open_status(parse_hours(typed), now), now) == words


@pytest.mark.parametrize(
    ("typed", "at"),
    [
        ("hverdage 16-24, weekender hele døgnet", "2026-11-23 03:00"),
        ("hverdage 16-8, weekender 10-22", "2026-11-23 03:00"),
        ("døgnet rundt; 24. november 22-2", "2026-11-24 01:00"),
        ("døgnet rundt; helligdage 22-2", "2026-05-14 01:00"),
        ("man-fre hele døgnet; lør 22-6", "2026-11-21 03:00"),
    ],
)
def test_no_other_night_goes_on_after_a_whole_day(typed: str, at: str) -> None:
    assert not open_status(parse_hours(typed), local(at)).is_open


def test_dated_exception_goes_before_a_holiday() -> None:
    hours = parse_hours("døgnet rundt; helligdage lukket; 24. december 10-12")
    assert open_status(hours, local("2026-12-24 11:00")).closes_at == local("2026-12-24 12:00")


def test_instant_in_another_zone_means_the_same() -> None:
    hours = parse_hours(OFFICE)
    now = local("2026-10-19 14:00")
    assert open_status(hours, now.astimezone(UTC)) == open_status(hours, now)


def test_unknown_hours_are_neither_open_nor_closed() -> None:
    for hours in (EMPTY, Hours(text="om natten")):
        status = open_status(hours, local("2026-10-19 14:00"))
        assert (status.state, status.is_open) == (OpenState.UNKNOWN, False)


def test_instant_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        open_status(EMPTY, datetime(2026, 10, 19, 14, 0))
