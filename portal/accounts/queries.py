"""Reading users and invitations."""

from flask import abort
from sqlalchemy import Select, select

from portal.accounts.sessions import token_hash
from portal.extensions import db
from portal.models.base import utc_now
from portal.models.user import Invitation, User
from portal.models.vocabulary import Role
from portal.text.folding import sort_key


def get_user(user_id: int) -> User:
    """Return a user, disabled or not, or answer 404."""
    return db.session.get(User, user_id) or abort(404)


def find_user(email: str) -> User | None:
    """Return the user with an e-mail address, disabled or not, or None."""
    return db.session.scalar(select(User).where(User.email == normal_email(email)))


def normal_email(email: str) -> str:
    """Return an e-mail address as it is kept: capitals and blanks round it do not count."""
    return email.strip().casefold()


def select_users(
    text: str = "", role: Role | None = None, is_disabled: bool = False
) -> Select[User]:
    """Return the query for a list of users, by name."""
    is_listed = User.archived_at.is_not(None) if is_disabled else User.archived_at.is_(None)
    query = select(User).where(is_listed).order_by(User.sort_key, User.id)
    if role is not None:
        query = query.where(User.role == role)
    if text:
        query = query.where(User.sort_key.contains(sort_key(text)))
    return query


def find_open_invitation(token: str) -> Invitation | None:
    """Return the invitation of a link that can still be used, or None."""
    query = (
        select(Invitation)
        .join(Invitation.user)
        .where(
            Invitation.token_hash == token_hash(token),
            Invitation.used_at.is_(None),
            Invitation.expires_at > utc_now(),
            User.archived_at.is_(None),
        )
    )
    return db.session.scalar(query)
