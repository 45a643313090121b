"""The forms of a list: the file, and what its columns mean."""

from collections import Counter
from dataclasses import dataclass

from flask_wtf.file import FileField, FileRequired
from werkzeug.datastructures import MultiDict

from portal.imports.lists.batches import list_own_municipalities
from portal.imports.lists.fields import (
    CONTACT,
    KIND_NAMES,
    PHONE_FIELDS,
    ListKind,
    fields_of,
    heading_of,
)
from portal.imports.lists.guessing import SheetGuess, body_of, guess_sheet
from portal.imports.lists.sheets import Sheet, column_letters
from portal.imports.lists.words import ListWords
from portal.web.fields import EntryField
from portal.web.forms import PortalForm
from portal.web.validators import required

EXAMPLES = 3
LONGEST_EXAMPLE = 60
HEADING_ROWS = 25


class UploadForm(PortalForm):
    """A file and the municipality it is for."""

    municipality_id = EntryField("Kommune", validators=[required("Vælg kommunen.")])
    file = FileField("Fil", validators=[FileRequired("Vælg en fil.")])

    def __init__(self) -> None:
        """Set the municipalities that can be chosen; the first is chosen."""
        super().__init__()
        own = list_own_municipalities()
        self.municipality_id.offer(own, own[0] if own else None)


@dataclass(frozen=True)
class ColumnChoice:
    """A column as the page asks about it: where it stands, examples, and what is chosen."""

    name: str
    letters: str
    heading: str
    examples: list[str]
    chosen: str


@dataclass(frozen=True)
class SheetChoice:
    """A sheet as the page asks about it."""

    name: str
    title: str
    guess: SheetGuess
    columns: list[ColumnChoice]
    headings: list[tuple[int, str]]
    options: list[tuple[str, str]]


def choices_for(sheets: list[Sheet], guesses: list[SheetGuess]) -> list[SheetChoice]:
    """Return what the page asks, with what is guessed or was chosen."""
    return [
        choice_for(number, sheet, guess)
        for number, (sheet, guess) in enumerate(zip(sheets, guesses, strict=True))
    ]


def choice_for(number: int, sheet: Sheet, guess: SheetGuess) -> SheetChoice:
    name = f"ark-{number}"
    heading = next((row for row in sheet.rows if row.number == guess.heading), None)
    body = body_of(sheet, guess.heading)[:50]
    columns = []
    for column in range(sheet.width):
        cells = dict.fromkeys(filter(None, (row.cell(column) for row in body)))
        title = heading.cell(column) if heading else ""
        if cells or title:
            examples = [cut(cell) for cell in list(cells)[:EXAMPLES]]
            columns.append(
                ColumnChoice(
                    f"{name}-kolonne-{column}",
                    column_letters(column),
                    cut(title),
                    examples,
                    guess.fields.get(column, ""),
                )
            )
    return SheetChoice(name, sheet.name, guess, columns, headings_in(sheet), options_of(guess))


def options_of(guess: SheetGuess) -> list[tuple[str, str]]:
    """Return what a column can mean: for the list's kind, or for both where rows say it."""
    own = guess.kind or CONTACT
    keys = {key: heading_of(own, key) for key in fields_of(own)}
    if "entry_type" in guess.fields.values():
        for kind in ListKind:
            keys |= {key: heading_of(kind, key) for key in fields_of(kind) if key not in keys}
    return list(keys.items())


def headings_in(sheet: Sheet) -> list[tuple[int, str]]:
    """Return the rows that can be the one with the headings."""
    rows = sheet.rows[:HEADING_ROWS]
    shown = [(row.number, ", ".join(cell for cell in row.cells if cell)) for row in rows]
    return [(number, f"Række {number}: {cut(text)}") for number, text in shown]


def cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_EXAMPLE else line[:LONGEST_EXAMPLE] + " …"


def read_guesses(
    sent: MultiDict[str, str], sheets: list[Sheet], guesses: list[SheetGuess], words: ListWords
) -> list[SheetGuess]:
    """Return what a person says the columns mean.

    Where the kind or the heading's row was changed, the columns are guessed anew.
    """
    return [
        read_guess(sent, f"ark-{number}", sheet, guess, words)
        for number, (sheet, guess) in enumerate(zip(sheets, guesses, strict=True))
    ]


def read_guess(
    sent: MultiDict[str, str], name: str, sheet: Sheet, guess: SheetGuess, words: ListWords
) -> SheetGuess:
    code = sent.get(f"{name}-slags", "")
    kind = ListKind(code) if code in set(ListKind) else None
    heading = sent.get(f"{name}-overskrift", guess.heading, type=int)
    if kind is None:
        return SheetGuess(None, heading, guess.fields)
    if kind != guess.kind or heading != guess.heading:
        anew = guess_sheet(sheet, words, heading, kind)
        return SheetGuess(kind, heading, anew.fields)
    known = {key for key, _ in options_of(guess)}
    chosen = {c: sent.get(f"{name}-kolonne-{c}", "") for c in range(sheet.width)}
    return SheetGuess(kind, heading, {c: key for c, key in chosen.items() if key in known})


def faults_in_choice(guesses: list[SheetGuess]) -> list[str]:
    """Return what must be chosen otherwise before the list can be looked through."""
    faults = [] if any(g.kind for g in guesses) else ["Vælg, hvad listen handler om."]
    for guess in guesses:
        if guess.kind is None:
            continue
        keys = Counter(guess.fields.values())
        needed = "function" if guess.kind == CONTACT else "name"
        if needed not in keys and "id" not in keys:
            heading, what = heading_of(guess.kind, needed), KIND_NAMES[guess.kind].lower()
            faults.append(f"Vælg den kolonne, hvor der står »{heading}«, for {what}.")
        named = dict(options_of(guess))
        twice = [key for key, n in keys.items() if n > 1 and key not in PHONE_FIELDS]
        faults += [f"To kolonner er valgt som »{named[key]}«. Vælg kun én." for key in twice]
    return faults
