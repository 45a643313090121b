"""The snapshot knows who may sign in, as of now, and nobody else reads it."""

import sqlite3
import stat

import pytest

from portal.accounts.actions import change_password, create_token, disable_user
from portal.models.vocabulary import Role
from portal.snapshot.current import current_snapshot
from portal.snapshot.file import seal
from portal.snapshot.publish import snapshot_path
from tests import factories
from tests.factories import attached
from tests.support.databases import ARGON2_MINIMUM_KIB, dispose, make_app, statements_of

pytestmark = [
    pytest.mark.parametrize("app", ["sqlite"], indirect=True),
    pytest.mark.usefixtures("published"),
]

LOOKUP = "/?q=randers"
NEW_PASSWORD = "havgus over Vesterhavet"


@pytest.fixture
def user(database):
    with database():
        return factories.make_user(Role.COORDINATOR, municipalities=[factories.make_municipality()])


@pytest.fixture
def away(app, user):
    """The same portal, its database gone."""
    gone = make_app(
        "postgresql+psycopg://nobody@127.0.0.1:1/portal", app.config["SNAPSHOT_PATH"].parent
    )
    yield gone
    dispose(gone)


def sign_in(app, email, password=factories.PASSWORD):
    client = app.test_client()
    return client, client.submit("/log-ind", {"email": email, "password": password}).status_code


def test_nobody_else_may_read_the_file(app, user):
    assert stat.S_IMODE(app.config["SNAPSHOT_PATH"].stat().st_mode) == 0o600


def test_a_user_signs_in_and_asks_without_the_database(away, user):
    client, status = sign_in(away, user.email)
    assert status == 302
    page = client.get(LOOKUP)
    assert page.status_code == 200
    assert "Databasen svarer ikke" in page.text
    answer = client.get("/api/v1/answer?q=randers").get_json()
    assert answer["notices"][0].startswith("Oplysningerne er fra ")
    assert client.get("/profil").status_code == 503


def test_a_new_password_is_known_there_at_once(away, database, user):
    with database():
        change_password(attached(user), NEW_PASSWORD)
    assert sign_in(away, user.email)[1] == 422
    assert sign_in(away, user.email, NEW_PASSWORD)[1] == 302


def test_a_disabled_user_is_gone_at_once(away, database, user):
    with database():
        disable_user(attached(factories.make_user(Role.ADMINISTRATOR)), attached(user))
    assert sign_in(away, user.email)[1] == 422


def test_a_session_ends_there_with_a_new_password(app, away, database, user, sign_in):
    cookie = sign_in(user).get_cookie("session").value
    client = away.test_client()
    client.set_cookie("session", cookie)
    assert client.get(LOOKUP).status_code == 200
    with database():
        change_password(attached(user), NEW_PASSWORD)
    assert client.get(LOOKUP).status_code == 302


def test_a_machine_asks_on_with_its_token(away, database, user):
    with database():
        token = create_token(attached(user), days=1)
        old = create_token(attached(user), days=-1)
    client = away.test_client()
    url = "/api/v1/answer?q=randers"
    assert client.get(url, headers={"Authorization": f"Bearer {token}"}).status_code == 200
    for wrong in (old, "x"):
        assert client.get(url, headers={"Authorization": f"Bearer {wrong}"}).status_code == 401


def test_an_answer_page_costs_one_statement(app, user, sign_in):
    client = sign_in(user)
    with statements_of(app) as statements:
        client.get(LOOKUP)
    assert len([one for one in statements if one.startswith("SELECT")]) == 1


def test_a_snapshot_of_another_format_is_built_anew(app, user):
    path = app.config["SNAPSHOT_PATH"]
    with path.open("rb+") as file:
        file.truncate(path.stat().st_size - 32)  # the seal, which is made anew
    with sqlite3.connect(path) as file:
        file.execute("UPDATE meta SET format = format - 1")
    file.close()
    seal(path)
    with app.app_context():
        assert current_snapshot().find_user(user.id).email == user.email


def test_without_database_and_snapshot_the_portal_says_so_in_danish(away, user):
    with away.app_context():
        snapshot_path().write_bytes(b"x")
    page = away.test_client().get("/akut")
    assert page.status_code == 503
    assert "lukket for en stund" in page.text
    assert away.test_client().get("/om").status_code == 200


def test_signing_in_counts_guesses_without_redis(app, user):
    changed = {
        "RATELIMIT_STORAGE_URI": "redis://127.0.0.1:1",
        "RATELIMIT_STORAGE_OPTIONS": {"socket_connect_timeout": 0.2, "wrap_exceptions": True},
        "PASSWORD_MEMORY_KIB": ARGON2_MINIMUM_KIB,
    }
    url = app.config["SQLALCHEMY_DATABASE_URI"]
    portal = make_app(url, app.config["SNAPSHOT_PATH"].parent, **changed)
    assert [sign_in(portal, user.email, "forkert")[1] for _ in range(11)] == [422] * 10 + [429]
    dispose(portal)


def test_the_page_of_a_refused_form_is_a_form_that_can_be_sent_again(app, database, user, sign_in):
    with database():
        contact = factories.make_contact(phones=[])
    client = sign_in(user)
    shown = client.get(f"/kontaktpersoner/{contact.id}/ret")
    begin_outage(app)
    refused = client.fill_in(shown, {"note": "Ring før middag"})
    assert refused.status_code == 503
    end_outage(app)
    assert client.fill_in(refused).status_code == 302
    assert "Ring før middag" in client.get(f"/kontaktpersoner/{contact.id}").text


def test_a_password_is_never_on_a_page(app, user, sign_in):
    client = sign_in(user)
    shown = client.get("/profil")
    begin_outage(app)
    refused = client.fill_in(
        shown,
        {
            "current_password": factories.PASSWORD,
            "new_password": NEW_PASSWORD,
            "new_password_again": NEW_PASSWORD,
        },
    )
    assert refused.status_code == 503
    assert NEW_PASSWORD not in refused.text
    assert factories.PASSWORD not in refused.text


def begin_outage(app):
    app.extensions["outage"].begin()


def end_outage(app):
    app.extensions["outage"].ask_again_at = 0.0


def test_an_outage_ends_with_the_first_answer(app, user, sign_in):
    client = sign_in(user)
    begin_outage(app)
    assert "Databasen svarer ikke" in client.get(LOOKUP).text
    assert client.get("/profil").status_code == 503
    end_outage(app)
    assert "Databasen svarer ikke" not in client.get(LOOKUP).text
    assert client.get("/profil").status_code == 200
