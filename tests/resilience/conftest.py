"""A portal for people on a PostgreSQL server of its own, and who works with it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from portal.accounts.passwords import hash_password
from portal.app import Portal
from portal.models.user import User
from portal.models.vocabulary import Role
from portal.snapshot.publish import publish
from tests import factories
from tests.resilience.portals import Server, make_portal, serving
from tests.resilience.visitors import Visitor
from tests.support import databases
from tests.support.postgres import make_database, running_postgres

READER, COORDINATOR = "laeser@example.invalid", "koordinator@example.invalid"


@dataclass(frozen=True)
class House:
    """A running portal: its port, its database's server and address, a contact's edit page."""

    port: int
    server: Server
    url: str
    folder: Path
    edit_page: str

    def visitor(self, email: str = READER) -> Visitor:
        """Return somebody who is signed in."""
        visitor = Visitor(self.port)
        assert visitor.sign_in(email).status == 302
        return visitor

    def editor(self) -> Visitor:
        """Return a coordinator who may edit: one who signed in with the database."""
        visitor = self.visitor(COORDINATOR)
        shown = visitor.get(self.edit_page)
        assert shown.status == 200, (shown.status, shown.headers.get("Location"))
        return visitor


def fill(app: Portal) -> str:
    """Make a small directory with two users; return the address of a contact's edit page."""
    with databases.opened(app):
        randers = factories.make_municipality()
        contact = factories.make_contact(phones=[], domains=[factories.make_domain("alkohol")])
        with_password(factories.make_user(Role.READER, email=READER))
        with_password(
            factories.make_user(Role.COORDINATOR, email=COORDINATOR, municipalities=[randers])
        )
    with app.app_context():
        publish()
    databases.dispose(app)
    return f"/kontaktpersoner/{contact.id}/ret"


def with_password(user: User) -> None:
    user.password_hash = hash_password(factories.PASSWORD)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The portal on PostgreSQL."""
    folder = tmp_path_factory.mktemp("house")
    with running_postgres() as place:
        url = make_database(place, "portal")
        databases.migrate(url, folder)
        edit_page = fill(make_portal(url, str(folder)))
        server = Server(place)
        try:
            with serving(url, folder) as (port, _):
                yield House(port, server, url, folder, edit_page)
        finally:
            server.end()


# A portal on SQLite: its folder, its database's address, the edit page of its contact.


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


@pytest.fixture
def url(sqlite_template: Path, folder: Path) -> str:
    return databases.copy_sqlite(sqlite_template, folder)


@pytest.fixture
def edit_page(url: str, folder: Path) -> str:
    return fill(make_portal(url, str(folder)))
