"""Which entries are reported to be wrong: a small table beside the entries' own records."""

from collections.abc import Iterator

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.models.report import Report
from portal.models.vocabulary import OPEN_STATES


def fault_rows(session: Session) -> Iterator[tuple[object, ...]]:
    """Yield the key of each entry with a fault that nobody has dealt with, and since when."""
    subject = (Report.subject_type, Report.subject_id)
    query = (
        select(*subject, func.min(Report.created_at))
        .where(Report.state.in_(OPEN_STATES), Report.archived_at.is_(None))
        .group_by(*subject)
    )
    for entry_type, entry_id, at in session.execute(query):
        yield f"{entry_type}:{entry_id}", at.isoformat()
