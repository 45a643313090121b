"""What the pages of coverage show, put together from the snapshot and the people behind it."""

from dataclasses import dataclass
from datetime import date

from flask_login import current_user

from portal.access.permissions import may
from portal.coverage.cells import Cell, First, State, count_covered, coverage_on, first_to_call
from portal.coverage.ordinary import ordinary_day
from portal.coverage.outlines import Outline, region_map
from portal.coverage.queries import list_owners, list_roots
from portal.models.municipality import Municipality
from portal.models.vocabulary import Participation
from portal.municipalities.queries import list_municipalities
from portal.snapshot.reader import Snapshot
from portal.web.addresses import entry_url

NOBODY = "Ingen koordinator"
MOSTLY, PARTLY = 0.8, 0.5
"""From which shares of its domains a municipality counts as covered mostly, or partly."""


@dataclass(frozen=True)
class Row:
    """A municipality with its cells by domain; ``organisation_id`` is its own as a whole."""

    municipality: Municipality
    cells: dict[str, Cell]
    owner: str
    organisation_id: int | None
    snapshot: Snapshot
    day: date

    def first(self, cell: Cell) -> First:
        """Return what the answer begins with."""
        return first_to_call(self.snapshot, cell.municipality, cell.domain, self.day)

    @property
    def covered(self) -> int:
        return count_covered(self.cells.values())[0]

    @property
    def holes(self) -> list[Cell]:
        return [cell for cell in self.cells.values() if cell.is_hole]

    @property
    def participates(self) -> bool:
        return self.municipality.participation == Participation.PARTICIPATES

    @property
    def may_fill(self) -> bool:
        """Whether the person looking may tell what is missing."""
        return may(current_user, "edit_municipality", self.municipality)

    def fill_url(self, cell: Cell) -> str:
        """Return the form that fills a hole, or for others the municipality's page.

        The ladder uses no route of a municipality that does not take part: there it is a contact.
        """
        code = self.municipality.code
        if not self.may_fill:
            return entry_url(self.municipality)
        if self.participates:
            return f"/overleveringsveje/ny?kommune={code}&omraade={cell.domain}"
        owner = f"organisation={self.organisation_id}&" if self.organisation_id else ""
        return f"/kontaktpersoner/ny?{owner}omraade={cell.domain}"

    def fill_label(self) -> str:
        """Return what the link to the form says."""
        if not self.may_fill:
            return "Se kommunen"
        return "Beskriv vejen" if self.participates else "Tilføj kontaktperson"


@dataclass(frozen=True)
class Shape:
    """A municipality on the map: what is drawn, written and said there."""

    outline: Outline
    style: str
    text: str
    title: str
    url: str


def list_rows(snapshot: Snapshot, today: date) -> list[Row]:
    """Return all municipalities in Danish order with their cells."""
    day = ordinary_day(today)
    coverage = coverage_on(snapshot, day)
    owners, roots = list_owners(), list_roots()
    return [
        Row(
            municipality=one,
            cells=coverage[one.code],
            owner=owners.get(one.code, NOBODY),
            organisation_id=roots.get(one.code),
            snapshot=snapshot,
            day=day,
        )
        for one in list_municipalities()
        if one.code in coverage
    ]


def list_shapes(rows: list[Row], domain: str) -> list[Shape]:
    """Return the map's municipalities: one domain's states, or how much of all is covered."""
    outlines = region_map().outlines
    return [
        shape(row, outlines[row.municipality.code], domain)
        for row in rows
        if row.municipality.code in outlines
    ]


def shape(row: Row, outline: Outline, domain: str) -> Shape:
    code, name = row.municipality.code, row.municipality.name
    url = f"/daekning?kommune={code}"
    if domain:
        cell = row.cells[domain]
        title = f"{name}: {cell.word}"
        return Shape(outline, cell.state, cell.letter, title, f"{url}#{domain}")
    total = len(row.cells)
    share = row.covered / total if total else 0
    style = State.ROUTE if share >= MOSTLY else State.CONTACT if share >= PARTLY else State.NONE
    text = str(row.covered)
    return Shape(outline, style, text, f"{name}: {text} af {total} områder er dækket", url)
