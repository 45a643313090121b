"""The page on which a meeting's participants are chosen, for a new meeting and for one that is."""

import re
from datetime import timedelta

import pytest

from portal.models.base import utc_now
from portal.models.mail import OutgoingMail
from portal.models.meeting import Meeting, MeetingParticipant
from portal.models.meeting_vocabulary import MeetingPurpose, MeetingRole, MeetingState
from portal.models.vocabulary import Role
from portal.network_meetings.calling.actions import call_meeting
from portal.network_meetings.polling.answering import pass_on
from portal.web.dates import local_today
from tests import factories
from tests.support.meetings import make_answer, make_meeting, make_meeting_time, make_participant
from tests.support.page_forms import read_forms
from tests.support.pages import parse_page

NEW = "/netvaerksmoeder/ny?kommune=0730&omraade=alkohol"
CPR = "070761-4285"


@pytest.fixture
def directory(database):
    """Randers with a central entrance and a contact for alcohol, and Viborg with nobody."""
    with database():
        randers = factories.make_municipality("Randers")
        factories.make_municipality("Viborg")
        alkohol = factories.make_domain("alkohol")
        factories.make_domain("demens")
        randers.central_contact = factories.make_contact(
            "Socialchef", "Demo Samsø", email="chef@randers.invalid"
        )
        factories.make_contact(domains=[alkohol], email="rus@randers.invalid")


@pytest.fixture
def builder(client_of):
    return client_of(Role.BRIDGE_BUILDER)


def the_meeting(session):
    return session.query(Meeting).one()


def row_named(page, words):
    """Return the row in whose label these words stand, as "participants-3"."""
    found = re.search(rf'for="(participants-\d+)-is_included">(?:(?!</label>).)*{words}', page)
    assert found, f"there is no row about {words}"
    return found[1]


def functions(session):
    return [one.function for one in the_meeting(session).participants]


def test_from_an_answer_to_a_draft_in_one_press(directory, builder, database):
    answer = builder.submit(NEW, button="Videre til tider")
    assert answer.status_code == 302
    with database() as session:
        meeting = the_meeting(session)
        assert answer.location == f"/netvaerksmoeder/{meeting.id}/tider"
        assert functions(session) == ["Borgeren", "Socialchef", "Rusmiddelkoordinator"]
        assert [one.is_required for one in meeting.participants] == [True] * 3
        assert meeting.participants[2].email == "rus@randers.invalid"
        assert (meeting.state, meeting.domains) == (MeetingState.DRAFT, ["alkohol"])
        assert meeting.delete_on == local_today() + timedelta(days=90)
        assert [event.change.value for event in meeting.events] == ["planned"]


def test_a_form_that_is_sent_twice_makes_one_meeting(directory, builder, database):
    shown = builder.get(NEW)
    first = builder.fill_in(shown, button="Videre til tider")
    again = builder.fill_in(shown, button="Videre til tider")
    assert first.location == again.location
    with database() as session:
        assert session.query(Meeting).count() == 1


def test_from_scratch_the_municipality_is_asked_for_first(directory, builder):
    answer = builder.submit("/netvaerksmoeder/ny", button="Foreslå deltagere")
    assert answer.status_code == 422
    assert "Vælg kommunen." in answer.text
    shown = builder.fill_in(answer, {"municipality": "0730"}, button="Foreslå deltagere")
    assert shown.status_code == 200
    assert "Socialchef" in shown.text


def test_another_municipality_is_told_before_anything_is_saved(directory, builder, database):
    asked = "Se efter, om deltagerne passer"
    answer = builder.submit(NEW, {"municipality": "0791"}, button="Videre til tider")
    assert (answer.status_code, asked in answer.text) == (200, True)
    by_hand = builder.submit(NEW, {"municipality": "0791"}, button="Foreslå deltagere igen")
    assert asked not in by_hand.text
    with database() as session:
        assert session.query(Meeting).count() == 0


def test_another_municipality_proposes_anew_and_keeps_what_was_typed(directory, builder, database):
    shown = builder.fill_in(builder.get(NEW), button="Tilføj en anden funktion")
    added = row_named(shown.text, "Anden funktion")
    doctor = row_named(shown.text, "Egen læge")
    typed = {
        f"{added}-function": "Sagsbehandler, ydelse",
        f"{doctor}-is_included": True,
        f"{doctor}-email": "laege@example.invalid",
        "municipality": "0791",
    }
    shown = builder.fill_in(shown, typed, button="Videre til tider")
    assert shown.status_code == 200, "nothing is saved before the new proposals were seen"
    assert "Socialchef" not in shown.text
    assert "Sagsbehandler, ydelse" in shown.text
    assert "laege@example.invalid" in shown.text
    assert builder.fill_in(shown, button="Videre til tider").status_code == 302
    with database() as session:
        assert the_meeting(session).municipality.name == "Viborg"
        assert "Sagsbehandler, ydelse" in functions(session)
        assert "Rusmiddelkoordinator" not in functions(session)


