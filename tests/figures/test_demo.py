"""The demo has figures to show, which add up, and which go with it."""

from collections import Counter

from sqlalchemy import func, select

from portal.extensions import db
from portal.figures.draw import MOST_CALLS
from portal.imports.demo_figures import remove_figures
from portal.models.figures import EVERYWHERE, DailyFigure, QuestionCount
from portal.models.report import Drill, DrillCall
from portal.web.dates import local_today
from tests.factories import make_contact, make_drill_call


def test_demo_has_questions_three_months_of_figures_and_a_drill(filled):
    with filled.app_context():
        assert db.session.scalar(select(func.sum(QuestionCount.count))) > 500
        days = set(db.session.scalars(select(DailyFigure.day_on)))
        (drill,) = db.session.scalars(select(Drill))
        calls = list(drill.calls)
    assert len(days) == 13
    assert max(days) < local_today()
    assert drill.month < f"{local_today():%Y-%m}"
    assert 0 < len(calls) <= MOST_CALLS
    assert all(call.outcome and call.called_at for call in calls)


def test_figures_of_all_are_those_of_the_municipalities_together(filled):
    with filled.app_context():
        totals, sums = Counter(), Counter()
        for one in db.session.scalars(select(DailyFigure)):
            of = totals if one.municipality_code == EVERYWHERE else sums
            of[(one.day_on, one.name, "part")] += one.part
            of[(one.day_on, one.name, "whole")] += one.whole
    assert totals == sums


def test_daily_command_keeps_the_days_figures(app, database):
    with database():
        make_contact()
    done = app.test_cli_runner().invoke(args=["send-reminders"])
    assert done.exit_code == 0, done.output
    with database():
        query = select(DailyFigure).where(
            DailyFigure.day_on == local_today(), DailyFigure.name == "fresh"
        )
        kept = {one.municipality_code: one.whole for one in db.session.scalars(query)}
    assert kept == {"0730": 1, EVERYWHERE: 1}


def test_removing_the_demo_leaves_no_invented_figure(database):
    with database():
        make_drill_call(make_contact())
        day = {"day_on": local_today(), "municipality_code": "0730"}
        db.session.add(DailyFigure(**day, name="fresh", part=1, whole=2))
        db.session.flush()
        remove_figures()
        for table in (DailyFigure, QuestionCount, Drill, DrillCall):
            assert db.session.scalar(select(func.count()).select_from(table)) == 0
