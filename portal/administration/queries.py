"""Reading for administrators: all domains, and what leans on them."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask import abort
from sqlalchemy import Select, func, select

from portal.extensions import db
from portal.models.contact import Contact
from portal.models.domain import Domain
from portal.models.handover_route import HandoverRoute
from portal.models.offer import Offer
from portal.models.organisation import Organisation


def get_domain(domain_id: int) -> Domain:
    """Return a domain, archived or not, or answer 404."""
    return db.session.get(Domain, domain_id) or abort(404)


def find_domain(code: str) -> Domain | None:
    """Return the domain with a code, archived or not, or None."""
    return db.session.scalar(select(Domain).where(Domain.code == code))


def list_all_domains() -> list[Domain]:
    """Return the domains in the order of the menus, the archived ones last."""
    query = select(Domain).order_by(Domain.archived_at.is_not(None), Domain.position, Domain.id)
    return list(db.session.scalars(query))


def next_domain_position() -> int:
    """Return the place after the last domain's."""
    return (db.session.scalar(select(func.max(Domain.position))) or 0) + 1


@dataclass(frozen=True)
class DomainUse:
    """How many entries in use are tied to a domain."""

    contacts: int
    offers: int
    routes: int


def count_domain_use(domain: Domain) -> DomainUse:
    """Count what would stand without its domain if that were archived."""

    def count(query: Select[int]) -> int:
        return db.session.scalar(query) or 0

    is_tied = Domain.id == domain.id
    number = func.count()
    return DomainUse(
        count(select(number).where(Contact.domains.any(is_tied), Contact.archived_at.is_(None))),
        count(select(number).where(Offer.domains.any(is_tied), Offer.archived_at.is_(None))),
        count(
            select(number).where(
                HandoverRoute.domain_id == domain.id, HandoverRoute.archived_at.is_(None)
            )
        ),
    )


def list_organisations_outside(also: Iterable[Organisation]) -> list[Organisation]:
    """Return the organisations in use that belong to no municipality, and some others besides."""
    query = select(Organisation).where(
        Organisation.municipality_id.is_(None),
        Organisation.parent_id.is_(None),
        Organisation.archived_at.is_(None),
    )
    found = {*db.session.scalars(query), *also}
    return sorted(found, key=lambda organisation: organisation.sort_key)
