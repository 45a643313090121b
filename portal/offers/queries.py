"""Reading offers."""

from flask import abort
from sqlalchemy import Select, or_, select
from sqlalchemy.orm import selectinload

from portal.extensions import db
from portal.models.domain import Domain
from portal.models.municipality import Municipality
from portal.models.offer import Offer
from portal.models.organisation import Organisation
from portal.models.vocabulary import OfferKind, OfferStatus
from portal.text.folding import sort_key


def get_offer(offer_id: int) -> Offer:
    """Return an offer, archived or not, or answer 404."""
    return db.session.get(Offer, offer_id) or abort(404)


def select_offers(
    municipality_id: int | None = None,
    domain_id: int | None = None,
    kind: OfferKind | None = None,
    text: str = "",
    is_archived: bool = False,
) -> Select[Offer]:
    """Return the query for a list of offers in Danish order, with what a list shows of them.

    A municipality's offers are its own and those that serve it by name, or whose organisation does.
    """
    query = (
        select(Offer)
        .join(Offer.organisation)
        .where(Offer.archived_at.is_not(None) if is_archived else Offer.archived_at.is_(None))
        .options(
            selectinload(Offer.phones),
            selectinload(Offer.municipalities),
            selectinload(Offer.organisation).selectinload(Organisation.municipality),
        )
        .order_by(Offer.sort_key, Offer.id)
    )
    if municipality_id is not None:
        is_it = Municipality.id == municipality_id
        by_organisation = ~Offer.municipalities.any() & Organisation.serves.any(is_it)
        is_own = Organisation.municipality_id == municipality_id
        query = query.where(or_(is_own, Offer.municipalities.any(is_it), by_organisation))
    if domain_id is not None:
        query = query.where(Offer.domains.any(Domain.id == domain_id))
    if kind is not None:
        query = query.where(Offer.kind == kind)
    if text:
        wanted = f"%{sort_key(text)}%"
        query = query.where(or_(Offer.sort_key.like(wanted), Organisation.sort_key.like(wanted)))
    return query


def list_offers_serving(municipality: Municipality, kind: OfferKind) -> list[Offer]:
    """Return the open offers of a kind that a municipality's citizens may use, in Danish order.

    Those of the municipality itself, those that serve it by name, and those that are for all.
    """
    is_it = Municipality.id == municipality.id
    by_organisation = ~Organisation.serves.any() | Organisation.serves.any(is_it)
    is_for_all = ~Offer.municipalities.any() & Organisation.municipality_id.is_(None)
    is_own = Organisation.municipality_id == municipality.id
    query = (
        select(Offer)
        .join(Offer.organisation)
        .where(Offer.kind == kind, Offer.status == OfferStatus.OPEN, Offer.archived_at.is_(None))
        .where(or_(is_own, Offer.municipalities.any(is_it), is_for_all & by_organisation))
        .order_by(Offer.sort_key, Offer.id)
    )
    return list(db.session.scalars(query))


def find_offer(offer_id: int) -> Offer | None:
    """Return an offer that is in use, or None."""
    found = db.session.get(Offer, offer_id)
    return None if found is None or found.is_archived else found
