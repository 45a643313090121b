"""Removing the demo: its entries, meetings and users, and what they did to real entries."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import ColumnElement, delete, or_, select

from portal.extensions import db
from portal.history.records import apply_record
from portal.history.writing import changing
from portal.imports.demo_figures import remove_figures
from portal.imports.demo_meetings import remove_meetings
from portal.imports.demo_reports import remove_calls
from portal.imports.demo_source import DemoRefusedError
from portal.imports.loading import Values
from portal.models.base import Entry, utc_now
from portal.models.contact import Contact
from portal.models.handover_route import HandoverRoute, RouteStep
from portal.models.journal import JournalRow
from portal.models.municipality import Municipality
from portal.models.offer import Offer
from portal.models.organisation import Organisation
from portal.models.registry import ENTRY_MODELS
from portal.models.report import Report
from portal.models.user import ApiToken, Invitation, SignIn, User, new_session_stamp
from portal.models.vocabulary import Action, Participation

# Those that refer to others stand before them.
REMOVED = (Report, HandoverRoute, Offer, Contact, Organisation)
NOT_TAKING_PART: Values = {
    "participation": Participation.FALLBACK,
    "participation_note": "",
    "participation_since_on": None,
    "central_contact_id": None,
}
AnyEntry = TypeVar("AnyEntry", bound=Entry)
EntryKey = tuple[str, int]


@dataclass(frozen=True)
class Removed:
    """How many entries and users were removed, and how many real entries were put back."""

    entries: int
    users: int
    put_back: int


def remove_demo() -> Removed:
    """Remove everything marked as demo; the caller commits.

    Every removal stands in the journal. What demo users did to real entries is taken back, unless
    a real person has written on the entry since. Raises DemoRefusedError, naming them, when real
    entries refer to demo entries.
    """
    put_back = put_real_entries_back()
    end_participation()
    remove_calls()
    remove_figures()
    remove_meetings()
    db.session.flush()
    hanging = [entry.title for entry in real_entries_on_demo()]
    if hanging:
        raise DemoRefusedError(f"Real entries refer to demo entries: {'; '.join(hanging)}")
    entries = [entry for model in REMOVED for entry in list_demo(model)]
    for entry in entries:
        mark_removed(entry)
    for entry in entries:
        db.session.delete(entry)
    db.session.flush()
    return Removed(len(entries), remove_users(), put_back)


def list_demo(model: type[AnyEntry]) -> list[AnyEntry]:
    query = select(model).where(model.is_demo).order_by(model.id)
    return list(db.session.scalars(query))


def mark_removed(entry: Entry) -> None:
    """Write into the journal that an entry is gone, unless it was archived before."""
    if not entry.is_archived:
        with changing(None, entry, Action.ARCHIVED):
            entry.archived_at = utc_now()


def put_real_entries_back() -> int:
    """Bring the real entries that only demo users wrote on back to how they were before."""
    newest_first = reversed(list_rows_by(User.is_demo.is_(True)))
    first_rows = {key_of(row): row for row in newest_first}
    by_real_people = real_keys()
    put_back = 0
    for key, row in first_rows.items():
        entry = db.session.get(ENTRY_MODELS[row.entry_type], row.entry_id)
        if entry is None or entry.is_demo or row.before is None or key in by_real_people:
            continue
        with changing(None, entry, Action.UNDONE):
            apply_record(entry, row.before)
        with changing(None, entry, Action.LOADED):
            entry.edited_at = None
        put_back += 1
    return put_back


def list_rows_by(who: ColumnElement[bool]) -> list[JournalRow]:
    """Return what some users wrote into the journal, in its order."""
    query = select(JournalRow).join(User, JournalRow.actor_id == User.id).where(who)
    return list(db.session.scalars(query.order_by(JournalRow.sequence)))


def key_of(row: JournalRow) -> EntryKey:
    return (row.entry_type, row.entry_id)


def real_keys() -> frozenset[EntryKey]:
    """Return type and id of the entries that a real person has written on."""
    return frozenset(map(key_of, list_rows_by(User.is_demo.is_(False))))


def end_participation() -> None:
    """Take back what the demo says of municipalities that no real person has written on."""
    by_real_people = real_keys()
    for municipality in db.session.scalars(select(Municipality)):
        if (municipality.__tablename__, municipality.id) not in by_real_people:
            with changing(None, municipality, Action.LOADED):
                for name, value in NOT_TAKING_PART.items():
                    setattr(municipality, name, value)


def real_entries_on_demo() -> Iterator[Entry]:
    """Yield the real entries that would be left pointing at nothing."""
    organisations = select(Organisation.id).where(Organisation.is_demo)
    contacts = select(Contact.id).where(Contact.is_demo)
    offers = select(Offer.id).where(Offer.is_demo)
    demo_step = or_(
        RouteStep.contact_id.in_(contacts),
        RouteStep.offer_id.in_(offers),
        RouteStep.organisation_id.in_(organisations),
    )
    refers: dict[type[Entry], ColumnElement[bool]] = {
        Organisation: Organisation.parent_id.in_(organisations),
        Contact: or_(Contact.organisation_id.in_(organisations), Contact.deputy_id.in_(contacts)),
        Offer: Offer.organisation_id.in_(organisations),
        HandoverRoute: HandoverRoute.steps.any(demo_step),
        Municipality: Municipality.central_contact_id.in_(contacts),
        User: User.organisations.any(Organisation.is_demo),
    }
    for model, does_refer in refers.items():
        yield from db.session.scalars(select(model).where(model.is_demo.is_(False), does_refer))


def remove_users() -> int:
    """Remove the demo users; one who stands in the journal is kept, but can never sign in."""
    users = list_demo(User)
    named = set(db.session.scalars(select(JournalRow.actor_id).distinct()))
    for user in users:
        mark_removed(user)
        if user.id not in named:
            db.session.delete(user)
            continue
        user.password_hash, user.session_stamp = None, new_session_stamp()
        for table in (SignIn, Invitation, ApiToken):
            db.session.execute(delete(table).where(table.user_id == user.id))
    db.session.flush()
    return len(users)
