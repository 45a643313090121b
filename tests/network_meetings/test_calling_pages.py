"""The pages on which a meeting is called, moved and called off, as the organiser meets them."""

from datetime import UTC, datetime, timedelta

import pytest
import vobject
from freezegun import freeze_time

from portal.mail.delivery import deliver_due
from portal.models.base import utc_now
from portal.models.meeting import Meeting
from portal.models.meeting_vocabulary import Availability, MeetingRole, MeetingState
from portal.models.vocabulary import Role
from tests.support.invitations import (
    LINK,
    PLACE,
    calendar_of,
    list_queued,
    make_agreed,
    make_called,
)
from tests.support.meetings import make_answer, make_meeting_time, make_participant
from tests.support.pages import parse_page, text_of
from tests.support.polls import make_poll, path_of

OTHER = {"time": "andet", "clock": "13.00", "minutes": "90", "place": PLACE, "link": ""}


@pytest.fixture
def client(client_of):
    return client_of(Role.BRIDGE_BUILDER)


def in_days(days: int) -> str:
    return (utc_now() + timedelta(days=days)).strftime("%d-%m-%Y")


def find_meeting(session, meeting: Meeting) -> Meeting:
    return session.get_one(Meeting, meeting.id)


def page_of(answer) -> str:
    return text_of(next(parse_page(answer.text).iter("main")))


def make_polled() -> Meeting:
    """Return a poll with two times, of which the second suits the one who must be there."""
    meeting = make_poll(1, times=2)
    guest, (first, second) = meeting.participants[0], meeting.times
    make_answer(guest, first, Availability.NO)
    make_answer(guest, second, Availability.YES)
    return meeting


def test_best_of_the_proposed_times_is_chosen_by_its_address(database, client):
    with database():
        meeting = make_polled()
        best = meeting.times[1]
    url = f"/netvaerksmoeder/{meeting.id}/indkald?tid={best.id}"
    page = client.get(url).text
    assert f'value="{best.id}" checked' in page
    assert "Alle, der skal med, kan" in page
    assert "Kan ikke: Funktion 1" in page
    answer = client.submit(url, {"place": PLACE})
    assert answer.location == f"/netvaerksmoeder/{meeting.id}"
    with database() as session:
        called = find_meeting(session, meeting)
        assert (called.state, called.starts_at) == (MeetingState.CALLED, best.starts_at)
    assert "Mødet er indkaldt. 1 deltager får en mail nu." in page_of(client.get(answer.location))


def test_meeting_is_called_for_a_time_that_was_not_proposed_in_danish_time(database, client):
    with database():
        meeting = make_agreed()
    url = f"/netvaerksmoeder/{meeting.id}/indkald"
    assert "Får ingen mail, så sig det selv: Borgeren." in page_of(client.get(url))
    now = utc_now()
    summer = datetime(now.year + (now.month > 6), 7, 2, 11, tzinfo=UTC)
    fields = {"day": f"2-7-{summer.year}", "clock": "13.00", "minutes": "90", "place": PLACE}
    assert client.submit(url, fields).status_code == 302
    with database() as session:
        called = find_meeting(session, meeting)
        assert called.starts_at == summer
        assert (called.minutes, called.place) == (90, PLACE)


def test_consent_is_asked_for_where_the_meeting_does_not_have_it(database, client):
    with database():
        meeting = make_agreed(consent_on=None)
    url = f"/netvaerksmoeder/{meeting.id}/indkald"
    fields = {"day": in_days(9), "clock": "13", "place": PLACE}
    refused = client.submit(url, fields)
    assert refused.status_code == 422
    assert "Uden samtykke sendes intet" in page_of(refused)
    refused = client.fill_in(refused, {"consent_on": in_days(-400)})
    assert "mere end et år tilbage" in page_of(refused)
    answer = client.fill_in(refused, {"consent_on": in_days(0)})
    assert answer.status_code == 302
    with database():
        assert len(list_queued()) == 2


