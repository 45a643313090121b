"""What the organiser does about one participant's link and answer."""

from collections.abc import Callable

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.access.marks import requires
from portal.models.meeting import MeetingParticipant
from portal.models.user import User
from portal.network_meetings.polling.actions import (
    ANSWERABLE,
    PollRefusedError,
    answer_for,
    ask_participant,
    remind_participant,
    replace_link,
    withdraw_participant_link,
)
from portal.network_meetings.polling.buttons import poll_buttons
from portal.network_meetings.polling.forms import make_answers_form
from portal.network_meetings.polling.queries import get_participant
from portal.network_meetings.polling.standing import group_by_day, list_asked_times

blueprint = Blueprint(
    "meeting_polls",
    __name__,
    url_prefix="/netvaerksmoeder/<int:meeting_id>/deltagere/<int:participant_id>",
)
blueprint.add_app_template_global(poll_buttons)
Act = Callable[[User, MeetingParticipant], None]


@blueprint.post("/spoerg")
@requires("plan_meetings")
def ask(meeting_id: int, participant_id: int) -> ResponseReturnValue:
    return press(ask_participant, meeting_id, participant_id, "{} er spurgt om tider.")


@blueprint.post("/mind-om")
@requires("plan_meetings")
def remind(meeting_id: int, participant_id: int) -> ResponseReturnValue:
    return press(remind_participant, meeting_id, participant_id, "{} er mindet om at svare.")


@blueprint.post("/traek-link-tilbage")
@requires("plan_meetings")
def withdraw(meeting_id: int, participant_id: int) -> ResponseReturnValue:
    done = "Linket til {} virker ikke længere."
    return press(withdraw_participant_link, meeting_id, participant_id, done)


@blueprint.post("/nyt-link")
@requires("plan_meetings")
def replace(meeting_id: int, participant_id: int) -> ResponseReturnValue:
    done = "{} har fået et nyt link. Det gamle virker ikke længere."
    return press(replace_link, meeting_id, participant_id, done)


def press(act: Act, meeting_id: int, participant_id: int, done: str) -> ResponseReturnValue:
    """Carry out what a button says, or say why not, and go back to the meeting."""
    participant = get_participant(meeting_id, participant_id, is_locking=True)
    try:
        act(current_user, participant)
    except PollRefusedError as error:
        flash(str(error), "warning")
    else:
        flash(done.format(participant.title), "success")
    return redirect(url_for("network_meetings.show", meeting_id=meeting_id))


@blueprint.route("/svar", methods=["GET", "POST"])
@requires("plan_meetings")
def answer(meeting_id: int, participant_id: int) -> ResponseReturnValue:
    """Answer for somebody who told it: without an address, or on the phone."""
    is_sent = request.method == "POST"
    participant = get_participant(meeting_id, participant_id, is_locking=is_sent)
    meeting, times = participant.meeting, list_asked_times(participant.meeting)
    back = url_for("network_meetings.show", meeting_id=meeting_id)
    if meeting.state not in ANSWERABLE or not times:
        flash("Der er ingen tider at svare på nu.", "warning")
        return redirect(back)
    form = make_answers_form(participant, times)
    del form.note  # what participants write is their own
    if form.validate_on_submit():
        lost = answer_for(current_user, participant, form.chosen)
        said = " Et tidspunkt er fjernet imens." if lost else ""
        flash(f"Svaret for {participant.title} er gemt.{said}", "success")
        return redirect(back)
    page = render_template(
        "network_meetings/polling/answer_for.html",
        participant=participant,
        meeting=meeting,
        form=form,
        days=group_by_day(times),
        back=back,
    )
    return page, 422 if form.errors else 200
