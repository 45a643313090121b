"""The figures over time as lines of a picture."""

from collections.abc import Iterable
from typing import NamedTuple

from portal.figures.shares import Share
from portal.figures.tables import Table

WIDTH, HEIGHT = 600, 240
LEFT, RIGHT, TOP, BOTTOM = 44, 12, 10, 26


class Line(NamedTuple):
    """A figure's line: its name, its points as an SVG has them, and each point alone."""

    name: str
    points: str
    dots: list[tuple[float, float]]


class Lines(NamedTuple):
    """The whole picture, with its grid."""

    lines: list[Line]
    grid: list[tuple[float, str]]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT


def draw_lines(table: Table) -> Lines | None:
    """Return the lines of a table's columns of shares; None for fewer than two rows."""
    if len(table.rows) < 2:
        return None
    columns = [
        place
        for place in range(1, len(table.headers))
        if any(isinstance(row[place], Share) for row in table.rows)
    ]
    lines = [draw_line(table, place) for place in columns]
    grid = [(y_of(tenth / 4), f"{tenth * 25}") for tenth in range(5)]
    return Lines([line for line in lines if line.dots], grid)


def draw_line(table: Table, place: int) -> Line:
    step = (WIDTH - LEFT - RIGHT) / (len(table.rows) - 1)
    values = (row[place] for row in table.rows)
    dots = [
        (round(LEFT + number * step, 1), y_of(cell.value))
        for number, cell in enumerate(values)
        if isinstance(cell, Share) and cell.value is not None
    ]
    return Line(table.headers[place], as_points(dots), dots)


def y_of(share: float) -> float:
    """Return how far down a share stands."""
    return round(TOP + (1 - share) * (HEIGHT - TOP - BOTTOM), 1)


def as_points(dots: Iterable[tuple[float, float]]) -> str:
    return " ".join(f"{x:g},{y:g}" for x, y in dots)
