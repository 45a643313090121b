"""Reading contact persons."""

from flask import abort
from sqlalchemy import Select, or_, select
from sqlalchemy.orm import selectinload

from portal.extensions import db
from portal.models.contact import Contact
from portal.models.domain import Domain
from portal.models.municipality import Municipality
from portal.models.organisation import Organisation
from portal.models.vocabulary import Sector
from portal.text.folding import sort_key


def get_contact(contact_id: int) -> Contact:
    """Return a contact, archived or not, or answer 404."""
    return db.session.get(Contact, contact_id) or abort(404)


def select_contacts(
    municipality_id: int | None = None,
    domain_id: int | None = None,
    text: str = "",
    is_archived: bool = False,
) -> Select[Contact]:
    """Return the query for a list of contacts in Danish order, with what a list shows of them."""
    query = (
        select(Contact)
        .join(Contact.organisation)
        .where(Contact.archived_at.is_not(None) if is_archived else Contact.archived_at.is_(None))
        .options(selectinload(Contact.phones), selectinload(Contact.domains))
        .order_by(Contact.sort_key, Contact.id)
    )
    if municipality_id is not None:
        query = query.where(Organisation.municipality_id == municipality_id)
    if domain_id is not None:
        query = query.where(Contact.domains.any(Domain.id == domain_id))
    if text:
        wanted = f"%{sort_key(text)}%"
        query = query.where(or_(Contact.sort_key.like(wanted), Organisation.sort_key.like(wanted)))
    return query


def list_contacts_in(municipality: Municipality) -> list[Contact]:
    """Return a municipality's contacts in use, by organisation and then by function."""
    query = (
        select(Contact)
        .join(Contact.organisation)
        .where(Organisation.municipality_id == municipality.id, Contact.archived_at.is_(None))
        .options(
            selectinload(Contact.phones),
            selectinload(Contact.domains),
            selectinload(Contact.absences),
            selectinload(Contact.organisation),
        )
        .order_by(Organisation.sort_key, Contact.sort_key, Contact.id)
    )
    return list(db.session.scalars(query))


def list_possible_deputies(organisation: Organisation) -> list[Contact]:
    """Return the contacts who may stand in for one another: those of the same municipality.

    Outside the municipalities: those of the same organisation.
    """
    is_near = (
        Organisation.municipality_id == organisation.municipality_id
        if organisation.municipality_id is not None
        else Organisation.id == organisation.id
    )
    query = (
        select(Contact)
        .join(Contact.organisation)
        .where(is_near, Contact.archived_at.is_(None))
        .order_by(Contact.sort_key, Contact.id)
    )
    return list(db.session.scalars(query))


def list_contacts_serving(municipality: Municipality, sector: Sector) -> list[Contact]:
    """Return the contacts in use, in Danish order, of a sector's organisations that serve a place.

    They belong to no municipality; one that names nobody it serves is there for all.
    """
    serves = ~Organisation.serves.any() | Organisation.serves.any(
        Municipality.id == municipality.id
    )
    query = (
        select(Contact)
        .join(Contact.organisation)
        .where(Organisation.sector == sector, Organisation.municipality_id.is_(None), serves)
        .where(Contact.archived_at.is_(None))
        .order_by(Contact.sort_key, Contact.id)
    )
    return list(db.session.scalars(query))


def find_contact(contact_id: int) -> Contact | None:
    """Return a contact that is in use, or None."""
    found = db.session.get(Contact, contact_id)
    return None if found is None or found.is_archived else found
