"""The directory read as a whole."""

from collections.abc import Sequence
from datetime import timedelta

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.access.marks import requires
from portal.accounts.redirects import own_path
from portal.contacts.queries import list_contacts_in
from portal.directory.confirming import confirm_shown, shown_key
from portal.directory.places import list_tasks
from portal.directory.queries import (
    list_offers_of,
    list_routes_of,
    list_with_entrances,
)
from portal.models.base import Entry, utc_now
from portal.municipalities.queries import get_municipality
from portal.reminders.queries import count_reminders_in_vain
from portal.reports.queries import list_closed_lately
from portal.reports.subjects import numbers_of

blueprint = Blueprint("directory", __name__)

MOST_PLACES = 3
"""With more places to look after, an overview comes first."""
LATELY = timedelta(days=14)
"""For so long a closed report can be found again where it was answered."""


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
        contacts=list_contacts_in(found),
        offers=list_offers_of(found),
        now=utc_now(),
    )


@blueprint.get("/min-kommune")
@requires("maintain_directory")
def my_municipality() -> ResponseReturnValue:
    """Show what is left to do; who looks after many places chooses one of them."""
    places = list_tasks(current_user, utc_now())
    chosen = [work for work in places if work.key == request.args.get("sted")]
    is_overview = len(places) > MOST_PLACES
    tasks = chosen if is_overview else places
    return render_template(
        "directory/my_municipality.html",
        places=places if is_overview else [],
        tasks=tasks,
        reminded_in_vain=count_reminders_in_vain([one for work in tasks for one in work.shown]),
        closed=list_closed_lately(utc_now() - LATELY),
        numbers_of=numbers_of,
        shown_key=shown_key,
    )


@blueprint.post("/min-kommune/bekraeft")
@requires("maintain_directory")
def confirm_listed() -> ResponseReturnValue:
    """Confirm one row of a list, or all of the list that the page showed."""
    only = request.form.getlist("only")
    confirmed = confirm_shown(current_user, only or request.form.getlist("shown"))
    if confirmed.entries:
        flash(confirmed_words(confirmed.entries), "success")
    if confirmed.changed:
        titles = "; ".join(entry.title for entry in confirmed.changed)
        flash(f"Ændret, siden du så listen, og derfor ikke bekræftet: {titles}.", "warning")
    return redirect(own_path(request.form.get("next") or url_for(".my_municipality")))


def confirmed_words(entries: Sequence[Entry]) -> str:
    if len(entries) == 1:
        return f"Bekræftet i dag: {entries[0].title}"
    return f"Tak. {len(entries)} er bekræftet i dag."
