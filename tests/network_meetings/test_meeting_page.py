"""The list of meetings, and the page of one: the best time first, and whom to ask instead."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from portal.models.base import utc_now
from portal.models.mail import OutgoingMail
from portal.models.meeting import Meeting, MeetingParticipant
from portal.models.meeting_vocabulary import Availability, MeetingChange, MeetingRole, MeetingState
from portal.models.vocabulary import Role
from portal.network_meetings.polling import letters
from tests import factories
from tests.support.meetings import make_answer, make_meeting, make_participant
from tests.support.pages import text_of
from tests.support.polls import make_poll, path_of

YES, MAYBE, NO = Availability.YES, Availability.IF_NEED_BE, Availability.NO
MOST_BYTES = 100 * 1024


@pytest.fixture
def organiser(client_of):
    return client_of(Role.BRIDGE_BUILDER)


@pytest.fixture
def poll(database):
    """Two who must come, of whom the first has a deputy with an address, and two times."""
    with database():
        unit = factories.make_organisation()
        deputy = factories.make_contact("Vikar", "Demo Samsø", unit, email="vikar@example.invalid")
        holder = factories.make_contact("Visitator", "Demo Fur", unit, deputy=deputy)
        first = make_participant("Visitator", name="Demo Fur", contact=holder)
        return make_poll(participants=[first, make_participant("Egen læge", name="Demo Læsø")])


def page_of(client, meeting):
    return client.page(f"/netvaerksmoeder/{meeting.id}")


def give(database, meeting, *rows):
    """Let the participants answer the times in order: a row of answers each."""
    with database() as session:
        found = session.get(Meeting, meeting.id)
        for participant, answers in zip(found.participants, rows, strict=False):
            for time, answer in zip(found.times, answers, strict=True):
                make_answer(participant, time, answer)


def test_without_meetings_the_list_says_where_to_begin(organiser):
    assert "Der er ingen netværksmøder i gang." in text_of(organiser.page("/netvaerksmoeder"))


def test_meetings_in_progress_and_those_that_are_over_stand_apart(organiser, database):
    with database():
        make_meeting(reference="BLÅ-ELG-27", state=MeetingState.POLLING)
        make_meeting(reference="RØD-LAKS-11", state=MeetingState.CANCELLED)
    going_on = text_of(organiser.page("/netvaerksmoeder"))
    over = text_of(organiser.page("/netvaerksmoeder?vis=afsluttede"))
    assert "BLÅ-ELG-27" in going_on
    assert "RØD-LAKS-11" not in going_on
    assert "RØD-LAKS-11" in over
    assert "BLÅ-ELG-27" not in over


def test_another_bridge_builder_can_take_over_a_meeting(poll, organiser):
    assert "Ret deltagere" in text_of(page_of(organiser, poll))


def test_the_best_time_comes_first_and_leads_to_the_calling(poll, organiser, database):
    give(database, poll, (NO, YES), (YES, MAYBE))
    page = page_of(organiser, poll)
    times = [text_of(item) for item in page.findall(".//ol[@class='meeting-list']/li")]
    assert "Alle, der skal med, kan" in times[0]
    assert "Kun hvis nødvendigt: Egen læge." in times[0]
    assert "Kan ikke holdes uden Visitator" in times[1]
    best = poll.times[1].id
    button = page.find(".//a[@class='button button-primary']")
    assert button.get("href").endswith(f"/indkald?tid={best}")


def test_nobody_is_led_to_call_before_anybody_answered(poll, organiser):
    page = page_of(organiser, poll)
    assert page.find(".//a[@class='button button-primary']") is None
    assert "Nu svarer deltagerne." in text_of(page)


def test_page_says_that_the_deadline_is_over(poll, organiser, database):
    assert "Svarfrist " in text_of(page_of(organiser, poll))
    with database() as session:
        session.get(Meeting, poll.id).deadline_at = utc_now() - timedelta(hours=1)
    text = text_of(page_of(organiser, poll))
    assert "Svarfristen udløb " in text
    assert "giv dem en ny svarfrist" in text
    assert "Nu svarer deltagerne." not in text


def test_only_while_answers_are_waited_for_somebody_lacks_one(poll, organiser, database):
    assert "Har ikke svaret" in text_of(page_of(organiser, poll))
    with database() as session:
        session.get(Meeting, poll.id).state = MeetingState.CANCELLED
    assert "Har ikke svaret" not in text_of(page_of(organiser, poll))


def test_a_meeting_called_off_leads_to_a_new_one_about_the_same(organiser, database):
    with database():
        meeting = make_meeting(state=MeetingState.CANCELLED, domains=["alkohol", "demens"])
        code = meeting.municipality.code
    link = page_of(organiser, meeting).find(".//a[.='Planlæg et nyt møde']")
    wanted = f"/netvaerksmoeder/ny?kommune={code}&omraade=alkohol&omraade=demens"
    assert link.get("href") == wanted


def test_page_says_when_no_time_suits_those_who_must_come(poll, organiser, database):
    give(database, poll, (NO, YES), (YES, NO))
    assert "Ingen af tiderne passer alle, der skal med." in text_of(page_of(organiser, poll))


def test_no_deputy_is_spoken_of_where_there_is_none(organiser, database):
    with database():
        poll = make_poll()
    give(database, poll, (NO, NO))
    text = text_of(page_of(organiser, poll))
    assert "Foreslå flere tider." in text
    assert "stedfortræder" not in text


def test_deputy_is_offered_only_when_the_holder_cannot_come(poll, organiser, database):
    assert "Spørg stedfortræderen" not in text_of(page_of(organiser, poll))
    give(database, poll, (NO, YES))
    assert "Spørg stedfortræderen Demo Samsø" in text_of(page_of(organiser, poll))


def test_deputy_takes_the_seat_with_a_link_and_without_the_answers(
    poll, organiser, client, database
):
    give(database, poll, (NO, YES))
    with database() as session:
        old = path_of(session.get(MeetingParticipant, poll.participants[0].id))
    address = f"/netvaerksmoeder/{poll.id}/deltagere/{poll.participants[0].id}/stedfortraeder"
    assert organiser.send(address).status_code == 302
    with database() as session:
        seat = session.get(MeetingParticipant, poll.participants[0].id)
        assert (seat.name, seat.email) == ("Demo Samsø", "vikar@example.invalid")
        assert (seat.function, seat.role) == ("Visitator", MeetingRole.DOMAIN_CONTACT)
        assert seat.stands_in_for == "Visitator, Demo Fur"
        assert seat.answers == []
        assert seat.meeting.events[-1].change is MeetingChange.STAND_IN_ASKED
        new = path_of(seat)
    assert client.get(old).status_code in {404, 410}
    assert client.get(new).status_code == 200


def test_deputy_without_a_name_takes_the_seat_by_a_function_of_any_length(
    poll, organiser, database
):
    give(database, poll, (NO, YES))
    with database() as session:
        deputy = session.get(Meeting, poll.id).participants[0].contact.deputy
        deputy.name, deputy.function = None, "Vikar " * 26
    address = f"/netvaerksmoeder/{poll.id}/deltagere/{poll.participants[0].id}/stedfortraeder"
    assert organiser.send(address).status_code == 302
    with database() as session:
        seat = session.get(MeetingParticipant, poll.participants[0].id)
        assert seat.name == "Vikar " * 20


def test_deputy_who_sits_at_the_table_already_is_not_offered(poll, organiser, database):
    give(database, poll, (NO, YES))
    with database() as session:
        found = session.get(Meeting, poll.id)
        make_participant("Vikar", meeting=found, contact=found.participants[0].contact.deputy)
    assert "Spørg stedfortræderen" not in text_of(page_of(organiser, poll))


def test_nobody_is_asked_in_place_of_somebody_who_can_come(poll, organiser, database):
    give(database, poll, (YES, YES))
    address = f"/netvaerksmoeder/{poll.id}/deltagere/{poll.participants[0].id}/stedfortraeder"
    back = organiser.send(address).headers["Location"]
    assert "Der er ingen stedfortræder at spørge" in text_of(organiser.page(back))


def test_all_who_lack_an_answer_are_reminded_at_once_and_not_again_within_the_hour(
    poll, organiser, database
):
    with database() as session:
        for participant in session.get(Meeting, poll.id).participants:
            letters.ask(participant)
        session.execute(update(OutgoingMail).values(created_at=utc_now() - timedelta(hours=2)))
    give(database, poll, (YES, YES))
    assert "Mind alle, der mangler at svare" in text_of(page_of(organiser, poll))
    address = f"/netvaerksmoeder/{poll.id}/mind-alle"
    first = text_of(organiser.page(organiser.send(address).headers["Location"]))
    assert "1 deltager er mindet om at svare." in first
    assert "Mind alle, der mangler at svare" not in first
    again = text_of(organiser.page(organiser.send(address).headers["Location"]))
    assert "Ingen kan mindes om at svare nu." in again


def test_times_that_have_passed_are_told_and_cannot_be_called(poll, organiser, database):
    with database() as session:
        for time in session.get(Meeting, poll.id).times:
            time.starts_at = utc_now() - timedelta(days=time.id % 5 + 1)
            time.ends_at = time.starts_at + timedelta(hours=1)
    text = text_of(page_of(organiser, poll))
    assert "Alle de foreslåede tider er gået." in text
    assert "Indkald til den" not in text


def test_meeting_that_is_over_has_no_buttons_to_change_it(organiser, database):
    with database():
        meeting = make_meeting(state=MeetingState.CANCELLED, participants=[make_participant()])
    text = text_of(page_of(organiser, meeting))
    assert "Aflyst" in text
    assert "Aflys mødet" not in text
    assert "Ret deltagere" not in text


def test_page_of_thirty_people_and_twenty_times_stays_small(organiser, database):
    with database():
        meeting = make_poll(people=30, times=20)
    give(database, meeting, *[[YES] * 20] * 30)
    page = organiser.get(f"/netvaerksmoeder/{meeting.id}", headers={"Accept-Encoding": "identity"})
    assert page.status_code == 200
    assert len(page.data) <= MOST_BYTES


def test_meeting_that_is_not_there_is_not_found(organiser):
    assert organiser.get("/netvaerksmoeder/47110815").status_code == 404
