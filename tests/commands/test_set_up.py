"""One command makes a database ready, and finds nothing to do the second time."""

import pytest

from portal.models.contact import Contact
from portal.models.vocabulary import Role
from tests import factories

# The parts it is made of are tested on both databases, where they live.
pytestmark = pytest.mark.parametrize("app", ["sqlite"], indirect=True)


def test_demo_is_set_up_once_and_kept(app, database):
    app.config["DEMO"] = True
    run = app.test_cli_runner().invoke
    assert run(args=["set-up"]).exit_code == 0
    with database() as session:
        count = session.query(Contact).count()
    assert run(args=["set-up"]).exit_code == 0
    with database() as session:
        assert session.query(Contact).count() == count > 100


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
