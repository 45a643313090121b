"""Sessions: opened at sign-in, loaded at each request, ended by time, sign-out or a new stamp."""

import hashlib
import secrets
from datetime import UTC, datetime, timedelta

from flask import Request, current_app, session
from flask_login import login_user, logout_user
from sqlalchemy import delete, event, inspect, select

from portal.extensions import db, login_manager
from portal.models.base import utc_now
from portal.models.user import ApiToken, SignIn, User, new_session_stamp

SIGN_IN = "sign_in"
SEEN_AT = "seen_at"
SEEN_EVERY = timedelta(minutes=5)  # so that not every answer has to send a new cookie
ENDS_SESSIONS = ("email", "role", "password_hash", "archived_at")


def token_hash(token: str) -> str:
    """Return what the database keeps of a token that has 256 random bits."""
    return hashlib.sha256(token.encode()).hexdigest()


@event.listens_for(User, "before_update")
def end_sessions(_mapper: object, _connection: object, user: User) -> None:
    """End all of a user's sessions when the password, the role or the right to sign in changes.

    Here, not in the verbs, so that undoing or restoring a user cannot forget it.
    """
    attributes = inspect(user).attrs
    if any(attributes[name].history.has_changes() for name in ENDS_SESSIONS):
        user.session_stamp = new_session_stamp()


def open_session(user: User) -> None:
    """Begin a new session; nothing of the one before it is kept."""
    end_session()
    token = secrets.token_urlsafe(32)
    db.session.execute(
        delete(SignIn).where(SignIn.user_id == user.id, SignIn.at <= latest_ended_at())
    )
    db.session.add(SignIn(user_id=user.id, token_hash=token_hash(token)))
    session[SIGN_IN] = token
    session[SEEN_AT] = int(utc_now().timestamp())
    login_user(user)


def end_session() -> None:
    """End this session here and in the database: a copy of its cookie opens nothing."""
    token = session.get(SIGN_IN)
    if token is not None:
        db.session.execute(delete(SignIn).where(SignIn.token_hash == token_hash(token)))
    session.clear()
    logout_user()


def latest_ended_at() -> datetime:
    """Return the latest time of sign-in whose sessions are over by now."""
    return utc_now() - timedelta(hours=current_app.config["SESSION_HOURS"])


def load_user(cookie_id: str) -> User | None:
    """Return the user of a session that is still open, or None."""
    user_id, _, stamp = cookie_id.partition(".")
    if not is_in_use():
        return None
    query = (
        select(User)
        .join(SignIn, SignIn.user_id == User.id)
        .where(
            User.id == int(user_id),
            User.session_stamp == stamp,
            User.archived_at.is_(None),
            SignIn.token_hash == token_hash(session[SIGN_IN]),
            SignIn.at > latest_ended_at(),
        )
    )
    return db.session.scalar(query)


def is_in_use() -> bool:
    """Say whether the session's cookie was used lately; note that it was used now."""
    if SIGN_IN not in session or SEEN_AT not in session:
        return False
    idle = utc_now() - datetime.fromtimestamp(session[SEEN_AT], UTC)
    if idle > timedelta(minutes=current_app.config["SESSION_IDLE_MINUTES"]):
        return False
    if idle > SEEN_EVERY:
        session[SEEN_AT] = int(utc_now().timestamp())
    return True


def load_user_of_token(request: Request) -> User | None:
    """Return the user of a bearer token; tokens open nothing but the API."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if not request.path.startswith("/api/") or scheme.lower() != "bearer":
        return None
    query = (
        select(User)
        .join(ApiToken, ApiToken.user_id == User.id)
        .where(
            ApiToken.token_hash == token_hash(token.strip()),
            ApiToken.expires_at > utc_now(),
            User.archived_at.is_(None),
        )
    )
    return db.session.scalar(query)


login_manager.session_protection = None  # a vehicle's address changes on the way
login_manager.user_loader(load_user)
login_manager.request_loader(load_user_of_token)
