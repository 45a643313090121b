"""The meetings being planned, and one meeting: who can when, and what is to be done next."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.access.marks import requires
from portal.models.base import utc_now
from portal.network_meetings.page import show_meeting
from portal.network_meetings.polling.actions import remind_all
from portal.network_meetings.polling.organiser_views import press
from portal.network_meetings.progress import describe_progress
from portal.network_meetings.queries import get_meeting, list_meetings
from portal.network_meetings.stand_ins import ask_stand_in
from portal.network_meetings.wording import describe_day, describe_hours, describe_span

blueprint = Blueprint("network_meetings", __name__)
for words in (describe_day, describe_hours, describe_span):
    blueprint.add_app_template_global(words)
blueprint.add_app_template_global(describe_progress, "meeting_progress")


@blueprint.get("/netvaerksmoeder")
@requires("plan_meetings")
def overview() -> ResponseReturnValue:
    has_ended = request.args.get("vis") == "afsluttede"
    meetings = list_meetings(has_ended)
    return render_template("network_meetings/overview.html", meetings=meetings, has_ended=has_ended)


@blueprint.get("/netvaerksmoeder/<int:meeting_id>")
@requires("plan_meetings")
def show(meeting_id: int) -> ResponseReturnValue:
    page = show_meeting(get_meeting(meeting_id), utc_now())
    return render_template("network_meetings/show.html", page=page, meeting=page.meeting)


@blueprint.post("/netvaerksmoeder/<int:meeting_id>/mind-alle")
@requires("plan_meetings")
def remind_everybody(meeting_id: int) -> ResponseReturnValue:
    reminded = remind_all(current_user, get_meeting(meeting_id))
    if reminded:
        who = "1 deltager" if reminded == 1 else f"{reminded} deltagere"
        flash(f"{who} er mindet om at svare.", "success")
    else:
        flash("Ingen kan mindes om at svare nu. Vent en time efter den sidste mail.", "warning")
    return redirect(url_for(".show", meeting_id=meeting_id))


@blueprint.post("/netvaerksmoeder/<int:meeting_id>/deltagere/<int:participant_id>/stedfortraeder")
@requires("plan_meetings")
def ask_deputy(meeting_id: int, participant_id: int) -> ResponseReturnValue:
    return press(ask_stand_in, meeting_id, participant_id, "{} er spurgt som stedfortræder.")
