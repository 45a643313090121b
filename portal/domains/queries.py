"""Reading problem domains."""

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
