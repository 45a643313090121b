"""The pages with which a network meeting ends."""

from flask import Blueprint, Response, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.access.marks import requires
from portal.models.base import utc_now
from portal.network_meetings.calling.calendar import follow_up_calendar
from portal.network_meetings.ending.actions import end_meeting, why_not_over
from portal.network_meetings.ending.forms import EndForm
from portal.network_meetings.queries import get_meeting
from portal.web.conflicts import differences, has_conflict

blueprint = Blueprint("meeting_ending", __name__, url_prefix="/netvaerksmoeder")


@blueprint.route("/<int:meeting_id>/afslut", methods=["GET", "POST"])
@requires("plan_meetings")
def end(meeting_id: int) -> ResponseReturnValue:
    """Say whether a meeting was held, who came, and when it is followed up; later, correct it."""
    meeting = get_meeting(meeting_id)
    form, fault = EndForm(meeting), why_not_over(meeting, utc_now())

    def show(status: int, **more: object) -> ResponseReturnValue:
        template = "network_meetings/ending/end.html"
        return render_template(template, form=form, meeting=meeting, fault=fault, **more), status

    if fault:
        return show(409 if form.is_submitted() else 200)
    if not form.is_submitted():
        form.version.data = str(meeting.version_id)
        return show(200)
    if form.press_all():
        return show(200)
    if not form.validate():
        return show(422)
    if has_conflict(form, meeting):
        form.version.data = str(meeting.version_id)
        return show(409, differences=differences(form, EndForm(meeting, formdata=None)))
    came = set(form.came.data or ())
    end_meeting(current_user, meeting, form.is_held, came, form.follow_up_on.data)
    flash("Noteret. Tak.", "success")
    return redirect(url_for("network_meetings.show", meeting_id=meeting.id))


@blueprint.get("/<int:meeting_id>/opfoelgning.ics")
@requires("plan_meetings")
def follow_up_file(meeting_id: int) -> ResponseReturnValue:
    """The day of follow-up for a calendar program."""
    meeting = get_meeting(meeting_id)
    if meeting.follow_up_on is None:
        abort(404, description="Der er ikke valgt en dag for opfølgning.")
    headers = {"Content-Disposition": 'attachment; filename="opfoelgning.ics"'}
    return Response(follow_up_calendar(meeting), mimetype="text/calendar", headers=headers)
