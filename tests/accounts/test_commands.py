"""``flask create-user``, ``flask create-token`` and ``flask revoke-tokens``."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from click.testing import Result
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.accounts.sessions import token_hash
from portal.app import Portal
from portal.models.user import ApiToken, User
from portal.models.vocabulary import Role
from tests.factories import make_municipality, make_user
from tests.support.client import PageClient

Database = Callable[[], AbstractContextManager[Session]]
Run = Callable[..., Result]
ADMINISTRATOR = ("create-user", "Admin@Example.invalid", "--role", "administrator")


@pytest.fixture
def run(app: Portal) -> Run:
    return lambda *arguments: app.test_cli_runner().invoke(args=arguments)


def test_a_fresh_install_has_no_users(database: Database) -> None:
    with database() as session:
        assert session.scalar(select(func.count()).select_from(User)) == 0


def test_the_printed_link_lets_the_new_user_in(run: Run, client: PageClient) -> None:
    link = run(*ADMINISTRATOR).output.strip()
    assert link.startswith("http://localhost/invitation/")
    chosen = "havgus over Vesterhavet"
    address = link.removeprefix("http://localhost")
    client.submit(address, {"new_password": chosen, "new_password_again": chosen})
    answer = client.submit("/log-ind", {"email": "admin@example.invalid", "password": chosen})
    assert answer.status_code == 302
    assert client.get("/administration/brugere").status_code == 200


def test_a_coordinator_gets_municipalities(run: Run, database: Database) -> None:
    with database():
        codes = [make_municipality("Randers").code, make_municipality("Samsø").code]
    arguments = ["create-user", "k@example.invalid", "--role", "coordinator", "--name", "Kim"]
    for code in codes:
        arguments += ["--municipality", code]
    assert run(*arguments).exit_code == 0
    with database() as session:
        user = session.scalars(select(User)).one()
        assert (user.name, user.role) == ("Kim", Role.COORDINATOR)
        assert [place.name for place in user.municipalities] == ["Randers", "Samsø"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (ADMINISTRATOR, "There is already a user admin@example.invalid"),
        (("create-user", "ingen-snabela", "--role", "reader"), "is no e-mail address"),
        (("create-user", "a@b.dk", "--role", "konge"), "Invalid value for '--role'"),
        (("create-user", "a@b.dk"), "Missing option '--role'"),
        (
            ("create-user", "a@b.dk", "--role", "coordinator", "--municipality", "0000"),
            "No municipality 0000",
        ),
    ],
)
def test_a_command_that_cannot_be_carried_out_says_why_and_creates_nobody(
    run: Run, database: Database, arguments: tuple[str, ...], message: str
) -> None:
    assert run(*ADMINISTRATOR).exit_code == 0
    result = run(*arguments)
    assert result.exit_code != 0
    assert message in result.output
    with database() as session:
        assert session.scalar(select(func.count()).select_from(User)) == 1


def test_only_coordinators_get_municipalities(run: Run, database: Database) -> None:
    with database():
        code = make_municipality().code
    result = run("create-user", "a@b.dk", "--role", "reader", "--municipality", code)
    assert "Only a coordinator" in result.output
    assert result.exit_code != 0


def test_a_token_is_printed_and_lasts_the_days_asked_for(run: Run, database: Database) -> None:
    with database():
        email = make_user().email
    result = run("create-token", email, "--days", "30")
    with database() as session:
        kept = session.scalars(select(ApiToken)).one()
    assert kept.token_hash == token_hash(result.output.strip())
    assert round((kept.expires_at - kept.created_at).total_seconds() / 86400) == 30


def test_an_unknown_user_gets_no_token(run: Run) -> None:
    result = run("create-token", "ukendt@example.invalid")
    assert result.exit_code != 0
    assert "There is no active user" in result.output


def test_all_of_a_users_tokens_are_revoked(run: Run, database: Database) -> None:
    with database():
        email, other = make_user().email, make_user().email
    for owner in (email, email, other):
        run("create-token", owner)
    assert run("revoke-tokens", email.upper()).output.strip() == "2 tokens work no more."
    with database() as session:
        assert session.scalars(select(User.email).join(ApiToken)).all() == [other]


def test_tokens_of_an_unknown_user_cannot_be_revoked(run: Run) -> None:
    result = run("revoke-tokens", "ukendt@example.invalid")
    assert result.exit_code != 0
    assert "There is no user" in result.output
