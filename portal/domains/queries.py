"""Reading problem domains."""

from flask import request
from sqlalchemy import select

from portal.extensions import db
from portal.models.domain import Domain


def list_domains() -> list[Domain]:
    """Return the domains in use, in the order of the menus."""
    query = select(Domain).where(Domain.archived_at.is_(None)).order_by(Domain.position, Domain.id)
    return list(db.session.scalars(query))


def find_domains(ids: list[int]) -> list[Domain]:
    """Return the domains with these ids, in the order of the menus."""
    return [domain for domain in list_domains() if domain.id in ids]


def find_asked_domain() -> Domain | None:
    """Return the domain in use that the address names (``omraade=alkohol``), or None."""
    code = request.args.get("omraade")
    return next((domain for domain in list_domains() if domain.code == code), None)
