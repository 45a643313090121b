"""A figure: what was measured beside what must be and what is aimed at."""

import os
import platform
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

RESULTS = Path(__file__).resolve().parent / "RESULTS.md"
HEAD = ("figure", "must", "aim", "measured", "reached")


@dataclass(frozen=True)
class Figure:
    """One row of the table.

    ``must`` and ``aim`` are limits in ``unit``: least values where ``is_more_better``, else
    greatest. ``measured`` is None where it could not be measured; ``note`` then says why.
    """

    name: str
    must: float
    aim: float
    measured: float | None
    unit: str
    note: str = ""
    is_more_better: bool = False

    @property
    def reached(self) -> str:
        """Which of the limits was reached: aim, must, no, or unknown."""
        if self.measured is None:
            return "unknown"
        if self.keeps(self.aim):
            return "aim"
        return "must" if self.keeps(self.must) else "**no**"

    def keeps(self, limit: float) -> bool:
        """Say whether the measured value keeps a limit."""
        measured = self.measured or 0.0
        return measured >= limit if self.is_more_better else measured <= limit

    def cells(self) -> tuple[str, ...]:
        """Return the row as words."""
        sign = "≥" if self.is_more_better else "≤"
        measured = "–" if self.measured is None else f"{number(self.measured)} {self.unit}"
        said = f"{measured} ({self.note})" if self.note else measured
        limits = (f"{sign} {number(limit)} {self.unit}" for limit in (self.must, self.aim))
        return (self.name, *limits, said, self.reached)


def number(value: float) -> str:
    """Return a number with three digits that say something."""
    if value == int(value) or abs(value) >= 100:
        return f"{value:.0f}"
    return f"{value:.3g}"


def table(figures: Iterable[Figure]) -> str:
    """Return figures as a table in Markdown with columns of equal width."""
    rows = [HEAD, *(figure.cells() for figure in figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEAD))]
    lines = [
        " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        for row in rows
    ]
    lines.insert(1, " | ".join("-" * width for width in widths))
    return "\n".join(f"| {line} |" for line in lines)


def keep(figures: Sequence[Figure], remarks: Sequence[str], took: float) -> None:
    """Write the last whole run into RESULTS.md, with the machine and the day."""
    reached = [figure.reached for figure in figures]
    summary = (
        f"{datetime.now(UTC):%Y-%m-%d}, {machine()}. The run took {took / 60:.0f} minutes. "
        f"Aim: {reached.count('aim')}, must: {reached.count('must')}, not reached: "
        f"{reached.count('**no**')}, unknown: {reached.count('unknown')}."
    )
    notes = "\n".join(f"- {remark}" for remark in remarks)
    RESULTS.write_text(
        f"# The last run of `make bench`\n\n{summary}\n\n{table(figures)}\n\n{notes}\n",
        encoding="utf-8",
    )


def machine() -> str:
    """Return what the machine is, without its name."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, {memory:.0f} GiB, "
        f"Python {platform.python_version()}"
    )


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value below which a share (0 to 1) of the values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def ratio(over: Sequence[float], under: Sequence[float]) -> float:
    """Return the median of the ratios of values that were measured in turn."""
    return statistics.median(a / b for a, b in zip(over, under, strict=True))
