"""Which row holds the headings, which column means what, and what the rows are about.

A guess from the headings, by likeness, corrected by what the cells look like; people change it.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from rapidfuzz import fuzz, process

from portal.hours.errors import HoursNotUnderstood
from portal.hours.parse import parse_hours
from portal.imports.lists.fields import CONTACT, OFFER, ListKind, fields_of, fold_heading
from portal.imports.lists.phone_cells import phones_in
from portal.imports.lists.sheets import Row, Sheet
from portal.imports.lists.values import split_domains
from portal.imports.lists.words import ListWords

LIKE = 86  # of 100: a heading with a letter wrong, or with a word more
FAMILIAR = 100
ROWS_FOR_HEADING = 25
ROWS_FOR_CONTENT = 40
SHARE = 0.6  # of the cells that must look alike to tell what a column holds
OFFER_SIGNS = frozenset({"tilbud", "akuttilbud", "malgruppe", "tilbuddets navn", "hvem ma ringe"})

DOUBLE_MEANING = frozenset({"omrade"})  # a department, or what people need help with


@dataclass
class SheetGuess:
    """What a sheet means: its kind, the number of its heading row (0: none), fields by column.

    A sheet with no kind is left out.
    """

    kind: ListKind | None
    heading: int = 0
    fields: dict[int, str] = field(default_factory=dict)

    def to_plain(self) -> dict[str, Any]:
        """Return the guess as the batch keeps it."""
        fields = {str(column): key for column, key in self.fields.items()}
        return {
            "kind": self.kind.value if self.kind else "",
            "heading": self.heading,
            "fields": fields,
        }

    @classmethod
    def from_plain(cls, plain: dict[str, Any]) -> "SheetGuess":
        """Return the guess that a batch kept."""
        fields = {int(column): key for column, key in plain["fields"].items()}
        return cls(ListKind(plain["kind"]) if plain["kind"] else None, plain["heading"], fields)


def guess_sheet(
    sheet: Sheet, words: ListWords, heading_row: int | None = None, kind: ListKind | None = None
) -> SheetGuess:
    """Return the best guess of what a sheet means, with what somebody has said of it already.

    ``heading_row`` is the number of the row with the headings, 0 where there is none.
    """
    said = next((row for row in sheet.rows if row.number == heading_row), None)
    heading = find_heading(sheet) if heading_row is None else said
    kind = kind or guess_kind(sheet, heading)
    body = body_of(sheet, heading.number if heading else 0)[:ROWS_FOR_CONTENT]
    fields = guess_fields(kind, heading, body, sheet.width, words)
    needed = "function" if kind == CONTACT else "name"
    is_a_list = needed in fields.values() or len(fields) > 1
    return SheetGuess(kind if is_a_list else None, heading.number if heading else 0, fields)


def body_of(sheet: Sheet, heading: int) -> list[Row]:
    """Return the rows below the heading, without titles and without the heading said again."""
    above = next((row for row in sheet.rows if row.number == heading), None)
    return [
        row
        for row in sheet.rows
        if row.number > heading and not row.is_title and (above is None or row.cells != above.cells)
    ]


def find_heading(sheet: Sheet) -> Row | None:
    """Return the row with the most familiar headings among the first.

    Two must be familiar; or one, where all that stands in the row could be headings.
    """
    best, most = None, 0.0
    for row in sheet.rows[:ROWS_FOR_HEADING]:
        filled = [cell for cell in row.cells if cell]
        known = sum(
            max(likeness(kind, cell)[1] for kind in ListKind) for cell in filled if is_word(cell)
        )
        is_likely = known >= 2 * LIKE or (known >= LIKE and all(map(is_word, filled)))
        if known > most and is_likely and len(filled) > 1:
            best, most = row, known
    return best


def is_word(cell: str) -> bool:
    return bool(cell) and len(cell) <= 60 and not cell[0].isdigit() and "@" not in cell


def guess_kind(sheet: Sheet, heading: Row | None) -> ListKind:
    """Return what the rows are about: offers where a heading or the sheet's name says so."""
    cells = {fold_heading(cell) for cell in heading.cells} if heading else set()
    says_offer = cells & OFFER_SIGNS or "tilbud" in fold_heading(sheet.name)
    has_function = any(likeness(CONTACT, cell)[0] == "function" for cell in cells)
    return OFFER if says_offer and not has_function else CONTACT


