"""Who may see and write routes, and what the pages show."""

import pytest

from portal.models.vocabulary import Role
from tests.factories import make_contact, make_domain, make_municipality, make_route


def test_route_page_shows_each_step_with_its_number_and_what_comes_next(database, client_of):
    with database():
        contact = make_contact("Rusmiddelkoordinator", phones=["+4584000909"])
        route = make_route(steps=[contact, "Egen læge"], bring=["Mundtligt samtykke"])
    page = client_of(Role.BRIDGE_BUILDER).get(f"/overleveringsveje/{route.id}").text
    assert 'href="tel:+4584000909"' in page
    assert "Når der ikke bliver svaret: gå til 2." in page
    assert "Mundtligt samtykke" in page


def test_list_puts_the_default_route_last(database, client_of):
    with database():
        make_route(steps=["Egen læge"])
        make_route(domain=make_domain("demens"), steps=["Egen læge"])
    page = client_of(Role.READER).get("/overleveringsveje/?kommune=0730").text
    rows = page[page.index("<tbody") :]
    assert rows.index("Demens") < rows.index("Alle andre områder")


def test_list_can_be_narrowed_to_a_domain(database, client_of):
    with database():
        make_route(steps=["Egen læge"])
        make_route(domain=make_domain("demens"), steps=["Egen læge"])
    page = client_of(Role.READER).get("/overleveringsveje/?omraade=demens").text
    assert "1 overleveringsvej<" in page


def test_empty_list_says_so(client_of):
    assert (
        "Her er ingen overleveringsveje" in client_of(Role.READER).get("/overleveringsveje/").text
    )


@pytest.mark.parametrize("role", [Role.READER, Role.BRIDGE_BUILDER])
def test_readers_and_bridge_builders_cannot_write_routes(database, client_of, role):
    with database():
        route = make_route(steps=["Egen læge"])
    client = client_of(role)
    for url in ("/overleveringsveje/ny?kommune=0730", f"/overleveringsveje/{route.id}/ret"):
        assert client.get(url).status_code == 403
        assert client.send(url, {"steps-0-free_function": "Egen læge"}).status_code == 403


def test_coordinator_cannot_write_another_municipality_s_routes(database, client_of):
    with database():
        viborg = make_municipality("Viborg")
        route = make_route(make_municipality("Randers"), steps=["Egen læge"])
    client = client_of(Role.COORDINATOR, viborg)
    for url in (
        "/overleveringsveje/ny?kommune=0730",
        f"/overleveringsveje/{route.id}/ret",
        f"/overleveringsveje/{route.id}/arkiver",
        f"/overleveringsveje/{route.id}/gendan",
        f"/overleveringsveje/{route.id}/bekraeft",
    ):
        assert client.send(url, {"steps-0-free_function": "Egen læge"}).status_code == 403


def test_unknown_route_is_answered_404(client_of):
    client = client_of(Role.ADMINISTRATOR)
    assert client.get("/overleveringsveje/47110815").status_code == 404
    assert client.get("/overleveringsveje/47110815/ret").status_code == 404


def test_new_route_for_an_unknown_municipality_is_answered_404(client_of):
    client = client_of(Role.ADMINISTRATOR)
    assert client.get("/overleveringsveje/ny?kommune=9999").status_code == 404


def test_coordinator_without_a_municipality_cannot_create_a_route(client_of):
    assert client_of(Role.COORDINATOR).get("/overleveringsveje/ny").status_code == 403
