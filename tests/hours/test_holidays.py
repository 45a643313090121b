"""Public holidays against dates that are known and a library that knows many countries."""

from datetime import date

import pytest
from holidays.countries.denmark import Denmark

from portal.hours.holidays import holiday_name

LABOUR_DAY = "Arbejdernes kampdag"

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


@pytest.mark.parametrize("year", range(2000, 2051))
def test_the_days_are_those_that_the_library_of_all_countries_knows(year: int) -> None:
    known = Denmark(years=year, language="da", categories=("public", "optional"))
    ours = {day for day in days_of(year) if holiday_name(day)}

    labour_day = {day for day, name in known.items() if name == LABOUR_DAY}
    assert ours == set(known) - labour_day


def test_a_year_has_these_holidays_and_no_others() -> None:
    named = {f"{day:%m-%d}": name for day in days_of(2026) if (name := holiday_name(day))}
    assert named == HOLIDAYS_OF_2026


def test_two_holidays_on_one_day_are_both_named() -> None:
    assert holiday_name(date(2033, 6, 5)) == "Pinsedag; Grundlovsdag"


def test_great_prayer_day_ends_with_2023() -> None:
    assert holiday_name(date(2023, 5, 5)) == "Store bededag"
    assert holiday_name(date(2024, 4, 26)) is None


def test_labour_day_is_an_ordinary_day() -> None:
    assert holiday_name(date(2026, 5, 1)) is None


def days_of(year: int) -> list[date]:
    first, last = date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
    return [date.fromordinal(number) for number in range(first, last + 1)]
