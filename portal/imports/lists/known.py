"""What the directory already has of a municipality, by what a list may know it by."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from portal.contacts.queries import list_contacts_in
from portal.extensions import db
from portal.imports.lists.fields import CONTACT, ListKind
from portal.models.contact import Contact
from portal.models.municipality import Municipality
from portal.models.offer import Offer
from portal.models.organisation import Organisation
from portal.text.folding import fold

Listed = Contact | Offer


def same(text: str) -> str:
    """Return a name as two of them are compared: folded, blanks drawn together."""
    return " ".join(fold(text).split())


@dataclass
class Known:
    """A municipality's units, contacts and offers in use.

    ``units`` are by name and by full name; a name that several have leads to all of them.
    """

    municipality: Municipality
    root: Organisation | None
    units: dict[str, list[Organisation]] = field(default_factory=dict)
    by_id: dict[tuple[ListKind, int], Listed] = field(default_factory=dict)
    contacts_by_function: dict[tuple[str, int], list[Contact]] = field(default_factory=dict)
    contacts_by_name: dict[tuple[str, int], list[Contact]] = field(default_factory=dict)
    contacts_by_person: dict[tuple[str, str], list[Contact]] = field(default_factory=dict)
    offers_by_name: dict[str, list[Offer]] = field(default_factory=dict)
    by_email: dict[tuple[ListKind, str], list[Listed]] = field(default_factory=dict)
    by_number: dict[tuple[ListKind, str], list[Listed]] = field(default_factory=dict)

    def take_contact(self, contact: Contact) -> None:
        unit = contact.organisation_id
        self.by_id[CONTACT, contact.id] = contact
        by_function = self.contacts_by_function.setdefault((same(contact.function), unit), [])
        by_function.append(contact)
        if contact.name:
            person = (same(contact.function), same(contact.name))
            self.contacts_by_person.setdefault(person, []).append(contact)
            self.contacts_by_name.setdefault((same(contact.name), unit), []).append(contact)
        self.take_ways(CONTACT, contact)

    def take_offer(self, offer: Offer) -> None:
        self.by_id[ListKind.OFFER, offer.id] = offer
        self.offers_by_name.setdefault(same(offer.name), []).append(offer)
        self.take_ways(ListKind.OFFER, offer)

    def take_ways(self, kind: ListKind, entry: Listed) -> None:
        if entry.email:
            self.by_email.setdefault((kind, same(entry.email)), []).append(entry)
        for number in {phone.number for phone in entry.phones}:
            self.by_number.setdefault((kind, number), []).append(entry)


def read_known(municipality: Municipality) -> Known:
    """Return what is in use in a municipality, with all that an entry's record holds."""
    units = list_units(municipality)
    known = Known(municipality, next((u for u in units if u.parent_id is None), None))
    known.units = units_by_name(units)
    for contact in list_contacts_in(municipality):
        known.take_contact(contact)
    for offer in list_own_offers(municipality):
        known.take_offer(offer)
    return known


def units_by_name(units: Iterable[Organisation]) -> dict[str, list[Organisation]]:
    found: dict[str, list[Organisation]] = defaultdict(list)
    for unit in units:
        for name in {same(unit.name), same(unit.full_name)}:
            found[name].append(unit)
    return dict(found)


def list_units(municipality: Municipality) -> list[Organisation]:
    """Return a municipality's organisations in use, the ones without any above them first."""
    query = (
        select(Organisation)
        .where(Organisation.municipality_id == municipality.id, Organisation.archived_at.is_(None))
        .order_by(Organisation.parent_id.is_not(None), Organisation.id)
    )
    return list(db.session.scalars(query))


def list_own_offers(municipality: Municipality) -> list[Offer]:
    """Return the offers in use that a municipality itself runs, in Danish order."""
    query = (
        select(Offer)
        .join(Offer.organisation)
        .where(Organisation.municipality_id == municipality.id, Offer.archived_at.is_(None))
        .options(
            selectinload(Offer.phones),
            selectinload(Offer.domains),
            selectinload(Offer.municipalities),
        )
        .order_by(Offer.sort_key, Offer.id)
    )
    return list(db.session.scalars(query))
