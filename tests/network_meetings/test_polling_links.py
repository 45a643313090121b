"""The link is a key: it is passed on, kept from logs, caches and guessers, and never stored."""

import logging
import re

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from portal.accounts.sessions import token_hash
from portal.extensions import db
from portal.mail.delivery import deliver_due
from portal.models.mail import OutgoingMail
from portal.models.meeting import MeetingEvent, MeetingParticipant
from portal.models.meeting_vocabulary import Availability, MeetingChange
from portal.network_meetings.polling import views
from tests.support.meetings import make_answer
from tests.support.pages import parse_page, text_of
from tests.support.polls import make_poll, path_of

COLLEAGUE = {"name": "Demo Agersø", "email": "agersoe@example.invalid"}


@pytest.fixture
def poll(database):
    with database():
        meeting = make_poll(people=2)
        make_answer(meeting.participants[0], meeting.times[0], Availability.YES)
        meeting.participants[0].note = "Kun med elevator"
        return meeting, path_of(meeting.participants[0])


def all_that_is_stored(database):
    """Return every value of every row, as text."""
    with database() as session:
        rows = [
            value
            for table in db.metadata.sorted_tables
            for row in session.execute(select(table))
            for value in row
        ]
    return "\n".join(str(value) for value in rows)


def test_seat_is_passed_on_and_the_old_link_and_answers_are_gone(poll, client, database):
    meeting, path = poll
    done = client.submit(f"{path}/videregiv", COLLEAGUE)
    page = text_of(parse_page(done.text))
    assert done.status_code == 200
    assert "Pladsen er givet videre" in page
    assert "agersoe@example.invalid" in page
    assert client.get(path).status_code == 404
    with database() as session:
        seat = session.get(MeetingParticipant, meeting.participants[0].id)
        assert (seat.name, seat.email) == ("Demo Agersø", "agersoe@example.invalid")
        assert seat.passed_on_by == "Funktion 1, Demo Person 1"
        assert (seat.answers, seat.note, seat.answered_at) == ([], "", None)
        events = session.scalars(select(MeetingEvent)).all()
        told = [(one.change, one.by, one.detail) for one in events]
        assert told == [
            (MeetingChange.PASSED_ON, "Funktion 1, Demo Person 1", "Til Demo Agersø"),
        ]
        mail = session.scalars(select(OutgoingMail)).one()
        assert mail.recipient == "agersoe@example.invalid"
        new = path_of(seat)
    assert "Du svarer for: Funktion 1, Demo Agersø" in text_of(client.page(new))


def test_passing_on_to_nobody_or_to_no_address_is_refused_and_keeps_what_was_typed(poll, client):
    _, path = poll
    refused = client.submit(f"{path}/videregiv", {"name": "Demo Agersø", "email": "agersø"})
    assert refused.status_code == 422
    assert "Skriv e-mailen som navn@sted.dk" in refused.text
    assert "Demo Agersø" in refused.text
    citizen = client.submit(f"{path}/videregiv", {"name": "070761-4285", "email": "a@b.dk"})
    assert citizen.status_code == 422
    assert client.get(path).status_code == 200


def test_name_of_the_colleague_stays_on_one_line_of_the_mail(poll, client, database):
    meeting, path = poll
    client.submit(f"{path}/videregiv", COLLEAGUE | {"name": "Demo Agersø\r\n\r\nRing nu"})
    with database() as session:
        seat = session.get(MeetingParticipant, meeting.participants[0].id)
        assert seat.name == "Demo Agersø Ring nu"


def test_who_has_a_link_only_does_not_choose_where_a_mail_leads(app, poll, client, database):
    app.config["PORTAL_URL"] = ""
    foreign = {"base_url": "http://ond.example"}
    shown = client.get(f"{poll[1]}/videregiv", **foreign)
    assert client.fill_in(shown, COLLEAGUE, **foreign).status_code == 200
    with database() as session:
        mail = session.scalars(select(OutgoingMail)).one()
        assert "http://127.0.0.1" in mail.content.decode()
        assert "ond.example" not in mail.content.decode()


@pytest.mark.parametrize(
    "name", ["Se https://ond.example", "Se ond.example", "a@ond.example", "Se\nond.example/x"]
)
def test_name_that_leads_somewhere_is_refused(poll, client, database, name):
    refused = client.submit(f"{poll[1]}/videregiv", COLLEAGUE | {"name": name})
    assert refused.status_code == 422
    assert "Skriv kun navnet, uden adresser." in refused.text
    with database() as session:
        assert session.scalars(select(OutgoingMail)).all() == []


