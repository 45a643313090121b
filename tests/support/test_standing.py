"""A portal that stands for many tests: the next one finds nothing of the one before."""

import pytest

from portal.models.freshness import Clocks, days_fresh, set_clocks
from portal.models.vocabulary import Role
from tests import factories
from tests.support import databases

CONTACT = "kontaktperson"


def test_next_test_finds_the_portal_as_it_was_made(on_sqlite, tmp_path):
    with on_sqlite.for_a_test(tmp_path) as app:
        made = dict(app.config)
        about = app.view_functions["public.about"]
        app.config["PORTAL_URL"] = "https://indgang.example"
        app.config["RATELIMIT_ANSWERS"] = "3 per minute"
        app.extensions["courier"] = object()
        app.extensions["outage"].begin()
        app.view_functions["public.about"] = lambda: "en anden side"
        app.static_folder = str(tmp_path)
        app.debug = True
        set_clocks(Clocks(contact=1))
    with on_sqlite.for_a_test(tmp_path) as app:
        assert dict(app.config) == made
        assert "courier" not in app.extensions
        assert not app.extensions["outage"].is_on
        assert app.view_functions["public.about"] is about
        assert app.static_folder != str(tmp_path)
        assert not app.debug
        assert not app.jinja_env.auto_reload
        assert days_fresh(CONTACT) == Clocks().contact


def test_each_test_has_files_of_its_own(on_sqlite, tmp_path):
    for name in ("first", "second"):
        with on_sqlite.for_a_test(tmp_path / name) as app:
            assert app.config["SNAPSHOT_PATH"].parent == tmp_path / name
            assert app.config["OUTBOX_PATH"].parent == tmp_path / name


def test_no_route_can_be_added(app):
    with pytest.raises(AssertionError, match="already handled its first request"):
        app.add_url_rule("/ny", "ny", lambda: "")


@pytest.mark.parametrize("time", ["first", "second"])
def test_wrong_guesses_of_another_test_are_forgotten(app, client, time):
    app.config["RATELIMIT_SIGN_IN"] = "2 per minute"
    wrong = {"email": "anna@example.dk", "password": "gættet forkert"}
    assert [client.submit("/log-ind", wrong).status_code for _ in range(3)] == [422, 422, 429]


@pytest.mark.parametrize("time", ["first", "second"])
def test_database_is_empty_for_each_test(app, database, client_of, time):
    with database():
        user = factories.make_user(Role.READER, email="anna@example.dk")
    assert user.email == "anna@example.dk"
    assert client_of(Role.READER).get("/profil").status_code == 200


def test_first_who_looks_finds_what_was_arranged(app, database, client_of):
    assert not app.config["SNAPSHOT_PATH"].exists()
    with database():
        contact = factories.make_contact("Visitator")
    assert not app.config["SNAPSHOT_PATH"].exists()
    reader = client_of(Role.READER)
    assert contact.function in reader.get("/?q=randers").text
    with databases.opened(app):
        factories.make_contact("Alkoholrådgiver")
    assert "Alkoholrådgiver" in reader.get("/?q=randers").text
