"""From a file to its sheets, whatever kind of list it is; what is no list is refused in words."""

from portal.imports.lists.sheets import NotAListError, Sheet, keep_citizens_out
from portal.imports.lists.text_file import read_text_file
from portal.imports.lists.workbook import read_workbook

AS_LIST = "Gem listen som Excel (.xlsx) eller CSV, og prøv igen."
# What a file begins with tells what it is, whatever it is called.
REFUSED: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", f"Filen er en PDF og ikke en liste. {AS_LIST}"),
    (b"\xd0\xcf\x11\xe0", f"Filen er et gammelt Excel-ark (.xls) eller låst. {AS_LIST}"),
    (b"\x89PNG", f"Filen er et billede. {AS_LIST}"),
    (b"\xff\xd8\xff", f"Filen er et billede. {AS_LIST}"),
    (b"GIF8", f"Filen er et billede. {AS_LIST}"),
    (b"{\\rtf", f"Filen er et tekstdokument. {AS_LIST}"),
    (b"\x1f\x8b", f"Filen er et pakket arkiv. {AS_LIST}"),
    (b"7z\xbc\xaf", f"Filen er et pakket arkiv. {AS_LIST}"),
    (b"Rar!", f"Filen er et pakket arkiv. {AS_LIST}"),
    (b"MZ", f"Filen er et program. {AS_LIST}"),
    (b"\x7fELF", f"Filen er et program. {AS_LIST}"),
)
MARKUP = (b"<!doctype", b"<html", b"<?xml", b"<table")


def read_list(data: bytes) -> list[Sheet]:
    """Return the sheets of a file, with every CPR number taken out. Raises NotAListError."""
    if not data.strip():
        raise NotAListError("Filen er tom.")
    for beginning, sentence in REFUSED:
        if data.startswith(beginning):
            raise NotAListError(sentence)
    if data.lstrip()[:9].lower().startswith(MARKUP):
        raise NotAListError(f"Filen er en webside og ikke en liste. {AS_LIST}")
    sheets = read_workbook(data) if data.startswith(b"PK") else read_text_file(data)
    sheets = [sheet for sheet in sheets if sheet.rows]
    if not sheets:
        raise NotAListError("Der står ikke noget i filen.")
    keep_citizens_out(sheets)
    return sheets
