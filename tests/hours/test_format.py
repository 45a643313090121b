"""Hours are told back as a week and as text that means the same when it is read again."""

import json
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from portal.hours.format import format_hours, week_rows
from portal.hours.model import (
    EMPTY,
    DatedException,
    HolidayRule,
    Hours,
    Minutes,
    Span,
    YearlyException,
)
from portal.hours.parse import HoursNotUnderstood, parse_hours

LEAP_DAYS = [date(2024, 1, 1) + timedelta(days=i) for i in range(366)]
# fmt: off
WORDS = (
    "man", "tir.", "onsdag", "torsdage", "man-tor", "fre-søn", "hverdage", "weekend", "alle dage",
    "helligdage", "kl.", "8-15", "9.30-12", "13-15", "21-3", "0-24", "15-8", "25-26", "8", "og",
    ",", ";", ".", "/", "-", "lukket", "undtagen", "også", "kun", "ellers", "efter aftale",
    "døgnet rundt", "som søndag", "som normalt", "24. december", "1/7-15/8", "24.12.2026", "juli",
    "næste dag", "inkl.", "samt", "\n", "(", ")", "til",
)
# fmt: on


def apart(spans: list[Minutes]) -> tuple[Minutes, ...]:
    """The spans that do not overlap an earlier one in the list."""
    kept: list[Minutes] = []
    for start, end in spans:
        if all(end <= other_start or other_end <= start for other_start, other_end in kept):
            kept.append((start, end))
    return tuple(kept)


SPAN = st.tuples(st.integers(0, 1439), st.integers(1, 1440)).map(lambda s: (s[0], sum(s)))
SPANS = st.lists(SPAN, max_size=3).map(apart)
DATES = st.dates(date(2000, 1, 1), date(2099, 12, 31))


@st.composite
def dated_exceptions(draw: st.DrawFn) -> DatedException:
    first, last = sorted((draw(DATES), draw(DATES)))
    return DatedException(first, last, draw(SPANS))


@st.composite
def yearly_exceptions(draw: st.DrawFn) -> YearlyException:
    first, last = draw(st.sampled_from(LEAP_DAYS)), draw(st.sampled_from(LEAP_DAYS))
    return YearlyException((first.month, first.day), (last.month, last.day), draw(SPANS))


@st.composite
def known_hours(draw: st.DrawFn) -> Hours:
    """Any hours that know something, with at most one exception of each kind."""
    week = draw(st.lists(SPANS, min_size=7, max_size=7))
    always = draw(st.booleans())
    spans = () if always else tuple(Span(d, *span) for d, day in enumerate(week) for span in day)
    rule = draw(st.sampled_from(HolidayRule))
    own = draw(SPANS.filter(bool)) if rule is HolidayRule.OWN_HOURS else ()
    dated = tuple(draw(st.lists(dated_exceptions(), max_size=1)))
    yearly = tuple(draw(st.lists(yearly_exceptions(), max_size=1)))
    by_appointment = draw(st.booleans())
    return Hours(spans, rule, own, dated, always, by_appointment, "", yearly)


@settings(max_examples=600, deadline=None)
@given(known_hours().filter(lambda hours: not hours.is_empty))
def test_told_text_reads_back_as_the_same_hours(hours: Hours) -> None:
    told = format_hours(hours)
    assert parse_hours(told) == hours
    assert format_hours(parse_hours(told)) == told


@settings(deadline=None)
@given(known_hours())
def test_stored_hours_come_back_the_same(hours: Hours) -> None:
    stored = json.dumps(hours.to_json())
    assert Hours.from_json(json.loads(stored)) == hours


@settings(max_examples=1500, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join) | st.text(max_size=40))
def test_any_text_is_either_refused_or_told_back_with_the_same_meaning(text: str) -> None:
    try:
        hours = parse_hours(text)
    except HoursNotUnderstood:
        return
    assert parse_hours(format_hours(hours)) == hours


def test_week_is_shown_with_holidays_and_exceptions_after_it() -> None:
    hours = parse_hours(
        "man-tor 8-12 og 13-15, fre 22-3; helligdage som søndag; 24. december lukket; "
        "1.-15. juli 2026 9-10"
    )
    assert week_rows(hours) == [
        ("mandag", "8.00-12.00 og 13.00-15.00"),
        ("tirsdag", "8.00-12.00 og 13.00-15.00"),
        ("onsdag", "8.00-12.00 og 13.00-15.00"),
        ("torsdag", "8.00-12.00 og 13.00-15.00"),
        ("fredag", "22.00-3.00 næste dag"),
        ("lørdag", "lukket"),
        ("søndag", "lukket"),
        ("helligdage", "som søndag"),
        ("1.-15. juli 2026", "9.00-10.00"),
        ("24. december", "lukket"),
    ]


def test_days_without_times_are_by_appointment_when_that_is_said() -> None:
    rows = dict(week_rows(parse_hours("man 8-12, ellers efter aftale")))
    assert (rows["mandag"], rows["tirsdag"]) == ("8.00-12.00", "efter aftale")


def test_round_the_clock_is_shown_every_day() -> None:
    assert week_rows(parse_hours("24/7"))[6:] == [
        ("søndag", "hele døgnet"),
        ("helligdage", "som normalt"),
    ]


def test_nothing_is_shown_when_nothing_is_known() -> None:
    assert (format_hours(EMPTY), week_rows(EMPTY)) == ("", [])