BAD = [
    ({"day": ""}, "Skriv datoen"),
    ({"day": "i morgen"}, "Skriv datoen"),
    ({"clock": ""}, "Skriv klokkeslættet som 13.00."),
    ({"clock": "25.00"}, "Skriv klokkeslættet som 13.00."),
    ({"day": "1-1-2020"}, "Tidspunktet er passeret"),
    ({"day": "1-1-0001", "clock": "0.00"}, "Tidspunktet er passeret"),
    ({"day": "31-12-9999"}, "mere end et år"),
    ({"minutes": ""}, "hvor mange minutter"),
    ({"minutes": "5"}, "fra 15 til 480"),
    ({"place": "", "link": ""}, "Skriv, hvor mødet er"),
    ({"link": "javascript:alert(1.0)"}, "Skriv linket, som det står"),
    ({"link": "mailto:anna@example.dk"}, "Skriv linket, som det står"),
    ({"link": "ring til mig"}, "Skriv linket, som det står"),
    ({"place": "x" * 201}, "Skriv højst 200 tegn"),
    ({"place": "Hos 010180-1232"}, "CPR"),
]


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_bad_input_is_refused_with_a_sentence_and_what_was_typed_is_kept(database, client):
    with database():
        meeting = make_agreed()
    url = f"/netvaerksmoeder/{meeting.id}/indkald"
    for bad, sentence in BAD:
        typed = {"day": in_days(9), **OTHER, "link": LINK} | bad
        answer = client.send(url, typed)
        assert answer.status_code == 422, bad
        assert sentence in page_of(answer), bad
        kept = [value for value in typed.values() if value and value != "andet"]
        assert all(f'value="{value}"' in answer.text for value in kept), bad
    with database():
        assert list_queued() == []


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("today", "day", "sentence"),
    [
        ("2027-03-01", "28-03-2027", "klokken 2.30 findes ikke"),
        ("2027-10-01", "31-10-2027", "klokken 2.30 kommer to gange"),
    ],
)
def test_hour_that_is_not_there_or_there_twice_is_refused(
    database, client_of, today, day, sentence
):
    with freeze_time(today):
        client = client_of(Role.BRIDGE_BUILDER)
        with database():
            meeting = make_agreed()
        url = f"/netvaerksmoeder/{meeting.id}/indkald"
        answer = client.send(url, OTHER | {"day": day, "clock": "2.30"})
    assert answer.status_code == 422
    assert sentence in page_of(answer)


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_proposed_time_and_another_one_typed_beside_it_are_asked_about(database, client):
    with database():
        meeting = make_polled()
    url = f"/netvaerksmoeder/{meeting.id}/indkald?tid={meeting.times[0].id}"
    answer = client.submit(url, {"day": in_days(9), "clock": "13.00", "place": PLACE})
    assert answer.status_code == 422
    assert "Vælg »Et andet tidspunkt«, eller slet datoen" in page_of(answer)


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_time_that_has_passed_or_is_another_meetings_cannot_be_chosen(database, client):
    with database():
        meeting, other = make_polled(), make_poll()
        past = make_meeting_time(utc_now() - timedelta(days=1), meeting)
    url = f"/netvaerksmoeder/{meeting.id}/indkald"
    for chosen in (past.id, other.times[0].id, "x", ""):
        answer = client.send(url, {"time": str(chosen), "place": PLACE})
        assert answer.status_code == 422
        assert "Vælg et af tidspunkterne, eller skriv et andet." in page_of(answer)


def test_called_meeting_is_moved_on_the_same_page_and_everybody_hears_what_changed(
    database, client
):
    with database():
        meeting = make_called()
        deliver_due()
    url = f"/netvaerksmoeder/{meeting.id}/indkald"
    unchanged = client.submit(url)
    assert "Intet er ændret" in page_of(client.get(unchanged.location))
    moved = client.submit(url, {"place": "Sundhedshuset"})
    assert "Mødet er ændret. 2 deltagere får en mail nu." in page_of(client.get(moved.location))
    with database():
        mails = list_queued()
        assert [calendar_of(mail.content).vevent.sequence.value for mail in mails] == ["1", "1"]


