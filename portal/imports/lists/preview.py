"""A plan as the batch keeps it and the page shows it: words only, a page at a time."""

from dataclasses import dataclass
from typing import Any

from portal.history.words import Change
from portal.imports.lists.planning import Plan, PlannedRow, Verdict
from portal.imports.lists.rows import RowFault
from portal.imports.lists.sheets import pack, unpack
from portal.web.addresses import entry_url

PER_PAGE = 50


@dataclass(frozen=True)
class PreviewRow:
    """What becomes of one row, in words; ``url`` is its entry's, empty for a new one."""

    sheet: int
    number: int
    place: str
    kind: str
    verdict: Verdict
    title: str
    url: str
    changes: list[Change]
    faults: list[RowFault]


@dataclass(frozen=True)
class Preview:
    """What a list would do. ``units`` are the names of the new units it needs."""

    digest: str
    units: list[str]
    rows: list[PreviewRow]

    def of(self, verdict: Verdict) -> list[PreviewRow]:
        return [row for row in self.rows if row.verdict == verdict]

    def count(self, verdict: Verdict) -> int:
        return len(self.of(verdict))

    @property
    def good(self) -> int:
        """How many rows would change something."""
        return self.count(Verdict.CREATED) + self.count(Verdict.CHANGED)


def pack_plan(plan: Plan, root: str) -> bytes:
    """Return a plan as bytes to be kept with the batch."""
    rows = [pack_row(one) for one in plan.rows]
    return pack({"digest": plan.digest, "units": [u.words(root) for u in plan.units], "rows": rows})


def pack_row(one: PlannedRow) -> list[Any]:
    row = one.row
    url = entry_url(one.entry) if one.entry is not None else ""
    faults = [[fault.column, fault.heading, fault.message] for fault in row.faults]
    changes = [] if one.verdict == Verdict.FAULTY else one.changes
    return [row.sheet_index, row.number, row.place, row.kind, one.verdict, one.title, url,
            [list(change) for change in changes], faults]  # fmt: skip


def unpack_preview(packed: bytes) -> Preview:
    """Return the plan that was kept."""
    plain = unpack(packed)
    return Preview(plain["digest"], plain["units"], [unpack_row(row) for row in plain["rows"]])


def unpack_row(packed: list[Any]) -> PreviewRow:
    sheet, number, place, kind, verdict, title, url, changes, faults = packed
    return PreviewRow(
        sheet,
        number,
        place,
        kind,
        Verdict(verdict),
        title,
        url,
        [Change(*change) for change in changes],
        [RowFault(*fault) for fault in faults],
    )


def read_digest(packed: bytes) -> str:
    """Return what tells a kept plan from one that was made again."""
    return str(unpack(packed)["digest"])
