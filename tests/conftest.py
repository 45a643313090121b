"""Fixtures for all tests.

A test that asks for ``app`` (or ``database``, ``session``, ``client``, ``sign_in``, ``client_of``)
runs twice: on SQLite and on PostgreSQL. What is about one of them only says so with
``@pytest.mark.parametrize("app", ["sqlite"], indirect=True)``.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session

from portal.app import Portal
from portal.extensions import db
from portal.imports.demo import load_demo
from portal.imports.reference import load_reference
from portal.models.municipality import Municipality
from portal.models.organisation import Organisation
from portal.models.user import User
from portal.models.vocabulary import Role
from portal.snapshot.publish import publish
from tests import factories
from tests.support import databases
from tests.support.client import PageClient
from tests.support.postgres import NoPostgresError, make_database, running_postgres
from tests.support.standing import StandingPortal

servers = ExitStack()


def pytest_configure_node(node: Any) -> None:
    """Start one PostgreSQL server for all of xdist's workers (a hook of pytest-xdist)."""
    config = node.config
    if not hasattr(config, "postgres_folder"):
        config.postgres_folder = servers.enter_context(running_postgres())
    node.workerinput["postgres_folder"] = config.postgres_folder


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the server the workers used."""
    servers.close()


REAL_WORLD = frozenset({"browser", "crawl", "mail", "resilience"})


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run what needs a real browser or server once more when it fails; twice red is red."""
    for item in items:
        if REAL_WORLD & {*item.path.parts} or "[postgresql" in item.name:
            item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.fixture(scope="session")
def postgres(request: pytest.FixtureRequest) -> Iterator[str]:
    """The folder of a PostgreSQL server's socket."""
    given = getattr(request.config, "workerinput", {}).get("postgres_folder")
    if given:
        yield given
        return
    with ExitStack() as stack:
        try:
            folder = stack.enter_context(running_postgres())
        except NoPostgresError as error:
            pytest.fail(str(error), pytrace=False)
        yield folder


@pytest.fixture(scope="session")
def worker(request: pytest.FixtureRequest) -> str:
    """This worker's name under xdist, or "main"."""
    return str(getattr(request.config, "workerinput", {}).get("workerid", "main"))


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty SQLite database, to be copied."""
    folder = tmp_path_factory.mktemp("template")
    databases.migrate(f"sqlite:///{folder / 'portal.sqlite'}", folder)
    return folder / "portal.sqlite"


@pytest.fixture(scope="session")
def postgres_url(postgres: str, worker: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """This worker's own migrated PostgreSQL database."""
    url = make_database(postgres, f"portal_{worker}")
    databases.migrate(url, tmp_path_factory.mktemp("postgres"))
    return url


@pytest.fixture(scope="session")
def filled_template(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite database with reference data and demo, to be copied: filling takes seconds."""
    folder = tmp_path_factory.mktemp("filled")
    portal = databases.make_app(databases.copy_sqlite(sqlite_template, folder), folder)
    with portal.app_context():
        load_reference()
        load_demo()
        db.session.commit()
    databases.dispose(portal)
    return folder / "portal.sqlite"


@pytest.fixture(scope="session")
def filled(filled_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    """A portal with reference data and demo, for tests that only read."""
    folder = tmp_path_factory.mktemp("read")
    portal = databases.make_app(databases.copy_sqlite(filled_template, folder), folder)
    yield portal
    databases.dispose(portal)


@pytest.fixture(scope="session")
def sqlite_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of this worker's SQLite database."""
    return tmp_path_factory.mktemp("sqlite")


@pytest.fixture(scope="session")
def on_sqlite(sqlite_template: Path, sqlite_folder: Path) -> StandingPortal:
    """This worker's portal on SQLite."""
    return StandingPortal(databases.copy_sqlite(sqlite_template, sqlite_folder), sqlite_folder)


@pytest.fixture(scope="session")
def on_postgres(postgres_url: str, tmp_path_factory: pytest.TempPathFactory) -> StandingPortal:
    """This worker's portal on PostgreSQL."""
    return StandingPortal(postgres_url, tmp_path_factory.mktemp("postgresql"))


@pytest.fixture(params=["sqlite", "postgresql"])
def app(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Portal]:
    """The portal on an empty database."""
    if request.param == "sqlite":
        standing = request.getfixturevalue("on_sqlite")
        template = request.getfixturevalue("sqlite_template")
        databases.copy_sqlite(template, request.getfixturevalue("sqlite_folder"))
    else:
        standing = request.getfixturevalue("on_postgres")
        databases.empty_postgres(request.getfixturevalue("postgres_url"))
    with standing.for_a_test(tmp_path) as portal:
        yield portal


@pytest.fixture
def database(app: Portal) -> Callable[[], AbstractContextManager[Session]]:
    """``with database() as session:`` arranges or looks at data; leaving it commits.

    Entries stay readable afterwards as far as they were loaded; close it before a client asks for
    a page.
    """
    return lambda: databases.opened(app)


@pytest.fixture
def published(app: Portal) -> None:
    """A snapshot of the empty directory, as a portal in use has one: each commit publishes anew."""
    with app.app_context():
        publish()


@pytest.fixture
def session(app: Portal) -> Iterator[Session]:
    """The database session of an open application context, for tests of queries and actions."""
    with app.app_context():
        yield db.session()


@pytest.fixture
def client(app: Portal) -> PageClient:
    """A visitor who is not signed in."""
    return new_client(app)


@pytest.fixture
def sign_in(app: Portal) -> Callable[[User], PageClient]:
    """``sign_in(user)`` returns a client signed in through the real form."""

    def sign_in_as(user: User) -> PageClient:
        client = new_client(app)
        answer = client.submit("/log-ind", {"email": user.email, "password": factories.PASSWORD})
        assert answer.status_code == 302, f"{user.email} could not sign in: {answer.status}"
        return client

    return sign_in_as


@pytest.fixture
def client_of(app: Portal, sign_in: Callable[[User], PageClient]) -> Callable[..., PageClient]:
    """``client_of(Role.COORDINATOR, randers)`` returns a client of a new user, signed in.

    Behind the role: the municipalities and organisations the user looks after.
    """

    def make_and_sign_in(role: Role, *looks_after: Municipality | Organisation) -> PageClient:
        with databases.opened(app):
            user = factories.make_user(
                role,
                municipalities=[one for one in looks_after if isinstance(one, Municipality)],
                organisations=[one for one in looks_after if isinstance(one, Organisation)],
            )
        return sign_in(user)

    return make_and_sign_in


def new_client(app: Portal) -> PageClient:
    client = app.test_client()
    assert isinstance(client, PageClient)
    return client
