"""What can be done to any entry: confirm, archive, restore, see its history, take back."""

from datetime import date, datetime, timedelta

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.datastructures import MultiDict
from wtforms import Form

from portal.access.marks import requires
from portal.accounts.redirects import own_path
from portal.contacts.queries import get_contact
from portal.history.numbers import NEW_NUMBER
from portal.history.queries import (
    find_row_before,
    get_row,
    list_rows_before,
    list_rows_of,
    select_journal,
)
from portal.history.undo import ChangedSinceError, go_back, undo_change
from portal.history.verbs import archive_entry, confirm_entry, restore_entry
from portal.history.words import changes_in_words
from portal.lifecycle.actions import hand_over_entrance
from portal.lifecycle.forms import ArchiveForm, DayForm, HistoryForm
from portal.lifecycle.obstacles import find_archived_above, find_obstacle, would_archive
from portal.lifecycle.queries import (
    DIRECTORY_KINDS,
    find_history_address,
    get_archivable,
    get_changed_entry,
    get_entry,
)
from portal.models.contact import Contact
from portal.models.offer import Offer
from portal.municipalities.queries import get_municipality, list_municipalities
from portal.web.addresses import entry_url
from portal.web.dates import format_date, local_today, start_of
from portal.web.editing import run_form
from portal.web.fields import HoursField, to_id
from portal.web.lists import own_address, paginate

blueprint = Blueprint("lifecycle", __name__)
SECTION = "/<any(kontaktpersoner, tilbud, overleveringsveje, organisationer, kommuner):section>"
ENTRY = f"{SECTION}/<key>"


@blueprint.post(f"{ENTRY}/bekraeft")
@requires("edit_entry", get_entry)
def confirm(section: str, key: str) -> ResponseReturnValue:
    entry = get_entry(section, key)
    confirm_entry(current_user, entry)
    flash(f"Bekræftet i dag: {entry.title}", "success")
    if isinstance(entry, Offer) and entry.numbers_changed_at is not None:
        flash(NEW_NUMBER, "warning")
    return redirect(own_path(request.form.get("next") or entry_url(entry)))


@blueprint.route(f"{ENTRY}/arkiver", methods=["GET", "POST"])
@requires("edit_entry", get_archivable)
def archive(section: str, key: str) -> ResponseReturnValue:
    entry = get_archivable(section, key)
    form = ArchiveForm(obj=entry)
    dependants = form.dependants
    if dependants.holds:
        page = render_template("lifecycle/archive.html", entry=entry, dependants=dependants)
        return page, 409 if form.is_submitted() else 200

    def carry_out() -> str:
        if dependants.central_of is not None and isinstance(entry, Contact):
            successor = get_contact(form.successor_id.data)
            hand_over_entrance(current_user, dependants.central_of, entry, successor)
        else:
            archive_entry(current_user, entry)
        return entry_url(entry)

    return run_form(
        form, "lifecycle/archive.html", carry_out, entry, "Arkiveret.", dependants=dependants
    )


@blueprint.post(f"{ENTRY}/gendan")
@requires("edit_entry", get_archivable)
def restore(section: str, key: str) -> ResponseReturnValue:
    entry = get_archivable(section, key)
    above = find_archived_above(entry)
    if above is not None:
        flash(f"{above.title} er arkiveret. Gendan den først.", "error")
    else:
        restore_entry(current_user, entry)
        flash(f"Gendannet: {entry.title}", "success")
    return redirect(entry_url(entry))


@blueprint.get(f"{ENTRY}/historik")
@requires("read_history", get_entry)
def history(section: str, key: str) -> ResponseReturnValue:
    """Show an entry's changes; with a day in the address also how it stood when that day ended."""
    entry, form = get_entry(section, key), DayForm(request.args)
    day = form.dato.data if form.validate() else None
    row = find_row_before(entry, end_of(day)) if day else None
    rows = list_rows_of(entry)
    return render_template(
        "lifecycle/history.html",
        entry=entry,
        rows=[(r, changes_in_words(r.before, r.after, r.entry_type)) for r in rows],
        form=form,
        day=day,
        stood=row and changes_in_words(None, row.after, row.entry_type),
        is_now=row is None or row.after == rows[0].after,
    )


