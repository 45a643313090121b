"""The list of organisations, one organisation on its page, and who may change it."""

import pytest

from portal.models.vocabulary import Role, Sector
from portal.organisations.numbers import is_gln
from tests.factories import (
    make_contact,
    make_municipality,
    make_offer,
    make_organisation,
    make_route,
)
from tests.support.pages import text_of


@pytest.fixture
def reader(client_of):
    return client_of(Role.READER)


def names(client, address):
    page = client.page(address)
    return [text_of(link) for cell in page.iter("th") for link in cell.iter("a")]


def test_page_shows_departments_contacts_offers_and_routes_of_the_organisation(
    reader, database, office, randers
):
    with database():
        make_organisation("Alkoholteamet", randers, parent=office)
        make_contact("Visitator", organisation=office)
        make_offer("Nattelefonen", organisation=office)
        make_route(randers, steps=[office])
        gone = make_offer("Nedlagt tilbud", organisation=office)
        gone.archived_at = gone.created_at
    page = reader.get(f"/organisationer/{office.id}").text
    for expected in ("Alkoholteamet", "Visitator", "Nattelefonen", "Randers: Alle andre områder"):
        assert expected in page
    assert "Nedlagt tilbud" not in page


def test_page_of_an_empty_organisation_says_so(reader, office):
    page = reader.get(f"/organisationer/{office.id}").text
    assert page.count("Ingen registreret") == 3


def test_who_looks_after_it_is_offered_to_add_what_belongs_there(coordinator, reader, office):
    address = f"/organisationer/{office.id}"
    assert "Ny afdeling her" in coordinator.get(address).text
    assert "Ny afdeling her" not in reader.get(address).text


def test_list_is_narrowed_by_municipality_sector_and_text(reader, database, office, psychiatry):
    with database():
        viborg = make_municipality("Viborg")
        make_organisation("Viborg Kommune", viborg)
        make_organisation("Café Skovly", sector=Sector.VOLUNTARY, serves=[viborg])
    everything = ["Café Skovly", "Psykiatrien", "Socialafdelingen", "Viborg Kommune"]
    assert names(reader, "/organisationer/") == everything
    assert names(reader, "/organisationer/?kommune=0791") == ["Café Skovly", "Viborg Kommune"]
    assert names(reader, "/organisationer/?slags=region") == ["Psykiatrien"]
    assert names(reader, "/organisationer/?q=cafe") == ["Café Skovly"]
    assert names(reader, "/organisationer/?arkiv=1") == []


def test_empty_list_says_so(reader):
    assert "Her er ingen organisationer, der passer" in reader.get("/organisationer/").text


def test_unknown_organisation_is_answered_404(client_of):
    administrator = client_of(Role.ADMINISTRATOR)
    for address in ("4711", "4711/ret", "4711/arkiver", "4711/historik", "ny?organisation=4711"):
        assert administrator.get(f"/organisationer/{address}").status_code == 404


def test_coordinator_of_another_municipality_is_turned_away_from_every_verb(
    client_of, database, office
):
    with database():
        viborg = make_municipality("Viborg")
    foreigner = client_of(Role.COORDINATOR, viborg)
    own = f"/organisationer/{office.id}"
    assert foreigner.get(own).status_code == 200
    for place in (f"organisation={office.id}", "kommune=0730"):
        assert foreigner.get(f"/organisationer/ny?{place}").status_code == 403
        assert foreigner.send(f"/organisationer/ny?{place}").status_code == 403
    for verb in ("ret", "arkiver"):
        assert foreigner.get(f"{own}/{verb}").status_code == 403
    for verb in ("ret", "arkiver", "bekraeft", "gendan"):
        assert foreigner.send(f"{own}/{verb}").status_code == 403


def test_coordinator_of_an_organisation_looks_after_what_is_below_it_but_not_above(
    client_of, database, psychiatry
):
    with database():
        east = make_organisation("Øst", sector=Sector.REGIONAL, parent=psychiatry)
        team = make_organisation("Teamet", sector=Sector.REGIONAL, parent=east)
    keeper = client_of(Role.COORDINATOR, east)
    assert keeper.get(f"/organisationer/{team.id}/ret").status_code == 200
    assert keeper.get(f"/organisationer/{psychiatry.id}/ret").status_code == 403


@pytest.mark.parametrize("right", ["5798005515159", "4006381333931", "0000000000000"])
def test_gln_with_the_right_check_digit_is_one(right):
    assert is_gln(right)
    for place, digit in enumerate(right):
        wrong = f"{right[:place]}{(int(digit) + 1) % 10}{right[place + 1 :]}"
        assert not is_gln(wrong)
