"""Reading organisations."""

from flask import abort, request
from flask_login import current_user
from sqlalchemy import select

from portal.access.permissions import may
from portal.extensions import db
from portal.models.organisation import Organisation
from portal.models.user import User


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
        return get_organisation(wanted)
    return next(iter(list_maintained_organisations(current_user)), None)
