"""Drawing the month's drill, and ticking off what happened."""

import secrets

from sqlalchemy import select

from portal.access.permissions import require
from portal.extensions import db
from portal.figures.draw import draw
from portal.figures.drills import find_drill, list_candidates
from portal.history.writing import lock_state
from portal.models.base import utc_now
from portal.models.municipality import Municipality
from portal.models.report import Drill, DrillCall
from portal.models.user import User
from portal.models.vocabulary import Fault, Outcome, ReportState
from portal.reports.actions import report_fault, withdraw_report
from portal.reports.queries import find_double
from portal.reports.subjects import find_subject

FAULTY = frozenset({Outcome.DEAD_NUMBER, Outcome.WRONG_PLACE})
SEEDS = 2**31
NOTE = "Fundet i månedens stikprøve."


def draw_drill(actor: User, month: str) -> Drill:
    """Draw a month's numbers, once; the seed is kept, so that anybody can draw them again."""
    require(actor, "run_drill")
    lock_state()  # so that two who press at once draw one drill
    drill = find_drill(month)
    if drill is None:
        drill = Drill(month=month, seed=secrets.randbelow(SEEDS), drawn_at=utc_now())
        drill.calls = draw_calls(drill.seed)
        db.session.add(drill)
        db.session.flush()
    return drill


def draw_calls(seed: int) -> list[DrillCall]:
    """Return the numbers that a seed draws from the directory as it stands."""
    ids = dict(db.session.execute(select(Municipality.code, Municipality.id)).all())
    return [
        DrillCall(
            position=position,
            subject_type=one.subject_type,
            subject_id=one.subject_id,
            subject_title=one.title,
            municipality_id=ids[one.municipality],
            number=one.number,
        )
        for position, one in enumerate(draw(list_candidates(), seed))
    ]


def tick_call(actor: User, call: DrillCall, outcome: Outcome | None) -> None:
    """Note what happened when a number was called, or None to take it back.

    A number that was dead or wrong is reported to those who can put it right; corrected, the report
    is taken back unless somebody has begun on it.
    """
    require(actor, "run_drill")
    call.outcome = outcome
    call.called_at, call.called_by_id = (utc_now(), actor.id) if outcome else (None, None)
    subject = find_subject(call.subject_type, call.subject_id)
    if subject is None or subject.is_archived:
        return
    if outcome in FAULTY:
        report_fault(actor, subject, Fault.WRONG_NUMBER, NOTE)
        return
    report = find_double(actor, subject, Fault.WRONG_NUMBER)
    if report is not None and report.note == NOTE and report.state is ReportState.NEW:
        withdraw_report(report)
