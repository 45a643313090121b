"""The pages behind a participant's link; whoever holds it answers for the participant."""

from datetime import timedelta

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from portal.access.marks import public
from portal.extensions import SAFE_METHODS
from portal.models.meeting import MeetingParticipant
from portal.network_meetings.links import find_participant
from portal.network_meetings.polling.answering import PollClosedError, pass_on, save_answers
from portal.network_meetings.polling.forms import (
    AnswersForm,
    PassOnForm,
    make_answers_form,
    read_time_id,
)
from portal.network_meetings.polling.limits import WAIT_SECONDS, count_miss, take_sending
from portal.network_meetings.polling.standing import (
    Standing,
    group_by_day,
    list_asked_times,
    list_unanswered,
    standing_of,
)
from portal.web.dates import format_time

blueprint = Blueprint("meeting_links", __name__, url_prefix="/moede/<link>")
blueprint.add_app_template_filter(format_time, "clock")
# Led to after an answer: no address, so that the link is in no header (RFC 9110, 10.2.2).
SAVED, SAVED_WITHOUT_SOME = "?svaret", "?svaret&fjernet"


@blueprint.route("", methods=["GET", "POST"])
@public
def answer(link: str) -> ResponseReturnValue:
    """What the meeting is about, and when one can."""
    participant = find_holder(link)
    if participant is None:
        return refuse_link()
    times = list_asked_times(participant.meeting)
    form = make_answers_form(participant, times)
    if standing_of(participant.meeting) is not Standing.OPEN:
        return show_standing(participant, form)
    if not form.is_submitted():
        return show_answers(participant, form)
    if not take_sending(participant):
        return refuse_for_a_while()
    if not form.validate():
        return show_answers(participant, form, 422)
    try:
        lost = lost_times(form) | save_answers(participant, form.chosen, form.note.data)
    except PollClosedError:  # this very moment
        return show_standing(participant, form)
    return redirect(SAVED_WITHOUT_SOME if lost else SAVED, 303)


@blueprint.route("/videregiv", methods=["GET", "POST"])
@public
def give_away(link: str) -> ResponseReturnValue:
    """Pass the seat on to a colleague, who gets a link of their own."""
    participant = find_holder(link)
    if participant is None:
        return refuse_link()
    form = PassOnForm()
    if standing_of(participant.meeting) is not Standing.OPEN:
        return show_standing(participant, None)
    if not form.is_submitted():
        return show_pass_on(participant, form)
    if not take_sending(participant):
        return refuse_for_a_while()
    if not form.validate():
        return show_pass_on(participant, form, 422)
    try:
        pass_on(participant, form.name.data, form.email.data)
    except PollClosedError:
        return show_standing(participant, None)
    template = "network_meetings/polling/passed_on.html"
    return render_template(template, participant=participant, meeting=participant.meeting)


def find_holder(link: str) -> MeetingParticipant | None:
    """Return whose link this is; nobody else changes them while something is sent by it."""
    return find_participant(link, is_locking=request.method not in SAFE_METHODS)


def refuse_link() -> ResponseReturnValue:
    """Say that a link opens nothing: the same for unknown, withdrawn and expired ones."""
    if not count_miss():
        return refuse_for_a_while()
    return render_template("network_meetings/polling/dead_link.html"), 404


def refuse_for_a_while() -> ResponseReturnValue:
    page = render_template("network_meetings/polling/too_many.html")
    return page, 429, {"Retry-After": str(WAIT_SECONDS)}


def show_answers(
    participant: MeetingParticipant, form: AnswersForm, status: int = 200
) -> ResponseReturnValue:
    """Show the times that can be answered; after an answer, that it was saved and what is left."""
    page = render_template(
        "network_meetings/polling/answer.html",
        participant=participant,
        meeting=participant.meeting,
        form=form,
        days=group_by_day(list_asked_times(participant.meeting)),
        unanswered=list_unanswered(participant),
        is_saved="svaret" in request.args,
        has_lost="fjernet" in request.args or bool(lost_times(form)),
    )
    return page, status


def show_pass_on(
    participant: MeetingParticipant, form: PassOnForm, status: int = 200
) -> ResponseReturnValue:
    template = "network_meetings/polling/pass_on.html"
    return render_template(template, participant=participant, form=form), status


def lost_times(form: AnswersForm) -> frozenset[int]:
    """Return the times that were answered and are no longer proposed."""
    strangers = (read_time_id(name) for name in request.form if name not in form)
    return frozenset(time_id for time_id in strangers if time_id is not None)


def show_standing(participant: MeetingParticipant, form: AnswersForm | None) -> ResponseReturnValue:
    """Show a meeting that takes no answers; one that comes too late is shown, to be copied."""
    is_late = request.method not in SAFE_METHODS
    meeting = participant.meeting
    page = render_template(
        "network_meetings/polling/standing.html",
        participant=participant,
        meeting=meeting,
        standing=standing_of(meeting).value,
        ends_at=meeting.starts_at and meeting.starts_at + timedelta(minutes=meeting.minutes),
        late=form if is_late else None,
        is_late=is_late,
    )
    return page, 409 if is_late else 200
