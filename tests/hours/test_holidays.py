"""Public holidays against dates that are known (kirkekalenderen; Meeus names the extremes)."""

from datetime import date

import pytest

from portal.hours.holidays import easter_sunday, holiday_name

HOLIDAYS_OF_2026 = {
    "01-01": "Nytårsdag",
    "04-02": "Skærtorsdag",
    "04-03": "Langfredag",
    "04-05": "Påskedag",
    "04-06": "Anden påskedag",
    "05-14": "Kristi himmelfartsdag",
    "05-24": "Pinsedag",
    "05-25": "Anden pinsedag",
    "06-05": "Grundlovsdag",
    "12-24": "Juleaftensdag",
    "12-25": "Juledag",
    "12-26": "Anden juledag",
    "12-31": "Nytårsaften",
}


@pytest.mark.parametrize(
    "easter",
    ["1818-03-22", "1943-04-25", "2000-04-23", "2024-03-31", "2025-04-20", "2038-04-25"],
)
def test_easter_falls_where_the_calendar_says(easter: str) -> None:
    day = date.fromisoformat(easter)
    assert easter_sunday(day.year) == day


def test_easter_is_a_sunday_of_spring_in_every_year() -> None:
    for year in range(1900, 2300):
        day = easter_sunday(year)
        assert day.isoweekday() == 7
        assert date(year, 3, 22) <= day <= date(year, 4, 25)


def test_a_year_has_these_holidays_and_no_others() -> None:
    days = (date.fromordinal(number) for number in range(*ordinals_of(2026)))
    named = {f"{day:%m-%d}": name for day in days if (name := holiday_name(day))}
    assert named == HOLIDAYS_OF_2026


def test_two_holidays_on_one_day_are_both_named() -> None:
    assert holiday_name(date(2033, 6, 5)) == "Pinsedag; Grundlovsdag"


def test_great_prayer_day_ends_with_2023() -> None:
    assert holiday_name(date(2023, 5, 5)) == "Store bededag"
    assert holiday_name(date(2024, 4, 26)) is None


def test_labour_day_is_an_ordinary_day() -> None:
    assert holiday_name(date(2026, 5, 1)) is None


def ordinals_of(year: int) -> tuple[int, int]:
    return date(year, 1, 1).toordinal(), date(year + 1, 1, 1).toordinal()
