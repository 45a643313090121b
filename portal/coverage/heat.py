"""A week as a picture: a strip of 24 squares for each day, the darker the more can be reached."""

from typing import NamedTuple

from portal.coverage.week import Week

SHADES = 4
SIDE = 22
LEFT, TOP = 44, 20
WIDTH, HEIGHT = LEFT + 24 * SIDE, TOP + 7 * SIDE


class Square(NamedTuple):
    """An hour: where it is drawn, how dark (0: nobody, -1: the clock skips it), and its figure."""

    x: int
    y: int
    shade: int
    text: str


class Heat(NamedTuple):
    """The whole picture: squares, and where days and hours are written."""

    squares: list[Square]
    days: list[tuple[int, str]]
    hours: list[tuple[int, str]]
    side: int = SIDE
    width: int = WIDTH
    height: int = HEIGHT


def draw_heat(week: Week) -> Heat:
    """Return a week's picture."""
    squares = [
        Square(LEFT + hour * SIDE, TOP + day * SIDE, shade_of(count, week.most), text_of(count))
        for day, counts in enumerate(week.counts)
        for hour, count in enumerate(counts)
    ]
    names = ("man", "tir", "ons", "tor", "fre", "lør", "søn")
    days = [(TOP + day * SIDE + 15, name) for day, name in enumerate(names)]
    hours = [(LEFT + hour * SIDE, f"{hour}") for hour in range(0, 24, 3)]
    return Heat(squares, days, hours)


def shade_of(count: int | None, most: int) -> int:
    """Return 1 to SHADES by the share of the week's highest figure."""
    if count is None:
        return -1
    return -(-count * SHADES // most) if most else 0


def text_of(count: int | None) -> str:
    return "" if count is None else str(count)
