"""How sessions begin and end (ASVS 7.2-7.4, 8.3.2): a copied cookie outlives none of the ends."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask, url_for
from freezegun import freeze_time
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.routing import AnyConverter, IntegerConverter, Rule

from portal.accounts.actions import disable_user
from portal.app import Portal
from portal.history.verbs import edit_entry, restore_entry
from portal.models.base import utc_now
from portal.models.user import SignIn, User
from portal.models.vocabulary import Role
from tests.factories import PASSWORD, attached, make_user
from tests.support.client import PageClient

Database = Callable[[], AbstractContextManager[Session]]
SignInAs = Callable[[User], PageClient]
NEW_PASSWORD = "havgus over Vesterhavet"


def cookie_of(client: PageClient) -> str:
    cookie = client.get_cookie("session")
    assert cookie is not None
    return str(cookie.value)


def replay(app: Portal, cookie: str) -> PageClient:
    """Return a client that has nothing but a copy of somebody's cookie."""
    client = app.test_client()
    assert isinstance(client, PageClient)
    client.set_cookie("session", cookie)
    return client


def is_signed_in(client: PageClient) -> bool:
    return client.get("/profil").status_code == 200


def guarded_addresses(app: Flask) -> Iterator[tuple[str, str]]:
    """Yield method and address of every route that asks who one is."""
    with app.test_request_context():
        for rule in app.url_map.iter_rules():
            access = getattr(app.view_functions[rule.endpoint], "access", None)
            if access is not None and not access.is_public:
                address = url_for(rule.endpoint, **sample_values(rule))
                methods = (rule.methods or set()) - {"HEAD", "OPTIONS"}
                yield from ((method, address) for method in sorted(methods))


def sample_values(rule: Rule) -> dict[str, object]:
    return {
        name: sorted(converter.items)[0] if isinstance(converter, AnyConverter)
        else 1 if isinstance(converter, IntegerConverter)
        else "x"
        for name, converter in rule._converters.items()
    }  # fmt: skip


def test_a_copied_cookie_opens_no_route_after_signing_out(
    app: Portal, user: User, sign_in: SignInAs
) -> None:
    client = sign_in(user)
    cookie = cookie_of(client)
    assert is_signed_in(replay(app, cookie))
    client.send("/log-ud")
    thief = replay(app, cookie)
    addresses = list(guarded_addresses(app))
    assert ("GET", "/profil") in addresses
    for method, address in addresses:
        answer = thief.get(address) if method == "GET" else thief.send(address, method=method)
        is_kept_out = answer.status_code == 401 or "/log-ind" in (answer.location or "")
        assert is_kept_out, f"{method} {address} answered {answer.status}"


def test_signing_out_ends_this_session_only(user: User, sign_in: SignInAs) -> None:
    desk, phone = sign_in(user), sign_in(user)
    answer = desk.send("/log-ud")
    assert answer.location == "/log-ind"
    assert not is_signed_in(desk)
    assert is_signed_in(phone)


def test_signing_out_twice_or_without_a_session_does_no_harm(client: PageClient) -> None:
    assert client.send("/log-ud").status_code == 302
    assert client.send("/log-ud").status_code == 302


def test_signing_in_begins_a_new_session(client: PageClient, user: User) -> None:
    client.get("/log-ind")
    with client.session_transaction() as planted:
        planted["planted"] = "by an attacker"
        token_before = planted["csrf_token"]
    before = cookie_of(client)
    client.submit("/log-ind", {"email": user.email, "password": PASSWORD})
    assert cookie_of(client) != before
    client.get("/profil")
    with client.session_transaction() as session:
        assert "planted" not in session
        assert session["csrf_token"] != token_before


def test_the_attackers_cookie_does_not_become_signed_in(
    app: Portal, client: PageClient, user: User
) -> None:
    client.get("/log-ind")
    known_to_attacker = cookie_of(client)
    client.submit("/log-ind", {"email": user.email, "password": PASSWORD})
    assert not is_signed_in(replay(app, known_to_attacker))


