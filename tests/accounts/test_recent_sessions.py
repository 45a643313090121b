"""A lookup need not ask each time whether a session is open, and never opens an ended one here."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import timedelta

import pytest
from freezegun import freeze_time
from freezegun.api import FrozenDateTimeFactory
from sqlalchemy import delete
from sqlalchemy.orm import Session

from portal.accounts.actions import change_password, disable_user
from portal.accounts.recent_sessions import MOST, RecentSessions, remember
from portal.app import Portal
from portal.extensions import db
from portal.models.user import SignIn, User
from portal.models.vocabulary import Role
from portal.snapshot.users import Reader
from tests.factories import attached, make_user
from tests.support.client import PageClient

Database = Callable[[], AbstractContextManager[Session]]
LOOKUP = "/?q=randers"
READER = Reader(1, "Anna", "anna@example.invalid", Role.READER, None, "stamp")
KEY = ("1.stamp", "token")


@pytest.fixture
def client(user: User, sign_in: Callable[[User], PageClient]) -> PageClient:
    """Somebody who has just looked something up."""
    client = sign_in(user)
    assert client.get(LOOKUP).status_code == 200
    return client


@pytest.fixture
def clock() -> Iterator[FrozenDateTimeFactory]:
    with freeze_time() as frozen:
        yield frozen


def test_signing_out_ends_lookups_at_once(app: Portal, client: PageClient) -> None:
    thief = app.test_client()
    thief.set_cookie("session", str(client.get_cookie("session").value))  # type: ignore[union-attr]
    assert thief.get(LOOKUP).status_code == 200
    client.send("/log-ud")
    assert thief.get(LOOKUP).status_code == 302


def test_disabling_a_user_ends_lookups_at_once(
    database: Database, user: User, client: PageClient
) -> None:
    with database():
        disable_user(attached(make_user(Role.ADMINISTRATOR)), attached(user))
    assert client.get(LOOKUP).status_code == 302


def test_a_new_password_ends_lookups_at_once(
    database: Database, user: User, client: PageClient
) -> None:
    with database():
        change_password(attached(user), "havgus over Vesterhavet")
    assert client.get(LOOKUP).status_code == 302


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_what_another_process_ended_is_refused_within_a_second(
    clock: FrozenDateTimeFactory, app: Portal, client: PageClient
) -> None:
    with app.app_context(), db.engine.begin() as other_process:
        other_process.execute(delete(SignIn))
    clock.tick(timedelta(seconds=1))
    assert client.get(LOOKUP).status_code == 302


@pytest.mark.parametrize("later", [1, -1])
def test_whom_a_session_lets_in_is_known_for_less_than_a_second(
    clock: FrozenDateTimeFactory, later: int
) -> None:
    recent = RecentSessions()
    remember(recent.found, KEY, READER)
    assert recent.find(KEY) == READER
    assert recent.find(("1.stamp", "another token")) is None
    clock.tick(timedelta(seconds=later))
    assert recent.find(KEY) is None


def test_what_was_asked_before_a_session_ended_is_not_noted_after() -> None:
    recent = RecentSessions()
    found = recent.found
    recent.forget()
    remember(found, KEY, READER)
    assert recent.find(KEY) is None


def test_no_more_is_kept_than_the_limit() -> None:
    recent = RecentSessions()
    for number in range(MOST + 10):
        remember(recent.found, (f"{number}.stamp", None), replace(READER, id=number))
    assert len(recent.found) <= MOST
