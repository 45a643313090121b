"""Planning a network meeting: who sits at the table, and which times are proposed."""

from urllib.parse import urlencode

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.access.marks import requires
from portal.domains.queries import list_domains
from portal.models.base import utc_now
from portal.models.meeting import Meeting, MeetingTime
from portal.models.meeting_vocabulary import ENDED_MEETINGS, MeetingPurpose
from portal.municipalities.queries import find_municipality
from portal.network_meetings.planning.actions import (
    HAS_TIMES,
    Plan,
    change_participants,
    change_terms,
    change_times,
    plan_meeting,
)
from portal.network_meetings.planning.forms import PlanForm
from portal.network_meetings.planning.hints import hints_for
from portal.network_meetings.planning.queries import get_planned
from portal.network_meetings.planning.slots import (
    MOST_TIMES,
    WEEK,
    describe_week,
    find_fault,
    week_days,
    week_start,
)
from portal.network_meetings.planning.times_form import TimesForm
from portal.network_meetings.polling.actions import PollRefusedError, send_poll
from portal.network_meetings.queries import get_meeting
from portal.network_meetings.wall_clock import FARTHEST
from portal.web.conflicts import differences, has_conflict
from portal.web.dates import local_today
from portal.web.rows import press_row_button
from portal.web.submissions import keep_open

blueprint = Blueprint("meeting_planning", __name__, url_prefix="/netvaerksmoeder")
SEND = "send"
MOST_SENT = 60
"""How many values another week's address may carry."""


@blueprint.route("/ny", methods=["GET", "POST"])
@requires("plan_meetings")
def new() -> ResponseReturnValue:
    """Plan a meeting from an answer (``?kommune=0730&omraade=alkohol``), or from scratch."""
    form = PlanForm()
    if not form.is_submitted():
        codes = request.args.getlist("omraade")
        asked = [domain for domain in list_domains() if domain.code in codes]
        form.open_for(find_municipality(request.args.get("kommune", "")), asked)
        return show_plan(form)
    if is_turned(form):
        return show_plan(form)
    if not form.validate():
        return show_plan(form, 422)
    meeting = plan_meeting(current_user, plan_in(form))
    return redirect(url_for(".times", meeting_id=meeting.id))


@blueprint.route("/<int:meeting_id>/deltagere", methods=["GET", "POST"])
@requires("plan_meetings")
def participants(meeting_id: int) -> ResponseReturnValue:
    """Change who sits at the table of a meeting that is not over."""
    meeting = get_meeting(meeting_id)
    if meeting.state in ENDED_MEETINGS:
        return over(meeting, "Mødet er slut. Deltagerne kan ikke ændres.")
    form = PlanForm(meeting)
    if not form.is_submitted():
        form.open_meeting(meeting)
        return show_plan(form)
    if is_turned(form):
        return show_plan(form)
    if not form.validate():
        return show_plan(form, 422)
    if has_conflict(form, meeting):
        saved = PlanForm(meeting, is_blank=True)
        saved.open_meeting(meeting)
        return show_plan(form.after_conflict(saved), 409, differences=differences(form, saved))
    consent_on = local_today() if form.has_consent.data else None
    change_participants(current_user, meeting, plan_in(form), consent_on=consent_on)
    flash("Gemt.", "success")
    if meeting.state in HAS_TIMES and not meeting.times:
        return redirect(url_for(".times", meeting_id=meeting.id))
    return redirect(url_for("network_meetings.show", meeting_id=meeting.id))


@blueprint.route("/<int:meeting_id>/tider", methods=["GET", "POST"])
@requires("plan_meetings")
def times(meeting_id: int) -> ResponseReturnValue:
    """Propose times, and ask the participants which of them suit.

    Another week is another address that carries all that was typed, so that Back works and nothing
    is saved before somebody says so.
    """
    meeting = get_planned(meeting_id)
    if meeting.state not in HAS_TIMES:
        return over(meeting, "Mødets tid ligger fast. Der kan ikke spørges om nye tider.")
    sent = request.form if request.method == "POST" else request.args
    form = TimesForm(meeting, formdata=sent if "week_on" in sent else None)
    if not form.is_submitted():
        return show_times(form)
    if "turn" in request.form:
        return turn_week(form)
    if press_row_button(form):
        return show_times(form)
    form.is_sending = request.form.get("action") == SEND
    if not form.validate():
        return show_times(form, 422)
    if has_conflict(form, meeting):
        differing = differences(form, TimesForm(meeting, formdata=None))
        form.version.data = str(meeting.version_id)
        return show_times(form, 409, differences=differing)
    return save_times(form)


