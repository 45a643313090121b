"""Contact persons: list, show, create, edit."""

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.access.marks import requires
from portal.contacts.forms import ContactForm
from portal.contacts.queries import get_contact, select_contacts
from portal.domains.queries import find_asked_domain, list_domains
from portal.history.verbs import create_entry, edit_entry
from portal.models.contact import Contact
from portal.municipalities.queries import list_municipalities
from portal.organisations.queries import find_new_owner
from portal.web.editing import run_form
from portal.web.lists import paginate, read_filters

blueprint = Blueprint("contacts", __name__, url_prefix="/kontaktpersoner")


@blueprint.get("/")
@requires("read_directory")
def list_page() -> ResponseReturnValue:
    municipalities, domains = list_municipalities(), list_domains()
    filters = read_filters(municipalities, domains)
    query = select_contacts(
        filters.municipality.id if filters.municipality else None,
        filters.domain.id if filters.domain else None,
        filters.text,
        filters.is_archived,
    )
    return render_template(
        "contacts/list_page.html",
        page=paginate(query),
        filters=filters,
        municipalities=municipalities,
        domains=domains,
    )


@blueprint.get("/<int:contact_id>")
@requires("read_directory")
def show(contact_id: int) -> ResponseReturnValue:
    return render_template("contacts/show.html", contact=get_contact(contact_id))


@blueprint.route("/ny", methods=["GET", "POST"])
@requires("create_entry", find_new_owner)
def new() -> ResponseReturnValue:
    form = ContactForm(owner=find_new_owner(), domain=find_asked_domain())

    def create() -> str:
        contact = create_entry(current_user, Contact(), form.fill)
        return url_for(".show", contact_id=contact.id)

    return run_form(form, "contacts/edit.html", create)


@blueprint.route("/<int:contact_id>/ret", methods=["GET", "POST"])
@requires("edit_entry", get_contact)
def edit(contact_id: int) -> ResponseReturnValue:
    contact = get_contact(contact_id)
    form = ContactForm(obj=contact)

    def save() -> str:
        edit_entry(current_user, contact, form.fill)
        return url_for(".show", contact_id=contact.id)

    return run_form(form, "contacts/edit.html", save, entry=contact)
