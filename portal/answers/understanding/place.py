"""A place of the gazetteer and the municipalities that it lies in."""

from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple


class PlaceLevel(IntEnum):
    """How much a name weighs when several places have it: the higher wins."""

    PARISH = 1
    TOWN = 2
    POSTAL_TOWN = 3
    MUNICIPALITY = 4
    POSTCODE = 5


class MunicipalityShare(NamedTuple):
    """A municipality's part of a place, 0 to 1, or its chance among places of the same name."""

    code: str
    name: str
    share: float


@dataclass(frozen=True, slots=True)
class Place:
    """A named place or a postcode; `shares` starts with the municipality it is taken to be in."""

    name: str
    level: PlaceLevel
    shares: tuple[MunicipalityShare, ...]
    namesakes: tuple[MunicipalityShare, ...] = ()
    """Other municipalities of the region with a place of this name, each with its chance."""
    is_ambiguous: bool = False
    """True when the name is an ordinary Danish word or a person's name too."""

    @property
    def municipality(self) -> MunicipalityShare:
        return self.shares[0]

    def share_of(self, code: str) -> float:
        """The part of the place that lies in the municipality; 0 when none does."""
        return next((share.share for share in self.shares if share.code == code), 0.0)
