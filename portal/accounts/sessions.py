"""Sessions: opened at sign-in, loaded at each request, ended by time, sign-out or a new stamp."""

import hashlib
import secrets
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from flask import Request, current_app, session
from flask_login import login_user, logout_user
from sqlalchemy import Connection, Delete, Select, bindparam, delete, event, inspect, select

from portal.accounts.recent_sessions import ENDED, recent, remember
from portal.database.patience import answering_within
from portal.extensions import db, login_manager, outage
from portal.models.base import utc_now
from portal.models.user import ApiToken, Invitation, SignIn, User, new_session_stamp
from portal.snapshot.current import find_snapshot
from portal.snapshot.reader import Snapshot
from portal.snapshot.users import Reader
from portal.web.availability import (
    DatabaseAwayError,
    ask_soon,
    is_always_open,
    patient,
    soon,
)

SIGN_IN = "sign_in"
SIGNED_IN_AT = "signed_in_at"
IS_READING = "is_reading"
READING_HOURS = 1
PAGE_SECONDS = 4.0  # a page that needs the database waits so long for its first answer
SEEN_AT = "seen_at"
SEEN_EVERY = timedelta(minutes=5)  # so that not every answer has to send a new cookie
ENDS_SESSIONS = ("email", "role", "password_hash", "archived_at")

# Put together once: that takes longer than to run them. Each finds the user that a key lets in.
READING_SESSION = select(User).where(
    User.id == bindparam("user_id"),
    User.session_stamp == bindparam("stamp"),
    User.archived_at.is_(None),
)
OPEN_SESSION = READING_SESSION.join(SignIn, SignIn.user_id == User.id).where(
    SignIn.token_hash == bindparam("token_hash"), SignIn.at > bindparam("ended_at")
)
OPEN_TOKEN = (
    select(User)
    .join(ApiToken, ApiToken.user_id == User.id)
    .where(
        ApiToken.token_hash == bindparam("token_hash"),
        ApiToken.expires_at > bindparam("now"),
        User.archived_at.is_(None),
    )
)
ID_OF = {
    query: query.with_only_columns(User.id) for query in (READING_SESSION, OPEN_SESSION, OPEN_TOKEN)
}


def token_hash(token: str) -> str:
    """Return what the database keeps of a token that has 256 random bits."""
    return hashlib.sha256(token.encode()).hexdigest()


@event.listens_for(User, "before_update")
def end_sessions(_mapper: object, connection: Connection, user: User) -> None:
    """End all of a user's sessions when the password, the role or the right to sign in changes.

    The tokens for the API end with them: who has lost a password may have lost a token too.
    Another e-mail makes the links to choose a password worthless as well: whoever got them at the
    one before may not be the user. Here, not in the verbs, so that undoing or restoring a user
    cannot forget it.
    """
    attributes = inspect(user).attrs
    if any(attributes[name].history.has_changes() for name in ENDS_SESSIONS):
        user.session_stamp = new_session_stamp()
        connection.execute(delete(ApiToken).where(ApiToken.user_id == user.id))
        db.session.info["keys_changed"] = True  # the snapshot learns it right after the commit
        db.session.info[ENDED] = True
    if attributes["email"].history.has_changes():
        connection.execute(withdrawal(user))


def withdrawal(user: User) -> Delete:
    """Return the statement that makes a user's unused links to choose a password worthless."""
    return delete(Invitation).where(Invitation.user_id == user.id, Invitation.used_at.is_(None))


def open_session(user: User) -> None:
    """Begin a new session; nothing of the one before it is kept."""
    end_session()
    token = secrets.token_urlsafe(32)
    db.session.execute(
        delete(SignIn).where(SignIn.user_id == user.id, SignIn.at <= latest_ended_at())
    )
    db.session.add(SignIn(user_id=user.id, token_hash=token_hash(token)))
    db.session.flush()
    remember_session(user, {SIGN_IN: token})


def open_reading_session(reader: Reader) -> None:
    """Begin a session that the database knows nothing of, because it is away.

    Nobody can end it in the database either, so it only looks things up and lasts an hour; it ends
    at once when the user gets another password or role, or is disabled.
    """
    forget_session()
    remember_session(reader, {IS_READING: True})


def remember_session(user: User | Reader, values: dict[str, Any]) -> None:
    now = int(utc_now().timestamp())
    session.update(values | {SIGNED_IN_AT: now, SEEN_AT: now})
    login_user(user)