def test_rows_are_added_moved_and_removed_by_buttons(directory, builder, database):
    shown = builder.fill_in(builder.get(NEW), button="Tilføj en anden funktion")
    added = row_named(shown.text, "Anden funktion")
    place = int(added.rpartition("-")[2])
    typed = {f"{added}-function": "Sagsbehandler, ydelse"}
    shown = builder.fill_in(shown, typed, button=f"participants:up:{place}")
    assert row_named(shown.text, "Sagsbehandler, ydelse") == f"participants-{place - 1}"
    shown = builder.fill_in(shown, button=f"participants:remove:{place - 1}")
    assert "Sagsbehandler, ydelse" not in shown.text


def test_citizen_and_support_person_have_no_field_for_name_or_address(directory, builder, database):
    shown = builder.get(NEW)
    fields = read_forms(parse_page(shown.text), NEW)[0].controls
    for words in ("Borgeren", "Bisidder"):
        row = row_named(shown.text, words)
        assert not {f"{row}-{name}" for name in ("name", "email", "function")} & fields.keys()
    row = row_named(shown.text, "Borgeren")
    values = {**read_forms(parse_page(shown.text), NEW)[0].values()}
    sent = values | {f"{row}-name": "Jens", f"{row}-email": "jens@example.invalid"}
    builder.send("/netvaerksmoeder/ny", sent)
    with database() as session:
        citizen = the_meeting(session).participants[0]
        assert (citizen.function, citizen.name, citizen.email) == ("Borgeren", "", "")


@pytest.mark.parametrize("name", ["participant_id", "source", "replaced"])
def test_row_that_names_nobody_who_can_be_is_a_new_one(directory, builder, database, name):
    row = row_named(builder.get(NEW).text, "Rusmiddelkoordinator")
    values = {**read_forms(parse_page(builder.get(NEW).text), NEW)[0].values()}
    sent = values | {f"{row}-{name}": f"contact:{'9' * 5000}" if name == "source" else "9" * 5000}
    assert builder.send("/netvaerksmoeder/ny", sent).status_code in {302, 422}


@pytest.mark.parametrize("field", ["function", "name", "email"])
def test_a_citizens_number_is_refused_in_every_field_of_a_row(directory, builder, database, field):
    shown = builder.fill_in(builder.get(NEW), button="Tilføj en anden funktion")
    row = row_named(shown.text, "Anden funktion")
    typed = {f"{row}-function": "Sagsbehandler"} | {f"{row}-{field}": f"hos {CPR}"}
    answer = builder.fill_in(shown, typed, button="Videre til tider")
    assert answer.status_code == 422
    assert "CPR" in answer.text
    with database() as session:
        assert session.query(Meeting).count() == 0


def test_somebody_without_an_address_may_be_invited(directory, builder, database):
    shown = builder.get(NEW)
    row = row_named(shown.text, "Egen læge")
    builder.fill_in(shown, {f"{row}-is_included": True}, button="Videre til tider")
    with database() as session:
        doctor = next(one for one in the_meeting(session).participants if one.function[0] == "E")
        assert (doctor.email, doctor.role) == ("", MeetingRole.GENERAL_PRACTITIONER)


def test_an_address_that_cannot_be_one_is_refused_and_nothing_is_lost(directory, builder):
    shown = builder.get(NEW)
    row = row_named(shown.text, "Rusmiddelkoordinator")
    typed = {f"{row}-email": "rus hos randers", "purpose": "worry"}
    answer = builder.fill_in(shown, typed, button="Videre til tider")
    assert answer.status_code == 422
    assert "Skriv e-mailen som navn@sted.dk." in answer.text
    assert "rus hos randers" in answer.text
    unticked = builder.fill_in(answer, {f"{row}-is_included": False}, button="Videre til tider")
    assert unticked.status_code == 302, "a row that is not ticked cannot be wrong"


def test_a_meeting_with_nobody_but_the_citizen_is_refused(directory, builder):
    shown = builder.get(NEW)
    rows = [row_named(shown.text, words) for words in ("Socialchef", "Rusmiddelkoordinator")]
    answer = builder.fill_in(shown, {f"{row}-is_included": False for row in rows})
    assert answer.status_code == 422
    assert "Sæt flueben ved mindst én" in answer.text


