"""Guessing passwords is slow, and slows nobody else (ASVS 2.4.1, 6.3.1)."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta

import pytest
from freezegun import freeze_time
from sqlalchemy.orm import Session

from portal.app import Portal
from portal.extensions import limiter
from portal.models.user import User
from tests.factories import PASSWORD, make_user
from tests.support.client import PageClient

Database = Callable[[], AbstractContextManager[Session]]
pytestmark = pytest.mark.parametrize("app", ["sqlite"], indirect=True)
GUESSER, HOME = "203.0.113.9", "198.51.100.7"


@pytest.fixture(autouse=True)
def _fresh_limits(app: Portal) -> Iterator[None]:
    limiter.reset()
    yield
    limiter.reset()


@pytest.fixture
def user(database: Database) -> User:
    with database():
        return make_user()


@pytest.fixture
def try_password(client: PageClient) -> Callable[..., int]:
    client.get("/log-ind")

    def send(email: str, password: str, address: str = GUESSER, **headers: str) -> int:
        answer = client.send(
            "/log-ind",
            {"email": email, "password": password},
            environ_base={"REMOTE_ADDR": address},
            headers=headers,
        )
        return answer.status_code

    return send


@pytest.mark.parametrize("email", [None, "ukendt@example.invalid"])
def test_a_guesser_is_stopped_whether_there_is_such_a_user_or_not(
    try_password: Callable[..., int], user: User, email: str | None
) -> None:
    answers = [try_password(email or user.email, f"forkert {n}") for n in range(100)]
    assert answers == [422] * 10 + [429] * 90


def test_the_right_password_from_another_address_works_after_100_wrong_tries(
    try_password: Callable[..., int], user: User
) -> None:
    for number in range(100):
        try_password(user.email, f"forkert {number}")
    assert try_password(user.email, PASSWORD) == 429
    assert try_password(user.email, PASSWORD, HOME) == 302


def test_the_right_password_works_after_guesses_from_200_addresses(
    try_password: Callable[..., int], user: User
) -> None:
    for number in range(200):
        assert try_password(user.email, "forkert", f"10.1.1.{number}") == 422
    assert try_password(user.email, PASSWORD, HOME) == 302


def test_an_account_that_many_addresses_guess_at_gives_each_one_guess_an_hour(
    try_password: Callable[..., int], user: User
) -> None:
    for number in range(100):
        try_password(user.email, "forkert", f"10.1.1.{number}")
    guesses = [try_password(user.email, "forkert", GUESSER) for _ in range(5)]
    assert guesses == [422, 429, 429, 429, 429]


def test_other_accounts_go_on_from_the_same_address(
    try_password: Callable[..., int], user: User, database: Database
) -> None:
    with database():
        colleague = make_user()
    for number in range(20):
        try_password(user.email, f"forkert {number}")
    assert try_password(colleague.email, PASSWORD) == 302


def test_a_forged_header_gives_no_new_guesses(try_password: Callable[..., int], user: User) -> None:
    headers = [
        {"X-Forwarded-For": f"10.1.1.{n}", "Forwarded": f"for=10.1.1.{n}"} for n in range(12)
    ]
    answers = [try_password(user.email, "forkert", **forged) for forged in headers]
    assert answers[-1] == 429


def test_the_guesser_may_try_again_after_a_quarter_of_an_hour(
    try_password: Callable[..., int], user: User
) -> None:
    for number in range(11):
        try_password(user.email, f"forkert {number}")
    with freeze_time(datetime.now(UTC) + timedelta(minutes=16)):
        assert try_password(user.email, PASSWORD) == 302


def test_somebody_who_knows_the_password_gets_all_guesses_back(
    try_password: Callable[..., int], user: User
) -> None:
    for _ in range(4):
        guesses = [try_password(user.email, "forkert") for _ in range(6)]
        assert guesses == [422] * 6
        assert try_password(user.email, PASSWORD) == 302
        try_sign_out(try_password)


def try_sign_out(try_password: Callable[..., int]) -> None:
    """Forget the session of the client behind the fixture: the next form is a visitor's again."""
    client: PageClient = try_password.__closure__[0].cell_contents  # type: ignore[index]
    client.send("/log-ud")


def test_an_address_that_tries_too_many_accounts_is_stopped(
    app: Portal, try_password: Callable[..., int]
) -> None:
    app.config["RATELIMIT_SIGN_IN"] = "10 per minute"
    answers = [try_password(f"nummer-{number}@example.invalid", "forkert") for number in range(12)]
    assert answers == [422] * 10 + [429] * 2
    assert try_password("nummer-13@example.invalid", "forkert", HOME) == 422
