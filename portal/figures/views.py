"""The figures, their files, and the monthly drill."""

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.access.marks import requires
from portal.figures.accuracy import accuracy_of, drill_table, month_words
from portal.figures.actions import draw_drill, tick_call
from portal.figures.charts import draw_lines
from portal.figures.draw import ACUTE_OF_EACH, MINUTES, MOST_CALLS, SECONDS_A_CALL
from portal.figures.drills import (
    find_newest_drill,
    get_open_call,
    list_checked,
    this_month,
)
from portal.figures.periods import LENGTHS, read_period
from portal.figures.sections import SECTIONS
from portal.figures.shares import Share
from portal.figures.tables import Cell, cell_words, interval_words, number, write_csv
from portal.figures.wanted import Wanted
from portal.models.vocabulary import Outcome
from portal.municipalities.queries import list_municipalities
from portal.snapshot.current import current_snapshot
from portal.web.dates import local_today

blueprint = Blueprint("figures", __name__, url_prefix="/tal")


@blueprint.get("", strict_slashes=False)
@requires("read_directory")
def overview() -> ResponseReturnValue:
    wanted = read_wanted()
    tables = {key: make(wanted) for key, make in SECTIONS.items()}
    return render_template(
        "figures/overview.html",
        wanted=wanted,
        lengths=LENGTHS,
        tables=tables,
        lines=draw_lines(tables["udvikling"]),
    )


@blueprint.get("/<figure>.csv")
@requires("read_directory")
def csv_file(figure: str) -> ResponseReturnValue:
    make = SECTIONS.get(figure) or abort(404)
    wanted = read_wanted()
    name = f"{figure}-{wanted.period.today}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(write_csv(make(wanted)), mimetype="text/csv", headers=headers)


@blueprint.get("/stikproeve")
@requires("read_directory")
def drill() -> ResponseReturnValue:
    newest = find_newest_drill()
    return render_template(
        "figures/drill.html",
        drill=newest,
        month=this_month(),
        checked=list_checked(newest) if newest else [],
        accuracy=accuracy_of(newest.calls) if newest else None,
        table=drill_table(),
        outcomes=list(Outcome),
        rule={
            "most": MOST_CALLS,
            "acute": ACUTE_OF_EACH,
            "minutes": MINUTES,
            "seconds": SECONDS_A_CALL,
        },
    )


@blueprint.post("/stikproeve")
@requires("run_drill")
def draw() -> ResponseReturnValue:
    draw_drill(current_user, this_month())
    return redirect(url_for(".drill"))


@blueprint.post("/stikproeve/<int:call_id>")
@requires("run_drill")
def tick(call_id: int) -> ResponseReturnValue:
    call, told = get_open_call(call_id), request.form.get("udfald", "")
    if told and told not in set(Outcome):
        abort(400)
    tick_call(current_user, call, Outcome(told) if told else None)
    return redirect(url_for(".drill", _anchor=f"opkald-{call.id}"))


def read_wanted() -> Wanted:
    """Return what the address asks for; unknown values narrow nothing."""
    municipalities = list_municipalities()
    code = request.args.get("kommune")
    return Wanted(
        read_period(request.args.get("dage", ""), local_today()),
        municipalities,
        next((one for one in municipalities if one.code == code), None),
        current_snapshot(),
    )


@blueprint.app_template_test("share")
def is_share(cell: Cell) -> bool:
    return isinstance(cell, Share)


blueprint.add_app_template_filter(cell_words)
blueprint.add_app_template_filter(interval_words)
blueprint.add_app_template_filter(month_words)
blueprint.add_app_template_filter(number, "danish_number")
