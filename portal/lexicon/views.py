"""Pages for the lexicon: the words it lacks, the terms it has, and trying a new one."""

from collections.abc import Callable

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.access.marks import requires
from portal.history.queries import list_rows_of
from portal.history.undo import undo_change
from portal.history.verbs import archive_entry, create_entry, edit_entry, restore_entry
from portal.history.words import changes_in_words
from portal.lexicon.actions import change_shipped, remove_shipped
from portal.lexicon.filters import page_of, read_filters
from portal.lexicon.forms import TermForm
from portal.lexicon.meanings import WEIGHTS, meaning_choices, meaning_name, meaning_names
from portal.lexicon.queries import (
    find_own_in_place_of,
    find_term,
    get_shipped,
    get_term,
    list_terms,
    list_waiting_words,
)
from portal.lexicon.trial import Trial, try_term
from portal.models.words import OwnTerm
from portal.snapshot.current import current_snapshot
from portal.web.addresses import entry_url
from portal.web.editing import run_form
from portal.word_counts.actions import dismiss_word, take_word_back
from portal.word_counts.queries import get_unknown_word, list_counted_words

blueprint = Blueprint("lexicon", __name__, url_prefix="/administration/ord")

EDIT = "lexicon/edit_term.html"


@blueprint.get("")
@requires("administer_lexicon")
def words() -> ResponseReturnValue:
    return render_template(
        "lexicon/words.html",
        words=list_waiting_words(current_snapshot()),
        dismissed=list_counted_words(is_dismissed=True),
    )


@blueprint.post("/<word_hash>/se-bort-fra")
@requires("administer_lexicon")
def dismiss(word_hash: str) -> ResponseReturnValue:
    word = get_unknown_word(word_hash)
    dismiss_word(current_user, word)
    flash(f"»{word.word}« står ikke længere på listen.", "success")
    return redirect(url_for(".words"))


@blueprint.post("/<word_hash>/tag-med")
@requires("administer_lexicon")
def take_back(word_hash: str) -> ResponseReturnValue:
    word = get_unknown_word(word_hash)
    take_word_back(current_user, word)
    flash(f"»{word.word}« står på listen igen.", "success")
    return redirect(url_for(".words"))


@blueprint.get("/liste")
@requires("administer_lexicon")
def terms() -> ResponseReturnValue:
    filters = read_filters()
    return render_template(
        "lexicon/terms.html",
        page=page_of(filters.keep(list_terms(filters.is_archived))),
        filters=filters,
        meanings=meaning_choices(),
        names=meaning_names(),
        weights=WEIGHTS,
    )


@blueprint.route("/ny", methods=["GET", "POST"])
@requires("administer_lexicon")
def new_term() -> ResponseReturnValue:
    form = TermForm(phrase=request.args.get("ord", ""))

    def create() -> str:
        return entry_url(create_entry(current_user, OwnTerm(), form.fill))

    return run_term_form(form, create)


@blueprint.route("/ret", methods=["GET", "POST"])
@requires("administer_lexicon")
def edit_shipped() -> ResponseReturnValue:
    key = request.args.get("noegle", "")
    own = find_own_in_place_of(key)
    if own is not None:
        return redirect(entry_url(own))
    shipped = get_shipped(key)
    form = TermForm(obj=shipped)

    def save() -> str:
        return entry_url(change_shipped(current_user, shipped, form.fill))

    return run_term_form(form, save)


@blueprint.post("/fjern")
@requires("administer_lexicon")
def remove() -> ResponseReturnValue:
    key = request.args.get("noegle", "")
    own = find_own_in_place_of(key) or remove_shipped(current_user, get_shipped(key))
    flash(f"»{own.phrase}« er taget ud af brug.", "success")
    return redirect(entry_url(own))


@blueprint.get("/<int:term_id>")
@requires("administer_lexicon")
def show_term(term_id: int) -> ResponseReturnValue:
    term = get_term(term_id)
    rows = [(r, changes_in_words(r.before, r.after, r.entry_type)) for r in list_rows_of(term)]
    name = meaning_name(f"{term.term_type}:{term.code}", meaning_names())
    return render_template(
        "lexicon/show_term.html", term=term, meaning=name, weight=WEIGHTS[term.weight], rows=rows
    )


@blueprint.route("/<int:term_id>/ret", methods=["GET", "POST"])
@requires("administer_lexicon")
def edit_term(term_id: int) -> ResponseReturnValue:
    term = get_term(term_id)
    form = TermForm(obj=term)

    def save() -> str:
        return entry_url(edit_entry(current_user, term, form.fill))

    return run_term_form(form, save, term)


@blueprint.post("/<int:term_id>/arkiver")
@requires("administer_lexicon")
def archive_term(term_id: int) -> ResponseReturnValue:
    term = get_term(term_id)
    archive_entry(current_user, term)
    flash(f"»{term.phrase}« er taget ud af brug.", "success")
    return redirect(entry_url(term))


@blueprint.post("/<int:term_id>/gendan")
@requires("administer_lexicon")
def restore_term(term_id: int) -> ResponseReturnValue:
    term = get_term(term_id)
    restore_entry(current_user, term)
    flash(f"»{term.phrase}« er i brug igen.", "success")
    return redirect(entry_url(term))


@blueprint.post("/<int:term_id>/fortryd")
@requires("administer_lexicon")
def undo(term_id: int) -> ResponseReturnValue:
    """Take the newest change back, if it is the one that the page showed as the newest."""
    term = get_term(term_id)
    newest = list_rows_of(term)[0]
    if request.form.get("sequence") != str(newest.sequence):
        flash("Ordet er ændret siden. Se historikken, og prøv igen.", "error")
    else:
        undo_change(current_user, newest)
        flash("Ændringen er fortrudt.", "success")
    return redirect(entry_url(term))


@blueprint.post("/proev")
@requires("administer_lexicon")
def try_sentence() -> ResponseReturnValue:
    """Show what a sentence becomes while it is typed; ``noegle`` is the term that is edited."""
    form = TermForm(obj=find_term(request.args.get("noegle", "")))
    return render_template("lexicon/_trial.html", trial=try_form(form))


def run_term_form(
    form: TermForm, carry_out: Callable[[], str], entry: OwnTerm | None = None
) -> ResponseReturnValue:
    """Answer a request to a page with the form; the button that only tries saves nothing."""
    if "try" in request.form:
        return render_template(EDIT, form=form, entry=entry, trial=try_form(form))
    return run_form(form, EDIT, carry_out, entry)


def try_form(form: TermForm) -> Trial:
    return try_term(form.sentence.data or "", form.term, form.replaced, current_snapshot())