@lru_cache(maxsize=4096)
def likeness(kind: ListKind, heading: str) -> tuple[str, float]:
    """Return the field whose headings are most like one, and how alike (0, or LIKE to 100)."""
    folded = fold_heading(heading)
    known = headings_of(kind)
    if folded in known:
        return known[folded], FAMILIAR
    if len(folded) < 3:
        return "", 0
    found = process.extractOne(folded, list(known), scorer=fuzz.ratio, score_cutoff=LIKE)
    if found is None:
        found = process.extractOne(
            folded, [name for name in known if len(name) > 4], scorer=fuzz.token_set_ratio,
            score_cutoff=99,
        )  # fmt: skip
        return (known[found[0]], LIKE) if found else ("", 0)
    return known[found[0]], found[1]


@lru_cache(maxsize=4)
def headings_of(kind: ListKind) -> dict[str, str]:
    """Return the field of each known heading; where two have the same, the later says "perhaps"."""
    return {name: one.key for one in reversed(fields_of(kind).values()) for name in one.names}


def guess_fields(
    kind: ListKind, heading: Row | None, body: list[Row], width: int, words: ListWords
) -> dict[int, str]:
    """Return the field of each column that means something; each field once, phones several."""
    wanted: list[tuple[float, int, str, bool]] = []
    for column in range(width):
        title = heading.cell(column) if heading else ""
        key, score = likeness(kind, title)
        is_double = fold_heading(title) in DOUBLE_MEANING
        looks = look_of([row.cell(column) for row in body], words)
        key, score = weigh(kind, key, score - is_double, looks)
        if key:
            wanted.append((-score, column, key, is_double))
    taken: dict[int, str] = {}
    for _, column, first, is_double in sorted(wanted):
        key = "domains" if is_double and first in taken.values() else first
        if key not in taken.values() or key in {"phone", "mobile", "direct"}:
            taken[column] = key
    return dict(sorted(taken.items()))


def weigh(kind: ListKind, key: str, score: float, looks: str) -> tuple[str, float]:
    """Return a column's field once its cells were looked at: they count where its name does not."""
    if key == "organisation" and score and looks == "domains":
        return "domains", score
    if key and looks and fields_of(kind)[key].content not in {"", looks}:
        return looks, 50
    if key:
        return key, score
    return (looks, 40) if looks in {"phone", "email", "domains", "hours"} else ("", 0)


def look_of(cells: Iterable[str], words: ListWords) -> str:
    """Return what the cells of a column look like: email, web, phone, hours, domains or nothing."""
    filled = [cell for cell in cells if cell]
    checks: dict[str, Callable[[str], bool]] = {
        "email": lambda cell: "@" in cell,
        "web": lambda cell: cell.lower().startswith(("http", "www.")),
        "phone": is_phones,
        "hours": is_hours,
        "domains": lambda cell: is_domains(cell, words),
    }
    for name, check in checks.items():
        if filled and sum(map(check, filled)) >= SHARE * len(filled):
            return name
    return ""


def is_phones(cell: str) -> bool:
    return len(re.findall(r"\d", cell)) >= 8 and not phones_in(cell).faults


@lru_cache(maxsize=1024)
def is_hours(cell: str) -> bool:
    try:
        return not parse_hours(cell).is_empty
    except HoursNotUnderstood:
        return False


def is_domains(cell: str, words: ListWords) -> bool:
    codes, unknown = split_domains(cell, words)
    return bool(codes) and not unknown
