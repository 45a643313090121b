"""Reading reports and calls."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median, quantiles

from flask import abort, g
from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import selectinload

from portal.extensions import db
from portal.models.base import Entry
from portal.models.report import CallOutcome, Report
from portal.models.user import User
from portal.models.vocabulary import OPEN_STATES, Fault, Outcome, ReportState
from portal.reports.subjects import subject_of
from portal.web.availability import DatabaseAwayError, ask_soon

MOST_LISTED = 100


def get_report(report_id: int) -> Report:
    """Return a report or answer 404."""
    return db.session.get(Report, report_id) or abort(404)


def get_reported_entry(report_id: int) -> Entry:
    """Return the entry that a report is about, or answer 404."""
    return subject_of(get_report(report_id)) or abort(404)


def select_open() -> Select[Report]:
    """Return the query for the reports that nobody has dealt with, the oldest first."""
    return (
        select(Report)
        .where(Report.state.in_(OPEN_STATES), Report.archived_at.is_(None))
        .order_by(Report.created_at, Report.id)
    )


def list_open_reports() -> list[Report]:
    """Return all reports that nobody has dealt with, each with who reported, the oldest first."""
    return list(db.session.scalars(select_open().options(selectinload(Report.reporter))))


def list_open_about(subject: Entry) -> list[Report]:
    """Return the open reports about an entry, the oldest first."""
    return list(db.session.scalars(select_open().where(is_about(Report, subject))))


def is_about(model: type[Report] | type[CallOutcome], subject: Entry) -> ColumnElement[bool]:
    """Return the condition that a report or a call is about an entry."""
    return and_(model.subject_type == subject.__tablename__, model.subject_id == subject.id)


def reported_at(entry: Entry) -> datetime | None:
    """Return since when an entry is reported to be wrong; one query for all entries of a page."""
    if "reported" not in g:
        subject = (Report.subject_type, Report.subject_id)
        query = (
            select(*subject, func.min(Report.created_at))
            .where(Report.state.in_(OPEN_STATES), Report.archived_at.is_(None))
            .group_by(*subject)
        )
        rows = db.session.execute(query)
        g.reported = {(entry_type, entry_id): at for entry_type, entry_id, at in rows}
    found: datetime | None = g.reported.get((entry.__tablename__, entry.id))
    return found


def list_reports_by(user: User) -> list[Report]:
    """Return what a user reported, the newest first."""
    query = select(Report).where(Report.reporter_id == user.id, Report.archived_at.is_(None))
    newest = query.order_by(Report.created_at.desc(), Report.id.desc()).limit(MOST_LISTED)
    return list(db.session.scalars(newest))


def count_news(user_id: int) -> int:
    """Return how many of a user's reports have an answer that the user has not seen.

    None while the database is away: the front page does not wait for it.
    """
    query = select(func.count(Report.id)).where(
        Report.reporter_id == user_id,
        Report.state != ReportState.NEW,
        Report.answer_seen_at.is_(None),
        Report.archived_at.is_(None),
    )
    try:
        row = ask_soon(query)
    except DatabaseAwayError:
        return 0
    return row[0] if row else 0


def find_double(user: User, subject: Entry, fault: Fault) -> Report | None:
    """Return the open report in which a user told the same of an entry already."""
    same = (Report.reporter_id == user.id, Report.fault == fault)
    return db.session.scalars(select_open().where(is_about(Report, subject), *same)).first()


def list_closed_lately(since: datetime) -> list[Report]:
    """Return the reports that were solved or rejected since an instant, the newest first."""
    query = select(Report).where(Report.closed_at >= since, Report.archived_at.is_(None))
    return list(db.session.scalars(query.order_by(Report.closed_at.desc()).limit(MOST_LISTED)))


def find_latest_call(user: User, subject: Entry, since: datetime) -> CallOutcome | None:
    """Return a user's newest call to an entry since an instant."""
    query = select(CallOutcome).where(
        is_about(CallOutcome, subject), CallOutcome.user_id == user.id, CallOutcome.at >= since
    )
    return db.session.scalars(query.order_by(CallOutcome.at.desc()).limit(1)).first()


def is_dead(subject: Entry) -> bool:
    """Say whether the last two calls in which anything was heard found the number dead.

    Calls that nobody answered say neither; what was told before the entry was last edited, or the
    last fault was dealt with, says nothing of the number it has now.
    """
    closed = select(func.max(Report.closed_at)).where(is_about(Report, subject))
    bounds = [at for at in (subject.edited_at, db.session.scalar(closed)) if at is not None]
    query = select(CallOutcome.outcome).where(
        is_about(CallOutcome, subject), CallOutcome.outcome != Outcome.NO_ANSWER
    )
    for bound in bounds:
        query = query.where(CallOutcome.at > bound)
    newest = query.order_by(CallOutcome.at.desc(), CallOutcome.id.desc()).limit(2)
    return list(db.session.scalars(newest)) == [Outcome.DEAD_NUMBER, Outcome.DEAD_NUMBER]


@dataclass(frozen=True)
class Handling:
    """How long reports take from told to closed: the median, and what one in ten exceeds.

    Both None while none is closed. ``open_now`` are those nobody has dealt with yet.
    """

    closed: int
    median: timedelta | None
    slowest_tenth: timedelta | None
    open_now: int


def measure_handling(municipality_id: int | None = None, since: datetime | None = None) -> Handling:
    """Return how reports are handled: of one municipality or all, closed since an instant or ever.

    The 90th percentile is interpolated between neighbours (``statistics.quantiles``, inclusive).
    """
    of_place = () if municipality_id is None else (Report.municipality_id == municipality_id,)
    in_use = (Report.archived_at.is_(None), *of_place)
    query = select(Report.created_at, Report.closed_at).where(
        Report.closed_at.is_not(None), *in_use
    )
    if since is not None:
        query = query.where(Report.closed_at >= since)
    rows = db.session.execute(query)
    taken = [closed - told for told, closed in rows if closed is not None]
    still_open = select(func.count(Report.id)).where(Report.state.in_(OPEN_STATES), *in_use)
    return Handling(
        closed=len(taken),
        median=median_of(taken),
        slowest_tenth=tenth_of(taken),
        open_now=db.session.scalar(still_open) or 0,
    )


def median_of(taken: Iterable[timedelta]) -> timedelta | None:
    seconds = [one.total_seconds() for one in taken]
    return timedelta(seconds=median(seconds)) if seconds else None


def tenth_of(taken: Iterable[timedelta]) -> timedelta | None:
    """Return the 90th percentile."""
    seconds = [one.total_seconds() for one in taken]
    if len(seconds) < 2:
        return timedelta(seconds=seconds[0]) if seconds else None
    return timedelta(seconds=quantiles(seconds, n=10, method="inclusive")[-1])
