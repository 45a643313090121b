"""The own profile, and the change of password on it (ASVS 6.2.3)."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from sqlalchemy.orm import Session

from portal.extensions import limiter
from portal.models.user import User
from portal.models.vocabulary import Role
from tests.factories import PASSWORD, make_municipality, make_user
from tests.support.client import PageClient
from tests.support.pages import text_of

Database = Callable[[], AbstractContextManager[Session]]
NEW = "havgus over Vesterhavet"


@pytest.fixture
def user(database: Database) -> User:
    with database():
        return make_user(Role.COORDINATOR, municipalities=[make_municipality("Randers")])


@pytest.fixture
def mine(user: User, sign_in: Callable[[User], PageClient]) -> PageClient:
    return sign_in(user)


def passwords(current: str = PASSWORD, new: str = NEW, again: str | None = None) -> dict[str, str]:
    return {
        "current_password": current,
        "new_password": new,
        "new_password_again": new if again is None else again,
    }


def test_the_profile_shows_name_role_and_what_one_looks_after(mine: PageClient, user: User) -> None:
    shown = text_of(mine.page("/profil"))
    for words in (user.name, user.email, "Koordinator", "Randers"):
        assert words in shown


def test_the_new_password_works_and_the_old_one_no_more(
    client: PageClient, mine: PageClient, user: User
) -> None:
    assert mine.submit("/profil", passwords()).status_code == 302
    assert client.submit("/log-ind", {"email": user.email, "password": PASSWORD}).status_code == 422
    assert client.submit("/log-ind", {"email": user.email, "password": NEW}).status_code == 302


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        (passwords(current="forkert adgangskode"), "Den nuværende adgangskode er forkert."),
        (passwords(current=""), "Skriv din nuværende adgangskode."),
        (passwords(again="havgus over Kattegat!"), "De to nye adgangskoder er ikke ens."),
        (passwords(new="for kort"), "mindst 15 tegn"),
        (passwords(new="passwordpassword"), "en af dem, mange bruger"),
        (passwords(new="demo samsø 12345"), "ligner dit navn"),
        (passwords(new=""), "Vælg en adgangskode."),
    ],
)
def test_a_change_that_is_refused_says_why_and_changes_nothing(
    client: PageClient, mine: PageClient, user: User, fields: dict[str, str], message: str
) -> None:
    answer = mine.submit("/profil", fields)
    assert answer.status_code == 422
    assert message in answer.text
    assert PASSWORD not in answer.text
    assert client.submit("/log-ind", {"email": user.email, "password": PASSWORD}).status_code == 302


def test_guessing_the_current_password_is_slow_too(mine: PageClient) -> None:
    answers = [mine.submit("/profil", passwords(current=f"forkert {n}")) for n in range(11)]
    limiter.reset()
    assert [answer.status_code for answer in answers] == [422] * 10 + [429]


def test_a_password_may_hold_ten_digits_like_any_other_text(mine: PageClient) -> None:
    assert mine.submit("/profil", passwords(new="0101851234 er ikke et nummer")).status_code == 302


def test_nobody_changes_a_role_on_the_profile(
    mine: PageClient, database: Database, user: User
) -> None:
    mine.send("/profil", passwords() | {"role": "administrator", "name": "Ny", "is_demo": "1"})
    with database() as session:
        found = session.get_one(User, user.id)
        assert (found.role, found.name, found.is_demo) == (Role.COORDINATOR, user.name, False)


def test_a_visitor_is_sent_to_the_sign_in_page(client: PageClient) -> None:
    assert client.get("/profil").location == "/log-ind?next=/profil"
