"""The own municipality's entries as files to take along, under ``/min-kommune/hent``."""

import io

from flask import Blueprint, send_file
from flask.typing import ResponseReturnValue

from portal.access.marks import requires
from portal.exports.call_sheet import make_call_sheets
from portal.exports.entries import list_entries_of
from portal.exports.lists import make_csv, make_workbook
from portal.exports.marks import internal_mark
from portal.municipalities.queries import get_municipality
from portal.web.dates import local_today

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
        "xlsx": lambda: make_workbook(entries, internal_mark(municipality.full_name, today)),
        "csv": lambda: make_csv(entries),
        "pdf": lambda: make_call_sheets(entries, today),
    }
    name = f"{slug}-internt-{today.isoformat()}.{form}"
    file = io.BytesIO(makers[form]())
    return send_file(file, mimetype=MIMETYPES[form], as_attachment=True, download_name=name)
