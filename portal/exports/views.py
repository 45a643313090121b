"""The own municipality's entries as files to take along, under ``/min-kommune/hent``."""

import io
from typing import TYPE_CHECKING

from flask import Blueprint, send_file
from flask.typing import ResponseReturnValue

from portal.access.marks import requires
from portal.exports.entries import list_entries_of
from portal.exports.marks import internal_mark
from portal.later import Later
from portal.municipalities.queries import get_municipality
from portal.web.dates import local_today

if TYPE_CHECKING:
    from portal.exports import call_sheet, lists
else:
    call_sheet, lists = Later("portal.exports.call_sheet"), Later("portal.exports.lists")

blueprint = Blueprint("exports", __name__, url_prefix="/min-kommune/hent")
MIMETYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "pdf": "application/pdf",
}


@blueprint.get("/<slug>/<any(xlsx, csv, pdf):form>")
@requires("edit_municipality", lambda slug, form: get_municipality(slug))
def download(slug: str, form: str) -> ResponseReturnValue:
    """Give what coordinators take along: it holds persons and numbers for professionals only."""
    municipality = get_municipality(slug)
    entries = [list_entries_of(municipality)]
    today = local_today()
    makers = {
        "xlsx": lambda: lists.make_workbook(entries, internal_mark(municipality.full_name, today)),
        "csv": lambda: lists.make_csv(entries),
        "pdf": lambda: call_sheet.make_call_sheets(entries, today),
    }
    name = f"{slug}-internt-{today.isoformat()}.{form}"
    file = io.BytesIO(makers[form]())
    return send_file(file, mimetype=MIMETYPES[form], as_attachment=True, download_name=name)
