"""The times of a week, what is wrong with times, and what is known of them beforehand."""

from datetime import UTC, date, datetime, timedelta

import pytest

from portal.hours.parse import parse_hours
from portal.models.contact import Absence
from portal.models.meeting_vocabulary import MeetingRole
from portal.network_meetings.planning.hints import OUTSIDE_HOURS, hints_for
from portal.network_meetings.planning.slots import (
    describe_week,
    find_fault,
    hour_on,
    read_code,
    span_at,
    week_days,
    week_start,
    working_days_after,
)
from tests import factories
from tests.support.meetings import make_meeting, make_participant

NOW = datetime(2026, 11, 24, 10, 30, tzinfo=UTC)  # a Tuesday, 11.30 in Denmark
MONDAY = date(2026, 11, 30)


def at(day, hour, minutes=60):
    return span_at(hour_on(day, hour), minutes)


def test_a_week_has_a_slot_on_each_hour_from_8_to_16_of_five_days():
    days = week_days(MONDAY, 60, False, NOW)
    assert [day.words for day in days][:2] == ["mandag 30. nov.", "tirsdag 1. dec."]
    assert [slot.clock for slot in days[0].slots] == [f"{hour}.00" for hour in range(8, 17)]
    assert len(days) == 5
    assert len(week_days(MONDAY, 60, True, NOW)) == 7


def test_what_has_passed_is_not_offered():
    days = week_days(date(2026, 11, 23), 60, False, NOW)
    assert [len(day.slots) for day in days] == [0, 5, 9, 9, 9]


def test_a_public_holiday_is_named_and_has_no_slots():
    days = week_days(date(2026, 12, 21), 60, False, NOW)
    assert [(day.holiday, len(day.slots)) for day in days[3:]] == [
        ("Juleaftensdag", 0),
        ("Juledag", 0),
    ]


def test_a_slot_is_known_by_its_instant_whatever_the_clocks_are_set_to():
    summer, winter = at(date(2027, 6, 7), 8), at(MONDAY, 8)
    assert (summer.code, winter.code) == ("2027-06-07T06:00Z", "2026-11-30T07:00Z")
    assert read_code(winter.code) == winter.starts_at


@pytest.mark.parametrize(
    "code", ["", "2026-11-30", "2026-11-30T08:00", "x" * 40, "9999-12-31T23:59Z"]
)
def test_anything_else_is_no_time(code):
    with pytest.raises(ValueError, match="match"):
        read_code(code)


def test_each_fault_of_the_times_has_its_sentence():
    nine, ten = at(MONDAY, 9), at(MONDAY, 10)
    assert find_fault([nine, ten], NOW) == ""
    assert find_fault([], NOW) == "Vælg mindst én tid."
    many = [span_at(nine.starts_at + timedelta(hours=2 * n), 60) for n in range(21)]
    assert find_fault(many, NOW) == "Vælg højst 20 tider. Du har valgt 21."
    past = at(date(2026, 11, 23), 9)
    assert "er gået" in find_fault([past], NOW)
    assert find_fault([past], NOW, [past.starts_at]) == "", "it was proposed in time"
    assert "er valgt to gange" in find_fault([nine, nine], NOW)
    assert find_fault([at(MONDAY, 9, 90), ten], NOW) == (
        "Mandag den 30. november 2026 kl. 9.00–10.30 og kl. 10.00–11.00 overlapper hinanden."
        " Vælg én af dem."
    )


def test_weekends_and_holidays_are_noticed():
    assert at(date(2026, 12, 5), 9).notice == "weekend"
    assert at(date(2026, 12, 25), 9).notice == "Juledag"
    assert at(MONDAY, 9).notice == ""


def test_working_days_skip_weekends_and_public_holidays():
    assert working_days_after(date(2026, 11, 26), 3) == date(2026, 12, 1)
    assert working_days_after(date(2026, 12, 23), 1) == date(2026, 12, 28)


def test_a_week_is_told_by_its_number_and_its_days():
    assert describe_week(MONDAY) == "Uge 49: 30. november – 6. december 2026"
    assert week_start(date(2026, 12, 6)) == MONDAY


@pytest.fixture
def table(session):
    """Somebody with phone hours, one who is on holiday with a deputy, one without hours."""
    hours = parse_hours("man-fre 8-12")
    deputy = factories.make_contact("Visitator", "Bo Lund")
    absence = Absence(from_on=MONDAY, to_on=MONDAY + timedelta(days=4), note="Ferie")
    here = factories.make_contact("Koordinator", "Eva Falk", hours=hours)
    away = factories.make_contact(
        "Leder", "Anne Holm", hours=hours, deputy=deputy, absences=[absence]
    )
    return make_meeting(
        participants=[
            make_participant("Koordinator", contact=here),
            make_participant("Leder", contact=away),
            make_participant("Bostøtte", contact=factories.make_contact()),
            make_participant("Borgeren", MeetingRole.CITIZEN),
        ]
    ).participants


def test_a_hint_counts_the_required_whose_phone_hours_hold_the_whole_meeting(table):
    eleven, twelve = at(MONDAY + timedelta(days=7), 11), at(MONDAY + timedelta(days=7), 12)
    hints = hints_for([eleven, twelve], table)
    assert hints[eleven.starts_at].summary == "2 af 2 skal med har telefontid"
    assert hints[eleven.starts_at].short == "Telefontid: alle 2"
    assert hints[twelve.starts_at].summary == "0 af 2 skal med har telefontid"
    assert hints[twelve.starts_at].of(table[0]) == OUTSIDE_HOURS
    assert hints[twelve.starts_at].of(table[2]) == "", "nobody knows those hours"
    long = span_at(eleven.starts_at, 90)
    assert hints_for([long], table)[long.starts_at].reachable == 0


def test_a_hint_names_who_is_away_and_who_stands_in(table):
    nine = at(MONDAY, 9)
    hint = hints_for([nine], table)[nine.starts_at]
    assert hint.of(table[1]) == "Anne Holm er på ferie, Bo Lund er stedfortræder"
    assert hint.short == "Telefontid: 1 af 2"


def test_only_the_required_count(table):
    table[0].is_required = False
    nine = at(MONDAY + timedelta(days=7), 9)
    assert hints_for([nine], table)[nine.starts_at].short == "Telefontid: ja"


def test_a_public_holiday_is_part_of_the_hint(table):
    christmas = at(date(2026, 12, 25), 9)
    assert hints_for([christmas], table)[christmas.starts_at].holiday == "Juledag"
