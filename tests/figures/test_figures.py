"""The figures, reckoned by hand."""

from datetime import UTC, datetime, timedelta

import pytest
from freezegun import freeze_time
from sqlalchemy import select

from portal.extensions import db
from portal.figures.periods import read_period
from portal.figures.questions import domains_table, questions_table
from portal.figures.reach import LEAST_CALLS, REACHED, hour_of, reach_of
from portal.figures.recording import record_daily_figures
from portal.figures.sections import (
    coverage_table,
    freshness_table,
    history_table,
    hours_table,
    reach_table,
)
from portal.figures.shares import Share
from portal.figures.wanted import Wanted
from portal.models.base import utc_now
from portal.models.figures import EVERYWHERE, DailyFigure, QuestionCount
from portal.models.report import CallOutcome
from portal.models.vocabulary import AnswerEnd, OfferKind, Outcome, Sector
from portal.municipalities.queries import list_municipalities
from portal.snapshot.current import current_snapshot
from portal.web.dates import local_today
from tests.factories import (
    make_contact,
    make_domain,
    make_municipality,
    make_offer,
    make_organisation,
    make_route,
    make_user,
)

NOON = datetime(2026, 11, 20, 11, tzinfo=UTC)  # 12 by the clock in Denmark


@pytest.fixture
def rows(app):
    """``rows(reach_table)``: a figure's rows of the last 90 days."""

    def of(make, chosen=None):
        with app.app_context():
            places = list_municipalities()
            wanted = Wanted(read_period("90", local_today()), places, chosen, current_snapshot())
            return make(wanted).rows

    return of


def call(outcome, municipality=None, at=None, times=1):
    contact_id, user = 1, make_user()
    for _ in range(times):
        db.session.add(
            CallOutcome(
                at=at or utc_now() - timedelta(days=1),
                user_id=user.id,
                subject_type="contact",
                subject_id=contact_id,
                municipality_id=municipality.id if municipality else None,
                outcome=outcome,
            )
        )


def test_somebody_is_reached_by_a_wrong_place_but_not_by_a_dead_number():
    assert {o for o in Outcome if o not in REACHED} == {Outcome.NO_ANSWER, Outcome.DEAD_NUMBER}
    assert reach_of([]) == Share(0, 0, LEAST_CALLS, is_sample=True)


def test_reach_is_counted_by_municipality_with_its_calls(database, rows):
    with database():
        randers, viborg = make_municipality("Randers"), make_municipality("Viborg")
        call(Outcome.TOOK_OVER, randers, times=7)
        call(Outcome.WRONG_PLACE, randers)
        call(Outcome.NO_ANSWER, randers, times=4)
        call(Outcome.TOOK_OVER, viborg)
        call(Outcome.DEAD_NUMBER)
        call(Outcome.TOOK_OVER, randers, at=utc_now() - timedelta(days=200))
    found = {row[0]: (row[1].value, *row[2:]) for row in rows(reach_table)}
    assert found == {
        "Randers": (8 / 12, 12, 8),
        "Viborg": (None, 1, 1),
        "Uden for kommunerne": (None, 1, 0),
        "Hele regionen": (9 / 14, 14, 9),
    }


def test_hours_are_those_of_the_clock_in_denmark(database, rows):
    with database():
        randers = make_municipality("Randers")
        summer = datetime(2026, 7, 1, 10, 30, tzinfo=UTC)
        call(Outcome.TOOK_OVER, randers, at=summer)
        call(Outcome.NO_ANSWER, randers, at=NOON)
        call(Outcome.NO_ANSWER, randers, at=NOON + timedelta(hours=1))
    with freeze_time("2026-07-02"):
        assert [(row[0], row[2], row[3]) for row in rows(hours_table)] == [
            ("12-13", 2, 1),
            ("13-14", 1, 0),
        ]


def test_freshness_counts_by_each_kinds_own_clock(database, rows):
    with database():
        unit, now = make_organisation(), utc_now()
        team = make_organisation("Team", municipality=None, parent=unit, sector=Sector.MUNICIPAL)
        make_contact(organisation=team, confirmed_at=now - timedelta(days=80))
        make_contact(organisation=unit, confirmed_at=now - timedelta(days=100))
        make_contact(organisation=unit, confirmed_at=None)
        make_contact(organisation=unit, archived_at=now)
        make_offer(organisation=unit, confirmed_at=now - timedelta(days=31))
        make_offer(organisation=unit, kind=OfferKind.OTHER, confirmed_at=now - timedelta(days=31))
        make_route(unit.municipality, confirmed_at=now - timedelta(days=170))
    (randers, region) = rows(freshness_table)
    shares = [(cell.part, cell.whole) for cell in randers[3:]]
    assert (randers[0], randers[1], randers[2]) == ("Randers", Share(3, 6), 6)
    assert shares == [(0, 1), (1, 3), (1, 1), (1, 1)]
    assert region[1:] == randers[1:]


