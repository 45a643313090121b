"""Every revision goes up and down, with data too; an interrupted one can be run again."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from textwrap import dedent

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask_migrate import Config, downgrade, upgrade
from sqlalchemy import Connection, Engine, inspect, select, text

from portal.app import Portal
from portal.extensions import db
from portal.models.base import Base
from portal.models.journal import DirectoryState
from portal.models.vocabulary import Role
from tests import factories
from tests.support import databases
from tests.support.postgres import make_database

MIGRATIONS = Path(databases.__file__).parents[2] / "portal" / "migrations"


def revisions() -> list[str]:
    """Return every revision, oldest first."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    walked = ScriptDirectory.from_config(config).walk_revisions()
    return [script.revision for script in walked][::-1]


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_app(request: pytest.FixtureRequest, tmp_path: Path, worker: str) -> Iterator[Portal]:
    """A portal on a database without any table."""
    url = f"sqlite:///{tmp_path / 'portal.sqlite'}"
    if request.param == "postgresql":
        url = make_database(request.getfixturevalue("postgres"), f"migrations_{worker}")
    app = databases.make_app(url, tmp_path)
    with app.app_context():
        yield app
    databases.dispose(app)


@contextmanager
def connected() -> Iterator[Connection]:
    with db.engine.connect() as connection:
        yield connection


def tables(engine: Engine) -> set[str]:
    return set(inspect(engine).get_table_names()) - {"alembic_version"}


def furnish() -> None:
    """Put a row into every table of entries, with the parts and links that entries have."""
    randers = factories.make_municipality("Randers")
    alcohol = factories.make_domain("alkohol")
    unit = factories.make_organisation(municipality=randers)
    contact = factories.make_contact(organisation=unit, domains=[alcohol])
    offer = factories.make_offer(organisation=unit, domains=[alcohol], municipalities=[randers])
    factories.make_route(randers, alcohol, steps=[contact, offer, unit, "egen læge"])
    factories.make_user(Role.COORDINATOR, municipalities=[randers], organisations=[unit])
    randers.central_contact = contact
    db.session.commit()


def counts() -> dict[str, int]:
    with connected() as connection:
        return {
            name: connection.scalar(text(f'SELECT count(*) FROM "{name}"')) or 0  # noqa: S608
            for name in sorted(tables(db.engine))
        }


def test_schema_after_the_migrations_is_what_the_models_say(empty_app):
    upgrade()
    with connected() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []
    assert tables(db.engine) == set(Base.metadata.tables)


def test_new_directory_starts_at_version_0(empty_app):
    upgrade()
    assert db.session.scalars(select(DirectoryState.version)).all() == [0]


@pytest.mark.parametrize("revision", revisions())
def test_revision_goes_up_and_down_and_up_again(empty_app, revision):
    upgrade(revision=revision)
    before = tables(db.engine)
    downgrade(revision="-1")
    upgrade(revision=revision)
    assert tables(db.engine) == before


def test_full_database_comes_down_and_up_again(empty_app):
    upgrade()
    furnish()
    assert counts()["route_step"] == 4
    downgrade(revision="base")
    assert tables(db.engine) == set()
    upgrade()
    assert counts()["directory_state"] == 1


def test_upgrade_of_a_database_that_is_up_to_date_changes_nothing(empty_app):
    upgrade()
    furnish()
    before = counts()
    upgrade()
    assert counts() == before


def test_foreign_keys_hold_again_after_a_migration(empty_app):
    upgrade()
    with connected() as connection, pytest.raises(Exception, match=r"(?i)foreign key"):
        connection.execute(
            text("INSERT INTO user_municipality (user_account_id, municipality_id) VALUES (7, 7)")
        )


REBUILDS_THEN_FAILS = dedent(
    '''
    """A revision that rebuilds a table and is interrupted the first time."""

    import os

    import sqlalchemy as sa
    from alembic import op

    revision = "next"
    down_revision = "{newest}"


    def upgrade() -> None:
        op.create_table("extra", sa.Column("id", sa.Integer(), primary_key=True))
        with op.batch_alter_table("municipality") as batch_op:
            batch_op.add_column(sa.Column("extra", sa.Integer()))
            batch_op.alter_column("name", type_=sa.String(90))
        op.execute("UPDATE municipality SET extra = 7")
        if "MIGRATION_IS_CUT" in os.environ:
            raise InterruptedError("cut off in the middle")


    def downgrade() -> None:
        op.drop_table("extra")
    '''
)


@pytest.fixture
def next_revision(empty_app, tmp_path, monkeypatch) -> Iterator[None]:
    """One more revision after the newest, in a folder of the test's own."""
    source = REBUILDS_THEN_FAILS.format(newest=revisions()[-1])
    (tmp_path / "versions").mkdir()
    (tmp_path / "versions" / "next.py").write_text(source, encoding="utf-8")

    @empty_app.extensions["migrate"].migrate.configure
    def look_there_too(config: Config) -> Config:
        config.set_main_option("path_separator", "newline")
        folders = [str(MIGRATIONS / "versions"), str(tmp_path / "versions")]
        config.set_main_option("version_locations", "\n".join(folders))
        return config

    monkeypatch.setenv("MIGRATION_IS_CUT", "1")
    yield
    empty_app.extensions["migrate"].migrate.configure_callbacks.remove(look_there_too)


def test_interrupted_migration_leaves_nothing_and_can_be_run_again(
    empty_app, next_revision, monkeypatch
):
    upgrade(revision=revisions()[-1])
    furnish()
    before = counts()
    with pytest.raises(InterruptedError):
        upgrade()
    assert counts() == before
    monkeypatch.delenv("MIGRATION_IS_CUT")
    upgrade()
    with connected() as connection:
        assert connection.scalar(text("SELECT extra FROM municipality")) == 7
    assert counts() == before | {"extra": 0}