@blueprint.post(f"{ENTRY}/historik/gaa-tilbage")
@requires("edit_entry", get_entry)
def return_to_day(section: str, key: str) -> ResponseReturnValue:
    """Bring an entry back to how it stood when a day ended."""
    entry, form = get_entry(section, key), DayForm(request.form)
    day = form.dato.data if form.validate() else None
    row = find_row_before(entry, end_of(day)) if day else None
    if row is None or day is None:
        flash("Oplysningen fandtes ikke den dag. Vælg en senere dag.", "error")
        return redirect(entry_url(entry, "historik"))
    if would_archive(row.after, entry):
        return redirect(entry_url(entry, "arkiver"))
    obstacle = find_obstacle(row.after, entry)
    if obstacle is None:
        go_back(current_user, entry, row)
        flash(f"Oplysningerne er, som de var den {format_date(day)}.", "success")
    else:
        flash(obstacle, "error")
    return redirect(entry_url(entry, "historik"))


@blueprint.get("/historik")
@requires("read_history")
def changes() -> ResponseReturnValue:
    """Show what was changed in the directory: everywhere, in a municipality, by a person."""
    form = HistoryForm(request.args)
    form.offer(list_municipalities())
    kept = form.data if form.validate() else {}
    query = select_journal(
        (kept["slags"],) if kept.get("slags") else DIRECTORY_KINDS,
        to_id(kept.get("person")),
        to_id(kept.get("kommune")),
        start_of(kept["fra"]) if kept.get("fra") else None,
        end_of(kept["til"]) if kept.get("til") else None,
    )
    page = paginate(query)
    return render_template(
        "lifecycle/changes.html",
        page=page,
        changes={r.sequence: changes_in_words(r.before, r.after, r.entry_type) for r in page.items},
        addresses={r.sequence: find_history_address(r) for r in page.items},
        form=form,
        address=own_address(*form.data),
    )


@blueprint.get("/kommuner/<slug>/dengang")
@requires("read_history")
def back_then(slug: str) -> ResponseReturnValue:
    """Show how all of a municipality's entries stood when a day ended."""
    municipality, form = get_municipality(slug), DayForm(request.args)
    day = form.dato.data if form.validate() else None
    rows = list_rows_before(municipality, DIRECTORY_KINDS, end_of(day)) if day else []
    return render_template(
        "lifecycle/back_then.html",
        municipality=municipality,
        form=form,
        day=day,
        entries=[(r, changes_in_words(None, r.after, r.entry_type)) for r in rows],
    )


@blueprint.post("/historik/<int:sequence>/fortryd")
@requires("edit_entry", get_changed_entry)
def undo(sequence: int) -> ResponseReturnValue:
    """Take a change back; what would archive the entry is asked about first."""
    entry, row = get_changed_entry(sequence), get_row(sequence)
    if would_archive(row.before, entry):
        return redirect(entry_url(entry, "arkiver"))
    obstacle = find_obstacle(row.before, entry)
    if obstacle is not None:
        flash(obstacle, "error")
        return redirect(entry_url(entry, "historik"))
    try:
        undo_change(current_user, row)
    except ChangedSinceError:
        flash("Oplysningerne er ændret siden. Fortryd den nyeste ændring først.", "error")
    else:
        flash("Ændringen er fortrudt.", "success")
    return redirect(entry_url(entry, "historik"))


def end_of(day: date) -> datetime:
    """Return the instant at which a day has ended; today has not ended later than tomorrow."""
    return start_of(min(day, local_today()) + timedelta(days=1))


class HoursForm(Form):
    """The one field of any form whose week htmx asks for."""

    hours = HoursField("Åbningstider")


@blueprint.post("/aabningstider")
@requires("maintain_directory")
def hours_week() -> ResponseReturnValue:
    """Show hours back as a week while they are typed; ``hours_field`` names the field."""
    name = request.form.get("hours_field", "")
    form = HoursForm(MultiDict({"hours": request.form.get(name, "")}))
    form.validate()
    return render_template("lifecycle/_hours_week.html", form=form, name=name)
