"""Invitations: one use, a week, and worthless after a change of password (ASVS 6.4.1)."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta

import pytest
from freezegun import freeze_time
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.accounts.actions import change_password, disable_user, invite_user
from portal.models.user import Invitation, User
from portal.models.vocabulary import Role
from tests.factories import PASSWORD, attached, make_user
from tests.support.client import PageClient

Database = Callable[[], AbstractContextManager[Session]]
CHOSEN = "havgus over Vesterhavet"
FIELDS = {"new_password": CHOSEN, "new_password_again": CHOSEN}


@pytest.fixture
def user(database: Database) -> User:
    with database():
        invited = make_user(Role.READER)
        invited.password_hash = None
        return invited


@pytest.fixture
def invite(database: Database, user: User) -> Callable[[], str]:
    """``invite()`` returns the address of a new invitation."""

    def make() -> str:
        with database():
            return f"/invitation/{invite_user(None, attached(user))}"

    return make


def can_sign_in(client: PageClient, user: User, password: str = CHOSEN) -> bool:
    answer = client.submit("/log-ind", {"email": user.email, "password": password})
    return answer.status_code == 302


def test_an_invited_user_chooses_a_password_and_signs_in(
    client: PageClient, user: User, invite: Callable[[], str]
) -> None:
    answer = client.submit(invite(), FIELDS)
    assert answer.location == "/log-ind"
    assert can_sign_in(client, user)


def test_an_invitation_works_once(
    client: PageClient, user: User, invite: Callable[[], str]
) -> None:
    address = invite()
    client.submit(address, FIELDS)
    assert client.get(address).status_code == 404
    again = {"new_password": "en anden lang kode", "new_password_again": "en anden lang kode"}
    assert client.send(address, again).status_code == 404
    assert can_sign_in(client, user)


def test_looking_at_an_invitation_does_not_use_it(
    client: PageClient, invite: Callable[[], str]
) -> None:
    address = invite()
    assert client.get(address).status_code == 200
    assert client.get(address).headers["Cache-Control"] == "no-store"


def test_an_invitation_works_for_seven_days(client: PageClient, invite: Callable[[], str]) -> None:
    address, now = invite(), datetime.now(UTC)
    with freeze_time(now + timedelta(days=6, hours=23)):
        assert client.get(address).status_code == 200
    with freeze_time(now + timedelta(days=7, minutes=1)):
        assert client.get(address).status_code == 404


def test_a_new_invitation_makes_the_older_one_worthless(
    client: PageClient, invite: Callable[[], str]
) -> None:
    older, newer = invite(), invite()
    assert client.get(older).status_code == 404
    assert client.get(newer).status_code == 200


def test_an_invitation_is_worthless_after_a_change_of_password(
    client: PageClient, user: User, invite: Callable[[], str], database: Database
) -> None:
    address = invite()
    with database():
        change_password(attached(user), CHOSEN)
    assert client.get(address).status_code == 404


def test_a_disabled_users_invitation_is_worthless(
    client: PageClient, user: User, invite: Callable[[], str], database: Database
) -> None:
    address = invite()
    with database():
        disable_user(make_user(Role.ADMINISTRATOR), attached(user))
    assert client.get(address).status_code == 404


def test_an_invitation_is_worthless_after_a_change_of_the_email(
    client: PageClient,
    user: User,
    invite: Callable[[], str],
    client_of: Callable[..., PageClient],
) -> None:
    address = invite()
    administrator, page = client_of(Role.ADMINISTRATOR), f"/administration/brugere/{user.id}/ret"
    administrator.submit(page, {"name": "Et andet navn"})
    assert client.get(address).status_code == 200
    administrator.submit(page, {"email": "den.rigtige@example.dk"})
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("token", ["x", "0" * 43, "a%20b", "æøå"])
def test_an_unknown_link_says_what_to_do(client: PageClient, token: str) -> None:
    answer = client.get(f"/invitation/{token}")
    assert answer.status_code == 404
    assert "Linket virker ikke længere" in answer.text


def test_a_weak_password_is_refused_and_the_link_still_works(
    client: PageClient, user: User, invite: Callable[[], str]
) -> None:
    address = invite()
    weak = client.submit(address, {"new_password": "kort", "new_password_again": "kort"})
    assert weak.status_code == 422
    assert client.submit(address, FIELDS).status_code == 302


def test_a_reset_ends_sessions_and_the_old_password(
    client: PageClient,
    database: Database,
    sign_in: Callable[[User], PageClient],
) -> None:
    with database():
        member = make_user()
    signed_in = sign_in(member)
    with database():
        token = invite_user(None, attached(member))
    assert signed_in.get("/profil").status_code == 200
    client.submit(f"/invitation/{token}", FIELDS)
    assert signed_in.get("/profil").status_code == 302
    assert not can_sign_in(client, member, PASSWORD)
    assert can_sign_in(client, member)


def test_only_the_hash_of_an_invitation_is_kept(
    invite: Callable[[], str], database: Database
) -> None:
    token = invite().rpartition("/")[2]
    assert len(token) >= 43  # 256 bits
    with database() as session:
        assert token not in session.scalars(select(Invitation.token_hash)).one()
