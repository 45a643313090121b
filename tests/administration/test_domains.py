"""What administrators do to problem domains."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domains.queries import list_domains
from portal.models.domain import Domain
from portal.models.vocabulary import Role
from tests.factories import make_contact, make_domain, make_offer, make_route
from tests.support.client import PageClient
from tests.support.pages import text_of

Database = Callable[[], AbstractContextManager[Session]]
DOMAINS = "/administration/omraader"
NEW = {"name": "Spil", "code": "spil", "group_name": "Afhængighed", "description": "Ludomani"}


@pytest.fixture
def admin(client_of: Callable[..., PageClient]) -> PageClient:
    return client_of(Role.ADMINISTRATOR)


def test_a_new_domain_comes_last_in_the_menus(admin: PageClient, database: Database) -> None:
    with database():
        make_domain("alkohol")
    answer = admin.submit(f"{DOMAINS}/ny", NEW)
    assert answer.status_code == 302
    assert "Ludomani" in admin.get(answer.location).text
    with database():
        assert [domain.code for domain in list_domains()] == ["alkohol", "spil"]


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"name": ""}, "Skriv navnet."),
        ({"code": "Spil"}, "Brug kun små bogstaver a-z, tal og _."),
        ({"code": "spil\nx"}, "Brug kun små bogstaver a-z, tal og _."),
        ({"code": "alkohol"}, "Alkohol har allerede den kode."),
        ({"position": "-1"}, "Skriv et tal mellem 0 og 999."),
        ({"position": "to"}, "Skriv et tal mellem 0 og 999."),
    ],
)
def test_a_domain_that_is_refused_says_why(
    admin: PageClient, database: Database, changed: dict[str, str], message: str
) -> None:
    with database():
        make_domain("alkohol", name="Alkohol")
    answer = admin.send(f"{DOMAINS}/ny", NEW | {"position": "3"} | changed)
    assert answer.status_code == 422
    assert message in answer.text


def test_a_domain_is_edited_but_keeps_its_code(admin: PageClient, database: Database) -> None:
    with database():
        domain = make_domain("alkohol")
    address = f"{DOMAINS}/{domain.id}/ret"
    fields = [field.get("name") for field in admin.page(address).iter("input")]
    assert "code" not in fields
    version = {"version": str(domain.version_id), "position": "1"}
    assert admin.send(address, NEW | version).status_code == 302
    with database() as session:
        changed = session.get_one(Domain, domain.id)
        assert (changed.name, changed.code) == ("Spil", "alkohol")


def test_a_domain_says_what_leans_on_it_before_it_is_archived(
    admin: PageClient, database: Database
) -> None:
    with database():
        domain = make_domain("alkohol")
        make_contact(domains=[domain])
        make_offer(domains=[domain])
        make_offer("Et til", domains=[domain])
        make_route(domain=domain)
    page = admin.page(f"{DOMAINS}/{domain.id}")
    facts = [text_of(value) for value in page.iter("dd")]
    assert facts[-3:] == ["1", "2", "1"]


def test_an_archived_domain_leaves_the_menus_and_comes_back(
    admin: PageClient, database: Database
) -> None:
    with database():
        domain = make_domain("alkohol")
    admin.submit(f"{DOMAINS}/{domain.id}", button="Arkivér")
    assert "Arkiveret" in text_of(admin.page(DOMAINS))
    with database():
        assert list_domains() == []
    admin.submit(f"{DOMAINS}/{domain.id}", button="Gendan")
    with database():
        assert [found.code for found in list_domains()] == ["alkohol"]


@pytest.mark.parametrize("role", [Role.BRIDGE_BUILDER, Role.COORDINATOR, Role.READER])
@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_nobody_else_gets_at_domains(
    client_of: Callable[..., PageClient], database: Database, role: Role
) -> None:
    with database():
        domain = make_domain("alkohol")
    client = client_of(role)
    for address in ("", "/ny", f"/{domain.id}", f"/{domain.id}/ret"):
        assert client.get(DOMAINS + address).status_code == 403
    for address in ("/ny", f"/{domain.id}/ret", f"/{domain.id}/arkiver", f"/{domain.id}/gendan"):
        assert client.send(DOMAINS + address, NEW).status_code == 403
    with database() as session:
        assert session.scalars(select(Domain)).one().name == domain.name


def test_an_unknown_domain_is_not_found(admin: PageClient) -> None:
    assert admin.get(f"{DOMAINS}/47110815").status_code == 404
