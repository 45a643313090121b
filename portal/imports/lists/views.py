"""Lists under ``/min-kommune/indlaes``: bring one, say what its columns mean, see, apply, undo."""

import io
from pathlib import PurePath
from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.exceptions import RequestEntityTooLarge

from portal.access.marks import requires
from portal.imports.lists.actions import (
    apply_batch,
    bring_list,
    can_begin,
    choose_columns,
    discard_batch,
    refuse_unless,
    take_up_again,
    undo_batch,
)
from portal.imports.lists.batches import (
    find_own_municipality,
    get_batch,
    get_batch_municipality,
    has_file,
    is_interrupted,
    is_working,
    list_batches,
    lock_batch,
)
from portal.imports.lists.forms import UploadForm, choices_for, faults_in_choice, read_guesses
from portal.imports.lists.guessing import SheetGuess
from portal.imports.lists.preview import PER_PAGE, unpack_preview
from portal.imports.lists.sheets import NotAListError, unpack_sheets
from portal.imports.lists.tabs import choose_tab
from portal.imports.lists.words import read_words
from portal.later import Later
from portal.models.imports import ImportBatch
from portal.web.errors import Explanation
from portal.web.errors import show as show_error

if TYPE_CHECKING:
    from portal.imports.lists import corrected as marking
else:
    marking = Later("portal.imports.lists.corrected")

blueprint = Blueprint("imports", __name__, url_prefix="/min-kommune/indlaes")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_BYTES = 5 * 1024 * 1024
TOO_LARGE = Explanation(
    "Filen er for stor",
    "En liste må højst fylde 5 MB, og den her fylder mere. Intet er gemt.",
    ("Gem kun de ark og kolonner, der skal med, eller del listen i flere filer.",),
)


@blueprint.url_value_preprocessor
def allow_files(endpoint: str | None, _values: object) -> None:
    """Let this one view take larger files than all others, before anything reads the body."""
    is_upload = request.mimetype == "multipart/form-data"
    if endpoint == f"{blueprint.name}.upload" and is_upload:
        request.max_content_length = MOST_BYTES


@blueprint.errorhandler(RequestEntityTooLarge)
def show_too_large(_error: RequestEntityTooLarge) -> ResponseReturnValue:
    return show_error(413, TOO_LARGE)


@blueprint.route("", methods=["GET", "POST"])
@requires("maintain_directory")
def upload() -> ResponseReturnValue:
    form = UploadForm()
    status = 200
    if form.is_submitted():
        status = 422
        if form.validate():
            municipality = find_own_municipality(form.municipality_id.data)
            name = PurePath(form.file.data.filename.replace("\\", "/")).name
            try:
                batch = bring_list(current_user, municipality, name, form.file.data.read())
                return redirect(url_for(".columns", batch_id=batch.id))
            except NotAListError as error:
                form.file.errors = [str(error)]
    batches = list_batches(current_user)
    return render_template("imports/upload.html", form=form, batches=batches), status


@blueprint.route("/<int:batch_id>/kolonner", methods=["GET", "POST"])
@requires("edit_municipality", get_batch_municipality)
def columns(batch_id: int) -> ResponseReturnValue:
    """Ask what the columns mean, with the guess filled in."""
    batch = lock_batch(batch_id) if request.method == "POST" else get_batch(batch_id)
    refuse_unless(has_file(batch) and can_begin(batch))
    sheets, guesses = unpack_sheets(batch.content or b""), guesses_of(batch)
    faults: list[str] = []
    if request.method == "POST":
        wanted = read_guesses(request.form, sheets, guesses, read_words())
        is_asked_anew = "vis" in request.form or any(
            (new.kind, new.heading) != (old.kind, old.heading)
            for new, old in zip(wanted, guesses, strict=True)
            if new.kind
        )
        guesses = wanted
        faults = [] if is_asked_anew else faults_in_choice(guesses)
        if not (is_asked_anew or faults):
            choose_columns(current_user, batch, sheets, guesses)
            return redirect(url_for(".show", batch_id=batch.id))
        batch.columns = {"sheets": [guess.to_plain() for guess in guesses]}
    page = render_template(
        "imports/columns.html",
        batch=batch,
        sheets=choices_for(sheets, guesses),
        faults=faults,
    )
    return page, 422 if faults else 200


def guesses_of(batch: ImportBatch) -> list[SheetGuess]:
    return [SheetGuess.from_plain(plain) for plain in batch.columns["sheets"]]


@blueprint.get("/<int:batch_id>")
@requires("edit_municipality", get_batch_municipality)
def show(batch_id: int) -> ResponseReturnValue:
    """Show a list in whatever state it is: what it would do, how far it is, what it did."""
    batch = get_batch(batch_id)
    preview = unpack_preview(batch.plan) if batch.plan and has_file(batch) else None
    tab = choose_tab(preview, request.args) if preview else None
    return render_template(
        "imports/show.html",
        batch=batch,
        preview=preview,
        tab=tab,
        per_page=PER_PAGE,
        has_file=has_file(batch),
        is_working=is_working(batch),
        is_interrupted=is_interrupted(batch),
        can_begin=can_begin(batch),
    )


@blueprint.post("/<int:batch_id>/udfoer")
@requires("edit_municipality", get_batch_municipality)
def apply(batch_id: int) -> ResponseReturnValue:
    batch = lock_batch(batch_id)
    apply_batch(current_user, batch, "uden-fejl" in request.form)
    return redirect(url_for(".show", batch_id=batch.id))


@blueprint.post("/<int:batch_id>/fortryd")
@requires("edit_municipality", get_batch_municipality)
def undo(batch_id: int) -> ResponseReturnValue:
    batch = lock_batch(batch_id)
    undo_batch(current_user, batch)
    return redirect(url_for(".show", batch_id=batch.id))


@blueprint.post("/<int:batch_id>/igen")
@requires("edit_municipality", get_batch_municipality)
def again(batch_id: int) -> ResponseReturnValue:
    """Take up a list whose work was interrupted."""
    batch = lock_batch(batch_id)
    take_up_again(current_user, batch)
    return redirect(url_for(".show", batch_id=batch.id))


@blueprint.post("/<int:batch_id>/kasser")
@requires("edit_municipality", get_batch_municipality)
def discard(batch_id: int) -> ResponseReturnValue:
    discard_batch(current_user, lock_batch(batch_id))
    flash("Listen er kasseret. Intet er indlæst.", "success")
    return redirect(url_for(".upload"))


@blueprint.get("/<int:batch_id>/rettet")
@requires("edit_municipality", get_batch_municipality)
def corrected(batch_id: int) -> ResponseReturnValue:
    """Give the list back with what is wrong marked in it."""
    batch = get_batch(batch_id)
    refuse_unless(has_file(batch) and batch.plan is not None)
    sheets, preview = unpack_sheets(batch.content or b""), unpack_preview(batch.plan or b"")
    headings = [guess.heading for guess in guesses_of(batch)]
    name = f"{PurePath(batch.file_name).stem}-med-fejl.xlsx"
    file = io.BytesIO(marking.make_corrected_sheet(sheets, headings, preview))
    return send_file(file, mimetype=XLSX, as_attachment=True, download_name=name)
