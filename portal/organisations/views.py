"""Organisations: list, show, create, edit."""

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.access.marks import requires
from portal.history.verbs import create_entry
from portal.models.organisation import Organisation
from portal.models.vocabulary import Sector
from portal.organisations.actions import edit_organisation
from portal.organisations.forms import OrganisationForm
from portal.organisations.queries import (
    find_new_place,
    get_organisation,
    list_areas,
    list_contacts_of,
    list_departments,
    list_offers_of,
    list_routes_to,
    select_organisations,
)
from portal.web.editing import run_form
from portal.web.lists import paginate, read_filters

blueprint = Blueprint("organisations", __name__, url_prefix="/organisationer")


@blueprint.get("/")
@requires("read_directory")
def list_page() -> ResponseReturnValue:
    municipalities = list_areas()
    filters, code = read_filters(municipalities, []), request.args.get("slags")
    sector = Sector(code) if code in set(Sector) else None
    municipality_id = filters.municipality.id if filters.municipality else None
    query = select_organisations(municipality_id, sector, filters.text, filters.is_archived)
    return render_template(
        "organisations/list_page.html",
        page=paginate(query),
        filters=filters,
        municipalities=municipalities,
        sector=sector,
        sectors=list(Sector),
    )


@blueprint.get("/<int:organisation_id>")
@requires("read_directory")
def show(organisation_id: int) -> ResponseReturnValue:
    organisation = get_organisation(organisation_id)
    return render_template(
        "organisations/show.html",
        organisation=organisation,
        departments=list_departments(organisation),
        contacts=list_contacts_of(organisation),
        offers=list_offers_of(organisation),
        routes=list_routes_to(organisation),
    )


@blueprint.route("/ny", methods=["GET", "POST"])
@requires("create_entry", find_new_place)
def new() -> ResponseReturnValue:
    form = OrganisationForm(place=find_new_place())

    def create() -> str:
        organisation = create_entry(current_user, Organisation(), form.fill)
        return url_for(".show", organisation_id=organisation.id)

    return run_form(form, "organisations/edit.html", create)


@blueprint.route("/<int:organisation_id>/ret", methods=["GET", "POST"])
@requires("edit_entry", get_organisation)
def edit(organisation_id: int) -> ResponseReturnValue:
    organisation = get_organisation(organisation_id)
    form = OrganisationForm(obj=organisation)

    def save() -> str:
        edit_organisation(current_user, organisation, form.fill)
        return url_for(".show", organisation_id=organisation.id)

    return run_form(form, "organisations/edit.html", save, entry=organisation)
