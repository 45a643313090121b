"""Reporting a fault, and answering it."""

from datetime import datetime

from sqlalchemy import update

from portal.access.permissions import require
from portal.extensions import db
from portal.history.writing import adding, changing, lock_state, municipality_id_of
from portal.models.base import Entry, utc_now
from portal.models.report import Report
from portal.models.user import User
from portal.models.vocabulary import OPEN_STATES, Action, Fault, ReportState
from portal.reports.mails import tell_answerers
from portal.reports.queries import find_double


def report_fault(actor: User, subject: Entry, fault: Fault, note: str = "") -> Report:
    """Report that an entry is wrong, and tell those who can put it right; it is marked at once.

    Who told the same before, and has no answer yet, gets that report back.
    """
    require(actor, "report_fault", subject)
    lock_state()  # so that the same form sent twice at once is one report
    return find_double(actor, subject, fault) or add_report(actor, subject, fault, note)


def add_report(actor: User | None, subject: Entry, fault: Fault, note: str = "") -> Report:
    """Add a report; without an actor it is the portal's own."""
    report = Report(
        subject_type=subject.__tablename__,
        subject_id=subject.id,
        subject_title=subject.title[: Report.subject_title.type.length],
        municipality_id=municipality_id_of(subject),
        fault=fault,
        note=note,
        reporter_id=actor.id if actor else None,
        is_demo=subject.is_demo,
    )
    adding(actor, report)
    tell_answerers(report, subject)
    return report


def answer_report(
    actor: User, report: Report, subject: Entry, state: ReportState, answer: str = ""
) -> None:
    """Answer a report; who reported it sees the answer. One that was closed can be opened again."""
    require(actor, "edit_entry", subject)
    with changing(actor, report, Action.EDITED):
        report.state, report.answer = state, answer
        report.closed_at = None if state in OPEN_STATES else utc_now()
        report.answer_seen_at = seen_by(actor, report)


def seen_by(actor: User, report: Report) -> datetime | None:
    """Return when an answer was seen: at once by those who answer themselves."""
    return utc_now() if report.reporter_id == actor.id else None


def withdraw_report(report: Report) -> None:
    """Take back a report of the portal's own: what it found does not hold any more."""
    with changing(None, report, Action.ARCHIVED):
        report.archived_at = utc_now()


def mark_answers_seen(actor: User) -> None:
    """Note that somebody has seen the answers to what they reported."""
    db.session.execute(
        update(Report)
        .where(
            Report.reporter_id == actor.id,
            Report.state != ReportState.NEW,
            Report.answer_seen_at.is_(None),
        )
        .values(answer_seen_at=utc_now())
        .execution_options(synchronize_session=False)
    )
