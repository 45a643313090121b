"""One sheet of an XLSX workbook, read as its elements come; merged cells filled, dates in words."""

import re
from datetime import datetime, timedelta

from portal.imports.lists.sheets import (
    BROKEN_FORMULA,
    ERROR_VALUE,
    LONGEST_CELL,
    MOST_COLUMNS,
    MOST_MERGED,
    MOST_ROWS,
    TOO_LONG,
    NotAListError,
    Row,
)
from portal.imports.lists.workbook_xml import Attributes, Styles, parse, plain

REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


def read_sheet(part: bytes, texts: list[str], styles: Styles) -> list[Row]:
    """Return the rows of a sheet that hold something; merged cells are filled downwards."""
    reader = SheetReader(texts, styles)
    if part:
        parse(part, reader.start, reader.end)
    reader.fill_merged()
    return [row for row in reader.rows.values() if not row.is_empty]


class SheetReader:
    """Reads one sheet's elements as they come."""

    def __init__(self, texts: list[str], styles: Styles) -> None:
        self.texts, self.styles = texts, styles
        self.rows: dict[int, Row] = {}
        self.merged: list[tuple[int, int, int, int]] = []
        self.merged_rows = 0
        self.row = Row(0, [])
        self.column = -1
        self.kind, self.style = "n", 0
        self.value: str | None = None
        self.pieces: list[str] = []
        self.has_formula = False

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "row":
            self.start_row(int(attributes.get("r", self.row.number + 1)))
        elif name == "c":
            reference = REFERENCE.fullmatch(attributes.get("r", ""))
            self.column = column_number(reference[1]) if reference else self.column + 1
            self.kind, self.style = attributes.get("t", "n"), int(attributes.get("s", "0"))
            self.value, self.pieces, self.has_formula = None, [], False
        elif name == "mergeCell":
            self.note_merged(attributes.get("ref", ""))

    def start_row(self, number: int) -> None:
        if len(self.rows) >= MOST_ROWS + 100:
            raise NotAListError(f"Listen har mere end {MOST_ROWS} rækker. Del den i flere filer.")
        self.row, self.column = Row(number, []), -1
        self.rows[number] = self.row

    def end(self, name: str, text: str) -> None:
        if name == "c":
            self.end_cell()
        elif name == "v":
            self.value = text
        elif name == "t":
            self.pieces.append(text)
        elif name == "f":
            self.has_formula = True

    def end_cell(self) -> None:
        if self.column >= MOST_COLUMNS:
            if self.value or self.pieces:
                raise NotAListError(
                    f"Række {self.row.number} har mere end {MOST_COLUMNS} kolonner."
                )
            return
        text = self.text()
        if self.has_formula and not text:
            self.row.faults[self.column] = BROKEN_FORMULA
        elif self.kind == "e":
            text, self.row.faults[self.column] = "", ERROR_VALUE
        elif len(text) > LONGEST_CELL:
            text, self.row.faults[self.column] = text[:100] + " …", TOO_LONG
        if text:
            cells = self.row.cells
            cells.extend([""] * (self.column + 1 - len(cells)))
            cells[self.column] = text

    def text(self) -> str:
        """Return the value of the cell that has just ended as a person would have typed it."""
        if self.kind == "inlineStr":
            return plain("".join(self.pieces))
        if not self.value:
            return ""
        if self.kind == "s":
            place = int(self.value)
            return self.texts[place] if place < len(self.texts) else ""
        if self.kind == "b":
            return "Ja" if self.value == "1" else "Nej"
        return self.number_text(self.value) if self.kind == "n" else plain(self.value)

    def number_text(self, value: str) -> str:
        number = float(value)
        if self.style in self.styles.dates:
            return date_text(number, self.styles.has_1904_dates)
        is_whole = number.is_integer() and abs(number) < 1e15
        return str(int(number)) if is_whole else repr(number)

    def note_merged(self, reference: str) -> None:
        """Keep a merged cell for later; they may overlap in a file that no spreadsheet wrote."""
        first, _, last = reference.partition(":")
        corners = REFERENCE.fullmatch(first), REFERENCE.fullmatch(last)
        if corners[0] and corners[1]:
            left, right = column_number(corners[0][1]), column_number(corners[1][1])
            top = int(corners[0][2])
            bottom = min(int(corners[1][2]), top + MOST_ROWS)
            self.merged_rows += max(1, bottom - top + 1)
            if self.merged_rows > MOST_MERGED:
                raise NotAListError(
                    "Regnearket har for mange flettede celler. Ophæv fletningen, og prøv igen."
                )
            self.merged.append((top, bottom, left, right))

    def fill_merged(self) -> None:
        """Give each row of a merged cell its value; a row that is one wide cell is a title."""
        for top, bottom, left, right in self.merged:
            source = self.rows.get(top)
            if source is None:
                continue
            text = source.cell(left)
            if right > left and top == bottom and sum(map(bool, source.cells)) == 1:
                source.is_title = True
            if not text or left >= MOST_COLUMNS:
                continue
            for number in range(top + 1, bottom + 1):
                row = self.rows.get(number)
                if row is not None and any(row.cells):
                    row.cells.extend([""] * (left + 1 - len(row.cells)))
                    row.cells[left] = text


def column_number(letters: str) -> int:
    """Return a column named as in spreadsheets ("A", "AA") as a number from 0."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def date_text(days: float, has_1904_dates: bool) -> str:
    """Return a spreadsheet's day number as "2026-12-24", and a time of day as "8:00".

    Days are counted so that 60 is a 29 February 1900 that never was: ECMA-376 part 1, 18.17.4.1.
    """
    if not 0 <= days < 2_900_000:
        return ""
    if days < 1:
        minutes = round(days * 1440)
        return f"{minutes // 60}:{minutes % 60:02}"
    origin = datetime(1904, 1, 1) if has_1904_dates else datetime(1899, 12, 30)
    return (origin + timedelta(days=days)).date().isoformat()
