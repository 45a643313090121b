"""The demo's reports and calls: invented, believable, and gone with the demo."""

from collections import Counter
from datetime import timedelta

from sqlalchemy import func, select

from portal.imports.demo import load_demo
from portal.imports.demo_removal import remove_demo
from portal.mail.queue import post_mail
from portal.models.base import utc_now
from portal.models.mail import OutgoingMail
from portal.models.meeting import Meeting, MeetingTurnout
from portal.models.report import CallOutcome, Report
from portal.models.user import User
from portal.models.vocabulary import Outcome, ReportState
from portal.privacy.cpr import find_cpr
from portal.reports.queries import list_open_reports, measure_handling
from portal.reports.subjects import subject_of
from tests.support.meetings import make_meeting, make_participant


def test_there_are_reports_in_every_state(demo):
    states = Counter(demo.scalars(select(Report.state)))
    assert set(states) == set(ReportState)
    assert measure_handling().median > timedelta(hours=1)


def test_every_report_is_about_an_entry_and_from_a_person(demo):
    for report in demo.scalars(select(Report)):
        assert subject_of(report) is not None
        assert report.reporter is not None
        assert find_cpr(f"{report.note} {report.answer}") is None


def test_open_reports_are_of_the_last_weeks(demo):
    told = [report.created_at for report in list_open_reports()]
    assert min(told) > utc_now() - timedelta(days=10)


def test_calls_reach_back_two_months_and_end_before_the_load(demo):
    first, last, count = demo.execute(
        select(func.min(CallOutcome.at), func.max(CallOutcome.at), func.count())
    ).one()
    assert count > 1000
    assert utc_now() - timedelta(days=62) < first < utc_now() - timedelta(days=55)
    assert last < utc_now()


def test_calls_end_in_every_way_and_more_than_half_are_taken_over(demo):
    outcomes = Counter(demo.scalars(select(CallOutcome.outcome)))
    assert set(outcomes) == set(Outcome)
    assert outcomes[Outcome.TOOK_OVER] * 2 > sum(outcomes.values()) * 0.9


def test_no_number_is_dead_twice_in_a_row(demo):
    dead: set[tuple[str, int]] = set()
    for call in demo.scalars(select(CallOutcome).order_by(CallOutcome.at, CallOutcome.id)):
        subject = (call.subject_type, call.subject_id)
        if call.outcome == Outcome.DEAD_NUMBER:
            assert subject not in dead
            dead.add(subject)
        elif call.outcome != Outcome.NO_ANSWER:
            dead.discard(subject)


def test_second_load_adds_no_calls(demo):
    before = demo.scalar(select(func.count(CallOutcome.id)))
    load_demo()
    assert demo.scalar(select(func.count(CallOutcome.id))) == before


def test_network_meetings_go_with_the_demo(demo):
    planner = demo.scalars(select(User).where(User.email == "brobygger@demo.invalid")).one()
    by_demo_user = make_meeting(planner, participants=[make_participant()])
    make_meeting(is_demo=True)
    real = make_meeting()
    post_mail(f"{by_demo_user.mail_prefix}1-ask", "bo@example.dk", "Netværksmøde", "…")
    remove_demo()
    assert demo.scalars(select(Meeting)).all() == [real]
    assert (
        demo.scalars(select(OutgoingMail.key).where(OutgoingMail.key.like("meeting-%"))).all() == []
    )
    assert demo.scalars(select(MeetingTurnout)).all() == []


def test_all_of_it_goes_with_the_demo(demo):
    remove_demo()
    assert demo.scalar(select(func.count(Report.id))) == 0
    assert demo.scalar(select(func.count(CallOutcome.id))) == 0
