"""The list as it came, with what is wrong marked: red cells, and a column that says it in words."""

import io

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from portal.imports.lists.preview import Preview, PreviewRow
from portal.imports.lists.sheets import Row, Sheet

FAULT_HEADING = "Fejl"
RED = PatternFill("solid", fgColor="FFC7CE")
BOLD = Font(bold=True)
WIDTH = 60
NO_SHEET_NAME = str.maketrans(dict.fromkeys(r"[]:*?/\\", " "))


def make_corrected_sheet(sheets: list[Sheet], headings: list[int], preview: Preview) -> bytes:
    """Return the rows of a list as XLSX; ``headings`` are the numbers of each sheet's heading row.

    Rows without a fault stand as they came, so that the file can be corrected and brought again.
    """
    book = Workbook(write_only=True)
    by_place = {(row.sheet, row.number): row for row in preview.rows}
    for index, (sheet, heading) in enumerate(zip(sheets, headings, strict=True)):
        page = book.create_sheet(sheet_title(sheet.name, index))
        page.column_dimensions["A"].width = WIDTH
        for row in sheet.rows:
            page.append(marked_row(page, row, by_place.get((index, row.number)), heading))
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def sheet_title(name: str, index: int) -> str:
    """Return a name that spreadsheets take: at most 31 signs, none of theirs."""
    plain = name.translate(NO_SHEET_NAME).strip(" '")[:31]
    return plain or f"Ark {index + 1}"


def marked_row(
    page: WriteOnlyWorksheet, row: Row, planned: PreviewRow | None, heading: int
) -> list[WriteOnlyCell]:
    """Return a row's cells, the faults in words first."""
    faults = planned.faults if planned is not None else []
    said = " ".join(f"{f.heading}: {f.message}" if f.heading else f.message for f in faults)
    bad = {fault.column for fault in faults}
    is_heading = row.number == heading
    first = text_cell(page, FAULT_HEADING if is_heading else said, is_bad=bool(faults))
    cells = [text_cell(page, text, is_bad=column in bad) for column, text in enumerate(row.cells)]
    for column in sorted(c for c in bad if c is not None and c >= len(cells)):
        cells += [text_cell(page, "", is_bad=False) for _ in range(column - len(cells))]
        cells.append(text_cell(page, "", is_bad=True))
    if is_heading:
        for cell in (first, *cells):
            cell.font = BOLD
    return [first, *cells]


def text_cell(page: WriteOnlyWorksheet, text: str, is_bad: bool = False) -> WriteOnlyCell:
    """Return a cell that holds text and is never a formula, whatever it begins with."""
    cell = WriteOnlyCell(page, ILLEGAL_CHARACTERS_RE.sub("", text))
    cell.data_type = "s"
    if is_bad:
        cell.fill = RED
    return cell
