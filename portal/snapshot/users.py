"""The users in the snapshot: with them people sign in and read while the database is away."""

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import ClassVar

from sqlalchemy import Table, select
from sqlalchemy.orm import Session

from portal.models.municipality import Municipality
from portal.models.organisation import Organisation
from portal.models.user import ApiToken, User, user_municipality, user_organisation
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


def read_reader(payload: str) -> Reader:
    """Return the reader that :func:`user_rows` wrote as JSON."""
    values = json.loads(payload)
    values["role"] = Role(values["role"])
    for name in ("municipalities", "organisations"):
        values[name] = tuple(values[name])
    return Reader(**values)


def user_rows(session: Session) -> Iterator[tuple[int, str, str]]:
    """Yield id, e-mail and JSON of everybody who may sign in; without objects of the ORM."""
    municipalities = read_links(session, user_municipality, Municipality)
    organisations = read_links(session, user_organisation, Organisation)
    columns = (User.id, User.name, User.email, User.role, User.password_hash, User.session_stamp)
    for row in session.execute(select(*columns).where(User.archived_at.is_(None))):
        reader = Reader(
            *row,
            municipalities=tuple(municipalities[row.id]),
            organisations=tuple(organisations[row.id]),
        )
        yield reader.id, reader.email, json.dumps(asdict(reader), ensure_ascii=False)


def read_links(
    session: Session, link: Table, model: type[Municipality | Organisation]
) -> defaultdict[int, list[int]]:
    """Return what each user looks after, in Danish order, by the user's id."""
    user_id, linked_id = link.columns
    query = select(user_id, linked_id).join(model, model.id == linked_id).order_by(model.sort_key)
    links: defaultdict[int, list[int]] = defaultdict(list)
    for user, linked in session.execute(query):
        links[user].append(linked)
    return links


def token_rows(session: Session) -> Iterator[tuple[str, int, str]]:
    """Yield the API tokens: hash, user, end."""
    columns = (ApiToken.token_hash, ApiToken.user_id, ApiToken.expires_at)
    for key, user_id, expires_at in session.execute(select(*columns)):
        yield key, user_id, instant(expires_at)


def instant(at: datetime) -> str:
    """Return an instant in UTC as text that sorts by time."""
    return at.isoformat(timespec="microseconds")
