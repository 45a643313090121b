"""The directory read as a whole."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.access.marks import requires
from portal.access.permissions import may
from portal.directory.queries import (
    list_contacts_of,
    list_offers_of,
    list_routes_of,
    list_with_entrances,
)
from portal.directory.tasks import find_tasks
from portal.models.base import utc_now
from portal.municipalities.queries import get_municipality
from portal.organisations.queries import list_maintained_organisations

blueprint = Blueprint("directory", __name__)


@blueprint.get("/kommuner")
@requires("read_directory")
def municipalities() -> ResponseReturnValue:
    return render_template("directory/municipalities.html", municipalities=list_with_entrances())


@blueprint.get("/kommuner/<slug>")
@requires("read_directory")
def municipality(slug: str) -> ResponseReturnValue:
    found = get_municipality(slug)
    return render_template(
        "directory/municipality.html",
        municipality=found,
        routes=list_routes_of(found),
        contacts=list_contacts_of(found),
        offers=list_offers_of(found),
        now=utc_now(),
    )


@blueprint.get("/min-kommune")
@requires("maintain_directory")
def my_municipality() -> ResponseReturnValue:
    """Show a coordinator what is left to do; an administrator looks after all municipalities."""
    mine = [m for m in list_with_entrances() if may(current_user, "edit_municipality", m)]
    now = utc_now()
    return render_template(
        "directory/my_municipality.html",
        tasks=[find_tasks(one, now) for one in mine],
        organisations=list_maintained_organisations(current_user) if not mine else [],
    )
