"""Working off a list: one button a row, one for all that were shown, as they were shown."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.history.queries import list_rows_of
from portal.history.verbs import edit_entry
from portal.models.base import utc_now
from portal.models.contact import Contact
from portal.models.user import User
from portal.models.vocabulary import Action, OfferKind, Role, Sector
from tests.factories import (
    make_contact,
    make_municipality,
    make_offer,
    make_organisation,
    make_route,
    make_user,
)

OLD = {"confirmed_at": utc_now() - timedelta(days=400)}
ALL = "Jeg har set dem alle: de stemmer"


@pytest.fixture
def randers(database):
    """A municipality that lacks nothing, and whose entries nobody confirmed for a year."""
    with database():
        office = make_organisation("Socialforvaltningen")
        randers = make_municipality("Randers")
        randers.central_contact = make_contact("Socialchef", organisation=office, **OLD)
        make_contact("Visitator", organisation=office, **OLD)
        make_offer("Akuttelefonen", OfferKind.ACUTE_PHONE, office, **OLD)
        make_route(randers, **OLD)
    return randers


def contact_called(session, function):
    return session.scalars(select(Contact).where(Contact.function == function)).one()


def change_meanwhile(database, function, **values):
    """Let an administrator change a contact while the coordinator looks at the list."""
    with database() as session:
        administrator = make_user(Role.ADMINISTRATOR)

        def fill(contact):
            for name, value in values.items():
                setattr(contact, name, value)

        edit_entry(administrator, contact_called(session, function), fill)


def test_one_button_confirms_one_row(database, randers, client_of):
    client = client_of(Role.COORDINATOR, randers)
    answer = client.submit("/min-kommune", button="Det stemmer Visitator, Demo Æbelø")
    assert answer.headers["Location"] == "/min-kommune"
    page = client.get("/min-kommune").text
    assert "Bekræftet i dag: Visitator, Demo Æbelø" in page
    assert "Skal bekræftes (4)" in page


def test_one_button_confirms_all_that_were_seen(database, randers, client_of):
    client = client_of(Role.COORDINATOR, randers)
    assert "Skal bekræftes (5)" in client.get("/min-kommune").text
    client.submit("/min-kommune", button=ALL)
    page = client.get("/min-kommune").text
    assert "Tak. 5 er bekræftet i dag." in page
    assert "Alt er udfyldt og bekræftet" in page


def test_each_entry_of_the_list_gets_its_own_row_in_the_journal(database, randers, client_of):
    client_of(Role.COORDINATOR, randers).submit("/min-kommune", button=ALL)
    with database() as session:
        for function in ("Visitator", "Socialchef"):
            newest = list_rows_of(contact_called(session, function))[0]
            assert (newest.action, newest.actor_name) == (Action.CONFIRMED, "Demo Samsø")


def test_entry_changed_since_the_list_was_shown_is_named_and_left(database, randers, client_of):
    client = client_of(Role.COORDINATOR, randers)
    shown = client.get("/min-kommune")
    change_meanwhile(database, "Visitator", note="Nyt kontor")
    client.fill_in(shown, button=ALL)
    page = client.get("/min-kommune").text
    assert "Tak. 4 er bekræftet i dag." in page
    assert "derfor ikke bekræftet: Visitator, Demo Æbelø." in page
    assert "Skal bekræftes (1)" in page


def test_entry_archived_since_the_list_was_shown_is_left(database, randers, client_of):
    client = client_of(Role.COORDINATOR, randers)
    shown = client.get("/min-kommune")
    change_meanwhile(database, "Visitator", archived_at=utc_now())
    client.fill_in(shown, button=ALL)
    with database() as session:
        assert contact_called(session, "Visitator").confirmed_by_name == "Demo Anholt"


def test_entry_that_came_after_the_list_was_shown_is_not_confirmed(database, randers, client_of):
    client = client_of(Role.COORDINATOR, randers)
    shown = client.get("/min-kommune")
    with database():
        make_contact("Ny i huset", **OLD)
    client.fill_in(shown, button=ALL)
    page = client.get("/min-kommune").text
    assert "Skal bekræftes (1)" in page
    assert "Ny i huset" in page


def test_list_pressed_twice_warns_of_nothing(database, randers, client_of):
    client = client_of(Role.COORDINATOR, randers)
    shown = client.get("/min-kommune")
    client.fill_in(shown, button=ALL)
    client.fill_in(shown, button=ALL)
    assert "ikke bekræftet" not in client.get("/min-kommune").text
    with database() as session:
        rows = list_rows_of(contact_called(session, "Visitator"))
    assert [row.action for row in rows] == [Action.CONFIRMED, Action.CREATED]


def test_foreign_entry_among_them_stops_it_all(database, randers, client_of):
    with database():
        viborg = make_organisation("Viborg Kommune", make_municipality("Viborg"))
        foreign = make_contact("Viborgs visitator", organisation=viborg, **OLD)
        own = make_contact("Boligkonsulent", **OLD)
    client = client_of(Role.COORDINATOR, randers)
    keys = [f"contact:{one.id}:{one.version_id}" for one in (own, foreign)]
    assert client.send("/min-kommune/bekraeft", {"shown": keys}).status_code == 403
    with database() as session:
        assert contact_called(session, "Boligkonsulent").confirmed_by_name == "Demo Anholt"


@pytest.mark.parametrize("key", ["", "contact:1", "contact:x:1", "user_account:1:1", "a:b:c:d"])
def test_nonsense_is_refused(randers, client_of, key):
    client = client_of(Role.COORDINATOR, randers)
    assert client.send("/min-kommune/bekraeft", {"shown": key}).status_code == 400


def test_three_hundred_entries_come_fifty_at_a_time(database, client_of):
    with database():
        office = make_organisation("Socialforvaltningen")
        for number in range(300):
            make_contact(f"Medarbejder {number}", organisation=office, **OLD)
        randers = make_municipality("Randers", confirmed_at=utc_now())
    client = client_of(Role.COORDINATOR, randers)
    page = client.get("/min-kommune").text
    assert "Skal bekræftes (301)" in page
    assert page.count('name="shown"') == 50
    assert "kommer de sidste 251" in page
    client.submit("/min-kommune", button=ALL)
    assert "Skal bekræftes (251)" in client.get("/min-kommune").text


def test_administrator_chooses_among_the_places(database, randers, client_of):
    with database():
        for name in ("Viborg", "Skive", "Holstebro"):
            make_municipality(name, confirmed_at=utc_now())
        line = make_organisation("Linjen", sector=Sector.VOLUNTARY)
        make_offer("Rådgivningslinjen", OfferKind.OTHER, line, **OLD)
    client = client_of(Role.ADMINISTRATOR)
    overview = client.get("/min-kommune").text
    assert "Visitator" not in overview
    assert "Uden for kommunerne" in overview
    assert "Visitator" in client.get("/min-kommune?sted=0730").text
    elsewhere = client.get("/min-kommune?sted=andre").text
    assert "Rådgivningslinjen" in elsewhere
    back = client.submit("/min-kommune?sted=andre", button=ALL).headers["Location"]
    assert back == "/min-kommune?sted=andre"


def test_coordinator_of_an_organisation_confirms_its_entries(database, client_of):
    with database():
        psychiatry = make_organisation("Psykiatrien", sector=Sector.REGIONAL)
        ward = make_organisation("Afsnit S1", sector=Sector.REGIONAL, parent=psychiatry)
        make_offer("Sengeafsnittet", OfferKind.ACUTE_STAY, ward, **OLD)
        make_contact("Afdelingssygeplejerske", organisation=psychiatry, phones=[], **OLD)
    client = client_of(Role.COORDINATOR, psychiatry)
    page = client.get("/min-kommune").text
    assert "Telefonnummer: Afdelingssygeplejerske" in page
    assert "Skal bekræftes (2)" in page
    client.submit("/min-kommune", button=ALL)
    assert "Skal bekræftes" not in client.get("/min-kommune").text


def test_bar_is_as_long_as_what_is_left(randers, client_of):
    client = client_of(Role.COORDINATOR, randers)
    assert 'value="5" max="5"' in client.get("/min-kommune").text
    client.submit("/min-kommune", button="Det stemmer Visitator, Demo Æbelø")
    assert 'value="4" max="5"' in client.get("/min-kommune").text


def test_user_without_a_place_is_turned_away(database, sign_in):
    with database():
        user: User = make_user(Role.COORDINATOR)
    assert sign_in(user).get("/min-kommune").status_code == 403
