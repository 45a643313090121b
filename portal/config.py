"""Settings: all from the environment, and from ``instance/.env`` where there is one."""

import hashlib
import os
import re
import secrets
from dataclasses import fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from dotenv import load_dotenv

from portal.models.freshness import Clocks
from portal.text.mail_addresses import UnusableAddressError, usable_address
from portal.text.numbers import read_number

ROOT = Path(__file__).resolve().parent.parent
INSTANCE = ROOT / "instance"
REFERENCE = Path(__file__).resolve().parent / "reference"

MAX_BODY_BYTES = 2 * 1024 * 1024
DEMO_SIGN_INS = "60 per minute"
SIGN_INS = "10 per minute"
MOST_DAYS = 3650
MOST_PROXIES = 9
SMTP_ADDRESS = re.compile(
    r"smtps?://(?:[^@:/\s]+:[^@:/\s]*@)?(?:[\w.-]+|\[[\da-f:]+\])(?::\d{1,5})?/?"
)


class MissingSettingError(RuntimeError):
    """A setting without which the portal must not start."""


class WrongSettingError(RuntimeError):
    """A setting that means nothing; better said at the start than when it is needed."""


def from_environment() -> dict[str, Any]:
    """Return the settings of this process.

    Raises MissingSettingError when SECRET_KEY is missing outside demo mode: a guessable key would
    let anybody sign a session. Raises WrongSettingError for a setting that would fail later.
    """
    load_dotenv(INSTANCE / ".env")
    is_demo = os.environ.get("PORTAL_DEMO") == "1"
    secret_key = os.environ.get("SECRET_KEY") or (demo_secret_key() if is_demo else None)
    if not secret_key:
        raise MissingSettingError(
            "SECRET_KEY is not set. Set it in the environment or in instance/.env, for example to "
            'the output of: python -c "import secrets; print(secrets.token_hex(32))"'
        )
    portal_url, redis = os.environ.get("PORTAL_URL", ""), os.environ.get("REDIS_URL")
    database_url = os.environ.get("DATABASE_URL", f"sqlite:///{INSTANCE / 'portal.sqlite'}")
    return {
        "SECRET_KEY": secret_key,
        "SQLALCHEMY_DATABASE_URI": database_url,
        "DEMO": is_demo,
        "PORTAL_URL": portal_url,
        **({"CONTACT_EMAIL": contact} if (contact := contact_email()) else {}),
        "RATELIMIT_STORAGE_URI": redis or "memory://",
        "RATELIMIT_STORAGE_OPTIONS": REDIS_OPTIONS if redis else {},
        "RATELIMIT_SIGN_IN": DEMO_SIGN_INS if is_demo else SIGN_INS,
        "SNAPSHOT_PATH": snapshot_path(database_url),
        "SMTP_URL": smtp_url(),
        "OUTBOX_PATH": INSTANCE / "outbox",
        "FRESHNESS": clocks(),
        "TRUSTED_PROXIES": whole_number("TRUSTED_PROXIES", "proxies", 0, MOST_PROXIES) or 0,
        **session_cookie(is_secure=portal_url.startswith("https://")),
    }


def contact_email() -> str:
    """Return whom to ask and who sends the mails, or nothing where that is not set.

    Raises WrongSettingError when no mail can be sent from it: each would be given up at once.
    """
    address = os.environ.get("CONTACT_EMAIL", "").strip()
    try:
        if address:
            usable_address(address)
    except UnusableAddressError as error:
        raise WrongSettingError(
            f"CONTACT_EMAIL must be an address alone, such as kontakt@example.dk: {error}."
        ) from error
    return address


def smtp_url() -> str:
    """Return the address of the mail server, or nothing: then mails become files.

    Raises WrongSettingError when it is none; the password in it is not repeated.
    """
    url = os.environ.get("SMTP_URL", "")
    if url and not (SMTP_ADDRESS.fullmatch(url) and is_server(url)):
        raise WrongSettingError(
            "SMTP_URL must be smtp://host:port or smtps://host:port (the port, if any, from 1 to"
            " 65535), with user:password@ before the host where the server asks for it; write @ : /"
            " in a password as %40 %3A %2F."
        )
    return url


