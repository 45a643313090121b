"""A figure as a table: what its cells hold, in the words of a page and in those of a CSV file."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from portal.figures.shares import Share
from portal.web.dates import format_date

Cell = str | int | date | timedelta | Share | None

TOO_FEW = "for få opkald"
NOTHING = "–"
HARD_SPACE = "\N{NO-BREAK SPACE}"
FORMULA = re.compile(r"[=@\t\r]|[+-](?!\d[\d ]*$)")
"""What a spreadsheet takes for a formula; a plain phone number after a plus is none."""


@dataclass(frozen=True)
class Table:
    """A figure's rows, the first cell of each its name; ``key`` is its name in addresses.

    ``note`` says how it is counted; ``few`` stands where too little is behind a share.
    """

    key: str
    title: str
    headers: list[str]
    rows: list[list[Cell]]
    note: str = ""
    few: str = NOTHING

    @property
    def barred(self) -> int | None:
        """The column that is drawn as bars: the first of shares."""
        cells = self.rows[-1] if self.rows else []
        return next((place for place, cell in enumerate(cells) if isinstance(cell, Share)), None)


def number(value: float, decimals: int = 0) -> str:
    """Return a number as Danes write it: 1234.5 is "1.234,5"."""
    return f"{value:,.{decimals}f}".translate(str.maketrans(",.", ".,"))


def percent(value: float) -> str:
    """Return a share as "12,5 %", which never breaks over two lines."""
    return f"{number(100 * value, 1)}{HARD_SPACE}%"


def interval_words(interval: tuple[float, float]) -> str:
    """Return the ends of an interval as "8,2-17,9 %"."""
    low, high = interval
    return f"{number(100 * low, 1)}-{percent(high)}"


def duration(taken: timedelta) -> str:
    """Return how long something took, roughly: "5 timer", "2,5 dage"."""
    hours = taken.total_seconds() / 3600
    if hours < 1:
        return "under 1 time"
    if hours < 48:
        whole = round(hours)
        return f"{whole} {'time' if whole == 1 else 'timer'}"
    return f"{number(hours / 24, 1)} dage"


def cell_words(cell: Cell, few: str = NOTHING) -> str:
    """Return a cell as it stands on a page."""
    match cell:
        case None:
            return NOTHING
        case str():
            return cell
        case Share():
            return few if cell.value is None else percent(cell.value)
        case timedelta():
            return duration(cell)
        case date():
            return format_date(cell)
    return number(cell)


def write_csv(table: Table) -> bytes:
    """Return a table as a CSV file for a Danish Excel: UTF-8 with a byte order mark, semicolons.

    A share becomes its percentage and, of a sample, the interval's ends beside it. Durations are
    days. Decimals have a comma.
    """
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    samples = [place for place in range(len(table.headers)) if is_sampled(table, place)]
    writer.writerow(spread_headers(table.headers, samples))
    for row in table.rows:
        cells = (spread(cell, place in samples) for place, cell in enumerate(row))
        writer.writerow([text for texts in cells for text in texts])
    return out.getvalue().encode("utf-8-sig")


def is_sampled(table: Table, place: int) -> bool:
    """Say whether a column holds shares with intervals."""
    cells = (row[place] for row in table.rows)
    return any(isinstance(cell, Share) and cell.is_sample for cell in cells)


def spread_headers(headers: list[str], samples: list[int]) -> Iterator[str]:
    for place, header in enumerate(headers):
        yield header
        if place in samples:
            yield from (f"{header}, fra", f"{header}, til")


def spread(cell: Cell, is_sample: bool) -> Iterator[str]:
    """Yield a cell as one text of a CSV row, or three."""
    yield csv_words(cell)
    if is_sample:
        interval = cell.interval if isinstance(cell, Share) else None
        yield from (number(100 * end, 1) for end in interval) if interval else ("", "")


def csv_words(cell: Cell) -> str:
    """Return a cell as it stands in a file, never as a formula."""
    match cell:
        case None:
            return ""
        case Share():
            return "" if cell.value is None else number(100 * cell.value, 1)
        case timedelta():
            return number(cell.total_seconds() / 86_400, 2)
        case date():
            return cell.isoformat()
        case int():
            return str(cell)
    return f"'{cell}" if FORMULA.match(cell) else cell
