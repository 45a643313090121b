"""Pages for administrators: users, problem domains, the journal."""

from flask import Blueprint, flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.access.marks import requires
from portal.accounts.actions import create_user, disable_user, invite_user
from portal.accounts.links import invitation_link
from portal.accounts.queries import get_user, select_users
from portal.administration.filters import read_journal_filters, read_user_filters
from portal.administration.forms import DomainForm, NewDomainForm, UserForm
from portal.administration.queries import (
    count_domain_use,
    get_domain,
    list_all_domains,
)
from portal.history.queries import list_journal_actors, select_journal
from portal.history.verbs import archive_entry, create_entry, edit_entry, restore_entry
from portal.history.words import changes_in_words
from portal.models.domain import Domain
from portal.models.registry import ENTRY_MODELS
from portal.models.user import User
from portal.models.vocabulary import Role
from portal.municipalities.queries import list_municipalities
from portal.web.editing import run_form
from portal.web.lists import own_address, paginate

SHOWN_ONCE = "invitation"

blueprint = Blueprint("administration", __name__, url_prefix="/administration")


@blueprint.get("/brugere")
@requires("administer_users")
def users() -> ResponseReturnValue:
    filters = read_user_filters()
    page = paginate(select_users(filters.text, filters.role, filters.is_disabled))
    return render_template(
        "administration/users.html",
        page=page,
        filters=filters,
        roles=list(Role),
        address=own_address("q", "rolle", "lukket"),
    )


@blueprint.route("/brugere/ny", methods=["GET", "POST"])
@requires("administer_users")
def new_user() -> ResponseReturnValue:
    form = UserForm()

    def create() -> str:
        user = User()
        form.fill(user)
        return show_once(user, create_user(current_user, user))

    return run_form(form, "administration/edit_user.html", create, done="Brugeren er oprettet.")


def show_once(user: User, token: str) -> str:
    """Keep an invitation for the next page the administrator sees; return that page's address.

    It goes by the administrator's own cookie, so that it stands in no address and no log.
    """
    session[SHOWN_ONCE] = [user.id, token]
    return url_for(".show_user", user_id=user.id)


@blueprint.get("/brugere/<int:user_id>")
@requires("administer_users")
def show_user(user_id: int) -> ResponseReturnValue:
    user = get_user(user_id)
    invited_id, token = session.pop(SHOWN_ONCE, (None, None))
    link = invitation_link(token) if invited_id == user.id else None
    return render_template("administration/show_user.html", user=user, link=link)


@blueprint.route("/brugere/<int:user_id>/ret", methods=["GET", "POST"])
@requires("administer_users")
def edit_user(user_id: int) -> ResponseReturnValue:
    user = get_user(user_id)
    form = UserForm(obj=user)

    def save() -> str:
        edit_entry(current_user, user, form.fill)
        return url_for(".show_user", user_id=user.id)

    return run_form(form, "administration/edit_user.html", save, entry=user)


@blueprint.post("/brugere/<int:user_id>/invitation")
@requires("administer_users")
def invite(user_id: int) -> ResponseReturnValue:
    user = get_user(user_id)
    return redirect(show_once(user, invite_user(current_user, user)))


@blueprint.post("/brugere/<int:user_id>/luk")
@requires("administer_users")
def disable(user_id: int) -> ResponseReturnValue:
    user = get_user(user_id)
    disable_user(current_user, user)
    flash(f"{user.name} kan ikke længere logge ind.", "success")
    return redirect(url_for(".show_user", user_id=user.id))


@blueprint.post("/brugere/<int:user_id>/aabn")
@requires("administer_users")
def enable(user_id: int) -> ResponseReturnValue:
    user = get_user(user_id)
    restore_entry(current_user, user)
    flash(f"{user.name} kan logge ind igen.", "success")
    return redirect(url_for(".show_user", user_id=user.id))


@blueprint.get("/omraader")
@requires("administer_domains")
def domains() -> ResponseReturnValue:
    return render_template("administration/domains.html", domains=list_all_domains())


@blueprint.route("/omraader/ny", methods=["GET", "POST"])
@requires("administer_domains")
def new_domain() -> ResponseReturnValue:
    form = NewDomainForm()

    def create() -> str:
        domain = create_entry(current_user, Domain(), form.fill)
        return url_for(".show_domain", domain_id=domain.id)

    return run_form(form, "administration/edit_domain.html", create)


@blueprint.get("/omraader/<int:domain_id>")
@requires("administer_domains")
def show_domain(domain_id: int) -> ResponseReturnValue:
    domain = get_domain(domain_id)
    use = count_domain_use(domain)
    return render_template("administration/show_domain.html", domain=domain, use=use)


@blueprint.route("/omraader/<int:domain_id>/ret", methods=["GET", "POST"])
@requires("administer_domains")
def edit_domain(domain_id: int) -> ResponseReturnValue:
    domain = get_domain(domain_id)
    form = DomainForm(obj=domain)

    def save() -> str:
        edit_entry(current_user, domain, form.fill)
        return url_for(".show_domain", domain_id=domain.id)

    return run_form(form, "administration/edit_domain.html", save, entry=domain)


@blueprint.post("/omraader/<int:domain_id>/arkiver")
@requires("administer_domains")
def archive_domain(domain_id: int) -> ResponseReturnValue:
    domain = get_domain(domain_id)
    archive_entry(current_user, domain)
    flash(f"Arkiveret: {domain.name}", "success")
    return redirect(url_for(".domains"))


@blueprint.post("/omraader/<int:domain_id>/gendan")
@requires("administer_domains")
def restore_domain(domain_id: int) -> ResponseReturnValue:
    domain = get_domain(domain_id)
    restore_entry(current_user, domain)
    flash(f"Gendannet: {domain.name}", "success")
    return redirect(url_for(".domains"))


@blueprint.get("/journal")
@requires("read_journal")
def journal() -> ResponseReturnValue:
    municipalities = list_municipalities()
    filters = read_journal_filters(municipalities)
    page = paginate(select_journal(filters.kinds, filters.actor_id, filters.municipality_id))
    return render_template(
        "administration/journal.html",
        page=page,
        changes={
            row.sequence: changes_in_words(row.before, row.after, row.entry_type)
            for row in page.items
        },
        filters=filters,
        municipality_choices=[(place.code, place.name) for place in municipalities],
        actors=list_journal_actors(ENTRY_MODELS),
        address=own_address("person", "kommune", "slags"),
    )
