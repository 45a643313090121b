"""Passwords: their rules, and their argon2id hashes."""

import re
import secrets
import threading
import unicodedata
from functools import cache
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from flask import current_app

MIN_LENGTH = 15
MAX_LENGTH = 500
PORTAL_NAME = "enindgang"
OWN_PART = 8  # characters that must be left when known words are taken away
COMMON_FILE = Path(__file__).with_name("common_passwords.txt")

# A hash takes 46 MiB; more than two at once would let a burst of sign-ins eat the memory.
hashing = threading.BoundedSemaphore(2)


@cache
def hasher_of(memory_kib: int) -> PasswordHasher:
    return PasswordHasher(time_cost=1, parallelism=1, memory_cost=memory_kib)


@cache
def dummy_hash(memory_kib: int) -> str:
    """Return the hash that a guess is held against when there is nobody with that e-mail."""
    with hashing:
        return hasher_of(memory_kib).hash(secrets.token_urlsafe())


def hash_password(password: str) -> str:
    """Return a password's argon2id hash, at the cost that the settings say."""
    hasher = hasher_of(current_app.config["PASSWORD_MEMORY_KIB"])
    with hashing:
        return hasher.hash(normal_form(password))


def is_right_password(password: str, password_hash: str | None) -> bool:
    """Say whether a password belongs to a hash; takes as long when there is no hash."""
    memory_kib = current_app.config["PASSWORD_MEMORY_KIB"]
    known_hash = password_hash or dummy_hash(memory_kib)
    with hashing:
        try:
            hasher_of(memory_kib).verify(known_hash, normal_form(password))
        except (VerificationError, InvalidHashError):
            return False
    return password_hash is not None


def needs_rehash(password_hash: str) -> bool:
    """Say whether a hash was made at another cost than the settings say now."""
    hasher = hasher_of(current_app.config["PASSWORD_MEMORY_KIB"])
    return hasher.check_needs_rehash(password_hash)


def normal_form(password: str) -> str:
    """Return a password so that "å" is the same from every keyboard; nothing is cut or trimmed."""
    return unicodedata.normalize("NFC", password)


def find_weakness(password: str, *known_words: str) -> str | None:
    """Return, in Danish, why a password is refused, or None when it is good.

    ``known_words`` are what anybody knows of the user, such as name and e-mail. Length and being
    hard to guess are all that counts, as NIST SP 800-63B says: no rules about kinds of characters.
    """
    if len(password) < MIN_LENGTH:
        return f"Vælg en adgangskode på mindst {MIN_LENGTH} tegn. Brug gerne flere ord."
    if len(password) > MAX_LENGTH:
        return f"Vælg en adgangskode på højst {MAX_LENGTH} tegn."
    if is_common(folded(password)):
        return "Adgangskoden er en af dem, mange bruger. Vælg en, der er sværere at gætte."
    if is_known_words(folded(password), known_words):
        return "Adgangskoden ligner dit navn, din e-mail eller portalens navn. Vælg en anden."
    return None


def is_common(text: str) -> bool:
    """Say whether a folded password is on the list, two of the list in a row, or a repetition."""
    common = common_passwords()
    is_pair = any(text[:cut] in common and text[cut:] in common for cut in range(4, len(text) - 3))
    is_repetition = text in (text + text)[1:-1]
    return text in common or is_pair or is_repetition


def is_known_words(text: str, known_words: tuple[str, ...]) -> bool:
    """Say whether little is left of a folded password without the words that belong to the user."""
    parts = {part for word in known_words for part in re.split(r"[\W_]+", word.casefold())}
    known = {folded(word) for word in known_words} | parts | {PORTAL_NAME}
    for word in sorted(known, key=len, reverse=True):
        if len(word) >= 3:
            text = text.replace(word, "")
    return len(text) < OWN_PART


def folded(password: str) -> str:
    """Return a password as a guesser's list would hold it: small letters and digits only."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", password).casefold())


@cache
def common_passwords() -> frozenset[str]:
    lines = COMMON_FILE.read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if not line.startswith("#"))


def suggest_password() -> str:
    """Return a pronounceable password of five parts with 66 random bits, as "ruko-sade-…"."""
    return "-".join(f"{syllable()}{syllable()}" for _ in range(5))


def syllable() -> str:
    return secrets.choice("bdfghjklmnprstv") + secrets.choice("aeiouyø")
