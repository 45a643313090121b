"""What is done to users: signing in, inviting, choosing passwords, disabling, giving tokens."""

import secrets
from datetime import timedelta

from flask import current_app
from sqlalchemy import delete, select, update
from werkzeug.exceptions import Forbidden

from portal.access.permissions import require
from portal.accounts.passwords import hash_password, is_right_password, needs_rehash
from portal.accounts.queries import normal_email
from portal.accounts.sessions import token_hash
from portal.extensions import db
from portal.history.verbs import archive_entry
from portal.history.writing import adding
from portal.models.base import utc_now
from portal.models.user import ApiToken, Invitation, User

INVITATION_LASTS = timedelta(days=7)


def find_user_who_signs_in(email: str, password: str) -> User | None:
    """Return the active user with this e-mail and password, or None; both take equally long.

    The transaction ends before the slow hash: it would keep SQLite's writers waiting.
    """
    known = db.session.execute(
        select(User.id, User.password_hash).where(User.email == normal_email(email))
    ).one_or_none()
    db.session.rollback()
    if not is_right_password(password, known.password_hash if known else None) or known is None:
        return None
    user = db.session.get(User, known.id)
    is_unchanged = user is not None and user.password_hash == known.password_hash
    return user if user and is_unchanged and user.is_active else None


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
    db.session.execute(
        delete(Invitation).where(Invitation.user_id == user.id, Invitation.used_at.is_(None))
    )


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
    return token
