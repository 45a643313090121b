"""Sessions of databases that the loaders have filled.

What is about PostgreSQL too asks for ``app`` or ``session`` and fills it itself.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from portal.app import Portal
from portal.extensions import db
from tests.support import databases


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