def end_session() -> None:
    """End this session here and in the database: a copy of its cookie opens nothing."""
    token = session.get(SIGN_IN)
    if token is not None:
        db.session.execute(delete(SignIn).where(SignIn.token_hash == token_hash(token)))
        db.session.info[ENDED] = True
    forget_session()


def end_session_soon() -> None:
    """End this session; while the database is away, at least in this browser."""
    try:
        with soon():
            end_session()
    except DatabaseAwayError:
        forget_session()


def forget_session() -> None:
    session.clear()
    logout_user()


def latest_ended_at() -> datetime:
    """Return the latest time of sign-in whose sessions are over by now."""
    return utc_now() - timedelta(hours=current_app.config["SESSION_HOURS"])


def load_user(cookie_id: str) -> User | Reader | None:
    """Return the user of a session that is still open, or None.

    For a page that is always open the database is asked one short question, once a second, and the
    user comes from the snapshot. Raises OperationalError on other pages when the database does not
    answer.
    """
    if not is_in_use():
        return None
    if is_always_open() or outage.is_on:
        return find_reader_of_session(cookie_id)
    if is_reading_only():
        return None
    query, values = session_query(cookie_id)
    with answering_within(patient(PAGE_SECONDS)):
        return db.session.scalar(query, values)


def session_query(cookie_id: str) -> tuple[Select[User], dict[str, Any]]:
    """Return what finds the user of the session's cookie, if the session is still open."""
    user_id, _, stamp = cookie_id.partition(".")
    values: dict[str, Any] = {"user_id": int(user_id), "stamp": stamp}
    if is_reading_only():
        return READING_SESSION, values
    key = token_hash(session[SIGN_IN])
    return OPEN_SESSION, values | {"token_hash": key, "ended_at": latest_ended_at()}


def find_reader_of_session(cookie_id: str) -> User | Reader | None:
    """Return whom a session lets in, as found within the last second or else now."""
    key, found = (cookie_id, session.get(SIGN_IN)), recent.found
    reader: User | Reader | None = None if outage.is_on else recent.find(key)
    if reader is not None:
        return reader
    query, values = session_query(cookie_id)
    stamp = str(values["stamp"])
    reader = find_reader(query, values, lambda known: known.find_user(values["user_id"]), stamp)
    if isinstance(reader, Reader) and not outage.is_on:
        remember(found, key, reader)
    return reader


def find_reader(
    query: Select[User],
    values: dict[str, Any],
    find: Callable[[Snapshot], Reader | None],
    stamp: str | None = None,
) -> User | Reader | None:
    """Return whom a query allows in, as the snapshot knows them.

    While the database is away the snapshot's word is enough. Somebody whom the database knows and
    the snapshot does not yet is loaded from the database.
    """
    snapshot = find_snapshot()
    reader = find(snapshot) if snapshot else None
    if reader is not None and stamp not in {None, reader.session_stamp}:
        reader = None
    try:
        if ask_soon(ID_OF[query], values=values) is None:
            return None
    except DatabaseAwayError:
        return reader
    return reader or db.session.scalar(query, values)


def is_reading_only() -> bool:
    """Say whether the session was opened while the database was away."""
    return IS_READING in session


def is_in_use() -> bool:
    """Say whether the session's cookie is not too old and was used lately; note its use now."""
    if SEEN_AT not in session or SIGNED_IN_AT not in session:
        return False
    hours = READING_HOURS if is_reading_only() else current_app.config["SESSION_HOURS"]
    if age_of(SIGNED_IN_AT) >= timedelta(hours=hours):
        return False
    idle = age_of(SEEN_AT)
    if idle > timedelta(minutes=current_app.config["SESSION_IDLE_MINUTES"]):
        return False
    if idle > SEEN_EVERY:
        session[SEEN_AT] = int(utc_now().timestamp())
    return True


def age_of(name: str) -> timedelta:
    """Return how long ago an instant of the session's cookie is."""
    return utc_now() - datetime.fromtimestamp(session[name], UTC)


def load_user_of_token(request: Request) -> User | Reader | None:
    """Return the user of a bearer token; tokens open nothing but the API."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if not request.path.startswith("/api/") or scheme.lower() != "bearer":
        return None
    key, now = token_hash(token.strip()), utc_now()
    values = {"token_hash": key, "now": now}
    return find_reader(OPEN_TOKEN, values, lambda known: known.find_user_of_token(key, now))


login_manager.session_protection = None  # a vehicle's address changes on the way
login_manager.user_loader(load_user)
login_manager.request_loader(load_user_of_token)