def test_the_cookie_is_out_of_reach_of_scripts_and_foreign_sites(
    client: PageClient, user: User
) -> None:
    answer = client.submit("/log-ind", {"email": user.email, "password": PASSWORD})
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_a_session_that_is_not_used_ends(app: Portal, user: User, sign_in: SignInAs) -> None:
    client = sign_in(user)
    idle = timedelta(minutes=app.config["SESSION_IDLE_MINUTES"])
    with freeze_time(datetime.now(UTC) + idle - timedelta(minutes=1)):
        assert is_signed_in(client)
    with freeze_time(datetime.now(UTC) + 2 * idle - timedelta(minutes=2)):
        assert is_signed_in(client)
    with freeze_time(datetime.now(UTC) + 3 * idle):
        assert not is_signed_in(client)


def test_a_session_in_use_ends_at_last(app: Portal, user: User, sign_in: SignInAs) -> None:
    client = sign_in(user)
    start = datetime.now(UTC)
    for hours in range(6, app.config["SESSION_HOURS"], 6):
        with freeze_time(start + timedelta(hours=hours)):
            assert is_signed_in(client)
    with freeze_time(start + timedelta(hours=app.config["SESSION_HOURS"], minutes=1)):
        assert not is_signed_in(client)


def test_sessions_that_are_over_are_swept_at_the_next_sign_in(
    database: Database, user: User, sign_in: SignInAs
) -> None:
    with database() as session:
        session.add(SignIn(user_id=user.id, token_hash="x", at=utc_now() - timedelta(days=8)))
    sign_in(user)
    with database() as session:
        assert len(session.scalars(select(SignIn)).all()) == 1


def test_disabling_a_user_ends_all_sessions_at_once(
    database: Database, user: User, administrator: User, sign_in: SignInAs
) -> None:
    clients = [sign_in(user), sign_in(user)]
    with database():
        disable_user(attached(administrator), attached(user))
    assert not any(is_signed_in(client) for client in clients)


def test_sessions_from_before_a_user_was_disabled_stay_ended(
    database: Database, user: User, administrator: User, sign_in: SignInAs
) -> None:
    client = sign_in(user)
    with database():
        disable_user(attached(administrator), attached(user))
    with database():
        restore_entry(attached(administrator), attached(user))
    assert not is_signed_in(client)
    assert is_signed_in(sign_in(user))


@pytest.mark.parametrize(
    ("field", "value"), [("role", Role.READER), ("email", "ny@example.invalid")]
)
def test_a_new_role_or_email_ends_sessions(
    app: Portal,
    database: Database,
    administrator: User,
    sign_in: SignInAs,
    field: str,
    value: object,
) -> None:
    with database():
        demoted = make_user(Role.ADMINISTRATOR)
    cookie = cookie_of(sign_in(demoted))
    assert replay(app, cookie).get("/administration/brugere").status_code == 200
    with database():
        edit_entry(
            attached(administrator), attached(demoted), lambda user: setattr(user, field, value)
        )
    assert replay(app, cookie).get("/administration/brugere").location.startswith("/log-ind")


def test_a_new_name_ends_no_session(
    database: Database, user: User, administrator: User, sign_in: SignInAs
) -> None:
    client = sign_in(user)
    with database():
        edit_entry(attached(administrator), attached(user), lambda user: setattr(user, "name", "B"))
    assert is_signed_in(client)


def test_changing_the_password_ends_the_other_sessions(
    app: Portal, user: User, sign_in: SignInAs
) -> None:
    mine, other = sign_in(user), sign_in(user)
    before = cookie_of(mine)
    fields = {"current_password": PASSWORD, "new_password": NEW_PASSWORD}
    answer = mine.submit("/profil", fields | {"new_password_again": NEW_PASSWORD})
    assert answer.location == "/profil"
    assert is_signed_in(mine)
    assert not is_signed_in(other)
    assert not is_signed_in(replay(app, before))


def test_signed_in_pages_are_kept_by_no_cache(user: User, sign_in: SignInAs) -> None:
    assert sign_in(user).get("/profil").headers["Cache-Control"] == "no-store"
