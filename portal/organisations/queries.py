"""Reading organisations."""

from flask import abort, request
from flask_login import current_user
from sqlalchemy import Select, or_, select
from sqlalchemy.orm import selectinload

from portal.access.permissions import may
from portal.extensions import db
from portal.models.contact import Contact
from portal.models.handover_route import HandoverRoute, RouteStep
from portal.models.municipality import Municipality
from portal.models.offer import Offer
from portal.models.organisation import Organisation
from portal.models.user import User
from portal.models.vocabulary import Sector
from portal.text.folding import sort_key


def get_organisation(organisation_id: int) -> Organisation:
    """Return an organisation, archived or not, or answer 404."""
    return db.session.get(Organisation, organisation_id) or abort(404)


def list_organisations() -> list[Organisation]:
    """Return all organisations in use, in Danish order."""
    query = (
        select(Organisation)
        .where(Organisation.archived_at.is_(None))
        .order_by(Organisation.sort_key, Organisation.id)
    )
    return list(db.session.scalars(query))


def list_maintained_organisations(user: User) -> list[Organisation]:
    """Return the organisations in use whose entries a user may edit, in Danish order."""
    return [
        organisation
        for organisation in list_organisations()
        if may(user, "edit_entry", organisation)
    ]


def find_new_owner() -> Organisation | None:
    """Return the organisation that a new entry is for: the one asked for, else the user's first.

    The gate asks whether the user may create there, so naming a foreign one is answered with 403.
    """
    wanted = request.values.get("organisation", type=int)
    if wanted is not None:
        found = get_organisation(wanted)
        return abort(404) if found.is_archived else found
    return next(iter(list_maintained_organisations(current_user)), None)


def find_new_place() -> Organisation | Municipality | None:
    """Return where a new organisation is to belong: the place asked for, else the user's own.

    None is anywhere, which only administrators may. The gate asks whether the user may create
    there, so naming a foreign place is answered with 403.
    """
    if "organisation" in request.values:
        return find_new_owner()
    code = request.values.get("kommune")
    if code:
        return next((area for area in list_areas() if area.code == code), None) or abort(404)
    if may(current_user, "create_entry"):
        return None
    own: list[Organisation | Municipality] = [
        *list_own_areas(current_user),
        *list_maintained_organisations(current_user),
    ]
    return own[0] if own else None


def list_areas() -> list[Municipality]:
    """Return all municipalities in Danish order: where units belong, and whom they serve."""
    return list(db.session.scalars(select(Municipality).order_by(Municipality.sort_key)))


def list_own_areas(user: User) -> list[Municipality]:
    """Return the municipalities whose organisations a user looks after."""
    return [area for area in list_areas() if may(user, "edit_municipality", area)]


def select_organisations(
    municipality_id: int | None = None,
    sector: Sector | None = None,
    text: str = "",
    is_archived: bool = False,
) -> Select[Organisation]:
    """Return the query for a list of organisations in Danish order.

    A municipality's organisations are its own and those that serve it by name.
    """
    archived = Organisation.archived_at
    query = (
        select(Organisation)
        .where(archived.is_not(None) if is_archived else archived.is_(None))
        .options(
            selectinload(Organisation.municipality),
            selectinload(Organisation.serves),
            selectinload(Organisation.parent),
        )
        .order_by(Organisation.sort_key, Organisation.id)
    )
    if municipality_id is not None:
        serves = Organisation.serves.any(Municipality.id == municipality_id)
        query = query.where(or_(Organisation.municipality_id == municipality_id, serves))
    if sector is not None:
        query = query.where(Organisation.sector == sector)
    if text:
        query = query.where(Organisation.sort_key.like(f"%{sort_key(text)}%"))
    return query


def lies_within(unit: Organisation, organisation: Organisation) -> bool:
    """Say whether a unit is an organisation itself or one of the departments below it."""
    above: Organisation | None = unit
    while above is not None and above is not organisation:
        above = above.parent
    return above is organisation


def list_departments(organisation: Organisation) -> list[Organisation]:
    """Return the departments right below an organisation that are in use, in Danish order."""
    query = select(Organisation).where(
        Organisation.parent_id == organisation.id, Organisation.archived_at.is_(None)
    )
    return list(db.session.scalars(query.order_by(Organisation.sort_key, Organisation.id)))


def list_contacts_of(organisation: Organisation) -> list[Contact]:
    """Return an organisation's own contacts in use, in Danish order."""
    query = select(Contact).where(
        Contact.organisation_id == organisation.id, Contact.archived_at.is_(None)
    )
    return list(db.session.scalars(query.order_by(Contact.sort_key, Contact.id)))


def list_offers_of(organisation: Organisation) -> list[Offer]:
    """Return an organisation's own offers in use, in Danish order."""
    query = select(Offer).where(
        Offer.organisation_id == organisation.id, Offer.archived_at.is_(None)
    )
    return list(db.session.scalars(query.order_by(Offer.sort_key, Offer.id)))


def list_routes_to(organisation: Organisation) -> list[HandoverRoute]:
    """Return the routes in use with a step that points to the organisation itself."""
    leads_there = HandoverRoute.steps.any(RouteStep.organisation_id == organisation.id)
    query = (
        select(HandoverRoute)
        .join(HandoverRoute.municipality)
        .where(HandoverRoute.archived_at.is_(None), leads_there)
        .order_by(Municipality.sort_key, HandoverRoute.id)
    )
    return list(db.session.scalars(query))
