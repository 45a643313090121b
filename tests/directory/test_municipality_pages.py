"""All municipalities, one municipality on one page."""

from portal.models.vocabulary import OfferKind, OfferStatus, Participation, Role, Sector
from tests.factories import (
    make_contact,
    make_municipality,
    make_offer,
    make_organisation,
    make_route,
)


def test_list_shows_participation_and_central_entrance_of_each_municipality(database, client_of):
    with database():
        randers = make_municipality("Randers")
        randers.central_contact = make_contact("Socialchef", phones=["+4584000777"])
        make_municipality("Samsø", participation=Participation.DECLINED)
    page = client_of(Role.READER).get("/kommuner").text
    assert "Socialchef" in page
    assert "84 00 07 77" in page
    assert "Deltager ikke" in page


def test_list_says_loudly_where_the_central_entrance_is_missing(database, client_of):
    with database():
        make_municipality("Randers")
    assert "Mangler" in client_of(Role.READER).get("/kommuner").text


def test_municipality_page_shows_routes_contacts_and_offers(database, client_of):
    with database():
        randers = make_municipality("Randers")
        office = make_organisation("Rusmiddelcentret", randers)
        contact = make_contact("Rusmiddelkoordinator", organisation=office)
        make_offer("Nattelefonen", OfferKind.ACUTE_PHONE, office)
        make_offer("Værestedet", OfferKind.VOLUNTARY, office, status=OfferStatus.PAUSED)
        make_route(randers, steps=[contact, "Egen læge"])
    page = client_of(Role.READER).get("/kommuner/randers").text
    for expected in ("Rusmiddelkoordinator", "Nattelefonen", "Værestedet", "Egen læge"):
        assert expected in page
    assert "Holder pause" in page


def test_municipality_page_shows_no_other_municipality_s_entries(database, client_of):
    with database():
        make_municipality("Randers")
        viborg = make_organisation("Viborg Kommune", make_municipality("Viborg"))
        make_contact("Viborgs visitator", organisation=viborg)
        make_offer("Viborgs akutteam", OfferKind.ACUTE_TEAM, viborg)
    page = client_of(Role.READER).get("/kommuner/randers").text
    assert "Viborg" not in page


def test_offer_of_somebody_else_that_serves_the_municipality_is_shown(database, client_of):
    with database():
        randers = make_municipality("Randers")
        cafe = make_organisation("Café Skovly", sector=Sector.VOLUNTARY)
        make_offer("Åben aften", OfferKind.VOLUNTARY, cafe, municipalities=[randers])
    assert "Åben aften" in client_of(Role.READER).get("/kommuner/randers").text


def test_archived_entries_are_not_shown(database, client_of):
    with database():
        office = make_organisation()
        gone = make_contact("Nedlagt funktion", organisation=office)
        gone.archived_at = gone.created_at
    assert "Nedlagt funktion" not in client_of(Role.READER).get("/kommuner/randers").text


def test_route_says_that_a_step_points_to_an_archived_contact(database, client_of):
    with database():
        gone = make_contact("Nedlagt funktion")
        make_route(steps=[gone, "Egen læge"])
        gone.archived_at = gone.created_at
    assert "Arkiveret" in client_of(Role.READER).get("/kommuner/randers").text


def test_unknown_municipality_is_answered_404(database, client_of):
    assert client_of(Role.READER).get("/kommuner/atlantis").status_code == 404


def test_page_of_a_municipality_with_nothing_yet_says_what_to_do(database, client_of):
    with database():
        make_municipality("Lemvig")
    page = client_of(Role.READER).get("/kommuner/lemvig").text
    assert "ikke beskrevet sine veje" in page
    assert "Der er ingen kontaktpersoner endnu" in page