def test_thirty_rows_with_long_names_are_kept_as_they_are(directory, builder, database):
    shown = builder.get(NEW)
    for _ in range(24):
        shown = builder.fill_in(shown, button="Tilføj en anden funktion")
    added = [f"participants-{place}" for place in range(6, 30)]
    typed = {f"{row}-function": f"{row} {'Ærø' * 40}" for row in added}
    typed |= {f"{row}-name": "Bjørn-Åge " * 11 for row in added}
    assert builder.fill_in(shown, typed, button="Videre til tider").status_code == 302
    with database() as session:
        assert len(the_meeting(session).participants) == 27
        assert the_meeting(session).participants[-1].function == typed[f"{added[-1]}-function"]


@pytest.fixture
def polling(database, directory):
    """A poll under way with two who were asked; the first has answered."""
    with database():
        meeting = make_meeting(
            state=MeetingState.POLLING,
            consent_on=local_today(),
            deadline_at=utc_now() + timedelta(days=3),
            participants=[make_participant("Sagsbehandler"), make_participant("Bostøtte")],
            times=[make_meeting_time()],
        )
        first, second = meeting.participants
        make_answer(first, meeting.times[0])
        for one, key in ((first, "a"), (second, "b")):
            one.link_key = one.token_hash = key
            one.link_expires_at = utc_now() + timedelta(days=20)
    return meeting


def test_whoever_has_answered_keeps_answer_and_link_when_others_change(builder, polling, database):
    page = f"/netvaerksmoeder/{polling.id}/deltagere"
    typed = {"participants-0-demand": "kan", "purpose": "worry"}
    answer = builder.submit(page, typed, button="Gem deltagerne")
    assert answer.location == f"/netvaerksmoeder/{polling.id}"
    with database() as session:
        first = the_meeting(session).participants[0]
        assert (first.link_key, len(first.answers), first.is_required) == ("a", 1, False)
        assert the_meeting(session).purpose == MeetingPurpose.WORRY
        assert session.query(OutgoingMail).count() == 0


def test_a_new_address_gets_a_new_link_and_the_old_one_dies(builder, polling, database):
    page = f"/netvaerksmoeder/{polling.id}/deltagere"
    builder.submit(page, {"participants-1-email": "ny@example.invalid"}, button="Gem deltagerne")
    with database() as session:
        second = the_meeting(session).participants[1]
        assert second.link_key not in (None, "b")
        mails = session.query(OutgoingMail).all()
        assert [mail.recipient for mail in mails] == ["ny@example.invalid"]


def test_a_seat_that_was_passed_on_meanwhile_stays_the_colleagues(builder, polling, database):
    page = f"/netvaerksmoeder/{polling.id}/deltagere"
    shown = builder.get(page)
    with database() as session:
        pass_on(the_meeting(session).participants[1], "Ny Kollega", "kollega@example.invalid")
        session.query(OutgoingMail).delete()
    assert builder.fill_in(shown, {"purpose": "worry"}, button="Gem deltagerne").status_code == 302
    with database() as session:
        second = the_meeting(session).participants[1]
        assert (second.name, second.email) == ("Ny Kollega", "kollega@example.invalid")
        assert second.link_key is not None
        assert session.query(OutgoingMail).count() == 0


def test_who_is_unticked_leaves_with_link_and_answers(builder, polling, database):
    page = f"/netvaerksmoeder/{polling.id}/deltagere"
    builder.submit(page, {"participants-0-is_included": False}, button="Gem deltagerne")
    with database() as session:
        assert functions(session) == ["Bostøtte"]
        assert session.query(MeetingParticipant).count() == 1


def test_who_is_added_while_the_others_are_asked_is_asked_too(builder, polling, database):
    page = f"/netvaerksmoeder/{polling.id}/deltagere"
    shown = builder.fill_in(builder.get(page), button="Tilføj en anden funktion")
    typed = {
        "participants-2-function": "Sygeplejerske",
        "participants-2-email": "syge@example.invalid",
    }
    answer = builder.fill_in(shown, typed, button="Gem deltagerne")
    assert answer.status_code == 422
    assert "Spørg borgeren om dem, der er kommet til" in answer.text
    answer = builder.fill_in(answer, {"has_consent": True}, button="Gem deltagerne")
    assert answer.status_code == 302
    with database() as session:
        mails = session.query(OutgoingMail).all()
        assert [mail.recipient for mail in mails] == ["syge@example.invalid"]
        assert the_meeting(session).participants[2].link_key is not None


