"""The users in the snapshot: with them people sign in and read while the database is away."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import ClassVar

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from portal.models.user import ApiToken, User
from portal.models.vocabulary import Role


@dataclass(frozen=True)
class Reader:
    """A user as far as the snapshot knows one: enough to look things up, too little to edit.

    ``municipalities`` and ``organisations`` are the ids of what the user looks after.
    """

    id: int
    name: str
    email: str
    role: Role
    password_hash: str | None
    session_stamp: str
    municipalities: tuple[int, ...] = ()
    organisations: tuple[int, ...] = ()

    # What Flask-Login asks of a user.
    is_authenticated: ClassVar[bool] = True
    is_active: ClassVar[bool] = True
    is_anonymous: ClassVar[bool] = False

    def get_id(self) -> str:
        """Return what a cookie holds of the user, as :class:`portal.models.user.User` does."""
        return f"{self.id}.{self.session_stamp}"


def reader_of(user: User) -> Reader:
    """Return what the snapshot keeps of a user."""
    return Reader(
        id=user.id,
        name=user.name,
        email=user.email,
        role=user.role,
        password_hash=user.password_hash,
        session_stamp=user.session_stamp,
        municipalities=tuple(municipality.id for municipality in user.municipalities),
        organisations=tuple(organisation.id for organisation in user.organisations),
    )


def read_reader(payload: str) -> Reader:
    """Return the reader that :func:`user_rows` wrote as JSON."""
    values = json.loads(payload)
    values["role"] = Role(values["role"])
    for name in ("municipalities", "organisations"):
        values[name] = tuple(values[name])
    return Reader(**values)


def user_rows(session: Session) -> Iterator[tuple[int, str, str]]:
    """Yield id, e-mail and JSON of everybody who may sign in."""
    parts = map(selectinload, (User.municipalities, User.organisations))
    for user in session.scalars(select(User).where(User.archived_at.is_(None)).options(*parts)):
        yield user.id, user.email, json.dumps(asdict(reader_of(user)), ensure_ascii=False)


def token_rows(session: Session) -> Iterator[tuple[str, int, str]]:
    """Yield the API tokens: hash, user, end."""
    for token in session.scalars(select(ApiToken)):
        yield token.token_hash, token.user_id, instant(token.expires_at)


def instant(at: datetime) -> str:
    """Return an instant in UTC as text that sorts by time."""
    return at.isoformat(timespec="microseconds")
