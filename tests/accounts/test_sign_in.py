"""Signing in: who gets in, what the others learn, and where one lands."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from portal.accounts.passwords import hash_password
from portal.app import Portal
from portal.models.base import utc_now
from portal.models.journal import JournalRow
from portal.models.user import User
from portal.models.vocabulary import Role
from tests.factories import PASSWORD, make_user
from tests.support.client import PageClient

Database = Callable[[], AbstractContextManager[Session]]
WRONG = "en helt forkert adgangskode"


@pytest.fixture
def user(database: Database) -> User:
    with database():
        return make_user(Role.READER, email="laeser@example.invalid")


def sign_in(
    client: PageClient, email: str, password: str = PASSWORD, next_: str = ""
) -> TestResponse:
    address = f"/log-ind?next={next_}" if next_ else "/log-ind"
    return client.submit(address, {"email": email, "password": password})


def test_the_form_has_the_fields_that_others_rely_on(client: PageClient) -> None:
    page = client.page("/log-ind")
    names = [field.get("name") for field in page.iter("input")]
    assert names == ["csrf_token", "email", "password"]


def test_the_right_password_opens_the_portal(client: PageClient, user: User) -> None:
    answer = sign_in(client, user.email)
    assert (answer.status_code, answer.location) == (302, "/")
    assert client.get("/profil").status_code == 200


@pytest.mark.parametrize(
    "email", ["LAESER@example.invalid", "  laeser@example.INVALID ", "laeser@example.invalid\x00"]
)
def test_capitals_blanks_and_control_characters_in_the_email_do_not_count(
    client: PageClient, user: User, email: str
) -> None:
    assert sign_in(client, email).status_code == 302


@pytest.mark.parametrize(
    ("email", "password"),
    [
        ("laeser@example.invalid", WRONG),
        ("laeser@example.invalid", PASSWORD + " "),
        ("laeser@example.invalid", PASSWORD.upper()),
        ("laeser@example.invalid", ""),
        ("ukendt@example.invalid", PASSWORD),
        ("", PASSWORD),
        ("' OR 1=1 --", PASSWORD),
    ],
)
def test_anything_else_does_not(client: PageClient, user: User, email: str, password: str) -> None:
    assert sign_in(client, email, password).status_code == 422
    assert client.get("/profil").status_code == 302


def test_a_disabled_user_and_one_without_a_password_stay_outside(
    client: PageClient, database: Database
) -> None:
    with database():
        disabled = make_user(archived_at=utc_now())
        invited = make_user()
        invited.password_hash = None
    assert sign_in(client, disabled.email).status_code == 422
    assert sign_in(client, invited.email).status_code == 422


def test_known_and_unknown_users_get_the_same_answer(
    client: PageClient, database: Database, user: User
) -> None:
    with database():
        disabled = make_user(archived_at=utc_now())
    emails = [user.email, disabled.email, "ukendt@example.invalid"]
    answers = [sign_in(client, email, WRONG) for email in emails]
    bodies = {
        re.sub(r'name="csrf_token"[^>]+', "", answer.text.replace(email, ""))
        for email, answer in zip(emails, answers, strict=True)
    }
    assert {answer.status_code for answer in answers} == {422}
    assert len(bodies) == 1
    assert "E-mailen eller adgangskoden er forkert." in bodies.pop()


def test_a_guess_costs_the_same_work_for_known_and_unknown_users(
    app: Portal, database: Database, client: PageClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    app.config["PASSWORD_MEMORY_KIB"] = 64
    with database():
        known = make_user(password_hash=hash_password(PASSWORD))
    compared: list[tuple[str, str]] = []
    verify = PasswordHasher.verify

    def noted(hasher: PasswordHasher, known_hash: str, password: str) -> bool:
        compared.append((cost_of(known_hash), password))
        return verify(hasher, known_hash, password)

    monkeypatch.setattr(PasswordHasher, "verify", noted)
    for email in (known.email, "ukendt@example.invalid"):
        assert sign_in(client, email, WRONG).status_code == 422
    assert len(compared) == 2
    assert compared[0] == compared[1]


def cost_of(password_hash: str) -> str:
    """Return what a hash says of its own making: the function, and how much memory and time."""
    return password_hash.rpartition("$")[0].rpartition("$")[0]


@pytest.mark.parametrize("target", ["//ond.example", "https:/ond.example", "/%5Cond.example"])
def test_signing_in_leads_to_no_foreign_site(client: PageClient, user: User, target: str) -> None:
    assert sign_in(client, user.email, next_=target).location == "/"


def test_signing_in_leads_back_to_the_page_that_was_asked_for(
    client: PageClient, user: User
) -> None:
    asked = client.get("/profil?a=1")
    assert asked.location == "/log-ind?next=/profil?a%3D1"
    answer = client.submit(asked.location, {"email": user.email, "password": PASSWORD})
    assert answer.location == "/profil?a=1"
    assert client.get("/log-ind?next=/profil").location == "/profil"


def test_signing_in_notes_the_time_and_changes_nothing_else(
    client: PageClient, database: Database, user: User
) -> None:
    sign_in(client, user.email)
    with database() as session:
        found = session.get_one(User, user.id)
        assert (utc_now() - found.last_sign_in_at).total_seconds() < 60
        assert (found.version_id, found.updated_at) == (user.version_id, user.updated_at)
        assert len(session.scalars(select(JournalRow)).all()) == 1


def test_a_password_hashed_at_an_older_cost_is_hashed_anew(
    app: Portal, client: PageClient, database: Database, user: User
) -> None:
    app.config["PASSWORD_MEMORY_KIB"] = 16
    assert sign_in(client, user.email).status_code == 302
    assert client.get("/profil").status_code == 200
    with database() as session:
        assert "$m=16,t=1,p=1$" in (session.get_one(User, user.id).password_hash or "")


def test_the_log_names_addresses_but_no_secret(
    client: PageClient, user: User, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level("INFO"):
        sign_in(client, "skrevet-i-forkert-felt", WRONG)
        sign_in(client, user.email)
    assert "sign-in refused (422) from 127.0.0.1" in caplog.text
    assert f"user {user.id} signed in from 127.0.0.1" in caplog.text
    for secret in (WRONG, PASSWORD, user.email, "skrevet-i-forkert-felt"):
        assert secret not in caplog.text


@pytest.mark.parametrize("address", ["/log-ind", "/log-ud"])
@pytest.mark.parametrize("headers", [{}, {"Sec-Fetch-Site": "cross-site"}])
def test_a_form_without_its_token_is_refused(
    client: PageClient, address: str, headers: dict[str, str]
) -> None:
    assert client.post(address, headers=headers).status_code == 400


def test_signing_in_works_without_a_user_in_the_database(client: PageClient) -> None:
    assert sign_in(client, "admin@demo.invalid", "en-indgang-demo").status_code == 422
