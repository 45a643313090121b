"""Who is reminded of an entry: the coordinator, then the deputy, then the leader."""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from portal.extensions import db
from portal.models.base import Entry
from portal.models.contact import Contact
from portal.models.municipality import Municipality
from portal.models.organisation import Organisation
from portal.models.user import User
from portal.models.vocabulary import Level, Role
from portal.reminders.queries import COORDINATOR, DEPUTY

Owner = Municipality | Organisation


class Recipient(NamedTuple):
    """Whom a mail is for."""

    email: str
    name: str


class Coordinators:
    """Who looks after what: the coordinators whose access is open."""

    def __init__(self, users: Iterable[User]) -> None:
        self.by_municipality: dict[int, list[User]] = defaultdict(list)
        self.by_organisation: dict[int, list[User]] = defaultdict(list)
        for user in users:
            for municipality in user.municipalities:
                self.by_municipality[municipality.id].append(user)
            for organisation in user.organisations:
                self.by_organisation[organisation.id].append(user)

    def find_owner(self, entry: Entry) -> Owner:
        """Return whose coordinators are reminded of an entry: the nearest above it with any.

        The municipality comes before its departments, whose coordinators help where it has none.
        """
        owner: Owner = entry.owner  # type: ignore[attr-defined]
        if isinstance(owner, Municipality):
            return owner
        units = [owner]
        while units[-1].parent is not None:
            units.append(units[-1].parent)
        area = next((unit.municipality for unit in units if unit.municipality), None)
        if area is not None and self.by_municipality[area.id]:
            return area
        return next((unit for unit in units if self.by_organisation[unit.id]), area or units[-1])

    def list_recipients(self, owner: Owner, level: int) -> list[Recipient]:
        """Return who is reminded at a level; nobody where there is no such person."""
        if level in {COORDINATOR, DEPUTY}:
            users = self.list_users(owner, level)
            return [Recipient(user.email, user.name) for user in users]
        leader = owner.central_contact if isinstance(owner, Municipality) else None
        if leader is None or leader.is_archived or leader.level != Level.LEADER:
            return []
        return [Recipient(leader.email, name_of(leader))] if leader.email else []

    def list_users(self, owner: Owner, level: int) -> list[User]:
        """Return the one appointed for a level, or else all the owner's coordinators."""
        if isinstance(owner, Organisation):
            return self.by_organisation[owner.id]
        everybody = self.by_municipality[owner.id]
        appointed = owner.coordinator_id if level == COORDINATOR else owner.deputy_coordinator_id
        return [user for user in everybody if user.id == appointed] or everybody


def find_coordinators() -> Coordinators:
    """Return who looks after what."""
    query = (
        select(User)
        .where(User.role == Role.COORDINATOR, User.archived_at.is_(None))
        .options(selectinload(User.municipalities), selectinload(User.organisations))
        .order_by(User.sort_key, User.id)
    )
    return Coordinators(db.session.scalars(query))


def name_of(contact: Contact) -> str:
    return contact.name or contact.function
