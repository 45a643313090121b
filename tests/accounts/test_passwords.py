"""The rules of passwords and their hashes (ASVS 6.2, 11.4.2)."""

import threading
import time
from collections.abc import Iterator

import pytest
from argon2 import PasswordHasher

from portal.accounts import passwords
from portal.accounts.passwords import (
    COMMON_FILE,
    find_weakness,
    hash_password,
    is_right_password,
    needs_rehash,
    suggest_password,
)
from portal.app import Portal
from portal.config import FIXED

GOOD = [
    "regnbuen over Gudenåen",
    "blåbærgrød og havregryn",
    "aaa bbb ccc ddd eee fff",
    "kun små bogstaver her",
    "KUN STORE BOGSTAVER HER",
    "928374650192837",
    "🦔🦔🐌 spadserer langsomt",
    "x" * 7 + "y" * 50 + "z" * 43,
    " mellemrum i begge ender ",
]
REFUSED = [
    "kort",
    "fjortentegn-14",
    "passwordpassword",
    "Password-Password",
    "aaaaaaaaaaaaaaaaaa",
    "abcabcabcabcabcabc",
    "123456789012345678",
    "qwerty-123456789",
    "adgangskode123123456",
    "en-indgang-demo",
    "1q2w3e4r5t6y7u8i9o0p",
    "én indgang én indgang",
    "lone.koordinator1",
    "Lone Koordinator 26",
]


@pytest.fixture
def _context(app: Portal) -> Iterator[None]:
    with app.app_context():
        yield


on_sqlite = pytest.mark.parametrize("app", ["sqlite"], indirect=True)


@pytest.mark.parametrize("password", GOOD)
def test_long_passwords_are_good_whatever_they_are_made_of(password: str) -> None:
    assert find_weakness(password, "lone@randers.dk", "Lone Koordinator") is None


@pytest.mark.parametrize("password", REFUSED)
def test_short_common_and_personal_passwords_are_refused(password: str) -> None:
    assert find_weakness(password, "lone.koordinator@randers.dk", "Lone Koordinator")


def test_the_3000_most_common_passwords_are_refused() -> None:
    common = [line for line in COMMON_FILE.read_text("utf-8").splitlines() if line[0] != "#"]
    assert len(common) > 3000
    assert all(find_weakness(password) for password in common)


def test_suggested_passwords_are_good_and_differ() -> None:
    suggestions = {suggest_password() for _ in range(200)}
    assert len(suggestions) == 200
    assert not any(find_weakness(suggestion) for suggestion in suggestions)


@on_sqlite
@pytest.mark.usefixtures("_context")
def test_a_password_is_not_cut_off() -> None:
    password = "regnbue " * 9 + "A" + "over Gudenåen"
    changed = password[:72] + "B" + password[73:]
    stored = hash_password(password)
    assert is_right_password(password, stored)
    assert not is_right_password(changed, stored)
    assert not is_right_password(password.strip() + " ", stored)


@on_sqlite
@pytest.mark.usefixtures("_context")
def test_an_a_with_a_ring_is_the_same_from_every_keyboard() -> None:
    assert is_right_password(
        "regnbuen over Gudena\u030aen", hash_password("regnbuen over Gudenåen")
    )


@on_sqlite
def test_hashes_are_argon2id_at_the_cost_that_is_set(app: Portal) -> None:
    app.config["PASSWORD_MEMORY_KIB"] = FIXED["PASSWORD_MEMORY_KIB"]
    with app.app_context():
        stored = hash_password("regnbuen over Gudenåen")
        assert stored.startswith("$argon2id$v=19$m=47104,t=1,p=1$")
        assert not needs_rehash(stored)
        assert needs_rehash(PasswordHasher(time_cost=1, parallelism=1, memory_cost=8).hash("x"))


@on_sqlite
@pytest.mark.usefixtures("_context")
def test_nobody_has_the_right_password_without_a_hash() -> None:
    assert not is_right_password("", None)
    assert not is_right_password("regnbuen over Gudenåen", None)
    assert not is_right_password("regnbuen over Gudenåen", "not a hash")


@on_sqlite
def test_at_most_two_hashes_are_made_at_once(app: Portal) -> None:
    finished = threading.Event()

    def guess() -> None:
        with app.app_context():
            is_right_password("regnbuen over Gudenåen", None)
        finished.set()

    with passwords.hashing, passwords.hashing:
        thread = threading.Thread(target=guess)
        thread.start()
        time.sleep(0.2)
        assert not finished.is_set()
    thread.join()
    assert finished.is_set()
