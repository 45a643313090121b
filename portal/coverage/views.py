"""Where help is missing: the table, the map, a municipality, and a week hour by hour."""

from datetime import date

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from portal.access.marks import requires
from portal.coverage.cells import LETTERS, MEANINGS, WORDS, State
from portal.coverage.heat import draw_heat
from portal.coverage.ordinary import (
    WEEK,
    days_of,
    holidays_in,
    monday_of,
    next_ordinary_week,
    ordinary_day,
)
from portal.coverage.outlines import region_map
from portal.coverage.pages import list_rows, list_shapes
from portal.coverage.reachable import count_without_hours, region_week, week_of
from portal.coverage.wording import gap_sentence, holiday_words, hours_words
from portal.snapshot.current import current_snapshot
from portal.snapshot.reader import Snapshot
from portal.web.dates import local_today

blueprint = Blueprint("coverage", __name__, url_prefix="/daekning")

LEGEND = [(state, LETTERS[state], WORDS[state], MEANINGS[state]) for state in State]
FARTHEST_WEEKS = 26


@blueprint.get("", strict_slashes=False)
@requires("read_directory")
def overview() -> ResponseReturnValue:
    """Show all municipalities, or the one that was chosen, or all for one domain."""
    snapshot = current_snapshot()
    rows, domain = list_rows(snapshot, local_today()), chosen_domain(snapshot)
    shown = next((r for r in rows if r.municipality.code == request.args.get("kommune")), None)
    about = {
        "rows": rows,
        "domains": snapshot.domains,
        "domain": domain,
        "legend": LEGEND,
        "day": ordinary_day(local_today()),
    }
    if shown is not None:
        return render_template("coverage/municipality.html", row=shown, **about)
    holes = [(row, hole) for row in rows for hole in row.holes if domain in ("", hole.domain)]
    shapes = list_shapes(rows, domain)
    return render_template(
        "coverage/overview.html", map=region_map(), shapes=shapes, holes=holes, **about
    )


@blueprint.get("/timer")
@requires("read_directory")
def hours() -> ResponseReturnValue:
    """Show how many can be reached in each of a week's 168 hours."""
    snapshot, today = current_snapshot(), local_today()
    code, domain = request.args.get("kommune", ""), chosen_domain(snapshot)
    municipality = snapshot.municipalities.get(code)
    ordinary = next_ordinary_week(today)
    monday = chosen_week(today) or ordinary
    week = (
        week_of(snapshot, code, domain, monday)
        if municipality
        else region_week(snapshot, domain, monday)
    )
    skipped = [w for w in weeks_between(monday_of(today) + WEEK, monday) if holidays_in(w)]
    return render_template(
        "coverage/hours.html",
        week=week,
        heat=draw_heat(week),
        sentence=gap_sentence(week),
        empty_hours=week.empty_minutes and hours_words(week.empty_minutes),
        municipality=municipality,
        municipalities=snapshot.municipalities,
        domains=snapshot.domains,
        domain=domain,
        days=days_of(monday),
        holidays=holidays_in(monday),
        skipped=holiday_words({d: n for w in skipped for d, n in holidays_in(w).items()})
        if monday == ordinary
        else "",
        ordinary=ordinary,
        before=monday - WEEK if monday > monday_of(today) else None,
        after=monday + WEEK if monday < monday_of(today) + FARTHEST_WEEKS * WEEK else None,
        without_hours=count_without_hours(snapshot, code, domain, monday) if municipality else 0,
        each=[] if municipality else each_municipality(snapshot, domain, monday),
    )


def each_municipality(snapshot: Snapshot, domain: str, monday: date) -> list[tuple[str, str, str]]:
    """Return code, name and the week's hours with nobody of each municipality."""
    weeks = {code: week_of(snapshot, code, domain, monday) for code in snapshot.municipalities}
    return [
        (code, snapshot.municipalities[code].name, hours_words(week.empty_minutes))
        for code, week in weeks.items()
    ]


def weeks_between(first: date, last: date) -> list[date]:
    """Return the Mondays from the first up to, not with, the last."""
    return [first + number * WEEK for number in range(max(0, (last - first) // WEEK))]


def chosen_domain(snapshot: Snapshot) -> str:
    """Return the domain asked for; an unknown one narrows nothing."""
    code = request.args.get("omraade", "")
    return code if code in snapshot.domains else ""


def chosen_week(today: date) -> date | None:
    """Return the Monday of the week asked for, within the half-year ahead; None for another."""
    try:
        monday = monday_of(date.fromisoformat(request.args.get("uge", "")))
    except ValueError:
        return None
    first = monday_of(today)
    return monday if first <= monday <= first + FARTHEST_WEEKS * WEEK else None
