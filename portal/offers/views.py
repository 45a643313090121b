"""Offers: list, show, create, edit."""

from flask import Blueprint, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.access.marks import requires
from portal.domains.queries import list_domains
from portal.history.numbers import NEW_NUMBER
from portal.history.verbs import create_entry, edit_entry
from portal.models.offer import Offer
from portal.models.vocabulary import OfferKind
from portal.municipalities.queries import list_municipalities
from portal.offers.forms import OfferForm
from portal.offers.queries import get_offer, select_offers
from portal.organisations.queries import find_new_owner
from portal.web.editing import run_form
from portal.web.lists import paginate, read_filters

blueprint = Blueprint("offers", __name__, url_prefix="/tilbud")


@blueprint.get("/")
@requires("read_directory")
def list_page() -> ResponseReturnValue:
    municipalities, domains = list_municipalities(), list_domains()
    filters, code = read_filters(municipalities, domains), request.args.get("slags")
    kind = OfferKind(code) if code in set(OfferKind) else None
    query = select_offers(
        filters.municipality.id if filters.municipality else None,
        filters.domain.id if filters.domain else None,
        kind,
        filters.text,
        filters.is_archived,
    )
    return render_template(
        "offers/list_page.html",
        page=paginate(query),
        filters=filters,
        municipalities=municipalities,
        domains=domains,
        kind=kind,
        kinds=list(OfferKind),
    )


@blueprint.get("/<int:offer_id>")
@requires("read_directory")
def show(offer_id: int) -> ResponseReturnValue:
    return render_template("offers/show.html", offer=get_offer(offer_id))


@blueprint.route("/ny", methods=["GET", "POST"])
@requires("create_entry", find_new_owner)
def new() -> ResponseReturnValue:
    form = OfferForm(owner=find_new_owner())

    def create() -> str:
        offer = create_entry(current_user, Offer(), form.fill)
        return url_for(".show", offer_id=offer.id)

    return run_form(form, "offers/edit.html", create)


@blueprint.route("/<int:offer_id>/ret", methods=["GET", "POST"])
@requires("edit_entry", get_offer)
def edit(offer_id: int) -> ResponseReturnValue:
    offer = get_offer(offer_id)
    form = OfferForm(obj=offer)

    def save() -> str:
        edit_entry(current_user, offer, form.fill)
        if offer.numbers_changed_at is not None:
            flash(NEW_NUMBER, "warning")
        return url_for(".show", offer_id=offer.id)

    return run_form(form, "offers/edit.html", save, entry=offer)
