"""Reading who looks after what a municipality tells."""

from sqlalchemy import select

from portal.extensions import db
from portal.models.municipality import Municipality
from portal.models.organisation import Organisation
from portal.models.user import User, user_municipality
from portal.models.vocabulary import Role


def list_owners() -> dict[str, str]:
    """Return the names of each municipality's coordinators by its code.

    The one that the municipality names, else all who look after it.
    """
    named = (
        select(Municipality.code, User.name)
        .join(User, User.id == Municipality.coordinator_id)
        .where(User.archived_at.is_(None))
    )
    others = (
        select(Municipality.code, User.name)
        .join(user_municipality, user_municipality.c.municipality_id == Municipality.id)
        .join(User, User.id == user_municipality.c.user_account_id)
        .where(User.archived_at.is_(None), User.role == Role.COORDINATOR)
        .order_by(User.sort_key)
    )
    owners: dict[str, list[str]] = {}
    for code, name in db.session.execute(others):
        owners.setdefault(code, []).append(name)
    chosen = {code: [name] for code, name in db.session.execute(named)}
    return {code: ", ".join(names) for code, names in (owners | chosen).items()}


def list_roots() -> dict[str, int]:
    """Return the id of the organisation that is a municipality as a whole, by its code."""
    query = (
        select(Municipality.code, Organisation.id)
        .join(Organisation, Organisation.municipality_id == Municipality.id)
        .where(Organisation.parent_id.is_(None), Organisation.archived_at.is_(None))
        .order_by(Organisation.id.desc())
    )
    return dict(db.session.execute(query).all())
