"""Reading handover routes, and what their steps may point to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from flask import abort, request
from flask_login import current_user
from sqlalchemy import Select, or_, select
from sqlalchemy.orm import selectinload

from portal.access.permissions import may
from portal.extensions import db
from portal.models.base import Entry
from portal.models.contact import Contact
from portal.models.domain import Domain
from portal.models.handover_route import HandoverRoute
from portal.models.municipality import Municipality
from portal.models.offer import Offer
from portal.models.organisation import Organisation
from portal.municipalities.queries import find_municipality, list_municipalities
from portal.text.numbers import read_number

Target = Contact | Offer | Organisation
TARGET_MODELS: dict[str, type[Target]] = {
    "contact": Contact,
    "offer": Offer,
    "organisation": Organisation,
}


def get_route(route_id: int) -> HandoverRoute:
    """Return a route, archived or not, or answer 404."""
    return db.session.get(HandoverRoute, route_id) or abort(404)


def find_new_municipality() -> Municipality | None:
    """Return the municipality that a new route is for: the one asked for, else the user's first.

    The gate asks whether the user may create there, so naming a foreign one is answered with 403.
    """
    code = request.values.get("kommune")
    if code:
        return find_municipality(code) or abort(404)
    own = (m for m in list_municipalities() if may(current_user, "edit_municipality", m))
    return next(own, None)


def select_routes(
    municipality_id: int | None = None, domain_id: int | None = None, is_archived: bool = False
) -> Select[HandoverRoute]:
    """Return the query for a list of routes: by municipality, then by domain, the default last."""
    archived = HandoverRoute.archived_at
    query = (
        select(HandoverRoute)
        .join(HandoverRoute.municipality)
        .outerjoin(HandoverRoute.domain)
        .where(archived.is_not(None) if is_archived else archived.is_(None))
        .options(selectinload(HandoverRoute.steps), selectinload(HandoverRoute.domain))
        .order_by(Municipality.sort_key, HandoverRoute.domain_id.is_(None), Domain.position)
        .order_by(HandoverRoute.id)
    )
    if municipality_id is not None:
        query = query.where(HandoverRoute.municipality_id == municipality_id)
    if domain_id is not None:
        query = query.where(HandoverRoute.domain_id == domain_id)
    return query


@dataclass(frozen=True)
class Window:
    """Days on which a route is valid, both included; None is open-ended."""

    from_on: date | None
    to_on: date | None

    def overlaps(self, other: "Window") -> bool:
        """Say whether there is a day in both."""
        starts_in_time = other.to_on is None or self.from_on is None or self.from_on <= other.to_on
        ends_late_enough = (
            self.to_on is None or other.from_on is None or other.from_on <= self.to_on
        )
        return starts_in_time and ends_late_enough


def list_routes_for(
    municipality: Municipality, domains: Iterable[Domain], day: date
) -> list[HandoverRoute]:
    """Return the routes that hold on a day for these domains: each one's own, else the default."""
    query = select_routes(municipality.id)
    held = [
        route
        for route in db.session.scalars(query)
        if Window(route.valid_from_on, route.valid_to_on).overlaps(Window(day, day))
    ]
    routes: list[HandoverRoute] = []
    for domain in domains:
        own = [route for route in held if route.domain_id == domain.id]
        default = [route for route in held if route.domain_id is None]
        routes += [route for route in own or default if route not in routes]
    return routes


def find_rival(
    municipality: Municipality, domain_id: int | None, window: Window, route: HandoverRoute | None
) -> HandoverRoute | None:
    """Return another route in use for the same domain that is valid on some of the same days."""
    query = select(HandoverRoute).where(
        HandoverRoute.municipality_id == municipality.id,
        HandoverRoute.archived_at.is_(None),
        HandoverRoute.domain_id.is_(None)
        if domain_id is None
        else HandoverRoute.domain_id == domain_id,
    )
    others = (other for other in db.session.scalars(query) if other is not route)
    windows = ((other, Window(other.valid_from_on, other.valid_to_on)) for other in others)
    return next((other for other, taken in windows if window.overlaps(taken)), None)


def list_targets(municipality: Municipality) -> dict[str, list[Target]]:
    """Return what a step may point to, by heading: what is in the municipality or serves it."""
    serves = or_(
        Organisation.municipality_id == municipality.id,
        Organisation.municipality_id.is_(None)
        & or_(
            ~Organisation.serves.any(),
            Organisation.serves.any(Municipality.id == municipality.id),
        ),
    )
    contacts = (
        select(Contact).join(Contact.organisation).where(serves, Contact.archived_at.is_(None))
    )
    offers = select(Offer).join(Offer.organisation).where(serves, Offer.archived_at.is_(None))
    units = select(Organisation).where(serves, Organisation.archived_at.is_(None))
    return {
        "Kontaktpersoner": list(db.session.scalars(contacts.order_by(Contact.sort_key))),
        "Tilbud": list(db.session.scalars(offers.order_by(Offer.sort_key))),
        "Organisationer": list(db.session.scalars(units.order_by(Organisation.sort_key))),
    }


def target_key(entry: Entry) -> str:
    """Return the key by which a form names a target, such as "contact:17"."""
    return f"{entry.__tablename__}:{entry.id}"


def find_target(key: str) -> Target | None:
    """Return the target of a key, archived or not, or None."""
    table, _, own_id = key.partition(":")
    model, number = TARGET_MODELS.get(table), read_number(own_id)
    if model is None or number is None:
        return None
    found = db.session.get(model, number)
    return found if isinstance(found, Contact | Offer | Organisation) else None
