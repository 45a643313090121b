"""Hours have one form, and what contradicts itself cannot be made."""

from datetime import date

import pytest

from portal.hours.holidays import holiday_name
from portal.hours.model import (
    EMPTY,
    DatedException,
    HolidayRule,
    Hours,
    Span,
    YearlyException,
)

MONDAY = Span(0, 480, 900)


def test_nothing_known_is_stored_as_nothing() -> None:
    assert EMPTY.is_empty
    assert Hours.unknown() == EMPTY
    assert EMPTY.to_json() == {}
    assert Hours.from_json({}) == EMPTY


def test_text_that_was_not_understood_is_kept_with_unknown_hours() -> None:
    hours = Hours(text="om natten")
    assert hours.is_empty
    assert Hours.from_json(hours.to_json()).text == "om natten"


def test_only_closed_dates_say_nothing_of_when_it_is_open() -> None:
    assert Hours(yearly=(YearlyException((12, 24), (12, 24), ()),)).is_empty
    assert not Hours(yearly=(YearlyException((12, 24), (12, 24), ((600, 720),)),)).is_empty


def test_spelling_does_not_make_hours_different() -> None:
    assert Hours(spans=(MONDAY,), text="man 8-15") == Hours(spans=(MONDAY,), text="mandag 8-15")


def test_order_of_spans_does_not_matter() -> None:
    tuesday = Span(1, 480, 900)
    assert Hours(spans=(tuesday, MONDAY)) == Hours(spans=(MONDAY, tuesday))


def test_seven_full_days_are_always() -> None:
    hours = Hours(spans=tuple(Span(weekday, 0, 1440) for weekday in range(7)))
    assert hours == Hours(always=True)


@pytest.mark.parametrize(
    "wrong",
    [
        {"spans": (Span(7, 480, 900),)},
        {"spans": (Span(0, 900, 480),)},
        {"spans": (Span(0, 1440, 1500),)},
        {"spans": (Span(0, 480, 1921),)},
        {"spans": (MONDAY, Span(0, 840, 960))},
        {"spans": (MONDAY,), "always": True},
        {"holiday_rule": HolidayRule.OWN_HOURS},
        {"holiday_spans": ((480, 900),)},
    ],
)
def test_contradicting_hours_cannot_be_made(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"impossible|overlapping|weekday|holiday|always"):
        Hours(**wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "value", [{"week": [[0, 1]]}, {"holidays": "x"}, {"week": 3}, {"exceptions": [["a", "b", []]]}]
)
def test_foreign_json_is_refused(value: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"hours|HolidayRule|isoformat"):
        Hours.from_json(value)


def test_shortest_exception_goes_first_and_dated_before_yearly() -> None:
    summer = YearlyException((7, 1), (8, 15), ())
    day = YearlyException((7, 10), (7, 10), ((600, 660),))
    dated = DatedException(date(2026, 7, 10), date(2026, 7, 12), ((700, 760),))
    hours = Hours(always=True, yearly=(summer, day), exceptions=(dated,))
    assert hours.exception_on(date(2026, 7, 9)) == summer
    assert hours.exception_on(date(2027, 7, 10)) == day
    assert hours.exception_on(date(2026, 7, 10)) == dated
    assert hours.exception_on(date(2026, 9, 1)) is None


def test_yearly_exception_may_pass_new_year() -> None:
    holidays = YearlyException((12, 20), (1, 3), ())
    days = [date(2026, 12, 19), date(2026, 12, 20), date(2027, 1, 3), date(2027, 1, 4)]
    assert [holidays.covers(day) for day in days] == [False, True, True, False]


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2026, 12, 24), "Juleaftensdag"),
        (date(2026, 12, 31), "Nytårsaften"),
        (date(2026, 6, 5), "Grundlovsdag"),
        (date(2026, 4, 3), "Langfredag"),
        (date(2023, 5, 5), "Store bededag"),
        (date(2024, 4, 26), None),
        (date(2026, 5, 1), None),
        (date(2008, 5, 1), "Kristi himmelfartsdag"),
        (date(2026, 10, 21), None),
    ],
)
def test_danish_holidays_are_known(day: date, name: str | None) -> None:
    assert holiday_name(day) == name
