"""Taking entries out of use and bringing them back, without leaving others in the air."""

import pytest

from portal.models.contact import Contact
from portal.models.municipality import Municipality
from portal.models.offer import Offer
from portal.models.organisation import Organisation
from portal.models.vocabulary import Participation
from tests.factories import make_contact, make_offer, make_organisation, make_route


@pytest.fixture
def central(database, randers, office):
    """The contact that is the central entrance of Randers."""
    with database() as session:
        contact = make_contact("Socialchef", organisation=office)
        session.get_one(Municipality, randers.id).central_contact_id = contact.id
        return contact


def is_archived(database, entry):
    with database() as session:
        return session.get_one(type(entry), entry.id).is_archived


def test_archived_offer_leaves_the_lists_and_comes_back_when_restored(
    coordinator, database, office, address
):
    with database():
        offer = make_offer("Nattelefonen", organisation=office)
    assert coordinator.submit(address(offer, "arkiver")).status_code == 302
    assert "Nattelefonen" not in coordinator.get("/tilbud/").text
    assert "Nattelefonen" in coordinator.get("/tilbud/?arkiv=1").text
    page = coordinator.get(address(offer))
    assert "Vises ikke i svar" in page.text
    assert coordinator.fill_in(page, button="Gendan").status_code == 302
    assert "Nattelefonen" in coordinator.get("/tilbud/").text


def test_archiving_says_which_routes_and_deputies_lean_on_the_entry(
    coordinator, database, office, randers, address
):
    with database():
        contact = make_contact("Visitator", organisation=office)
        make_contact("Sagsbehandler", organisation=office, deputy=contact)
        make_route(randers, steps=[contact, "Egen læge"])
    page = coordinator.get(address(contact, "arkiver")).text
    assert "Randers: Alle andre områder" in page
    assert "Sagsbehandler" in page


def test_central_entrance_is_not_archived_without_a_successor(coordinator, database, central):
    url = f"/kontaktpersoner/{central.id}/arkiver"
    answer = coordinator.submit(url)
    assert answer.status_code == 422
    assert "Vælg den, der tager over" in answer.text
    assert not is_archived(database, central)


def test_central_entrance_is_handed_over_when_it_is_archived(
    coordinator, database, central, office, randers
):
    with database():
        successor = make_contact("Ny socialchef", organisation=office)
    values = {"successor_id": str(successor.id)}
    answer = coordinator.submit(f"/kontaktpersoner/{central.id}/arkiver", values)
    assert answer.status_code == 302
    assert is_archived(database, central)
    with database() as session:
        assert session.get_one(Municipality, randers.id).central_contact_id == successor.id


def test_successor_comes_from_the_same_municipality(coordinator, database, central, viborg):
    with database():
        foreign = make_contact("Viborgs chef", organisation=make_organisation("Viborg", viborg))
    values = {"successor_id": str(foreign.id)}
    answer = coordinator.send(f"/kontaktpersoner/{central.id}/arkiver", values)
    assert answer.status_code == 422
    assert not is_archived(database, central)


def test_entrance_of_a_municipality_that_does_not_take_part_needs_no_successor(
    coordinator, database, central, randers
):
    with database() as session:
        session.get_one(Municipality, randers.id).participation = Participation.DECLINED
    url = f"/kontaktpersoner/{central.id}/arkiver"
    assert coordinator.submit(url).status_code == 302


@pytest.mark.parametrize("make", [make_contact, make_offer])
def test_organisation_with_something_in_use_is_not_archived(
    coordinator, database, office, address, make
):
    with database():
        held = make("Noget i brug", organisation=office)
    shown = coordinator.get(address(office, "arkiver"))
    assert "Organisationen har stadig noget i brug" in shown.text
    assert "Noget i brug" in shown.text
    assert coordinator.send(address(office, "arkiver")).status_code == 409
    assert not is_archived(database, office)
    assert coordinator.submit(address(held, "arkiver")).status_code == 302
    assert coordinator.submit(address(office, "arkiver")).status_code == 302


def test_organisation_with_departments_in_use_is_not_archived(
    coordinator, database, office, randers, address
):
    with database():
        make_organisation("Alkoholteam", randers, parent=office)
    assert coordinator.send(address(office, "arkiver")).status_code == 409


def test_contact_is_not_restored_into_an_archived_organisation(
    coordinator, database, office, address
):
    with database() as session:
        contact = make_contact(organisation=office)
        contact.archived_at = contact.created_at
        session.get_one(Organisation, office.id).archived_at = contact.created_at
    answer = coordinator.send(address(contact, "gendan"), follow_redirects=True)
    assert "Rusmiddelcentret er arkiveret. Gendan den først." in answer.text
    assert is_archived(database, contact)


def test_archiving_is_put_off_when_somebody_edited_meanwhile(
    coordinator, database, office, address
):
    with database():
        contact = make_contact("Visitator", organisation=office)
    page = coordinator.get(address(contact, "arkiver"))
    coordinator.submit(address(contact, "ret"), {"note": "Rettet", "phones-0-number": "86123456"})
    again = coordinator.fill_in(page)
    assert again.status_code == 409
    assert "Intet er arkiveret" in again.text
    assert not is_archived(database, contact)
    assert coordinator.fill_in(again).status_code == 302


def test_archiving_the_entrance_is_put_off_too_when_somebody_edited_meanwhile(
    coordinator, database, central, office
):
    with database() as session:
        successor = make_contact("Ny socialchef", organisation=office)
    url = f"/kontaktpersoner/{central.id}/arkiver"
    page = coordinator.get(url)
    with database() as session:
        session.get_one(Contact, central.id).note = "Rettet"
    assert coordinator.fill_in(page, {"successor_id": str(successor.id)}).status_code == 409


def test_archiving_twice_keeps_the_first_time(coordinator, database, office, address):
    with database():
        offer = make_offer(organisation=office)
    coordinator.submit(address(offer, "arkiver"))
    with database() as session:
        first = session.get_one(Offer, offer.id).archived_at
    coordinator.submit(address(offer, "arkiver"))
    with database() as session:
        assert session.get_one(Offer, offer.id).archived_at == first


def test_municipality_is_never_archived(coordinator, randers):
    assert coordinator.get("/kommuner/randers/arkiver").status_code == 404
    assert coordinator.send("/kommuner/randers/arkiver").status_code == 404
    assert coordinator.send("/kommuner/randers/gendan").status_code == 404
