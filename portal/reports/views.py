"""Reporting a fault, answering it, seeing the answer; telling how a call went."""

from urllib.parse import unquote_plus, urlsplit

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.access.marks import requires
from portal.accounts.redirects import own_path
from portal.models.base import Entry
from portal.models.vocabulary import Fault, Outcome
from portal.privacy.cpr import find_cpr
from portal.reports.actions import answer_report, mark_answers_seen, report_fault
from portal.reports.calls import tell_outcome
from portal.reports.closing import close_reports
from portal.reports.forms import AnswerForm, FaultForm
from portal.reports.queries import (
    get_report,
    get_reported_entry,
    list_open_about,
    list_reports_by,
    reported_at,
)
from portal.reports.subjects import find_subject, get_reportable, numbers_of, subject_of
from portal.text.numbers import read_number
from portal.web.addresses import SECTIONS, entry_url
from portal.web.editing import entry_saved, run_form
from portal.web.labels import label
from portal.web.navigation import is_htmx

blueprint = Blueprint("reports", __name__)
entry_saved.connect(close_reports)
blueprint.add_app_template_global(list_open_about)
blueprint.add_app_template_global(reported_at)
SECTION = "/<any(kontaktpersoner, tilbud, organisationer, kommuner):section>"
THANKS = "Tak. De, der passer oplysningerne, har fået beskeden. Svaret kommer under Dine meldinger."


@blueprint.route(f"{SECTION}/<key>/meld-fejl", methods=["GET", "POST"])
@requires("report_fault", get_reportable)
def report(section: str, key: str) -> ResponseReturnValue:
    subject = get_reportable(section, key)
    form = FaultForm()
    back = back_to(subject)

    def carry_out() -> str:
        report_fault(current_user, subject, Fault(form.fault.data), form.note.data)
        return back

    return run_form(
        form,
        "reports/report.html",
        carry_out,
        done=THANKS,
        subject=subject,
        numbers=numbers_of(subject),
        back=back,
        reports=list_open_about(subject),
    )


@blueprint.app_template_global()
def report_address(key: str) -> str:
    """Return where a fault is reported in the entry of a key such as "contact:17"."""
    entry_type, _, entry_id = key.partition(":")
    return f"/{SECTIONS[entry_type]}/{entry_id}/meld-fejl"


def back_to(subject: Entry) -> str:
    """Return where to go after reporting: the page one came from, else the entry's own.

    Not the page of a question in which somebody wrote a CPR number.
    """
    came_from = urlsplit(request.referrer or "")
    is_own = came_from.netloc == request.host and came_from.path != request.path
    page = request.form.get("next") or f"{came_from.path}?{came_from.query}".rstrip("?")
    if find_cpr(unquote_plus(page)) or not (is_own or "next" in request.form):
        return entry_url(subject)
    return own_path(page)


@blueprint.get("/meldinger")
@requires("read_directory")
def mine() -> ResponseReturnValue:
    reports = list_reports_by(current_user)
    subjects = {report.id: subject_of(report) for report in reports}
    return render_template("reports/mine.html", reports=reports, subjects=subjects)


@blueprint.post("/meldinger/set")
@requires("read_directory")
def see_answers() -> ResponseReturnValue:
    mark_answers_seen(current_user)
    return redirect(url_for(".mine"))


@blueprint.route("/meldinger/<int:report_id>/svar", methods=["GET", "POST"])
@requires("edit_entry", get_reported_entry)
def answer(report_id: int) -> ResponseReturnValue:
    """Answer a report on a page of its own, or by a button of the list of work."""
    report, subject = get_report(report_id), get_reported_entry(report_id)
    form = AnswerForm(obj=report)

    def carry_out() -> str:
        answer_report(current_user, report, subject, form.chosen, form.answer.data)
        return own_path(request.form.get("next") or "/min-kommune")

    return run_form(
        form,
        "reports/answer.html",
        carry_out,
        entry=report,
        done="Svaret er gemt.",
        subject=subject,
    )


def find_called() -> Entry:
    """Return the entry that was called: "contact:17:took_over" names it and how the call went."""
    subject_type, subject_id, _ = read_call()
    subject = find_subject(subject_type, subject_id)
    return abort(404) if subject is None or subject.is_archived else subject


def read_call() -> tuple[str, int, Outcome]:
    """Return what the pressed button says of a call: type and id of the entry, and the outcome."""
    parts = request.values.get("opkald", "").split(":")
    number = read_number(parts[1]) if len(parts) == 3 else None
    if number is None:
        abort(404)
    outcome = next((one for one in Outcome if one == parts[2]), None) or abort(404)
    return parts[0], number, outcome


@blueprint.post("/opkald")
@requires("tell_outcome", find_called)
def tell() -> ResponseReturnValue:
    """Note how a call went, and go back to the answer; htmx gets only the line's thanks."""
    subject, outcome = find_called(), read_call()[2]
    tell_outcome(current_user, subject, outcome)
    if is_htmx():
        key = f"{subject.__tablename__}:{subject.id}"
        return render_template("reports/_told.html", key=key, subject=subject, outcome=outcome)
    flash(f"Tak. Noteret: {label(outcome)} ({subject.title}).", "success")
    return redirect(own_path(request.form.get("next")))


@blueprint.app_template_filter()
def reporter_name(report: object) -> str:
    """Return who reported; the portal itself found what nobody reported."""
    reporter = getattr(report, "reporter", None)
    return f"{reporter.name}, {label(reporter.role).lower()}" if reporter else "Én indgang selv"
