"""Databases that the loaders have filled.

Filling one takes seconds, so it is done once and copied. What is about PostgreSQL too asks for
``app`` or ``session`` and fills it itself.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from portal.app import Portal
from portal.extensions import db
from portal.imports.demo import load_demo
from portal.imports.reference import load_reference
from tests.support import databases


@pytest.fixture(scope="session")
def filled_template(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite database with reference data and demo, to be copied."""
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


@pytest.fixture
def directory(filled: Portal) -> Iterator[Session]:
    """The database session of the portal that tests only read."""
    with filled.app_context():
        yield db.session()


@pytest.fixture
def demo(filled_template: Path, tmp_path: Path) -> Iterator[Session]:
    """The database session of the test's own portal with reference data and demo."""
    portal = databases.make_app(databases.copy_sqlite(filled_template, tmp_path), tmp_path)
    with portal.app_context():
        yield db.session()
    databases.dispose(portal)
