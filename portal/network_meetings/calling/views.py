"""Calling a meeting, moving it, calling it off; its agenda and its file for the calendar."""

from typing import TYPE_CHECKING

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.access.marks import public, requires
from portal.later import Later
from portal.models.meeting import Meeting
from portal.models.meeting_vocabulary import ENDED_MEETINGS, MeetingState
from portal.network_meetings.calling.actions import (
    call_meeting,
    cancel_meeting,
    list_told,
    move_meeting,
)
from portal.network_meetings.calling.calendar import Method, meeting_calendar
from portal.network_meetings.calling.forms import CallForm
from portal.network_meetings.calling.mail_states import mail_state, send_again
from portal.network_meetings.calling.rules import why_not_callable
from portal.network_meetings.ending.actions import lock_meeting
from portal.network_meetings.polling.queries import get_participant
from portal.network_meetings.polling.views import find_holder, refuse_link
from portal.network_meetings.queries import get_meeting
from portal.text.folding import slugify
from portal.web.conflicts import differences, has_conflict
from portal.web.forms import PortalForm

if TYPE_CHECKING:
    from portal.network_meetings.calling import agenda as paper
else:
    paper = Later("portal.network_meetings.calling.agenda")

blueprint = Blueprint("meeting_calling", __name__)
blueprint.add_app_template_global(mail_state, "meeting_mail_state")
MEETING = "/netvaerksmoeder/<int:meeting_id>"


@blueprint.route(f"{MEETING}/indkald", methods=["GET", "POST"])
@requires("plan_meetings")
def call(meeting_id: int) -> ResponseReturnValue:
    """Settle when and where a meeting is; once it is called, change that."""
    meeting = get_meeting(meeting_id)
    form = CallForm(meeting, request.args.get("tid", ""))
    fault = why_not_callable(meeting)

    def show(status: int, **more: object) -> ResponseReturnValue:
        template = "network_meetings/calling/call.html"
        return render_template(template, form=form, meeting=meeting, fault=fault, **more), status

    if fault:
        return show(409 if form.is_submitted() else 200)
    if not form.is_submitted():
        form.version.data = str(meeting.version_id)
        return show(200)
    if not form.validate():
        return show(422)
    lock_meeting(meeting)
    if has_conflict(form, meeting):
        form.version.data = str(meeting.version_id)
        return show(409, differences=differences(form, CallForm(meeting, formdata=None)))
    flash(carry_out(meeting, form), "success")
    return redirect(url_for("network_meetings.show", meeting_id=meeting.id))


def carry_out(meeting: Meeting, form: CallForm) -> str:
    """Call the meeting or move it; return what was done, as a sentence."""
    wanted = form.to_call()
    terms = (wanted.starts_at, wanted.minutes, wanted.place, wanted.link)
    if meeting.state is not MeetingState.CALLED:
        consent_on = form.consent_on.data if "consent_on" in form else None
        call_meeting(current_user, meeting, *terms, consent_on=consent_on)
        return f"Mødet er indkaldt. {count_told(meeting)} får en mail nu."
    if not move_meeting(current_user, meeting, *terms):
        return "Intet er ændret, så ingen får en mail."
    return f"Mødet er ændret. {count_told(meeting)} får en mail nu."


def count_told(meeting: Meeting) -> str:
    count = sum(bool(one.email) for one in meeting.participants)
    return "1 deltager" if count == 1 else f"{count} deltagere"


@blueprint.route(f"{MEETING}/aflys", methods=["GET", "POST"])
@requires("plan_meetings")
def cancel(meeting_id: int) -> ResponseReturnValue:
    """Ask whether to call a meeting off, and say who is told; then do it."""
    meeting, form = get_meeting(meeting_id), PortalForm()
    if form.validate_on_submit():
        cancel_meeting(current_user, meeting)
        flash("Mødet er aflyst.", "success")
        return redirect(url_for("network_meetings.show", meeting_id=meeting.id))
    return render_template(
        "network_meetings/calling/cancel.html",
        form=form,
        meeting=meeting,
        told=list_told(meeting),
        has_ended=meeting.state in ENDED_MEETINGS,
    )


@blueprint.post(f"{MEETING}/deltagere/<int:participant_id>/send-igen")
@requires("plan_meetings")
def resend(meeting_id: int, participant_id: int) -> ResponseReturnValue:
    participant = get_participant(meeting_id, participant_id)
    reason = send_again(current_user, participant)
    if reason:
        flash(reason, "info")
    else:
        flash(f"Mailen til {participant.title} bliver sendt igen.", "success")
    return redirect(url_for("network_meetings.show", meeting_id=meeting_id))


@blueprint.get(f"{MEETING}/dagsorden.pdf")
@requires("plan_meetings")
def agenda(meeting_id: int) -> ResponseReturnValue:
    meeting = get_meeting(meeting_id)
    name = f"dagsorden-{slugify(meeting.reference)}.pdf"
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return Response(paper.draw_agenda(meeting), mimetype="application/pdf", headers=headers)


@blueprint.get(f"{MEETING}/moede.ics")
@requires("plan_meetings")
def calendar_file(meeting_id: int) -> ResponseReturnValue:
    return send_calendar(get_meeting(meeting_id))


@blueprint.get("/moede/<link>/moede.ics")
@public
def participant_file(link: str) -> ResponseReturnValue:
    """The meeting for the calendar of whoever holds a participant's link."""
    participant = find_holder(link)
    return refuse_link() if participant is None else send_calendar(participant.meeting)


def send_calendar(meeting: Meeting) -> Response:
    """Answer with a meeting as a file for the calendar, 409 while it has no time."""
    if meeting.starts_at is None:
        abort(409, description="Mødet er ikke indkaldt endnu, så der er intet til kalenderen.")
    headers = {"Content-Disposition": 'attachment; filename="moede.ics"'}
    content = meeting_calendar(meeting, Method.PUBLISH)
    return Response(content, mimetype="text/calendar", headers=headers)
