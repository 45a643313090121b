"""Reading municipalities."""

from flask import abort
from sqlalchemy import select

from portal.extensions import db
from portal.models.contact import Contact
from portal.models.municipality import Municipality
from portal.models.organisation import Organisation
from portal.models.user import User
from portal.models.vocabulary import Role


def get_municipality(slug: str) -> Municipality:
    """Return a municipality by its slug or answer 404."""
    query = select(Municipality).where(Municipality.slug == slug)
    return db.session.scalar(query) or abort(404)


def find_municipality(code: str) -> Municipality | None:
    """Return a municipality by its four-digit code, or None."""
    return db.session.scalar(select(Municipality).where(Municipality.code == code))


def find_municipalities(ids: list[int]) -> list[Municipality]:
    """Return the municipalities with these ids, in Danish order."""
    return [municipality for municipality in list_municipalities() if municipality.id in ids]


def list_contacts_in(municipality: Municipality) -> list[Contact]:
    """Return the contacts in use of a municipality's organisations, in Danish order."""
    query = (
        select(Contact)
        .join(Contact.organisation)
        .where(Organisation.municipality_id == municipality.id, Contact.archived_at.is_(None))
        .order_by(Contact.sort_key, Contact.id)
    )
    return list(db.session.scalars(query))


def list_coordinators_of(municipality: Municipality) -> list[User]:
    """Return the coordinators whose access is open, in Danish order."""
    query = (
        select(User)
        .where(
            User.role == Role.COORDINATOR,
            User.archived_at.is_(None),
            User.municipalities.any(Municipality.id == municipality.id),
        )
        .order_by(User.sort_key, User.id)
    )
    return list(db.session.scalars(query))


def list_municipalities() -> list[Municipality]:
    """Return all municipalities in Danish order."""
    return list(db.session.scalars(select(Municipality).order_by(Municipality.sort_key)))