def turn_week(form: TimesForm) -> ResponseReturnValue:
    """Lead to another week with all that was typed, unless a citizen's number was among it."""
    form.keep_citizens_out()
    form.gather_row_errors()
    sent = form.turned(request.form["turn"])
    if len(form.times.data or []) > MOST_TIMES:
        form.times.errors = [find_fault(form.ticked(), utc_now())]
    if form.errors or len(sent) > MOST_SENT:
        return show_times(form, 422)
    keep_open()
    own_address = url_for(".times", meeting_id=form.meeting.id)
    return redirect(f"{own_address}?{urlencode([*sent.items(multi=True)])}#uge")


def save_times(form: TimesForm) -> ResponseReturnValue:
    """Save the times, and ask the participants when that was the button."""
    meeting, chosen = form.meeting, form.chosen()
    change_times(current_user, meeting, form.length, chosen)
    consent_on = form.consent_on.data if form.has_consent.data else None
    change_terms(current_user, meeting, form.deadline_at, consent_on)
    unusual = [f"{span.words.capitalize()} er {span.notice}." for span in chosen if span.notice]
    for notice in unusual:
        flash(notice, "warning")
    if form.is_sending and form.deadline_at is not None:
        try:
            count = send_poll(current_user, meeting, form.deadline_at, consent_on)
        except PollRefusedError as error:
            form.times.errors = [str(error)]
            return show_times(form, 422)
        flash(f"{count} deltagere er spurgt om tider.", "success")
    else:
        flash("Gemt.", "success")
    return redirect(url_for("network_meetings.show", meeting_id=meeting.id))


def show_times(form: TimesForm, status: int = 200, **more: object) -> ResponseReturnValue:
    meeting, monday = form.meeting, form.monday
    form.week_on.data = monday.isoformat()
    days = week_days(monday, form.length, form.has_weekend, utc_now())
    slots = [slot for day in days for slot in day.slots]
    codes = {slot.code for slot in slots}
    return render_template(
        "network_meetings/planning/times.html",
        form=form,
        meeting=meeting,
        days=days,
        elsewhere=[span for span in form.ticked() if span.code not in codes],
        ticked={span.code for span in form.ticked()},
        hints=hints_for([*slots, *form.ticked()], meeting.participants),
        week=describe_week(monday),
        previous=monday - WEEK if week_start(local_today()) < monday else None,
        following=monday + WEEK if monday + WEEK < local_today() + FARTHEST else None,
        **more,
    ), status


@blueprint.app_template_global()
def answered_by(meeting: Meeting, time: MeetingTime) -> str:
    """Return who has answered a proposed time, in words."""
    given = (one for one in meeting.participants if time.id in {a.time_id for a in one.answers})
    return "; ".join(one.title for one in given)


def is_turned(form: PlanForm) -> bool:
    """Carry out what only changes the page: a row's button, or seats that are proposed anew.

    Nothing is saved before the seats fit the municipality and domains that stand above them.
    """
    if press_row_button(form):
        form.refresh_rows()
        return True
    is_asked = "propose" in request.form
    if not (is_asked or form.is_outdated):
        return False
    form.is_proposed_anew = not is_asked and bool(form.participants.entries)
    form.propose()
    return form.place is not None


def plan_in(form: PlanForm) -> Plan:
    """Return what a form that is in order asks for."""
    codes = [domain.code for domain in form.chosen_domains]
    place = form.place or abort(422)
    return Plan(place, codes, MeetingPurpose(form.purpose.data), form.chosen())


def show_plan(form: PlanForm, status: int = 200, **more: object) -> ResponseReturnValue:
    template = "network_meetings/planning/participants.html"
    return render_template(template, form=form, meeting=form.meeting, **more), status


def over(meeting: Meeting, why: str) -> ResponseReturnValue:
    """Lead back to the meeting's page with the reason."""
    flash(why, "warning")
    return redirect(url_for("network_meetings.show", meeting_id=meeting.id))