def test_a_second_tab_is_told_and_nothing_typed_is_lost(builder, polling, database):
    page = f"/netvaerksmoeder/{polling.id}/deltagere"
    old = builder.fill_in(builder.get(page), button="Tilføj en anden funktion")
    shown = builder.fill_in(builder.get(page), button="Tilføj en anden funktion")
    typed = {"participants-2-function": "Kurator", "has_consent": True}
    builder.fill_in(shown, typed, button="Gem deltagerne")
    typed = {"participants-2-function": "Sygeplejerske", "has_consent": True}
    answer = builder.fill_in(old, typed, button="Gem deltagerne")
    assert answer.status_code == 409
    assert "En anden har gemt imens" in answer.text
    assert "Sygeplejerske" in answer.text
    assert builder.fill_in(answer, button="Gem deltagerne").status_code == 302
    with database() as session:
        expected = ["Sagsbehandler", "Bostøtte", "Sygeplejerske", "Kurator"]
        assert functions(session) == expected


def test_a_conflict_tells_only_what_differs(builder, database):
    with database():
        contact = factories.make_contact("Visitator", "Demo Fur", factories.make_organisation())
        seat = make_participant("Visitator", name="Demo Fur", contact=contact)
        citizen = make_participant("Borgeren", role=MeetingRole.CITIZEN, email="")
        meeting = make_meeting(participants=[seat, citizen])
    page = f"/netvaerksmoeder/{meeting.id}/deltagere"
    old = builder.get(page)
    new = {"participants-0-email": "ny@example.invalid"}
    builder.submit(page, {"purpose": "worry"}, button="Gem deltagerne")
    answer = builder.fill_in(old, new, button="Gem deltagerne")
    assert answer.status_code == 409
    assert "ny@example.invalid" in answer.text
    assert "(tomt)" not in answer.text


def test_without_a_municipality_only_that_is_asked_for(builder):
    answer = builder.submit("/netvaerksmoeder/ny", button="Foreslå deltagere")
    assert (answer.status_code, "Vælg kommunen." in answer.text) == (422, True)
    assert "Sæt flueben ved mindst én" not in answer.text


def test_once_called_who_comes_is_invited_and_who_leaves_is_told(builder, database):
    starts_at = utc_now() + timedelta(days=9)
    with database() as session:
        meeting = make_meeting(
            participants=[make_participant("Sagsbehandler", email="gaar@example.invalid")],
            consent_on=local_today(),
        )
        call_meeting(meeting.organiser, meeting, starts_at, 60, "Lokale 3", "")
        mail = session.query(OutgoingMail).one()
        mail.sent_at = utc_now()
        make_participant("Bostøtte", meeting=meeting, email="")
    page = f"/netvaerksmoeder/{meeting.id}/deltagere"
    shown = builder.fill_in(builder.get(page), button="Tilføj en anden funktion")
    typed = {
        "participants-0-is_included": False,
        "participants-2-function": "Kurator",
        "participants-2-email": "kommer@example.invalid",
        "has_consent": True,
    }
    assert builder.fill_in(shown, typed, button="Gem deltagerne").status_code == 302
    with database() as session:
        mails = session.query(OutgoingMail).filter(OutgoingMail.sent_at.is_(None)).all()
        recipients = {mail.recipient: bytes(mail.content) for mail in mails}
        assert recipients.keys() == {"gaar@example.invalid", "kommer@example.invalid"}
        assert b"method=CANCEL" in recipients["gaar@example.invalid"].replace(b'"', b"")
        assert b"method=REQUEST" in recipients["kommer@example.invalid"].replace(b'"', b"")


def test_a_draft_asks_for_the_consent_anew_when_somebody_comes(builder, directory, database):
    with database():
        meeting = make_meeting(participants=[make_participant()], consent_on=local_today())
    page = f"/netvaerksmoeder/{meeting.id}/deltagere"
    shown = builder.fill_in(builder.get(page), button="Tilføj en anden funktion")
    builder.fill_in(shown, {"participants-1-function": "Kurator"}, button="Gem deltagerne")
    with database() as session:
        assert the_meeting(session).consent_on is None


def test_participants_of_a_meeting_that_is_over_cannot_be_changed(builder, database):
    with database():
        meeting = make_meeting(state=MeetingState.CANCELLED, participants=[make_participant()])
    page = f"/netvaerksmoeder/{meeting.id}/deltagere"
    assert builder.get(page).location == f"/netvaerksmoeder/{meeting.id}"


@pytest.mark.parametrize("role", [Role.READER, Role.COORDINATOR])
def test_only_bridge_builders_plan_meetings(client_of, directory, role):
    visitor = client_of(role)
    assert visitor.get(NEW).status_code == 403
    assert visitor.send("/netvaerksmoeder/ny").status_code == 403
