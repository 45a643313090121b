"""What a file holds once it was read: sheets of rows of plain text, and what is wrong with cells.

Numbers, dates and yes/no of a spreadsheet are text here, as a person would have typed them.
"""

import json
import re
import zlib
from dataclasses import dataclass, field
from typing import Any

from portal.privacy.cpr import find_cpr, mask

MOST_ROWS = 20_000
MOST_COLUMNS = 100
MOST_MERGED = 10 * MOST_ROWS
"""Rows that the merged cells of a sheet may cover, each cell's counted for itself."""
LONGEST_CELL = 4_000

CITIZEN = "Her står noget, der ligner et CPR-nummer. Portalen må ikke gemme oplysninger om borgere."
CITIZEN_HEADING = re.compile(
    r"cpr[-\s.]*(?:nr|nummer|no)?\.?|person(?:nr|nummer)\.?", re.IGNORECASE
)
TOO_LONG = f"Teksten er for lang. Skriv højst {LONGEST_CELL} tegn."
BROKEN_FORMULA = "Formlen har intet resultat, der kan læses. Skriv værdien i stedet."
FORMULA = "Her står en formel. Skriv værdien i stedet."
ERROR_VALUE = "Regnearket viser en fejl her. Skriv værdien i stedet."


class NotAListError(ValueError):
    """The file cannot be read as a list; the message is a Danish sentence for the one who sent it.

    What is in the file is never part of the message.
    """


@dataclass
class Row:
    """One row of a sheet, as it is numbered in the file; ``faults`` are sentences by column."""

    number: int
    cells: list[str]
    faults: dict[int, str] = field(default_factory=dict)
    is_title: bool = False

    @property
    def is_empty(self) -> bool:
        return not any(self.cells) and not self.faults

    def cell(self, column: int) -> str:
        """Return a cell's text; columns that the row does not reach are empty."""
        return self.cells[column] if column < len(self.cells) else ""


@dataclass
class Sheet:
    """A sheet by its name, with those of its rows that hold something."""

    name: str
    rows: list[Row]

    @property
    def width(self) -> int:
        return max((len(row.cells) for row in self.rows), default=0)


def keep_citizens_out(sheets: list[Sheet]) -> None:
    """Mark each cell that may hold a CPR number, and take the number out of it for good.

    What stands below a heading that says so is taken out whatever it looks like.
    After this no part of the portal has seen the number: not the database, not a page, not a log.
    """
    for sheet in sheets:
        sheet.name = mask(sheet.name)
        columns: set[int] = set()
        for row in sheet.rows:
            for column, text in enumerate(row.cells):
                if column in columns and text:
                    row.cells[column], row.faults[column] = "", CITIZEN
                elif has_long_number(text) and find_cpr(text):
                    row.cells[column], row.faults[column] = mask(text), CITIZEN
                elif CITIZEN_HEADING.fullmatch(text):
                    columns.add(column)


def has_long_number(text: str) -> bool:
    """Say quickly whether a text can hold ten digits at all; most cells cannot."""
    return len(text) >= 10 and sum(map(str.isdigit, text)) >= 10


def pack_sheets(sheets: list[Sheet]) -> bytes:
    """Return sheets as bytes to be kept with the batch."""
    return pack([[s.name, [pack_row(row) for row in s.rows]] for s in sheets])


def unpack_sheets(content: bytes) -> list[Sheet]:
    """Return the sheets that were kept."""
    return [Sheet(name, [unpack_row(row) for row in rows]) for name, rows in unpack(content)]


def pack_row(row: Row) -> list[Any]:
    return [row.number, row.cells, {str(c): text for c, text in row.faults.items()}, row.is_title]


def unpack_row(packed: list[Any]) -> Row:
    number, cells, faults, is_title = packed
    return Row(number, cells, {int(column): text for column, text in faults.items()}, is_title)


def pack(value: Any) -> bytes:
    """Return plain data as compressed JSON."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(text.encode("utf-8", "surrogatepass"), level=1)


def unpack(content: bytes) -> Any:
    """Return the plain data that was packed."""
    return json.loads(zlib.decompress(content).decode("utf-8", "surrogatepass"))


def column_letters(column: int) -> str:
    """Return a column, counted from 0, as spreadsheets name it: "A", "Z", "AA"."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
