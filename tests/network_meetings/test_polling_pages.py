"""What a participant meets behind the link in the mail."""

import gzip
import re
from datetime import timedelta

import pytest

from portal.models.base import utc_now
from portal.models.meeting import MeetingParticipant
from portal.models.meeting_vocabulary import Availability, MeetingRole, MeetingState
from portal.models.vocabulary import Role
from portal.network_meetings.links import withdraw_link
from tests import factories
from tests.support.meetings import make_meeting_time, make_participant
from tests.support.pages import parse_page, text_of
from tests.support.polls import make_poll, path_of


@pytest.fixture
def poll(database):
    """A poll of two participants and two times, with the path of the first one's page."""
    with database():
        meeting = make_poll(people=2)
        return meeting, path_of(meeting.participants[0])


def participant_of(database, meeting, place=0):
    with database() as session:
        return session.get(MeetingParticipant, meeting.participants[place].id)


def answers_of(database, meeting, place=0):
    with database() as session:
        found = session.get(MeetingParticipant, meeting.participants[place].id)
        return {one.time_id: one.answer for one in found.answers}


def fields(meeting, *answers):
    times = sorted(meeting.times, key=lambda time: time.starts_at)
    return {f"time_{time.id}": answer for time, answer in zip(times, answers, strict=False)}


def test_participant_answers_by_the_link_without_signing_in(poll, client, database):
    meeting, path = poll
    sent = client.submit(path, fields(meeting, "yes", "no") | {"note": "Helst om formiddagen"})
    assert (sent.status_code, sent.headers["Location"]) == (303, "?svaret")
    assert sorted(answers_of(database, meeting).values()) == [Availability.NO, Availability.YES]
    page = text_of(client.page(f"{path}?svaret"))
    assert "Tak. Dit svar er gemt" in page
    assert "Du mangler" not in page


def test_answers_are_shown_again_and_can_be_changed(poll, client, database):
    meeting, path = poll
    client.submit(path, fields(meeting, "yes"))
    assert "Du mangler at svare på 1 tidspunkt." in text_of(client.page(path))
    client.submit(path, fields(meeting, "if_need_be"))
    given = answers_of(database, meeting)
    assert given == {meeting.times[0].id: Availability.IF_NEED_BE}


def test_page_says_what_it_is_for_and_shows_nobodys_address(database, client):
    with database():
        organiser = factories.make_user(Role.BRIDGE_BUILDER, name="Demo Fanø")
        meeting = make_poll(people=3, organiser=organiser, place="Rådhuset, lokale 2")
        make_participant("Borgeren", MeetingRole.CITIZEN, meeting)
        path = path_of(meeting.participants[0])
    html = client.get(path).text
    page = text_of(parse_page(html))
    shown = ("Lave en fælles plan", "Randers Kommune", "Demo Fanø", "Rådhuset, lokale 2")
    people = ("Funktion 1, Demo Person 1", "Funktion 3, Demo Person 3", "Borgeren")
    assert [words for words in (*shown, *people) if words not in page] == []
    assert "Du svarer for: Funktion 1, Demo Person 1" in page
    assert "@" not in html


def test_nothing_answered_is_refused_and_the_note_stays(poll, client):
    _, path = poll
    refused = client.submit(path, {"note": "Jeg er på kursus"})
    assert refused.status_code == 422
    assert "Svar på mindst ét tidspunkt" in refused.text
    assert "Jeg er på kursus" in refused.text


def test_cpr_number_in_the_note_is_refused_and_every_answer_stays(poll, client, database):
    meeting, path = poll
    refused = client.submit(path, fields(meeting, "yes", "no") | {"note": "070761-4285 kommer"})
    assert refused.status_code == 422
    assert refused.text.count(" checked") == 2
    assert answers_of(database, meeting) == {}


def test_note_that_is_too_long_and_answer_that_does_not_exist_are_refused(poll, client, database):
    meeting, path = poll
    assert client.submit(path, fields(meeting, "yes") | {"note": "x" * 301}).status_code == 422
    forged = fields(meeting, "perhaps", "yes")
    assert client.send(path, forged).status_code == 422
    assert answers_of(database, meeting) == {}


def test_time_that_was_removed_meanwhile_costs_no_other_answer(poll, client, database):
    meeting, path = poll
    shown = client.get(path)
    gone, left = meeting.times
    with database() as session:
        session.delete(session.merge(gone))
    sent = client.fill_in(shown, fields(meeting, "yes", "no"))
    assert sent.headers["Location"] == "?svaret&fjernet"
    assert "fjernet et tidspunkt" in client.get(f"{path}?svaret&fjernet").text
    assert answers_of(database, meeting) == {left.id: Availability.NO}


def test_another_meetings_time_is_not_answered(poll, client, database):
    meeting, path = poll
    with database():
        other = make_poll().times[0].id
    client.send(path, fields(meeting, "yes") | {f"time_{other}": "yes"})
    assert answers_of(database, meeting) == {meeting.times[0].id: Availability.YES}


