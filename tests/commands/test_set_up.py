"""One command makes a database ready, and finds nothing to do the second time."""

import pytest
from sqlalchemy import text

from portal.commands.set_up import find_done
from portal.models.contact import Contact
from portal.models.vocabulary import Role
from portal.models.words import LexiconTerm
from tests import factories

# The parts it is made of are tested on both databases, where they live.
pytestmark = pytest.mark.parametrize("app", ["sqlite"], indirect=True)


def find_done_in(app):
    with app.app_context():
        return find_done()


def test_demo_is_set_up_once_and_kept(app, database):
    app.config["DEMO"] = True
    run = app.test_cli_runner().invoke
    assert run(args=["set-up"]).exit_code == 0
    with database() as session:
        count = session.query(Contact).count()
    assert run(args=["set-up"]).exit_code == 0
    with database() as session:
        assert session.query(Contact).count() == count > 100


def test_second_start_finds_nothing_to_do(app, database):
    run = app.test_cli_runner().invoke
    assert run(args=["set-up"]).exit_code == 0
    with database() as session:
        session.query(LexiconTerm).delete()
    assert run(args=["set-up"]).exit_code == 0
    with database() as session:
        assert session.query(LexiconTerm).count() == 0, "it was loaded again"


def test_set_up_begins_anew_where_the_database_is_another_one(app, database):
    assert app.test_cli_runner().invoke(args=["set-up"]).exit_code == 0
    with database() as session:
        session.execute(text("DELETE FROM alembic_version"))
    assert find_done_in(app) is None


def test_real_users_do_not_stop_a_demo_from_starting(app, database):
    app.config["DEMO"] = True
    with database():
        factories.make_user(Role.ADMINISTRATOR)
    done = app.test_cli_runner().invoke(args=["set-up"])
    assert done.exit_code == 0
    assert "real users" in done.output


def test_no_demo_without_demo_mode(app, database):
    assert app.test_cli_runner().invoke(args=["set-up"]).exit_code == 0
    with database() as session:
        assert session.query(Contact).count() == 0
