"""One turn of a page with a form: show it, change its rows, refuse it, or carry it out."""

from collections.abc import Callable
from typing import Any

from blinker import Signal
from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from wtforms import Field

from portal.models.base import Entry
from portal.web.conflicts import differences, has_conflict
from portal.web.fields import HoursField
from portal.web.forms import PortalForm
from portal.web.rows import press_row_button

entry_saved = Signal("An entry was edited or archived by its form; sent before the commit.")


def run_form(
    form: PortalForm,
    template: str,
    carry_out: Callable[[], str],
    entry: Entry | None = None,
    done: str = "Gemt.",
    **context: Any,
) -> ResponseReturnValue:
    """Answer one request to a create or edit page.

    A form sets its choices when it is made, so that it can be made again from the entry as it is.
    ``carry_out`` is called once the form is valid and returns the address to go on to. ``entry`` is
    what is being edited, None when it is created. Shown again, the form keeps all that was typed:
    422 with errors, 409 when somebody else saved meanwhile, 200 after a row button and when the
    hours are shown back as a week before they are saved.
    """

    def show(status: int, **more: Any) -> ResponseReturnValue:
        return render_template(template, form=form, entry=entry, **context, **more), status

    if not form.is_submitted():
        open_at(form, entry)
        return show(200)
    if press_row_button(form):
        form.refresh_rows()
        return show(200)
    if not form.validate():
        return show(422)
    if entry is not None and has_conflict(form, entry):
        saved = type(form)(formdata=None, obj=entry)
        open_at(form, entry)
        return show(409, differences=differences(form, saved))
    if unseen_hours(form):
        return show(200, shows_hours=True)
    target = carry_out()
    if entry is not None:
        entry_saved.send(entry)
    flash(done, "success")
    return redirect(target)


def open_at(form: PortalForm, entry: Entry | None) -> None:
    """Note in the form which version of the entry the person is looking at."""
    form.version.data = str(entry.version_id) if entry is not None else ""


def unseen_hours(form: PortalForm) -> list[Field]:
    """Return the hours fields whose week the person has not been shown yet.

    The page sends back the words it last showed as a week; hours that were not changed need not be
    shown again.
    """
    return [
        field
        for field in form
        if isinstance(field, HoursField)
        and field.typed
        and field.data != field.object_data
        and request.form.get(f"{field.name}-shown", "").strip() != field.typed
    ]