def test_of_two_who_change_a_meeting_at_once_the_second_sees_what_the_first_saved(database, client):
    with database():
        meeting = make_called()
    url = f"/netvaerksmoeder/{meeting.id}/indkald"
    opened = client.get(url)
    assert client.submit(url, {"place": "Sundhedshuset"}).status_code == 302
    late = client.fill_in(opened, {"place": "Biblioteket"})
    assert late.status_code == 409
    assert "Sundhedshuset" in page_of(late)
    assert 'value="Biblioteket"' in late.text
    assert client.fill_in(late).status_code == 302


def test_calling_off_says_first_who_hears_of_it(database, client):
    with database():
        meeting = make_called(2)
        deliver_due()
        make_participant("Kom til senere", meeting=meeting, name="")
    url = f"/netvaerksmoeder/{meeting.id}/aflys"
    page = page_of(client.get(url))
    assert "Disse 2 har hørt om mødet" in page
    assert "Kom til senere" not in page.split("Har ingen e-mail")[0]
    assert client.submit(url).status_code == 302
    with database() as session:
        assert find_meeting(session, meeting).state is MeetingState.CANCELLED
        assert len(list_queued()) == 2
    assert "allerede slut eller aflyst" in page_of(client.get(url))
    assert client.send(url).status_code == 409
    assert client.send(f"/netvaerksmoeder/{meeting.id}/indkald").status_code == 409


def test_button_that_sends_again_says_what_it_did(database, client):
    with database():
        meeting = make_called(1)
        guest = meeting.participants[0]
    url = f"/netvaerksmoeder/{meeting.id}/deltagere/{guest.id}/send-igen"
    assert client.send(url).location == f"/netvaerksmoeder/{meeting.id}"
    assert "bliver sendt igen" in page_of(client.get(f"/netvaerksmoeder/{meeting.id}"))
    assert (
        client.send(f"/netvaerksmoeder/{meeting.id + 1}/deltagere/{guest.id}/send-igen").status_code
        == 404
    )


def test_agenda_and_calendar_are_files_with_the_reference_only(database, client):
    with database():
        meeting = make_called(reference="BLÅ-ELG-27")
    agenda = client.get(f"/netvaerksmoeder/{meeting.id}/dagsorden.pdf")
    assert (agenda.mimetype, agenda.data[:5]) == ("application/pdf", b"%PDF-")
    assert 'filename="dagsorden-blaa-elg-27.pdf"' in agenda.headers["Content-Disposition"]
    file = client.get(f"/netvaerksmoeder/{meeting.id}/moede.ics")
    calendar = vobject.readOne(file.text)
    assert (file.mimetype, calendar.method.value) == ("text/calendar", "PUBLISH")
    assert "attendee" not in calendar.vevent.contents


def test_participant_fetches_the_meeting_by_the_link_and_nobody_without_one(app, database, client):
    with database():
        meeting = make_poll(2)
        path = path_of(meeting.participants[0])
    visitor = app.test_client()
    assert visitor.get(f"{path}/moede.ics").status_code == 409
    fields = {"time": str(meeting.times[0].id), "place": PLACE}
    assert client.submit(f"/netvaerksmoeder/{meeting.id}/indkald", fields).status_code == 302
    answer = visitor.get(f"{path}/moede.ics")
    assert vobject.readOne(answer.text).vevent.uid.value == meeting.uid
    unfolded = answer.text.replace("\r\n ", "")
    assert not any(one.email in unfolded for one in meeting.participants)
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["Cache-Control"] == "no-store"
    assert visitor.get(f"{path}x/moede.ics").status_code == 404


def test_meeting_of_nameless_people_only_cannot_be_called(database, client):
    with database():
        meeting = make_agreed(0)
        make_participant("Bisidder", MeetingRole.SUPPORT_PERSON, meeting=meeting)
    page = page_of(client.get(f"/netvaerksmoeder/{meeting.id}/indkald"))
    assert "Ingen af deltagerne har en e-mail" in page
