"""How a call went: one tap. Two dead numbers in a row mark the entry."""

from datetime import timedelta

from portal.access.permissions import require
from portal.extensions import db
from portal.history.writing import lock_state, municipality_id_of
from portal.models.base import Entry, utc_now
from portal.models.report import CallOutcome
from portal.models.user import User
from portal.models.vocabulary import Fault, Outcome, ReportState
from portal.reports.actions import add_report, withdraw_report
from portal.reports.queries import find_latest_call, is_dead, list_open_about

CORRECTABLE = timedelta(minutes=5)
"""For so long another tap by the same person about the same entry is the same call, corrected."""


def tell_outcome(actor: User, subject: Entry, outcome: Outcome) -> CallOutcome:
    """Note how a call went; told twice in a few minutes it is one call: the last word counts."""
    require(actor, "tell_outcome", subject)
    lock_state()  # so that two taps at once see each other
    call = find_latest_call(actor, subject, utc_now() - CORRECTABLE)
    if call is None:
        call = CallOutcome(
            user_id=actor.id,
            at=utc_now(),
            subject_type=subject.__tablename__,
            subject_id=subject.id,
            municipality_id=municipality_id_of(subject),
        )
        db.session.add(call)
    call.outcome = outcome
    db.session.flush()
    judge_number(subject)
    return call


def judge_number(subject: Entry) -> None:
    """Report a number that is dead; take that back once it is not, unless it was answered."""
    reports = list_open_about(subject)
    if is_dead(subject):
        if not reports:
            add_report(None, subject, Fault.WRONG_NUMBER)
        return
    for report in reports:
        if report.reporter_id is None and report.state == ReportState.NEW:
            withdraw_report(report)
