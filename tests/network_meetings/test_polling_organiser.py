"""The buttons beside a participant, and the page on which the organiser answers for somebody."""

from datetime import timedelta

import pytest
from flask import render_template_string
from sqlalchemy import select

from portal.models.base import utc_now
from portal.models.mail import OutgoingMail
from portal.models.meeting import MeetingParticipant
from portal.models.meeting_vocabulary import Availability, MeetingRole, MeetingState
from portal.models.vocabulary import Role
from portal.network_meetings.polling.buttons import poll_buttons
from tests.support.meetings import make_answer, make_participant
from tests.support.pages import parse_page, text_of
from tests.support.polls import make_poll, path_of

BUTTONS = """
{% from "network_meetings/polling/_participant_buttons.html" import participant_buttons %}
{{ participant_buttons(participant, mails) }}
"""


@pytest.fixture
def poll(database):
    with database():
        meeting = make_poll(people=2)
        make_participant("Borgeren", MeetingRole.CITIZEN, meeting)
        return meeting


@pytest.fixture
def organiser(client_of):
    return client_of(Role.BRIDGE_BUILDER)


def address(meeting, place, verb):
    return f"/netvaerksmoeder/{meeting.id}/deltagere/{meeting.participants[place].id}/{verb}"


def seat(database, meeting, place):
    with database() as session:
        found = session.get(MeetingParticipant, meeting.participants[place].id)
        assert found.answers is not None
        return found


def mail_count(database):
    with database() as session:
        return len(session.scalars(select(OutgoingMail)).all())


def said(client, answer):
    assert answer.status_code == 302
    return text_of(client.page(answer.headers["Location"]))


def test_reminder_is_sent_once_however_often_the_button_is_pressed(poll, organiser, database):
    first = organiser.send(address(poll, 0, "mind-om"))
    assert "Funktion 1, Demo Person 1 er mindet om at svare." in said(organiser, first)
    again = organiser.send(address(poll, 0, "mind-om"))
    assert "Du kan minde om det igen kl." in said(organiser, again)
    assert mail_count(database) == 1


def test_link_is_taken_back_and_given_anew(poll, organiser, client, database):
    with database() as session:
        old = path_of(session.get(MeetingParticipant, poll.participants[0].id))
    organiser.send(address(poll, 0, "traek-link-tilbage"))
    assert client.get(old).status_code == 404
    assert "er spurgt om tider" in said(organiser, organiser.send(address(poll, 0, "spoerg")))
    with database() as session:
        second = path_of(session.get(MeetingParticipant, poll.participants[0].id))
    assert client.get(second).status_code == 200
    organiser.send(address(poll, 0, "nyt-link"))
    assert client.get(second).status_code == 404


def test_citizen_without_an_address_gets_no_mail_but_the_organisers_answer(
    poll, organiser, database
):
    refused = organiser.send(address(poll, 2, "spoerg"))
    assert "Borgeren har ingen e-mail" in said(organiser, refused)
    answer = {f"time_{time.id}": "yes" for time in poll.times}
    saved = organiser.submit(address(poll, 2, "svar"), answer)
    assert "Svaret for Borgeren er gemt." in said(organiser, saved)
    citizen = seat(database, poll, 2)
    assert citizen.answered_by == "Demo Samsø"
    assert {one.answer for one in citizen.answers} == {Availability.YES}
    assert mail_count(database) == 0


def test_organiser_cannot_write_a_note_for_anybody_and_has_to_choose(poll, organiser, database):
    page = address(poll, 0, "svar")
    assert 'name="note"' not in organiser.get(page).text
    refused = organiser.send(page, {"note": "Ringede"})
    assert refused.status_code == 422
    assert seat(database, poll, 0).note == ""


def test_participant_sees_that_the_organiser_answered_and_can_put_it_right(
    poll, organiser, client, database
):
    field = f"time_{poll.times[0].id}"
    organiser.submit(address(poll, 0, "svar"), {field: "no"})
    with database() as session:
        path = path_of(session.get(MeetingParticipant, poll.participants[0].id))
    assert "Brobyggeren har svaret for dig" in text_of(client.page(path))
    client.submit(path, {field: "yes"})
    assert "Brobyggeren har svaret for dig" not in text_of(client.page(path))
    assert seat(database, poll, 0).answered_by == ""


def test_called_meeting_takes_no_answers_from_the_organiser_either(poll, organiser, database):
    with database() as session:
        meeting = session.merge(poll)
        meeting.state, meeting.starts_at = MeetingState.CALLED, meeting.times[0].starts_at
    assert "ingen tider at svare på" in said(organiser, organiser.get(address(poll, 0, "svar")))
    assert "udløbet" in said(organiser, organiser.send(address(poll, 0, "mind-om")))


def test_participant_of_another_meeting_is_not_found(poll, organiser, database):
    with database():
        other = make_poll()
    wrong = f"/netvaerksmoeder/{other.id}/deltagere/{poll.participants[0].id}"
    assert organiser.send(f"{wrong}/mind-om").status_code == 404
    assert organiser.get(f"{wrong}/svar").status_code == 404


def shown_buttons(app, participant, mails=()):
    with app.test_request_context():
        html = render_template_string(BUTTONS, participant=participant, mails=list(mails))
    return text_of(parse_page(html, is_fragment=True))


def test_only_what_can_be_done_has_a_button(app, session):
    meeting = make_poll(people=2)
    first, second = meeting.participants
    assert "Mind om at svare" in shown_buttons(app, first)
    mail = OutgoingMail(created_at=utc_now() - timedelta(minutes=30))
    assert "Kan mindes om det igen kl." in shown_buttons(app, first, [mail])
    for time in meeting.times:
        make_answer(second, time)
    assert "Mind om" not in shown_buttons(app, second)
    citizen = make_participant("Borgeren", MeetingRole.CITIZEN, meeting)
    assert shown_buttons(app, citizen) == "Skriv svaret fra Borgeren"
    session.flush()
    meeting.state = MeetingState.HELD
    first.link_key = None
    assert poll_buttons(first).is_empty
    assert shown_buttons(app, first) == ""
