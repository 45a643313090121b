"""How it stood on a day, and going back to it; what was changed where, by whom."""

import pytest
from freezegun import freeze_time

from portal.history.writing import changing
from portal.models.contact import Contact
from portal.models.journal import JournalRow
from portal.models.vocabulary import Action, Role
from tests.factories import attached, make_contact, make_user

CREATED, EDITED, LATER = "2026-03-01", "2026-03-10", "2026-03-20"


@pytest.fixture
def contact(database, randers, office):
    """A contact made on 1 March, whose note was written on 10 March and again on 20 March."""
    with freeze_time(CREATED + " 09:00"), database():
        author = make_user(Role.COORDINATOR, municipalities=[randers])
        found = make_contact("Visitator", None, office, ["+4586123456"])
    for day, note in ((EDITED, "Ring efter kl. 10"), (LATER, "Ring efter kl. 12")):
        with freeze_time(day + " 09:00"), database():
            contact = attached(found)
            with changing(attached(author), contact, Action.EDITED):
                contact.note = note
    return found


def history(contact, day=""):
    return f"/kontaktpersoner/{contact.id}/historik" + (f"?dato={day}" if day else "")


def test_an_entry_is_shown_as_it_stood_when_a_day_ended(coordinator, contact):
    then = coordinator.get(history(contact, "10-3-2026")).text
    assert "Sådan stod det den 10. marts 2026" in then
    assert "Ring efter kl. 10" in stood(coordinator, contact, "10-3-2026")
    assert "Ring efter kl. 12" not in stood(coordinator, contact, "10-3-2026")
    assert "Ring efter kl. 10" not in stood(coordinator, contact, "9-3-2026")


def test_before_it_was_made_it_did_not_exist(coordinator, contact):
    page = coordinator.get(history(contact, "28-2-2026")).text
    assert "Oplysningen fandtes ikke den 28. februar 2026." in page


def test_what_still_stands_as_it_did_offers_no_way_back(coordinator, contact):
    page = coordinator.get(history(contact, "21-3-2026")).text
    assert "Det står sådan endnu." in page
    assert "Gå tilbage til den" not in page


@pytest.mark.parametrize(
    ("day", "told"),
    [("i går", "Skriv datoen som dag-måned-år"), ("31-12-2999", "en dag, der er gået")],
)
def test_an_impossible_day_is_told_and_kept(coordinator, contact, day, told):
    page = coordinator.get(history(contact, day)).text
    assert told in page
    assert f'value="{day}"' in page


def test_going_back_brings_the_day_back_and_can_be_undone(coordinator, database, contact):
    page = coordinator.get(history(contact, "10-3-2026"))
    button = "Gå tilbage til den 10. marts 2026"
    after = coordinator.fill_in(page, button=button, follow_redirects=True)
    assert "Oplysningerne er, som de var den 10. marts 2026." in after.text
    assert note_of(database, contact) == "Ring efter kl. 10"
    with database() as session:
        newest = session.query(JournalRow).order_by(JournalRow.sequence.desc()).first()
        assert (newest.action, newest.entry_id) == (Action.UNDONE, contact.id)
    coordinator.send(f"/historik/{newest.sequence}/fortryd")
    assert note_of(database, contact) == "Ring efter kl. 12"


def note_of(database, contact):
    with database() as session:
        return session.get_one(Contact, contact.id).note


def test_a_foreigner_sees_the_day_but_cannot_go_back(foreigner, database, contact):
    assert "Gå tilbage til den" not in foreigner.get(history(contact, "10-3-2026")).text
    sent = foreigner.send(history(contact) + "/gaa-tilbage", {"dato": "2026-03-10"})
    assert sent.status_code == 403
    assert note_of(database, contact) == "Ring efter kl. 12"


def test_going_back_to_before_it_existed_changes_nothing(coordinator, database, contact):
    sent = coordinator.send(
        history(contact) + "/gaa-tilbage", {"dato": "2026-02-01"}, follow_redirects=True
    )
    assert "Oplysningen fandtes ikke den dag." in sent.text
    assert note_of(database, contact) == "Ring efter kl. 12"


def test_a_municipality_is_shown_as_it_stood(coordinator, database, randers, office, contact):
    with database():
        make_contact("Ny i maj", organisation=office)
    then = coordinator.get("/kommuner/randers/dengang?dato=10-3-2026").text
    assert "1 oplysning, som de stod den 10. marts 2026" in then
    assert "Ring efter kl. 10" in then
    assert "Ring efter kl. 12" not in then
    assert "Ny i maj" not in then
    earlier = coordinator.get("/kommuner/randers/dengang?dato=1-1-2026").text
    assert "Der stod intet om kommunen den 1. januar 2026." in earlier


def test_the_history_is_narrowed_to_a_person_a_municipality_a_kind_and_days(
    coordinator, client_of, database, randers, viborg, contact
):
    viborgs = client_of(Role.COORDINATOR, viborg)
    told = {"consent_note": "Kun skriftligt i Viborg", "switchboard": "87 87 87 87"}
    saved = viborgs.submit("/kommuner/viborg/ret", told | {"participation": "fallback"})
    assert saved.status_code == 302, saved.text
    everything = coordinator.get("/historik").text
    assert "Kun skriftligt i Viborg" in everything
    assert "Ring efter kl. 12" in everything
    of_randers = coordinator.get(f"/historik?kommune={randers.id}").text
    assert "Ring efter kl. 12" in of_randers
    assert "Kun skriftligt i Viborg" not in of_randers
    of_kind = coordinator.get("/historik?slags=municipality").text
    assert "Ring efter kl. 12" not in of_kind
    of_days = coordinator.get("/historik?fra=9-3-2026&til=10-3-2026").text
    assert "Ring efter kl. 10" in of_days
    assert "Ring efter kl. 12" not in of_days
    with database() as session:
        row = (
            session.query(JournalRow).filter_by(entry_title="Viborg Kommune", action="edited").one()
        )
    of_person = coordinator.get(f"/historik?person={row.actor_id}").text
    assert "Kun skriftligt i Viborg" in of_person
    assert "Ring efter kl. 12" not in of_person


def test_days_in_the_wrong_order_are_told(coordinator, contact):
    page = coordinator.get("/historik?fra=10-3-2026&til=9-3-2026").text
    assert "Den sidste dag ligger før den første." in page
    assert 'value="10-3-2026"' in page


def test_no_address_breaks_the_history(coordinator, contact):
    for asked in ("fra=1-1-0001", "til=31-12-9999", "person=x", "side=0", "slags=user_account"):
        assert coordinator.get(f"/historik?{asked}").status_code == 200, asked


def test_users_and_their_addresses_do_not_stand_in_everybodys_history(client_of, contact):
    page = client_of(Role.READER).get("/historik").text
    assert "@" not in page.partition("<main")[2].partition("</main")[0]
    assert "127.0.0.1" not in page


def test_a_day_ends_at_midnight_in_denmark(client_of, coordinator, randers, contact):
    """In March Denmark is an hour ahead of UTC: what is written at 23.30 UTC is of the next day."""
    with freeze_time("2026-03-14 23:30"):
        late = client_of(Role.COORDINATOR, randers)
        late.submit(f"/kontaktpersoner/{contact.id}/ret", {"note": "Skrevet om natten"})
    assert "Skrevet om natten" not in stood(coordinator, contact, "14-3-2026")
    assert "Skrevet om natten" in stood(coordinator, contact, "15-3-2026")


def stood(client, contact, day):
    page = client.get(history(contact, day)).text
    return page.partition("Sådan stod det den")[2].partition("Gå tilbage")[0]
