"""What can be done to any entry at its own address: confirm, archive, restore, history, undo."""

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.datastructures import MultiDict
from wtforms import Form

from portal.access.marks import requires
from portal.accounts.redirects import own_path
from portal.contacts.queries import get_contact
from portal.history.numbers import NEW_NUMBER
from portal.history.queries import get_row, list_rows_of
from portal.history.undo import ChangedSinceError, undo_change
from portal.history.verbs import archive_entry, confirm_entry, restore_entry
from portal.history.words import changes_in_words
from portal.lifecycle.actions import hand_over_entrance
from portal.lifecycle.forms import ArchiveForm
from portal.lifecycle.obstacles import find_archived_above, find_obstacle, would_archive
from portal.lifecycle.queries import get_archivable, get_changed_entry, get_entry
from portal.models.contact import Contact
from portal.models.offer import Offer
from portal.web.addresses import entry_url
from portal.web.editing import run_form
from portal.web.fields import HoursField

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
    entry = get_entry(section, key)
    told = [
        (row, changes_in_words(row.before, row.after, row.entry_type))
        for row in list_rows_of(entry)
    ]
    return render_template("lifecycle/history.html", entry=entry, rows=told)


@blueprint.post("/historik/<int:sequence>/fortryd")
@requires("edit_entry", get_changed_entry)
def undo(sequence: int) -> ResponseReturnValue:
    """Take a change back; what would archive the entry is asked about first."""
    entry, row = get_changed_entry(sequence), get_row(sequence)
    if would_archive(row, entry):
        return redirect(entry_url(entry, "arkiver"))
    obstacle = find_obstacle(row, entry)
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
