"""Users, their invitations and their API tokens."""

import secrets
from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.models.base import Base, Entry, parent_id, utc_now
from portal.models.domain import link_table
from portal.models.municipality import Municipality
from portal.models.organisation import Organisation
from portal.models.vocabulary import Role

user_municipality = link_table("user_municipality", "user_account", "municipality")
user_organisation = link_table("user_organisation", "user_account", "organisation")


def new_session_stamp() -> str:
    """Return a stamp; changing a user's stamp ends all the user's sessions."""
    return secrets.token_urlsafe(16)


class User(Entry):
    """Somebody who signs in. A disabled user is an archived one."""

    __tablename__ = "user_account"
    linked = ("municipalities", "organisations")
    unrecorded = frozenset({"password_hash", "session_stamp", "last_sign_in_at"})

    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    sort_key: Mapped[str] = mapped_column(String(800), index=True)
    role: Mapped[Role]
    password_hash: Mapped[str | None] = mapped_column(String(200))
    session_stamp: Mapped[str] = mapped_column(String(32), default=new_session_stamp)
    last_sign_in_at: Mapped[datetime | None]

    municipalities: Mapped[list[Municipality]] = relationship(
        secondary=user_municipality, order_by=Municipality.sort_key
    )
    organisations: Mapped[list[Organisation]] = relationship(
        secondary=user_organisation, order_by=Organisation.sort_key
    )

    # What Flask-Login asks of a user.
    is_authenticated = True
    is_anonymous = False

    @property
    def title(self) -> str:
        return f"{self.name} ({self.email})"

    @property
    def is_active(self) -> bool:
        return not self.is_archived

    def get_id(self) -> str:
        """Return the id and the stamp, so that a new stamp makes old cookies worthless."""
        return f"{self.id}.{self.session_stamp}"


class SignIn(Base):
    """A session somebody has open; signing out deletes it. Only its token's hash is kept."""

    __tablename__ = "sign_in"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = parent_id("user_account")
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    at: Mapped[datetime] = mapped_column(default=utc_now)


class Invitation(Base):
    """A link, usable once, by which a user chooses a password. Only its hash is kept."""

    __tablename__ = "invitation"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = parent_id("user_account")
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(default=utc_now)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]

    user: Mapped[User] = relationship()


class ApiToken(Base):
    """A bearer token with its user's rights. Only its hash is kept."""

    __tablename__ = "api_token"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = parent_id("user_account")
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(default=utc_now)
    expires_at: Mapped[datetime]

    user: Mapped[User] = relationship()
