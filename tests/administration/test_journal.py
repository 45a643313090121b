"""The journal as administrators read it."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from sqlalchemy.orm import Session

from portal.history.verbs import edit_entry
from portal.models.municipality import Municipality
from portal.models.user import User
from portal.models.vocabulary import Role
from tests.factories import (
    attached,
    make_contact,
    make_domain,
    make_municipality,
    make_organisation,
    make_user,
)
from tests.support.client import PageClient
from tests.support.pages import text_of

Database = Callable[[], AbstractContextManager[Session]]
JOURNAL = "/administration/journal"


@pytest.fixture
def administrator(database: Database) -> User:
    with database():
        return make_user(Role.ADMINISTRATOR, name="Demo Tunø")


@pytest.fixture
def admin(administrator: User, sign_in: Callable[[User], PageClient]) -> PageClient:
    return sign_in(administrator)


@pytest.fixture
def randers(database: Database, administrator: User) -> Municipality:
    """Randers, whose coordinator has edited a contact, beside a domain that nobody touched."""
    with database():
        place = make_municipality("Randers")
        coordinator = make_user(Role.COORDINATOR, name="Demo Kim", municipalities=[place])
        contact = make_contact("Vagt", None, make_organisation("Socialt", place))
        make_domain("alkohol", name="Alkohol")
        edit_entry(coordinator, contact, lambda entry: setattr(entry, "function", "Døgnvagt"))
        return place


def rows(client: PageClient, query: str = "") -> list[str]:
    body = next(iter(client.page(JOURNAL + query).iter("tbody")))
    return [text_of(row) for row in body.iter("tr")]


@pytest.mark.usefixtures("randers")
def test_a_change_is_told_in_words_newest_first(admin: PageClient) -> None:
    newest = rows(admin)[0]
    assert "Demo Kim" in newest
    assert "Kontaktperson rettet: Døgnvagt" in newest
    assert "Funktion: Vagt → blev til Døgnvagt" in newest
    assert "{" not in newest


@pytest.mark.usefixtures("randers")
def test_the_journal_can_be_narrowed_to_a_person(admin: PageClient, database: Database) -> None:
    with database() as session:
        kim = session.query(User).filter_by(name="Demo Kim").one()
    shown = rows(admin, f"?person={kim.id}")
    assert len(shown) == 1
    assert "Demo Kim" in shown[0]


def test_the_journal_can_be_narrowed_to_a_municipality(
    admin: PageClient, randers: Municipality
) -> None:
    shown = rows(admin, f"?kommune={randers.code}")
    assert len(shown) == 4
    assert not any("Alkohol" in row for row in shown)


@pytest.mark.usefixtures("randers")
def test_the_journal_can_be_narrowed_to_a_kind(admin: PageClient) -> None:
    shown = rows(admin, "?slags=domain")
    assert len(shown) == 1
    assert "Problemområde oprettet: Alkohol" in shown[0]


@pytest.mark.usefixtures("randers")
@pytest.mark.parametrize(
    "query", ["?person=x", "?person=99999999999999", "?kommune=9999", "?slags=x"]
)
def test_an_unknown_filter_narrows_nothing(admin: PageClient, query: str) -> None:
    assert len(rows(admin, query)) == len(rows(admin))


@pytest.mark.usefixtures("randers")
def test_a_filter_that_nothing_fits_says_so(admin: PageClient) -> None:
    assert "Her er ingen ændringer, der passer." in admin.get(f"{JOURNAL}?person=47110815").text


def test_the_filters_stay_from_page_to_page(
    admin: PageClient, database: Database, administrator: User
) -> None:
    with database():
        domain = make_domain("alkohol")
        actor = attached(administrator)
        for number in range(60):
            edit_entry(actor, domain, lambda entry, n=number: setattr(entry, "name", f"Navn {n}"))
    page = admin.page(f"{JOURNAL}?person={administrator.id}&slags=domain")
    links = [link.get("href", "") for link in page.iter("a")]
    onwards = f"{JOURNAL}?person={administrator.id}&slags=domain&side=2"
    assert onwards in links
    assert len(rows(admin, onwards.removeprefix(JOURNAL))) == 10


def test_names_in_the_journal_are_text_not_html(admin: PageClient, database: Database) -> None:
    with database():
        make_domain("alkohol", name="<script>alert(1)</script>")
    assert "&lt;script&gt;" in admin.get(JOURNAL).text
    assert "<script>alert" not in admin.get(JOURNAL).text


@pytest.mark.parametrize("role", [Role.BRIDGE_BUILDER, Role.COORDINATOR, Role.READER])
def test_nobody_else_reads_the_journal(client_of: Callable[..., PageClient], role: Role) -> None:
    assert client_of(role).get(JOURNAL).status_code == 403
