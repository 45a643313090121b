"""Reading any entry, and what stands in the way of archiving it."""

from dataclasses import dataclass

from flask import abort
from sqlalchemy import select

from portal.extensions import db
from portal.history.queries import get_row
from portal.models.base import Entry
from portal.models.contact import Contact
from portal.models.handover_route import HandoverRoute, RouteStep
from portal.models.journal import JournalRow
from portal.models.municipality import Municipality
from portal.models.offer import Offer
from portal.models.organisation import Organisation
from portal.models.registry import ENTRY_MODELS
from portal.models.vocabulary import Participation
from portal.municipalities.queries import get_municipality, list_contacts_in
from portal.organisations.queries import list_contacts_of, list_departments, list_offers_of
from portal.text.numbers import read_number
from portal.web.addresses import SECTIONS, entry_url

TABLES = {section: table for table, section in SECTIONS.items() if "/" not in section}
DIRECTORY_KINDS = tuple(TABLES.values())
"""The kinds of entry whose history everybody who is signed in may read."""


def get_entry(section: str, key: str) -> Entry:
    """Return the entry at an address ("kontaktpersoner", "17"; "kommuner", "randers") or 404."""
    if section == SECTIONS["municipality"]:
        return get_municipality(key)
    model, number = ENTRY_MODELS[TABLES[section]], read_number(key)
    entry = None if number is None else db.session.get(model, number)
    return entry or abort(404)


def get_archivable(section: str, key: str) -> Entry:
    """Return the entry at an address; a municipality is never archived, so it is answered 404."""
    entry = get_entry(section, key)
    return abort(404) if isinstance(entry, Municipality) else entry


def get_changed_entry(sequence: int) -> Entry:
    """Return the entry that a row of the journal is about, or answer 404.

    Only what has its history at its own address can be undone there: users and domains have not.
    """
    row = get_row(sequence)
    if row.entry_type not in DIRECTORY_KINDS:
        abort(404)
    return db.session.get(ENTRY_MODELS[row.entry_type], row.entry_id) or abort(404)


def find_history_address(row: JournalRow) -> str | None:
    """Return where the history of the entry that a row is about is shown; None if it is gone."""
    entry = db.session.get(ENTRY_MODELS[row.entry_type], row.entry_id)
    return entry_url(entry, "historik") if entry else None


@dataclass(frozen=True)
class Dependants:
    """What points to an entry: it goes on without it, or it stands in the way."""

    central_of: Municipality | None
    routes: list[HandoverRoute]
    deputy_of: list[Contact]
    holds: list[Entry]


def find_dependants(entry: Entry) -> Dependants:
    """Return what would be left pointing to an entry that is archived."""
    return Dependants(
        central_of=find_central_of(entry),
        routes=list_routes_with(entry),
        deputy_of=list_deputised(entry),
        holds=list_held(entry),
    )


def find_central_of(entry: Entry) -> Municipality | None:
    """Return the participating municipality whose central entrance a contact is."""
    if not isinstance(entry, Contact):
        return None
    query = select(Municipality).where(
        Municipality.central_contact_id == entry.id,
        Municipality.participation == Participation.PARTICIPATES,
    )
    return db.session.scalar(query)


def list_routes_with(entry: Entry) -> list[HandoverRoute]:
    """Return the routes in use with a step that points to an entry."""
    columns = {
        Contact: RouteStep.contact_id,
        Offer: RouteStep.offer_id,
        Organisation: RouteStep.organisation_id,
    }
    column = columns.get(type(entry))
    if column is None:
        return []
    query = (
        select(HandoverRoute)
        .where(HandoverRoute.archived_at.is_(None), HandoverRoute.steps.any(column == entry.id))
        .order_by(HandoverRoute.id)
    )
    return list(db.session.scalars(query))


def list_deputised(entry: Entry) -> list[Contact]:
    """Return the contacts in use that have a contact as their deputy."""
    if not isinstance(entry, Contact):
        return []
    query = select(Contact).where(Contact.deputy_id == entry.id, Contact.archived_at.is_(None))
    return list(db.session.scalars(query.order_by(Contact.sort_key)))


def list_held(entry: Entry) -> list[Entry]:
    """Return what an organisation still has in use: departments, contacts and offers."""
    if not isinstance(entry, Organisation):
        return []
    return [*list_departments(entry), *list_contacts_of(entry), *list_offers_of(entry)]


def list_possible_successors(municipality: Municipality, leaving: Contact) -> list[Contact]:
    """Return the contacts in use who could be a municipality's central entrance instead."""
    return [contact for contact in list_contacts_in(municipality) if contact is not leaving]