def test_coverage_counts_domains_that_have_somebody(database, rows):
    with database():
        make_contact(domains=[make_domain("alkohol")])
        make_domain("stoffer")
    assert rows(coverage_table)[0] == ["Randers", Share(1, 2), 1, 1]


def test_questions_that_ended_below_an_offer_are_fallbacks(database, rows):
    with database():
        make_municipality("Randers")
        today = local_today()
        for ended_in, count in (
            (AnswerEnd.ROUTE, 5),
            (AnswerEnd.OFFER, 2),
            (AnswerEnd.NATIONAL, 1),
        ):
            db.session.add(
                QuestionCount(
                    day_on=today,
                    municipality_code="0730",
                    domain_code="alkohol",
                    ended_in=ended_in,
                    count=count,
                )
            )
    found = rows(questions_table)
    assert found[0] == ["Randers", Share(1, 8), 8, 5, 0, 2, 0, 1]
    assert found[1] == ["I alt", Share(1, 8), 8, 5, 0, 2, 0, 1]


def test_questions_about_a_domain_are_those_of_the_municipality_chosen(database, rows):
    with database():
        randers = make_municipality("Randers")
        make_domain("alkohol")
        for code, domain in (("0730", "alkohol"), ("0791", "alkohol"), ("0730", "nedlagt")):
            db.session.add(
                QuestionCount(
                    day_on=local_today(),
                    municipality_code=code,
                    domain_code=domain,
                    ended_in=AnswerEnd.SWITCHBOARD,
                    count=1,
                )
            )
    assert [row[:3] for row in rows(domains_table, randers)] == [
        ["Alkohol", Share(1, 1), 1],
        ["Andet", Share(1, 1), 1],
        ["I alt", Share(2, 2), 2],
    ]
    assert rows(domains_table)[-1][2] == 3


def test_day_is_kept_once_however_often_it_is_recorded(database, app):
    with database():
        randers = make_municipality("Randers")
        make_contact(domains=[make_domain("alkohol")])
        call(Outcome.TOOK_OVER, randers)
        call(Outcome.NO_ANSWER, randers)
    for _ in range(2):
        with database():
            record_daily_figures(local_today())
    with database():
        yesterday = local_today() - timedelta(days=1)
        kept = {
            (one.name, one.municipality_code): (one.day_on, one.part, one.whole)
            for one in db.session.scalars(select(DailyFigure).where(DailyFigure.whole > 0))
        }
    assert kept[("reach", "0730")] == kept[("reach", EVERYWHERE)] == (yesterday, 1, 2)
    assert kept[("fresh", "0730")] == (local_today(), 1, 1)
    assert kept[("covered", EVERYWHERE)] == (local_today(), 1, 1)


def test_history_adds_up_a_weeks_calls_and_takes_the_rest_as_it_stood_last(database, rows):
    monday = local_today() - timedelta(days=local_today().weekday() + 7)
    with database():
        for day, fresh, reached in ((0, 1, 6), (1, 2, 3)):
            for name, part, whole in (("fresh", fresh, 4), ("reach", reached, 6)):
                db.session.add(
                    DailyFigure(
                        day_on=monday + timedelta(days=day),
                        municipality_code=EVERYWHERE,
                        name=name,
                        part=part,
                        whole=whole,
                    )
                )
    ((week, fresh, covered, reach, reports),) = rows(history_table)
    assert (week, fresh, covered, reports) == (monday, Share(2, 4), None, None)
    assert (reach.part, reach.whole) == (9, 12)


@pytest.mark.parametrize(
    ("text", "days"), [("30", 30), ("365", 365), ("", 90), ("7", 90), ("²", 90)]
)
def test_period_is_one_of_three(text, days):
    period = read_period(text, local_today())
    assert period.days == days
    assert (period.today - period.first_on).days == days - 1


def test_hour_of_a_call_follows_the_summer_time():
    winter, summer = datetime(2026, 1, 5, 9, tzinfo=UTC), datetime(2026, 7, 5, 9, tzinfo=UTC)
    assert [hour_of(type("Call", (), {"at": at})()) for at in (winter, summer)] == [10, 11]
