"""Reading everything that belongs to a municipality."""

from collections.abc import Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import selectinload

from portal.contacts.queries import list_contacts_in
from portal.extensions import db
from portal.models.base import Entry
from portal.models.contact import Contact
from portal.models.handover_route import HandoverRoute, RouteStep
from portal.models.municipality import Municipality
from portal.models.offer import Offer
from portal.models.organisation import Organisation


def list_with_entrances() -> list[Municipality]:
    """Return all municipalities in Danish order, each with its central entrance and its numbers."""
    query = (
        select(Municipality)
        .options(
            selectinload(Municipality.central_contact).selectinload(Contact.phones),
            selectinload(Municipality.central_contact).selectinload(Contact.organisation),
        )
        .order_by(Municipality.sort_key)
    )
    return list(db.session.scalars(query))


def list_offers_of(municipality: Municipality) -> list[Offer]:
    """Return the offers in use that belong to a municipality or serve it by name."""
    query = (
        select(Offer)
        .join(Offer.organisation)
        .where(
            or_(
                Organisation.municipality_id == municipality.id,
                Offer.municipalities.any(Municipality.id == municipality.id),
            ),
            Offer.archived_at.is_(None),
        )
        .options(
            selectinload(Offer.phones),
            selectinload(Offer.domains),
            selectinload(Offer.organisation),
        )
        .order_by(Offer.sort_key, Offer.id)
    )
    return list(db.session.scalars(query))


def list_routes_of(municipality: Municipality) -> list[HandoverRoute]:
    """Return a municipality's routes in use with their steps; the default route comes last."""
    query = (
        select(HandoverRoute)
        .where(
            HandoverRoute.municipality_id == municipality.id,
            HandoverRoute.archived_at.is_(None),
        )
        .options(
            selectinload(HandoverRoute.domain),
            selectinload(HandoverRoute.steps).selectinload(RouteStep.contact),
            selectinload(HandoverRoute.steps).selectinload(RouteStep.offer),
            selectinload(HandoverRoute.steps).selectinload(RouteStep.organisation),
        )
    )
    routes = db.session.scalars(query)
    return sorted(routes, key=lambda r: (r.domain is None, r.domain.position if r.domain else 0))


def list_entries_of(municipality: Municipality) -> Sequence[Entry]:
    """Return everything of a municipality that somebody must vouch for."""
    own_offers = [o for o in list_offers_of(municipality) if is_own(o, municipality)]
    return [
        municipality,
        *list_routes_of(municipality),
        *own_offers,
        *list_contacts_in(municipality),
    ]


def list_entries_in(units: Sequence[Organisation]) -> Sequence[Entry]:
    """Return the contacts and offers in use of some organisations, in Danish order."""
    ids = [unit.id for unit in units]
    contacts = select(Contact).where(
        Contact.organisation_id.in_(ids), Contact.archived_at.is_(None)
    )
    offers = select(Offer).where(Offer.organisation_id.in_(ids), Offer.archived_at.is_(None))
    found_contacts = contacts.options(selectinload(Contact.phones)).order_by(Contact.sort_key)
    found_offers = offers.options(selectinload(Offer.phones)).order_by(Offer.sort_key)
    return [*db.session.scalars(found_offers), *db.session.scalars(found_contacts)]


def is_own(offer: Offer, municipality: Municipality) -> bool:
    """Say whether an offer belongs to the municipality, or to somebody who serves it."""
    return offer.organisation.municipality_id == municipality.id
