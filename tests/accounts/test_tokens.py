"""Tokens for the API: what they open, and what ends them for good."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta

import pytest
from freezegun import freeze_time
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.access.marks import requires
from portal.accounts.actions import change_password, create_token, disable_user, revoke_tokens
from portal.accounts.sessions import token_hash
from portal.app import Portal
from portal.extensions import db
from portal.history.verbs import edit_entry, restore_entry
from portal.models.base import utc_now
from portal.models.user import ApiToken, User
from portal.models.vocabulary import Role
from portal.snapshot.current import current_snapshot
from portal.snapshot.publish import publish
from tests.factories import attached
from tests.support.client import PageClient

Database = Callable[[], AbstractContextManager[Session]]


@pytest.fixture
def token(app: Portal, database: Database, user: User, monkeypatch: pytest.MonkeyPatch) -> str:
    view = requires("read_directory")(lambda: {"read": True})
    monkeypatch.setitem(app.view_functions, "api.describe", view)
    with database():
        return create_token(attached(user), 1)


def read(client: PageClient, token: str, address: str = "/api/v1/openapi.json") -> int:
    answer = client.get(address, headers={"Authorization": f"Bearer {token}"})
    assert "Set-Cookie" not in answer.headers or answer.status_code == 302
    return answer.status_code


def test_a_token_opens_the_api(client: PageClient, token: str) -> None:
    assert read(client, token) == 200


def test_a_token_opens_no_page(client: PageClient, token: str) -> None:
    assert read(client, token, "/profil") == 302


@pytest.mark.parametrize("spoil", [str.swapcase, lambda token: token[:-1], lambda _: ""])
def test_a_wrong_token_opens_nothing(
    client: PageClient, token: str, spoil: Callable[[str], str]
) -> None:
    assert read(client, spoil(token)) == 401


def test_a_token_ends(client: PageClient, token: str) -> None:
    with freeze_time(datetime.now(UTC) + timedelta(days=1, minutes=1)):
        assert read(client, token) == 401


def test_a_disabled_users_token_opens_nothing(
    client: PageClient, token: str, database: Database, user: User, administrator: User
) -> None:
    with database():
        disable_user(attached(administrator), attached(user))
    assert read(client, token) == 401


def test_only_the_hash_of_a_token_is_kept(token: str, database: Database) -> None:
    with database() as session:
        kept = session.scalars(select(ApiToken.token_hash)).one()
    assert token not in kept
    assert len(kept) == 64


def give_new_password(user: User, _administrator: User) -> None:
    change_password(user, "havgus over Vesterhavet")


def give_other_role(user: User, administrator: User) -> None:
    edit_entry(administrator, user, lambda user: setattr(user, "role", Role.COORDINATOR))


def disable_and_restore(user: User, administrator: User) -> None:
    disable_user(administrator, user)
    db.session.commit()
    restore_entry(administrator, user)


def revoke(user: User, _administrator: User) -> None:
    assert revoke_tokens(user) == 1


@pytest.mark.parametrize("end", [give_new_password, give_other_role, disable_and_restore, revoke])
def test_a_token_that_has_ended_opens_nothing_though_the_user_may_sign_in(
    client: PageClient,
    token: str,
    database: Database,
    user: User,
    administrator: User,
    end: Callable[[User, User], None],
) -> None:
    with database():
        publish()
        assert current_snapshot().find_user_of_token(token_hash(token), utc_now()) is not None
    with database():
        end(attached(user), attached(administrator))
    assert read(client, token) == 401
    with database() as session:
        assert session.scalars(select(ApiToken)).all() == []
        snapshot = current_snapshot()
        assert snapshot.find_user(user.id) is not None
        assert snapshot.find_user_of_token(token_hash(token), utc_now()) is None


def test_a_new_name_ends_no_token(
    client: PageClient, token: str, database: Database, user: User, administrator: User
) -> None:
    with database():
        edit_entry(attached(administrator), attached(user), lambda user: setattr(user, "name", "B"))
    assert read(client, token) == 200


def test_tokens_of_others_do_not_end(
    client: PageClient, token: str, database: Database, administrator: User
) -> None:
    with database():
        change_password(attached(administrator), "havgus over Vesterhavet")
        revoke_tokens(attached(administrator))
    assert read(client, token) == 200
