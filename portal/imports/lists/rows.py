"""From sheets and what their columns mean to rows of values, each with its faults."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from portal.imports.lists.fields import (
    CONTACT,
    KIND_NAMES_ONE,
    OFFER,
    PHONE_FIELDS,
    ListKind,
    fields_of,
    fold_heading,
    heading_of,
)
from portal.imports.lists.guessing import SheetGuess, body_of
from portal.imports.lists.phone_cells import NOTHING
from portal.imports.lists.sheets import CITIZEN, Row, Sheet, column_letters
from portal.imports.lists.values import READERS, CellError
from portal.imports.lists.words import ListWords

Progress = Callable[[int], None]
EVERY = 250  # rows between two words about how far it has come
LONGEST_NAME = 120
LAST_BEFORE_FIRST = ("valid_from_on", "valid_to_on"), ("age_from", "age_to")

CellPhone = tuple[str, str, bool]
"""A number with the column it stands in ("phone", "mobile" …) and whether the cell says public."""


@dataclass(frozen=True)
class RowFault:
    """What is wrong with a cell, or with a row as a whole (no column)."""

    column: int | None
    heading: str
    message: str


@dataclass
class ListRow:
    """A row of a list: where it stands, what it is about and what it says, by field.

    What the row says nothing of is not among the values. Phones of all columns are one list.
    """

    sheet: str
    sheet_index: int
    number: int
    kind: ListKind
    columns: dict[str, int]
    values: dict[str, Any] = field(default_factory=dict)
    faults: list[RowFault] = field(default_factory=list)

    def blame(self, key: str, message: str) -> None:
        """Note a fault at the column of a field, or at the row where it has no such column."""
        known = fields_of(self.kind)
        heading = heading_of(self.kind, key) if key in known else ""
        self.faults.append(RowFault(self.columns.get(key), heading, message))

    @property
    def place(self) -> str:
        """Where the row stands, in words: "Række 12", "Arket Tilbud, række 12"."""
        return f"Arket {self.sheet}, række {self.number}" if self.sheet else f"Række {self.number}"


def read_rows(
    sheets: list[Sheet], guesses: list[SheetGuess], words: ListWords, progress: Progress
) -> list[ListRow]:
    """Return the rows of all sheets that are not left out."""
    reader = RowReader(words)
    rows: list[ListRow] = []
    has_many = sum(guess.kind is not None for guess in guesses) > 1
    for index, (sheet, guess) in enumerate(zip(sheets, guesses, strict=True)):
        if guess.kind is None:
            continue
        for row in body_of(sheet, guess.heading):
            name = sheet.name if has_many else ""
            rows.append(reader.read(ListRow(name, index, row.number, guess.kind, {}), row, guess))
            if len(rows) % EVERY == 0:
                progress(len(rows))
    progress(len(rows))
    return rows


def count_rows(sheets: list[Sheet], guesses: list[SheetGuess]) -> int:
    """Return how many rows will be read."""
    pairs = zip(sheets, guesses, strict=True)
    return sum(len(body_of(sheet, guess.heading)) for sheet, guess in pairs if guess.kind)


class RowReader:
    """Reads rows; what the same words mean in a column is found out once."""

    def __init__(self, words: ListWords) -> None:
        self.words = words
        self.known: dict[tuple[str, str], Any] = {}

    def read(self, said: ListRow, row: Row, guess: SheetGuess) -> ListRow:
        """Return the row with its values and faults."""
        said.kind = kind_of(row, guess)
        fields = fields_of(said.kind)
        for column, message in row.faults.items():
            if message == CITIZEN or column in guess.fields:
                said.faults.append(RowFault(column, self.heading(said, guess, column), message))
        for column, key in guess.fields.items():
            text = row.cell(column)
            if key not in fields or text.lower() in NOTHING or column in row.faults:
                continue
            said.columns.setdefault(key, column)
            self.read_cell(said, key, column, text)
        finish(said)
        return said

    def heading(self, said: ListRow, guess: SheetGuess, column: int) -> str:
        key = guess.fields.get(column)
        is_known = key is not None and key in fields_of(said.kind)
        return heading_of(said.kind, str(key)) if is_known else f"kolonne {column_letters(column)}"

    def read_cell(self, said: ListRow, key: str, column: int, text: str) -> None:
        if key not in READERS:
            return
        if (key, text) not in self.known:
            try:
                self.known[key, text] = READERS[key](text, self.words)
            except CellError as error:
                self.known[key, text] = error
        value = self.known[key, text]
        if isinstance(value, CellError):
            said.faults.append(RowFault(column, heading_of(said.kind, key), str(value)))
        elif key in PHONE_FIELDS:
            phones: list[CellPhone] = said.values.setdefault("phones", [])
            phones += [(key, number, is_public) for number, is_public in value]
        else:
            said.values[key] = value


def kind_of(row: Row, guess: SheetGuess) -> ListKind:
    """Return what a row is about: as it says itself, else like the rest of its sheet."""
    column = next((c for c, key in guess.fields.items() if key == "entry_type"), None)
    said = fold_heading(row.cell(column)) if column is not None else ""
    own = next((kind for kind, name in KIND_NAMES_ONE.items() if fold_heading(name) == said), None)
    return own or guess.kind or CONTACT


def finish(said: ListRow) -> None:
    """Put together what stands in several columns, and check what must agree."""
    values = said.values
    if said.kind == CONTACT:
        parts = [values.pop(key, "") for key in ("first_name", "last_name")]
        whole = " ".join(filter(None, parts))
        if whole:
            values.setdefault("name", whole)
        if len(values.get("name", "")) > LONGEST_NAME:
            said.blame("name", f"Skriv højst {LONGEST_NAME} tegn.")
    for first, last in LAST_BEFORE_FIRST:
        if first in values and last in values and values[last] < values[first]:
            heading = heading_of(CONTACT if first.startswith("valid") else OFFER, first)
            said.blame(last, f"Skal være det samme som »{heading}« eller senere.")


def faults_in_words(row: ListRow) -> Iterator[str]:
    """Yield a row's faults as "Række 12, Telefon: Skriv …"."""
    for fault in row.faults:
        where = f"{row.place}, {fault.heading}" if fault.heading else row.place
        yield f"{where}: {fault.message}"
