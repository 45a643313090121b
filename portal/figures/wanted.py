"""What figures are asked for."""

from dataclasses import dataclass

from portal.figures.periods import Period
from portal.models.municipality import Municipality
from portal.snapshot.reader import Snapshot

ALL = "Hele regionen"
OUTSIDE = "Uden for kommunerne"


@dataclass(frozen=True)
class Wanted:
    """What figures are asked for: a period, perhaps one municipality, and where to read."""

    period: Period
    municipalities: list[Municipality]
    chosen: Municipality | None
    snapshot: Snapshot

    @property
    def names(self) -> dict[str, str]:
        """The municipalities' names by code, in Danish order."""
        return {one.code: one.name for one in self.municipalities}

    @property
    def place(self) -> str:
        return self.chosen.full_name if self.chosen else "hele regionen"
