"""What lies beside the program is for its owner's eyes: the database holds passwords' hashes."""

import pytest
from sqlalchemy import text

from portal.extensions import db
from tests.support import databases


@pytest.fixture
def made(tmp_path):
    """A folder with a database that was connected to for the first time."""
    app = databases.make_app(f"sqlite:///{tmp_path / 'portal.sqlite'}", tmp_path)
    with app.app_context(), db.engine.begin() as connection:
        connection.execute(text("CREATE TABLE kept (id INTEGER)"))
        yield tmp_path
    databases.dispose(app)


def test_files_of_a_new_database_are_readable_by_their_owner_only(made):
    modes = {path.name: path.stat().st_mode & 0o777 for path in made.glob("portal.sqlite*")}
    names = ("portal.sqlite", "portal.sqlite-shm", "portal.sqlite-wal")
    assert modes == dict.fromkeys(names, 0o600)


def test_database_that_is_there_keeps_its_rights_and_its_content(made):
    file = made / "portal.sqlite"
    file.chmod(0o640)
    app = databases.make_app(f"sqlite:///{file}", made)
    with app.app_context(), db.engine.connect() as connection:
        assert connection.execution_options(is_reading=True).execute(text("SELECT 1")).scalar() == 1
    databases.dispose(app)
    assert file.stat().st_mode & 0o777 == 0o640