def test_past_time_is_not_asked_about(database, client):
    with database():
        meeting = make_poll(times=1)
        past = make_meeting_time(utc_now() - timedelta(hours=1), meeting)
        path = path_of(meeting.participants[0])
    assert f"time_{past.id}" not in client.get(path).text
    client.send(path, {f"time_{past.id}": "yes"})
    assert answers_of(database, meeting) == {}


def test_answer_after_the_deadline_is_refused_in_words_and_shown_to_be_copied(
    poll, client, database
):
    meeting, path = poll
    shown = client.get(path)
    with database() as session:
        session.merge(meeting).deadline_at = utc_now() - timedelta(minutes=1)
    late = client.fill_in(shown, fields(meeting, "yes", "no") | {"note": "Gerne sent"})
    assert late.status_code == 409
    page = text_of(parse_page(late.text))
    assert "Dit svar er ikke gemt" in page
    assert "Gerne sent" in page
    assert answers_of(database, meeting) == {}


def test_page_after_the_deadline_shows_what_was_answered(poll, client, database):
    meeting, path = poll
    client.submit(path, fields(meeting, "yes", "no"))
    with database() as session:
        session.merge(meeting).deadline_at = utc_now() - timedelta(minutes=1)
    page = text_of(client.page(path))
    assert "Der kan ikke svares længere" in page
    assert "Det har du svaret" in page
    assert "kl. 13.00–14.00: Ja" in page or "kl. 14.00–15.00: Ja" in page


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (MeetingState.CALLED, "Mødet er indkaldt"),
        (MeetingState.CANCELLED, "Mødet er aflyst"),
        (MeetingState.HELD, "Mødet er slut"),
        (MeetingState.DRAFT, "Der kan ikke svares længere"),
    ],
)
def test_page_says_how_the_meeting_stands_and_takes_no_answer(poll, client, database, state, words):
    meeting, path = poll
    with database() as session:
        changed = session.merge(meeting)
        changed.state, changed.starts_at = state, changed.times[0].starts_at
        changed.place = "Rådhuset"
    page = client.page(path)
    assert words in text_of(page)
    assert ("Rådhuset" in text_of(page)) is (state in {MeetingState.CALLED, MeetingState.DRAFT})
    assert client.send(path, fields(meeting, "yes")).status_code == 409
    assert client.send(f"{path}/videregiv", {"name": "A", "email": "a@b.dk"}).status_code == 409
    assert answers_of(database, meeting) == {}


def test_unknown_withdrawn_and_expired_link_show_one_and_the_same_page(poll, client, database):
    meeting, path = poll
    with database() as session:
        first, second = session.merge(meeting).participants
        withdrawn, expired = path_of(second), path
        withdraw_link(second)
        first.link_expires_at = utc_now() - timedelta(seconds=1)
    answers = [client.get(one) for one in ("/moede/findes-ikke", withdrawn, expired)]
    assert {answer.status_code for answer in answers} == {404}
    assert {answer.text for answer in answers} == {answers[0].text}
    assert "Linket virker ikke længere" in answers[0].text
    assert client.send(expired, fields(meeting, "yes")).status_code == 404


@pytest.mark.parametrize("number", ["9" * 5000, "9" * 10, "²", ""], ids=lambda number: number[:11])
def test_answer_to_a_time_that_cannot_be_is_left_out(poll, client, database, number):
    meeting, path = poll
    sent = client.send(path, fields(meeting, "yes") | {f"time_{number}": "yes"})
    assert (sent.status_code, sent.headers["Location"]) == (303, "?svaret")
    assert answers_of(database, meeting) == {meeting.times[0].id: Availability.YES}


def test_page_is_the_same_for_who_is_signed_in(poll, client_of, database):
    meeting, path = poll
    signed_in = client_of(Role.COORDINATOR)
    shown = signed_in.get(path)
    signed_in.fill_in(shown, fields(meeting, "yes"))
    signed_in.fill_in(shown, fields(meeting, "no"))  # by the browser's back button
    assert answers_of(database, meeting) == {meeting.times[0].id: Availability.NO}
    assert participant_of(database, meeting).answered_by == ""


def test_page_of_thirty_people_and_twenty_times_is_small(database, client):
    with database():
        path = path_of(make_poll(people=30, times=20).participants[0])
    served = client.get(path, headers={"Accept-Encoding": "identity"}).data
    # Not read as a page: it is compressed.
    packed = super(type(client), client).open(path, headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data)[:100] == served[:100]
    print(f"30 people, 20 times: {len(served)} bytes, gzip {len(packed.data)}")
    assert len(served) <= 100_000
    assert len(packed.data) <= 12_000


def test_page_asks_for_nothing_from_elsewhere(poll, client):
    html = client.get(poll[1]).text
    loaded = re.findall(r"<(?:link|script|img|iframe)[^>]+(?:href|src)=\"([^\"]+)", html)
    assert loaded
    assert [address for address in loaded if not address.startswith("/static/")] == []
