"""Handover routes: list, show, create, edit."""

from flask import Blueprint, abort, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.access.marks import requires
from portal.domains.queries import find_asked_domain, list_domains
from portal.handover_routes.forms import RouteForm
from portal.handover_routes.queries import find_new_municipality, get_route, select_routes
from portal.history.verbs import create_entry, edit_entry
from portal.models.handover_route import HandoverRoute
from portal.municipalities.queries import list_municipalities
from portal.web.editing import run_form
from portal.web.lists import paginate, read_filters

blueprint = Blueprint("handover_routes", __name__, url_prefix="/overleveringsveje")


@blueprint.get("/")
@requires("read_directory")
def list_page() -> ResponseReturnValue:
    municipalities, domains = list_municipalities(), list_domains()
    filters = read_filters(municipalities, domains)
    query = select_routes(
        filters.municipality.id if filters.municipality else None,
        filters.domain.id if filters.domain else None,
        filters.is_archived,
    )
    return render_template(
        "handover_routes/list_page.html",
        page=paginate(query),
        filters=filters,
        municipalities=municipalities,
        domains=domains,
    )


@blueprint.get("/<int:route_id>")
@requires("read_directory")
def show(route_id: int) -> ResponseReturnValue:
    return render_template("handover_routes/show.html", route=get_route(route_id))


@blueprint.route("/ny", methods=["GET", "POST"])
@requires("create_entry", find_new_municipality)
def new() -> ResponseReturnValue:
    municipality = find_new_municipality() or abort(404)
    form = RouteForm(municipality=municipality, domain=find_asked_domain())

    def create() -> str:
        route = create_entry(current_user, HandoverRoute(), form.fill)
        return url_for(".show", route_id=route.id)

    return run_form(form, "handover_routes/edit.html", create, municipality=municipality)


@blueprint.route("/<int:route_id>/ret", methods=["GET", "POST"])
@requires("edit_entry", get_route)
def edit(route_id: int) -> ResponseReturnValue:
    route = get_route(route_id)
    form = RouteForm(obj=route)

    def save() -> str:
        edit_entry(current_user, route, form.fill)
        return url_for(".show", route_id=route.id)

    return run_form(
        form, "handover_routes/edit.html", save, entry=route, municipality=route.municipality
    )
