"""Reading the portal's own data files."""

import csv
from collections.abc import Iterator
from pathlib import Path

Row = dict[str, str]


def read_rows(path: Path) -> Iterator[Row]:
    """Yield the rows of a ``.csv`` or ``.tsv`` file by column; lines that start with # are notes.

    Raises ValueError, with file and line, for a row that has more or fewer cells than the heading.
    """
    with path.open(encoding="utf-8", newline="") as file:
        is_tsv = path.suffix == ".tsv"
        reader = (
            csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE) if is_tsv else csv.reader(file)
        )
        heading: list[str] | None = None
        for cells in reader:
            if not cells or cells[0].startswith("#"):
                continue
            if heading is None:
                heading = cells
            elif len(cells) != len(heading):
                raise ValueError(f"{path.name}:{reader.line_num}: {len(cells)} cells: {cells}")
            else:
                yield dict(zip(heading, cells, strict=True))


def split_list(cell: str, separator: str = "|") -> list[str]:
    """Return the parts of a cell that holds several values."""
    return [part.strip() for part in cell.split(separator) if part.strip()]


def yes_or_no(cell: str) -> bool | None:
    """Return what "yes", "no" or "unknown" says; None is an answer nobody has given."""
    return {"yes": True, "no": False}.get(cell)


def optional_number(cell: str) -> int | None:
    """Return the whole number in a cell, or None where it is empty."""
    return int(cell) if cell else None
