"""Reading municipalities."""

from flask import abort
from sqlalchemy import select

from portal.extensions import db
from portal.models.municipality import Municipality


def get_municipality(slug: str) -> Municipality:
    """Return a municipality by its slug or answer 404."""
    query = select(Municipality).where(Municipality.slug == slug)
    return db.session.scalar(query) or abort(404)


def find_municipality(code: str) -> Municipality | None:
    """Return a municipality by its four-digit code, or None."""
    return db.session.scalar(select(Municipality).where(Municipality.code == code))


def list_municipalities() -> list[Municipality]:
    """Return all municipalities in Danish order."""
    return list(db.session.scalars(select(Municipality).order_by(Municipality.sort_key)))
