"""The day's figures, kept so that they can be followed over time."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from sqlalchemy import Date, bindparam, func, select, text

from portal.coverage.cells import count_covered, coverage_on
from portal.coverage.ordinary import ordinary_day
from portal.extensions import db
from portal.figures.queries import list_calls, list_confirmed
from portal.figures.reach import reach_by
from portal.hours.clock import COPENHAGEN
from portal.models.base import utc_now
from portal.models.figures import EVERYWHERE
from portal.models.municipality import Municipality
from portal.models.report import Report
from portal.models.vocabulary import OPEN_STATES
from portal.snapshot.current import current_snapshot

REACH, FRESH, COVERED, REPORTS = "reach", "fresh", "covered", "reports"
DAY = timedelta(days=1)
LOOKING_BACK = 7
"""Days whose calls are counted anew: a day is whole only when it is over, and a run may fail."""

SAVE = text(
    "INSERT INTO daily_figure (day_on, municipality_code, name, part, whole)"
    " VALUES (:day_on, :municipality_code, :name, :part, :whole)"
    " ON CONFLICT (day_on, municipality_code, name)"
    " DO UPDATE SET part = excluded.part, whole = excluded.whole"
).bindparams(bindparam("day_on", type_=Date))


class Figure(NamedTuple):
    """One figure of a day, of a municipality or EVERYWHERE."""

    day_on: date
    municipality_code: str
    name: str
    part: int
    whole: int


def record_daily_figures(day: date) -> int:
    """Keep the figures of a day, which should be today; return how many. The caller commits.

    Freshness, coverage and reports are as they stand now; of calls those of the days before. Run
    again it writes the same, or what is newer.
    """
    figures = [
        *calls_before(day),
        *with_everywhere(day, FRESH, confirmed_now()),
        *with_everywhere(day, COVERED, covered_on(day)),
        *with_everywhere(day, REPORTS, reports_now()),
    ]
    if figures:
        db.session.execute(SAVE, [figure._asdict() for figure in figures])
    return len(figures)


Counted = Iterable[tuple[str, int, int]]
"""A municipality's code, a part, and the whole."""


def with_everywhere(day: date, name: str, counted: Counted) -> Iterator[Figure]:
    """Yield a day's figures by municipality, and of all together."""
    parts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    parts[EVERYWHERE] = [0, 0]
    for code, part, whole in counted:
        for key in {code, EVERYWHERE}:
            parts[key][0] += part
            parts[key][1] += whole
    for code, (part, whole) in parts.items():
        yield Figure(day, code, name, part, whole)


def calls_before(day: date) -> Iterator[Figure]:
    """Yield how many calls of the last whole days reached somebody."""
    for offset in range(1, LOOKING_BACK + 1):
        earlier = day - offset * DAY
        calls = list_calls(midnight(earlier), midnight(earlier + DAY))
        reach = reach_by(calls, lambda call: call.municipality)
        counted = [(code, share.part, share.whole) for code, share in reach.items()]
        yield from with_everywhere(earlier, REACH, counted)


def confirmed_now() -> Counted:
    return [(one.municipality, one.fresh, one.whole) for one in list_confirmed(utc_now())]


def covered_on(day: date) -> Counted:
    coverage = coverage_on(current_snapshot(), ordinary_day(day))
    return [(code, *count_covered(cells.values())) for code, cells in coverage.items()]


def reports_now() -> Counted:
    """Return how many reports are open, of all ever made."""
    code = func.coalesce(Municipality.code, EVERYWHERE)
    is_open = Report.state.in_(OPEN_STATES)
    query = (
        select(code, func.count().filter(is_open), func.count())
        .select_from(Report)
        .outerjoin(Municipality, Municipality.id == Report.municipality_id)
        .where(Report.archived_at.is_(None))
        .group_by(code)
    )
    return [(place, part, whole) for place, part, whole in db.session.execute(query)]


def midnight(day: date) -> datetime:
    """Return the instant at which a day begins in Denmark."""
    return datetime.combine(day, time(), COPENHAGEN)
