"""Reading CSV and text files: any usual encoding, any usual separator."""

import csv
import io
from collections import Counter

from portal.imports.lists.sheets import (
    FORMULA,
    LONGEST_CELL,
    MOST_COLUMNS,
    MOST_ROWS,
    TOO_LONG,
    NotAListError,
    Row,
    Sheet,
)

SEPARATORS = ";\t,|"
SEEN_FOR_GUESS = 60  # rows
LONGEST_FIELD = 1_000_000
BYTE_ORDER_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
QUOTED = ("'=", "'@", "'+", "'-")  # an export puts ' before what would be taken for a formula


def read_text_file(data: bytes) -> list[Sheet]:
    """Return the one sheet of a CSV or text file. Raises NotAListError."""
    text = decode(data)
    separator, text = take_separator(text)
    csv.field_size_limit(LONGEST_FIELD)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    rows: list[Row] = []
    first_line = 1
    try:
        for number, cells in enumerate(reader, 1):
            row = read_row(number, cells)
            if not row.is_empty:
                rows.append(row)
            if len(rows) > MOST_ROWS:
                raise NotAListError(
                    f"Listen har mere end {MOST_ROWS} rækker. Del den i flere filer."
                )
            first_line = reader.line_num + 1
    except csv.Error as error:
        raise NotAListError(
            f"Filen kan ikke læses fra linje {first_line} og frem. Se, om der mangler et "
            "anførselstegn, eller om en celle er alt for lang."
        ) from error
    return [Sheet("", rows)]


def read_row(number: int, cells: list[str]) -> Row:
    """Return a row of cells as plain text, with its faults."""
    if len(cells) > MOST_COLUMNS:
        raise NotAListError(f"Række {number} har mere end {MOST_COLUMNS} kolonner.")
    row = Row(number, [])
    for column, cell in enumerate(cells):
        text = clean(cell)
        if text.startswith('="') and text.endswith('"'):
            text = text[2:-1]  # how Excel is told that digits are no number
        elif text.startswith(QUOTED):
            text = text[1:]
        elif text.startswith("="):
            text, row.faults[column] = "", FORMULA
        if len(text) > LONGEST_CELL:
            text, row.faults[column] = text[:100] + " …", TOO_LONG
        row.cells.append(text)
    return row


def clean(text: str) -> str:
    """Return a cell without NUL, hard blanks and blanks round it; line breaks inside stay."""
    return text.replace("\0", "").replace("\xa0", " ").replace("\r\n", "\n").strip()


def decode(data: bytes) -> str:
    """Return a file's text: by its byte order mark, else UTF-8, else Windows-1252."""
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return decode_as(data[len(mark) :], encoding)
    if data[1::2].count(0) > len(data) // 4:
        return decode_as(data, "utf-16-le")
    if data[::2].count(0) > len(data) // 4:
        return decode_as(data, "utf-16-be")
    if b"\0" in data:
        raise NotAListError("Filen er ikke en liste. Gem den som Excel (.xlsx) eller CSV.")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def decode_as(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise NotAListError("Filens tegn kan ikke læses. Gem den som CSV UTF-8.") from error


def take_separator(text: str) -> tuple[str, str]:
    """Return the separator, and the text without a first line that only names it ("sep=;")."""
    first, _, rest = text.partition("\n")
    if first.lower().startswith("sep=") and len(first.strip()) == 5:
        return first.strip()[-1], rest
    return guess_separator(text), text


def guess_separator(text: str) -> str:
    """Return the separator that cuts the most rows into the same number of cells."""

    def regularity(separator: str) -> tuple[int, int]:
        reader = csv.reader(io.StringIO(text[:200_000], newline=""), delimiter=separator)
        widths: Counter[int] = Counter()
        try:
            for _, cells in zip(range(SEEN_FOR_GUESS), reader, strict=False):
                widths[len(cells)] += 1
        except csv.Error:
            return (0, 0)
        width, rows = max(widths.items(), key=lambda one: (one[0] > 1, one[1]), default=(1, 0))
        return (rows if width > 1 else 0, width)

    return max(SEPARATORS, key=regularity)
