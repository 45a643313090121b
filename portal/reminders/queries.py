"""Reading what is to be confirmed, and who was reminded of it."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import selectinload
from sqlalchemy.orm.interfaces import ORMOption

from portal.extensions import db
from portal.models.base import Entry
from portal.models.contact import Contact
from portal.models.due import due_at, kind_of
from portal.models.freshness import CONTACT_KIND, ROUTE_KIND, SWITCHBOARD_KIND, days_fresh, is_stale
from portal.models.handover_route import HandoverRoute
from portal.models.mail import Reminder
from portal.models.municipality import Municipality
from portal.models.offer import Offer
from portal.models.organisation import Organisation
from portal.models.vocabulary import OfferKind

COORDINATOR, DEPUTY, LEADER, IN_VAIN = 1, 2, 3, 4

UNIT = selectinload(Organisation.municipality)
CONFIRMED: dict[type[Entry], tuple[ORMOption, ...]] = {
    Offer: (selectinload(Offer.organisation).options(UNIT),),
    Contact: (selectinload(Contact.organisation).options(UNIT),),
    HandoverRoute: (selectinload(HandoverRoute.municipality), selectinload(HandoverRoute.domain)),
    Municipality: (selectinload(Municipality.central_contact),),
}
"""What somebody must vouch for, in the order of mails, each with what leads to its owner."""


class Subject(NamedTuple):
    """An entry, and when its confirmation ran out: what a reminder is about."""

    entry_type: str
    entry_id: int
    due_at: datetime


def subject_of(entry: Entry) -> Subject:
    """Return what a reminder to confirm an entry is about now."""
    return Subject(entry.__tablename__, entry.id, due_at(entry))


def list_due(now: datetime) -> list[Entry]:
    """Return every entry in use whose confirmation has run out, or was never given.

    Acute offers come first, and of each kind the one that has been due longest.
    """
    due = [
        entry
        for model, options in CONFIRMED.items()
        for entry in db.session.scalars(select(model).where(*is_due(model, now)).options(*options))
        if is_stale(kind_of(entry), entry.confirmed_at, now)
    ]
    return sorted(due, key=lambda entry: (rank(entry), due_at(entry), entry.id))


def rank(entry: Entry) -> tuple[bool, int]:
    """Return how urgent an entry is among others; the lowest comes first."""
    is_acute = isinstance(entry, Offer) and entry.is_acute
    return not is_acute, list(CONFIRMED).index(type(entry))


def is_due(model: type[Entry], now: datetime) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions that no due entry of a kind fails, and few others meet."""
    kinds = {Contact: [CONTACT_KIND], HandoverRoute: [ROUTE_KIND], Municipality: [SWITCHBOARD_KIND]}
    days = min(days_fresh(kind) for kind in kinds.get(model, list(OfferKind)))
    old = model.confirmed_at < now - timedelta(days=days)
    return model.archived_at.is_(None), or_(model.confirmed_at.is_(None), old)


def list_reminders(now: datetime) -> dict[Subject, dict[int, datetime]]:
    """Return when each level was reminded of what is due."""
    sent: dict[Subject, dict[int, datetime]] = {}
    for model in CONFIRMED:
        due = select(model.id).where(*is_due(model, now))
        is_about = (Reminder.entry_type == model.__tablename__, Reminder.entry_id.in_(due))
        for reminder in db.session.scalars(select(Reminder).where(*is_about)):
            subject = Subject(reminder.entry_type, reminder.entry_id, reminder.due_at)
            sent.setdefault(subject, {})[reminder.level] = reminder.sent_at
    return sent


def count_reminders_in_vain(entries: Sequence[Entry]) -> dict[Entry, int]:
    """Return those entries that nobody confirmed however often they were reminded, and how often.

    The rule: an entry is marked when its coordinator, the deputy and the leader, as far as there
    are such, were reminded, and another 14 days went by. Confirming it takes the mark away.
    """
    subjects = {subject_of(entry): entry for entry in entries}
    counted: dict[Entry, int] = {}
    for entry_type, ids in group_by_type(entries).items():
        key = (Reminder.entry_type, Reminder.entry_id, Reminder.due_at)
        query = (
            select(*key, func.count())
            .where(Reminder.entry_type == entry_type, Reminder.entry_id.in_(ids))
            .group_by(*key)
            .having(func.max(Reminder.level) == IN_VAIN)
        )
        for table, entry_id, ran_out_at, count in db.session.execute(query):
            entry = subjects.get(Subject(table, entry_id, ran_out_at))
            if entry is not None:
                counted[entry] = count - 1
    return counted


def group_by_type(entries: Iterable[Entry]) -> dict[str, list[int]]:
    grouped: dict[str, list[int]] = {}
    for entry in entries:
        grouped.setdefault(entry.__tablename__, []).append(entry.id)
    return grouped
