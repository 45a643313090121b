"""The directory's entries as XLSX and CSV, in the columns that the import knows."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from portal.exports.cells import cell_of, exported_keys
from portal.exports.entries import OwnEntries
from portal.exports.public_offers import HEADINGS, PublicRow
from portal.imports.lists.fields import CONTACT, KIND_NAMES, ListKind, heading_of
from portal.models.contact import Contact
from portal.models.offer import Offer

BYTE_ORDER_MARK = "\ufeff"  # by which Excel knows UTF-8
FORMULA_SIGNS = ("=", "@", "\t", "\r")
PLAIN_PHONE = re.compile(r"\+[0-9][0-9 ]*(?:\(offentlig\))?")
WIDTH = 24
TYPE = "entry_type"


def make_workbook(of_municipalities: Sequence[OwnEntries], mark: str) -> bytes:
    """Return entries as XLSX, contacts and offers on a sheet each below the mark."""
    book = Workbook(write_only=True)
    for kind in ListKind:
        keys = exported_keys(kind)
        headings = [heading_of(kind, key) for key in keys]
        rows = (
            [cell_of(entry, key, own.municipality) for key in keys]
            for own in of_municipalities
            for entry in entries_of(own, kind)
        )
        add_sheet(book, KIND_NAMES[kind], mark, headings, rows)
    return saved(book)


def entries_of(own: OwnEntries, kind: ListKind) -> Sequence[Contact | Offer]:
    return own.contacts if kind == CONTACT else own.offers


def add_sheet(
    book: Workbook, name: str, mark: str, headings: list[str], rows: Iterable[list[str]]
) -> None:
    """Add a sheet of text: nothing in it is a number or a formula, whatever it looks like."""
    page = book.create_sheet(name)
    page.freeze_panes = "A3" if mark else "A2"
    for column in range(1, len(headings) + 1):
        page.column_dimensions[get_column_letter(column)].width = WIDTH

    def cells(texts: Iterable[str], is_bold: bool = False) -> Iterator[WriteOnlyCell]:
        for text in texts:
            cell = WriteOnlyCell(page, ILLEGAL_CHARACTERS_RE.sub("", text.replace("\r\n", "\n")))
            cell.data_type = "s"
            if is_bold:
                cell.font = Font(bold=True)
            yield cell

    if mark:
        page.append(list(cells([mark], is_bold=True)))
    page.append(list(cells(headings, is_bold=True)))
    for row in rows:
        page.append(list(cells(row)))


def saved(book: Workbook) -> bytes:
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def make_csv(of_municipalities: Sequence[OwnEntries]) -> bytes:
    """Return contacts and offers as one CSV list: semicolons, UTF-8 with its mark, as Excel has it.

    A column says of each row which of the two it is.
    """
    keys = list(dict.fromkeys([TYPE, *exported_keys(CONTACT), *exported_keys(ListKind.OFFER)]))
    headings = [shared_heading(key) for key in keys]
    rows = (
        [cell_of(entry, key, own.municipality) if key in own_keys else "" for key in keys]
        for own in of_municipalities
        for kind in ListKind
        for own_keys in [{TYPE, *exported_keys(kind)}]
        for entry in entries_of(own, kind)
    )
    return csv_bytes(headings, rows)


def make_public_workbook(rows: Iterable[PublicRow]) -> bytes:
    """Return public offers as XLSX."""
    book = Workbook(write_only=True)
    add_sheet(book, "Akut hjælp", "", HEADINGS, (row.cells for row in rows))
    return saved(book)


def make_public_csv(rows: Iterable[PublicRow]) -> bytes:
    """Return public offers as CSV."""
    return csv_bytes(HEADINGS, (row.cells for row in rows))


def shared_heading(key: str) -> str:
    """Return the heading of a column that contacts and offers share."""
    kind = CONTACT if key in {TYPE, "name", *exported_keys(CONTACT)} else ListKind.OFFER
    return heading_of(kind, key)


def csv_bytes(headings: list[str], rows: Iterable[list[str]]) -> bytes:
    """Return rows as CSV that no spreadsheet takes for formulas."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";")
    writer.writerow(headings)
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return f"{BYTE_ORDER_MARK}{text.getvalue()}".encode()


def harmless(text: str) -> str:
    """Return a cell with ' before what would be a formula; a phone number's + stays alone.

    OWASP's "CSV Injection": https://owasp.org/www-community/attacks/CSV_Injection
    """
    is_signed = text.startswith(("+", "-")) and not PLAIN_PHONE.fullmatch(text)
    return f"'{text}" if is_signed or text.startswith(FORMULA_SIGNS) else text
