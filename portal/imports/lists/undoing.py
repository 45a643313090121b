"""Taking a whole import back, by its rows in the journal; what was changed since is left."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from portal.extensions import db
from portal.history.bulk import change_entries
from portal.history.undo import ChangedSinceError, bring_back, find_undoable
from portal.models.base import Entry
from portal.models.contact import Contact
from portal.models.handover_route import HandoverRoute, RouteStep
from portal.models.journal import JournalRow
from portal.models.municipality import Municipality
from portal.models.offer import Offer
from portal.models.organisation import Organisation
from portal.models.registry import ENTRY_MODELS
from portal.models.user import User
from portal.models.vocabulary import Action
from portal.web.addresses import entry_url

AT_ONCE = 500

CHANGED_SINCE = "er ændret siden"
IS_ENTRANCE = "er blevet kommunens centrale indgang"
IS_DEPUTY = "er blevet stedfortræder for en anden"
IS_STEP = "er blevet et trin i en overleveringsvej"
IS_FULL = "bruges stadig: der ligger andet i den"


class Left(NamedTuple):
    """An entry that an undo left as it is: its title, its address and why."""

    title: str
    url: str
    why: str


def take_back(actor: User, sequences: Sequence[int]) -> list[Left]:
    """Undo the changes of these rows of the journal, newest first; return what was left.

    Units come last, those below before those above: one that still holds something stays.
    """
    rows = list_rows(sequences)
    kept = list(load_entries(rows))  # held, or the session would forget what was read at once
    units = [row for row in rows if row.entry_type == Organisation.__tablename__]
    left = undo_rows(actor, [row for row in rows if row not in set(units)])
    for row in units:
        left += undo_rows(actor, [row])
    kept.clear()
    return left


def undo_rows(actor: User, rows: list[JournalRow]) -> list[Left]:
    """Undo changes that do not depend on one another; return what was left."""
    reasons = reasons_to_stay()
    left, undoable = [], []
    for row in rows:
        entry = db.session.get_one(ENTRY_MODELS[row.entry_type], row.entry_id)
        why = find_reason(actor, row, entry, reasons)
        if why:
            left.append(Left(entry.title, entry_url(entry), why))
        else:
            undoable.append((entry, partial(bring_back, entry, row)))
    change_entries(actor, undoable, Action.UNDONE)
    return left


def find_reason(
    actor: User, row: JournalRow, entry: Entry, reasons: dict[tuple[str, int], str]
) -> str:
    """Return why a change cannot be undone; empty when it can."""
    try:
        find_undoable(actor, row)
    except ChangedSinceError:
        return CHANGED_SINCE
    if row.before is not None:
        return ""
    if isinstance(entry, Organisation) and holds_something(entry):
        return IS_FULL
    return reasons.get((row.entry_type, row.entry_id), "")


def reasons_to_stay() -> dict[tuple[str, int], str]:
    """Return, by type and id, the entries that others lean on, with how."""
    reasons: dict[tuple[str, int], str] = {}
    steps = {"contact": RouteStep.contact_id, "offer": RouteStep.offer_id,
             "organisation": RouteStep.organisation_id}  # fmt: skip
    for table, column in steps.items():
        query = select(column).where(
            column.is_not(None),
            RouteStep.route_id.in_(
                select(HandoverRoute.id).where(HandoverRoute.archived_at.is_(None))
            ),
        )
        reasons |= {
            (table, entry_id): IS_STEP for entry_id in db.session.scalars(query) if entry_id
        }
    deputies = select(Contact.deputy_id).where(Contact.archived_at.is_(None))
    reasons |= {("contact", one): IS_DEPUTY for one in db.session.scalars(deputies) if one}
    entrances = db.session.scalars(select(Municipality.central_contact_id))
    return reasons | {("contact", one): IS_ENTRANCE for one in entrances if one}


def holds_something(unit: Organisation) -> bool:
    """Say whether a unit still has departments, contacts or offers in use."""
    columns = (
        (Organisation, Organisation.parent_id),
        (Contact, Contact.organisation_id),
        (Offer, Offer.organisation_id),
    )
    return any(
        db.session.scalar(
            select(model.id).where(column == unit.id, model.archived_at.is_(None)).limit(1)
        )
        for model, column in columns
    )


def list_rows(sequences: Sequence[int]) -> list[JournalRow]:
    """Return rows of the journal, newest first."""
    rows: list[JournalRow] = []
    for some in chunks(sorted(sequences, reverse=True)):
        query = select(JournalRow).where(JournalRow.sequence.in_(some))
        rows += db.session.scalars(query.order_by(JournalRow.sequence.desc()))
    return rows


def load_entries(rows: Iterable[JournalRow]) -> Iterator[Entry]:
    """Yield the entries of rows, with all that their records hold, in few statements."""
    ids: dict[str, list[int]] = {}
    for row in rows:
        ids.setdefault(row.entry_type, []).append(row.entry_id)
    for table, of_table in ids.items():
        model = ENTRY_MODELS[table]
        whole = [selectinload(getattr(model, name)) for name in (*model.linked, *model.parts)]
        for some in chunks(of_table):
            yield from db.session.scalars(select(model).where(model.id.in_(some)).options(*whole))


def chunks(items: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(items), AT_ONCE):
        yield items[start : start + AT_ONCE]
