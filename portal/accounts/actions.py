"""What is done to users: signing in, inviting, choosing passwords, disabling, giving tokens."""

import secrets
from contextlib import suppress
from datetime import timedelta
from typing import Any

from flask import current_app
from sqlalchemy import Row, delete, select, update
from werkzeug.exceptions import Forbidden

from portal.access.permissions import require
from portal.accounts.passwords import hash_password, is_right_password, needs_rehash
from portal.accounts.queries import normal_email
from portal.accounts.sessions import (
    open_reading_session,
    open_session,
    token_hash,
    withdrawal,
)
from portal.extensions import db
from portal.history.verbs import archive_entry
from portal.history.writing import adding
from portal.models.base import utc_now
from portal.models.user import ApiToken, Invitation, User
from portal.snapshot.current import current_snapshot
from portal.snapshot.users import Reader
from portal.web.availability import DatabaseAwayError, ask_soon, soon

INVITATION_LASTS = timedelta(days=7)
SIGN_IN_SECONDS = 0.7
OPEN_SESSION_SECONDS = 2.0
"""More patient than a lookup, for who signs in without the database can only read; and still more
so when the database has just answered: then it is there, and only busy.
"""


def sign_in_user(email: str, password: str) -> User | Reader | None:
    """Open a session for the active user with this e-mail and password; None if there is no such.

    Both take equally long. While the database is away the snapshot knows the passwords, and the
    session can only read.
    """
    email = normal_email(email)
    password_hash, is_away = find_password_hash(email)
    if not is_right_password(password, password_hash):
        return None
    if not is_away:
        with suppress(DatabaseAwayError), soon(OPEN_SESSION_SECONDS):
            return sign_in_with_database(email, password, password_hash)
    reader = current_snapshot().find_user_by_email(email)
    if reader is None or reader.password_hash != password_hash:
        return None
    open_reading_session(reader)
    return reader


def find_password_hash(email: str) -> tuple[str | None, bool]:
    """Return the hash of a user's password, None for no such user, and if the database is away.

    In a short transaction of its own: the slow comparison would keep SQLite's writers waiting.
    """
    known: Row[Any] | Reader | None
    is_away = False
    try:
        known = ask_soon(select(User.password_hash).where(User.email == email), SIGN_IN_SECONDS)
    except DatabaseAwayError:
        known, is_away = current_snapshot().find_user_by_email(email), True
    return known.password_hash if known else None, is_away


def sign_in_with_database(email: str, password: str, password_hash: str | None) -> User | None:
    """Open a session for an active user whose password has not been changed meanwhile."""
    query = select(User).where(User.email == email, User.password_hash == password_hash)
    user = db.session.scalar(query)
    if user is None or not user.is_active:
        return None
    record_sign_in(user, password)
    open_session(user)
    return user


def record_sign_in(user: User, password: str) -> None:
    """Note the time of a sign-in, and hash the password anew where the cost has been changed.

    Not through the unit of work: signing in is no edit, so the version stays and no session ends.
    """
    values = {"last_sign_in_at": utc_now(), "updated_at": User.updated_at}
    if user.password_hash and needs_rehash(user.password_hash):
        values["password_hash"] = hash_password(password)
    db.session.execute(update(User).where(User.id == user.id).values(values))


def create_user(actor: User | None, user: User) -> str:
    """Add a user and return the token of an invitation; ``actor`` is None on the command line."""
    if actor is not None:
        require(actor, "administer_users")
    user.email = normal_email(user.email)
    adding(actor, user)
    return invite_user(actor, user)


def invite_user(actor: User | None, user: User) -> str:
    """Return the token of a new invitation to choose a password; older ones stop working."""
    if actor is not None:
        require(actor, "administer_users")
    withdraw_invitations(user)
    token = secrets.token_urlsafe(32)
    expires_at = utc_now() + INVITATION_LASTS
    db.session.add(Invitation(user=user, token_hash=token_hash(token), expires_at=expires_at))
    current_app.logger.info("user %s invited by %s", user.id, actor.id if actor else "system")
    return token


def withdraw_invitations(user: User) -> None:
    """Make a user's unused invitations worthless."""
    db.session.execute(withdrawal(user))


def use_invitation(invitation: Invitation, password: str) -> None:
    """Set the password that an invited user chose; the link works no more."""
    invitation.used_at = utc_now()
    db.session.flush()
    change_password(invitation.user, password)


def change_password(user: User, password: str) -> None:
    """Give a user a new password: all sessions end, and so do open invitations."""
    user.password_hash = hash_password(password)
    withdraw_invitations(user)
    db.session.flush()
    current_app.logger.info("user %s has a new password", user.id)


def disable_user(actor: User, user: User) -> None:
    """Take a user's access away at once; nobody can lock themselves out."""
    if actor.id == user.id:
        raise Forbidden
    archive_entry(actor, user)
    withdraw_invitations(user)


def create_token(user: User, days: int) -> str:
    """Return a new bearer token with a user's rights, good for a number of days."""
    token = secrets.token_urlsafe(32)
    expires_at = utc_now() + timedelta(days=days)
    db.session.add(ApiToken(user=user, token_hash=token_hash(token), expires_at=expires_at))
    db.session.info["keys_changed"] = True  # the snapshot learns it right after the commit
    return token


def revoke_tokens(user: User) -> int:
    """End all of a user's tokens for the API at once; return how many there were."""
    ended = db.session.execute(
        delete(ApiToken).where(ApiToken.user_id == user.id).returning(ApiToken.id)
    ).all()
    db.session.info["keys_changed"] = True  # the snapshot learns it right after the commit
    current_app.logger.info("user %s has lost %s tokens", user.id, len(ended))
    return len(ended)
