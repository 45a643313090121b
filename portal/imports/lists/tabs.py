"""Which rows of a preview are on the page: those of one kind, fifty at a time."""

from collections.abc import Mapping
from dataclasses import dataclass

from portal.imports.lists.planning import Verdict
from portal.imports.lists.preview import PER_PAGE, Preview, PreviewRow

NAMES = {
    Verdict.FAULTY: ("fejl", "Fejl"),
    Verdict.CREATED: ("nye", "Nye"),
    Verdict.CHANGED: ("aendres", "Ændres"),
    Verdict.UNCHANGED: ("uaendret", "Uændret"),
}


@dataclass(frozen=True)
class Tab:
    """The rows on the page; ``links`` are code, name and count of every kind that has rows."""

    verdict: Verdict
    code: str
    rows: list[PreviewRow]
    page: int
    pages: int
    links: list[tuple[str, str, int]]


def choose_tab(preview: Preview, asked: Mapping[str, str]) -> Tab:
    """Return the rows that the address asks for; without a wish the first kind that has rows."""
    by_code = {NAMES[verdict][0]: verdict for verdict in NAMES}
    filled = [verdict for verdict in NAMES if preview.count(verdict)] or [Verdict.UNCHANGED]
    verdict = by_code.get(asked.get("vis", ""), filled[0])
    rows = preview.of(verdict)
    pages = max(1, -(-len(rows) // PER_PAGE))
    side = asked.get("side", "1")
    page = min(int(side) if side.isdecimal() and 0 < len(side) < 7 else 1, pages) or 1
    links = [(*NAMES[one], preview.count(one)) for one in filled]
    shown = rows[(page - 1) * PER_PAGE : page * PER_PAGE]
    return Tab(verdict, NAMES[verdict][0], shown, page, pages, links)