def is_server(url: str) -> bool:
    """Say whether the host and the port of a URL can be connected to at all."""
    try:
        parts = urlsplit(url)
        return bool((parts.hostname or "").encode("idna")) and parts.port != 0
    except ValueError:  # no address in brackets, a port beyond 65535, a part of the name too long
        return False


def clocks() -> Clocks:
    """Return for how long confirmations hold: FRESH_ACUTE_DAYS and the like, where they are set.

    Raises WrongSettingError for what is no number of days.
    """
    names = {clock.name: f"FRESH_{clock.name.upper()}_DAYS" for clock in fields(Clocks)}
    given = {clock: whole_number(name, "days", 1, MOST_DAYS) for clock, name in names.items()}
    return Clocks(**{clock: days for clock, days in given.items() if days is not None})


def whole_number(name: str, things: str, least: int, most: int) -> int | None:
    """Return the number that a setting says, or None where it is not set.

    Raises WrongSettingError for what is none, or is not between the bounds, both included.
    """
    given = os.environ.get(name)
    if not given:
        return None
    number = read_number(given)
    if number is None or not least <= number <= most:
        raise WrongSettingError(f"{name} must be a number of {things} from {least} to {most}.")
    return number


def session_cookie(is_secure: bool) -> dict[str, Any]:
    """Return the settings of the session's cookie; over TLS no other host can set or read it."""
    name = "__Host-session" if is_secure else "session"
    return {"SESSION_COOKIE_NAME": name, "SESSION_COOKIE_SECURE": is_secure}


def snapshot_path(database_url: str) -> Path:
    """Return where a database's snapshot lies: one each, so that no portal answers from another."""
    name = hashlib.sha256(database_url.encode()).hexdigest()[:8]
    return INSTANCE / f"snapshot-{name}.sqlite"


def demo_secret_key() -> str:
    """Return the demo's own key, made once and kept in ``instance/``, so that sessions last."""
    path = INSTANCE / "demo-secret-key"
    if not path.exists():
        path.parent.mkdir(exist_ok=True)  # who starts afresh may have removed all of it
        path.write_text(secrets.token_hex(32), encoding="ascii")
        path.chmod(0o600)
    return path.read_text(encoding="ascii")


# So that a Redis that is hung costs a moment, and its errors are known for what they are.
REDIS_OPTIONS = {"socket_connect_timeout": 0.2, "socket_timeout": 0.2, "wrap_exceptions": True}

FIXED: dict[str, Any] = {
    "CONTACT_EMAIL": "kontakt@en-indgang.invalid",
    "MAX_CONTENT_LENGTH": MAX_BODY_BYTES,
    "MAX_FORM_MEMORY_SIZE": MAX_BODY_BYTES,
    "SESSION_COOKIE_HTTPONLY": True,
    "SESSION_COOKIE_SAMESITE": "Lax",
    "WTF_CSRF_TIME_LIMIT": None,  # a form may stay open all day; it ends with the session
    # No other host can plant a session here (__Host-), and pages behind a key send no referrer.
    "WTF_CSRF_SSL_STRICT": False,
    "RATELIMIT_HEADERS_ENABLED": True,
    "FRESHNESS": Clocks(),
    "WRITE_WORDS_AFTER": 60,  # seconds; 0: only when told to
    # How many times as long as usual to wait for the database. Tests wait longer: on their busy
    # machine one that is there may be slow, and a test would go on without it.
    "PATIENCE": 1,
    "LOOK_FOR_CHANGES_EVERY": 1,  # seconds; 0: never, and each commit is published at once
    "PASSWORD_MEMORY_KIB": 46 * 1024,  # argon2id as OWASP's password storage cheat sheet advises
    "SESSION_IDLE_MINUTES": 12 * 60,
    "SESSION_HOURS": 7 * 24,
}
