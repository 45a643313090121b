"""Editing a municipality; the pages that show it are those of the directory."""

from flask import Blueprint
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.access.marks import requires
from portal.history.verbs import edit_entry
from portal.municipalities.forms import MunicipalityForm
from portal.municipalities.queries import get_municipality
from portal.web.addresses import entry_url
from portal.web.editing import run_form

blueprint = Blueprint("municipalities", __name__, url_prefix="/kommuner")


@blueprint.route("/<slug>/ret", methods=["GET", "POST"])
@requires("edit_municipality", get_municipality)
def edit(slug: str) -> ResponseReturnValue:
    municipality = get_municipality(slug)
    form = MunicipalityForm(obj=municipality)

    def save() -> str:
        edit_entry(current_user, municipality, form.fill)
        return entry_url(municipality)

    return run_form(form, "municipalities/edit.html", save, entry=municipality)
