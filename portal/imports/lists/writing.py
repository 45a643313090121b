"""Carrying out a plan: the new units first, then what is created, then what is changed.

All of it goes through the pen, so that history, checksums and snapshot hold.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

from sqlalchemy import select

from portal.access.permissions import require
from portal.extensions import db
from portal.history.bulk import add_entries, change_entries
from portal.imports.lists.differences import Number
from portal.imports.lists.fields import CONTACT
from portal.imports.lists.known import Known, Listed
from portal.imports.lists.matching import NewUnit, Unit
from portal.imports.lists.planning import Plan, PlannedRow, Verdict
from portal.models.base import Entry, utc_now
from portal.models.contact import Contact
from portal.models.domain import Domain
from portal.models.municipality import Municipality
from portal.models.offer import Offer
from portal.models.organisation import Organisation
from portal.models.phone import Phone
from portal.models.user import User
from portal.models.vocabulary import Action, Capacity, Sector


class PlanWriter:
    """Writes a plan for a municipality; ``actor`` is None for the system itself.

    What the municipality says of a new entry counts as confirmed, as in the form.
    """

    def __init__(self, actor: User | None, known: Known) -> None:
        self.actor, self.known = actor, known
        self.domains = {one.id: one for one in db.session.scalars(select(Domain))}
        self.places = {one.id: one for one in db.session.scalars(select(Municipality))}
        self.organisations = {unit.id: unit for found in known.units.values() for unit in found}
        self.new_units: dict[NewUnit, Organisation] = {}

    def write(self, plan: Plan) -> list[int]:
        """Carry out what becomes of the rows without faults; return the journal's sequences."""
        require_all(self.actor, [self.known.municipality])
        created = plan.of(Verdict.CREATED)
        sequences = self.write_units(plan.units)
        entries = [self.make(one) for one in created]
        require_all(self.actor, entries)
        action = Action.CREATED if self.actor else Action.LOADED
        sequences += add_entries(self.actor, entries, action)
        changed = plan.of(Verdict.CHANGED)
        require_all(self.actor, [one.entry for one in changed if one.entry is not None])
        action = Action.EDITED if self.actor else Action.LOADED
        return sequences + change_entries(self.actor, list(map(self.change_of, changed)), action)

    def write_units(self, units: list[NewUnit]) -> list[int]:
        for unit in units:
            parent = self.organisations[unit.parent] if unit.parent else self.known.root
            self.new_units[unit] = Organisation(
                name=unit.name,
                sector=Sector.MUNICIPAL,
                parent=parent,
                municipality=self.known.municipality,
                serves=[],
                **self.confirmation(),
            )
        return add_entries(self.actor, list(self.new_units.values()))

    def make(self, one: PlannedRow) -> Listed:
        entry: Listed = Contact() if one.row.kind == CONTACT else Offer()
        with db.session.no_autoflush:
            for name in (*entry.linked, *entry.parts):
                setattr(entry, name, [])  # or each would be asked of the database afterwards
            self.fill(entry, one.wanted)
            for name, value in self.confirmation().items():
                setattr(entry, name, value)
        return entry

    def confirmation(self) -> dict[str, Any]:
        if self.actor is None:
            return {}
        return {"confirmed_at": utc_now(), "confirmed_by_name": self.actor.name}

    def change_of(self, one: PlannedRow) -> tuple[Entry, Callable[[], None]]:
        if one.entry is None:
            raise ValueError("a change needs an entry")
        return one.entry, partial(self.fill, one.entry, one.wanted)

    def fill(self, entry: Listed, wanted: dict[str, Any]) -> None:
        """Give an entry the values it is to get."""
        for key, value in wanted.items():
            if key == "phones":
                entry.phones = phones_of(value, entry.phones)
            elif key == "organisation":
                entry.organisation = self.unit(value)
            elif key == "domains":
                entry.domains = [self.domains[one] for one in value]
            elif key == "municipalities":
                setattr(entry, key, [self.places[one] for one in value])
            else:
                setattr(entry, key, value)
        if "capacity" in wanted and isinstance(entry, Offer):
            is_known = wanted["capacity"] != Capacity.UNKNOWN
            entry.capacity_at = utc_now() if is_known else None

    def unit(self, unit: Unit) -> Organisation:
        return self.new_units[unit] if isinstance(unit, NewUnit) else self.organisations[unit]


def phones_of(numbers: list[Number], before: list[Phone]) -> list[Phone]:
    """Return the rows for numbers; those that stay as they were are kept."""
    kept = {Number.of(phone): phone for phone in reversed(before)}
    phones = []
    for position, number in enumerate(numbers):
        phone = kept.pop(number, None) or Phone(**number._asdict())
        phone.position = position
        phones.append(phone)
    return phones


def require_all(actor: User | None, subjects: list[Any]) -> None:
    """Raise Forbidden unless the actor may edit all of them; the system itself may."""
    if actor is None:
        return
    for subject in subjects:
        permission = "edit_municipality" if isinstance(subject, Municipality) else "edit_entry"
        require(actor, permission, subject)