@pytest.mark.parametrize("name", ["A.Vind", "Cand.psych. Anna Vind", "Ph.d. J.P. Åkjær-Ø"])
def test_name_with_full_stops_is_a_name(poll, client, database, name):
    assert client.submit(f"{poll[1]}/videregiv", COLLEAGUE | {"name": name}).status_code == 200


def test_forwarded_link_says_for_whom_one_answers_and_offers_to_pass_the_seat_on(poll, client):
    page = text_of(client.page(poll[1]))
    assert "Du svarer for: Funktion 1, Demo Person 1" in page
    assert "Er det ikke dig, eller skal en kollega med i stedet?" in page


def test_nothing_that_is_stored_opens_a_link(poll, client, database):
    meeting, path = poll
    client.submit(path, {f"time_{meeting.times[0].id}": "no"})
    client.submit(f"{path}/videregiv", COLLEAGUE)
    with database() as session:
        deliver_due()
        new = path_of(session.get(MeetingParticipant, meeting.participants[0].id))
    stored = all_that_is_stored(database)
    for token in (path.removeprefix("/moede/"), new.removeprefix("/moede/")):
        assert token not in stored
    assert token_hash(new.removeprefix("/moede/")) in stored
    words = {word for word in re.split(r"\s+", stored) if re.fullmatch(r"[\w-]{20,100}", word)}
    with database():
        assert [word for word in words if views.find_participant(word)] == []


def test_pages_behind_a_link_are_kept_by_nobody(poll, client):
    meeting, path = poll
    answers = [
        client.get(path),
        client.submit(path, {f"time_{meeting.times[0].id}": "no"}),
        client.send(path, {"note": "x"}),
        client.post(path),  # without the token of the form
        client.get(f"{path}/videregiv"),
        client.get("/moede/findes-ikke"),
        client.get(f"{path}/findes-ikke"),
    ]
    assert [answer.status_code for answer in answers] == [200, 303, 422, 400, 200, 404, 404]
    for answer in answers:
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
        token = path.removeprefix("/moede/")
        assert [name for name, value in answer.headers if token in value] == []
    assert '<meta name="robots" content="noindex, nofollow">' in answers[0].text


def test_answer_is_taken_over_tls_though_the_page_lets_no_referrer_out(app, poll):
    meeting, path = poll
    app.config["SESSION_COOKIE_SECURE"] = True
    client, tls = app.test_client(), {"base_url": "https://localhost"}
    shown = client.get(path, **tls)
    sent = client.fill_in(shown, {f"time_{meeting.times[0].id}": "no"}, **tls)
    assert sent.status_code == 303


def test_link_gets_into_no_line_of_the_log(app, poll, client, caplog, monkeypatch):
    meeting, path = poll
    token = path.removeprefix("/moede/")
    app.testing = False
    caplog.set_level(logging.DEBUG)
    answer = {f"time_{meeting.times[0].id}": "no"}
    client.get(path)
    client.submit(path, answer)
    client.post(path)
    client.get(f"/moede/x{token}")
    for _ in range(40):
        last = client.send(path, answer)
    assert last.status_code == 429
    monkeypatch.setattr(views, "make_answers_form", lambda *_: 1 / 0)
    assert client.get(path).status_code == 500
    assert "Exception on /moede/<link> [GET]" in caplog.text
    assert token not in caplog.text


def test_guesser_is_slowed_down_and_whoever_has_a_link_is_not(poll, client):
    _, path = poll
    statuses = [client.get(f"/moede/gaet-{number}").status_code for number in range(25)]
    assert statuses == [404] * 20 + [429] * 5
    slow = client.get("/moede/gaet-igen")
    assert "Vent et kvarter" in slow.text
    assert slow.headers["Retry-After"] == "900"
    assert client.get(path).status_code == 200


def test_whole_town_hall_answers_from_one_address(app, database):
    with database():
        meeting = make_poll(people=70, times=1)
        paths, time = [path_of(one) for one in meeting.participants], meeting.times[0].id
    client = app.test_client()
    sent = [client.send(path, {f"time_{time}": "yes"}).status_code for path in paths]
    assert sent == [303] * 70


def test_statement_that_fails_is_told_without_what_was_written(session):
    statement, written = text("SELECT nothing FROM meeting WHERE reference = :word"), "elevator"
    with pytest.raises(DBAPIError) as caught:
        session.execute(statement, {"word": written})
    assert "SELECT nothing" in str(caught.value)
    assert written not in str(caught.value)
