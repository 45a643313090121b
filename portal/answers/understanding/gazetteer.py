"""The names of places, and which municipality each lies in.

When several places have a name, in this order:
1. a municipality's own name or variant ("Holbæk" is not the village in Djursland);
2. a place inside the region before one outside (the scheme serves the region);
3. postal town before town before parish;
4. then the one that most sources name.
The other municipalities of the region with a place of that name are its namesakes ("Ørum").
"""

import csv
import json
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from portal.answers.understanding.place import MunicipalityShare, Place, PlaceLevel
from portal.answers.understanding.place_names import (
    abbreviations,
    folded_key,
    without_danish_letters,
    without_suffix,
)
from portal.answers.understanding.spelling import SpellingIndex
from portal.text.folding import fold

_SHORTEST_MISTYPED = 5


class MunicipalityRow(NamedTuple):
    """A municipality of Denmark; `variants` are other names for it."""

    code: str
    name: str
    is_in_region: bool
    variants: tuple[str, ...] = ()


class PlaceRow(NamedTuple):
    """A place and one municipality that it lies in; `postcode` may be a range "1000-1499"."""

    name: str
    level: PlaceLevel
    municipality_code: str
    share: float = 1.0
    is_primary: bool = True
    postcode: str = ""


class Gazetteer:
    """All places, by folded name and by postcode. Built once, then only read."""

    def __init__(
        self,
        municipalities: Iterable[MunicipalityRow],
        places: Iterable[PlaceRow],
        ambiguous_names: Iterable[str] = (),
    ) -> None:
        self.municipalities = {row.code: row for row in municipalities}
        self._ambiguous = frozenset(map(folded_key, ambiguous_names))
        # Christiansø (0411) belongs to no municipality.
        rows = [row for row in places if row.municipality_code in self.municipalities]
        self._postcodes = self._build_postcodes(rows)
        self._names = self._build_names(rows)
        self._longest = _words_by_first(self._names)
        self._written = {
            written: key
            for key, place in self._names.items()
            if (written := without_danish_letters(place.name)) != key and fold(written) == key
        }
        """Names as they are typed on a foreign keyboard ("laasby"), and their keys."""
        self._spelling = SpellingIndex(
            key for key in (*self._names, *self._written) if len(key) >= _SHORTEST_MISTYPED
        )

    @classmethod
    def from_reference(cls, directory: Path) -> "Gazetteer":
        """Read the place files of `portal/reference`. Raises OSError when one is missing."""
        return cls(
            _read_municipalities(directory),
            _read_places(directory),
            json.loads((directory / "ambiguous_places.json").read_text("utf-8"))["names"],
        )

    def is_in_region(self, code: str) -> bool:
        """True for the municipalities that the portal serves."""
        return self.municipalities[code].is_in_region

    def find_postcode(self, digits: str) -> Place | None:
        """The place of a four-digit postcode."""
        return self._postcodes.get(digits)

    def find_name(self, key: str) -> Place | None:
        """The place of a folded name; words parted by one space."""
        return self._names.get(key)

    def find_longest(self, words: Sequence[str], start: int) -> tuple[Place, int] | None:
        """The longest name that begins at a word, and how many words it takes."""
        for count in range(min(self._longest.get(words[start], 0), len(words) - start), 0, -1):
            place = self._names.get(" ".join(words[start : start + count]))
            if place is not None:
                return place, count
        return None

    def nearest_names(self, key: str, farthest: int) -> tuple[int, list[Place]]:
        """The smallest distance up to `farthest`, and the places whose names are that near."""
        distance, names = self._spelling.nearest(key, farthest)
        keys = [name for name in names if name in self._names]
        keys = keys or list(dict.fromkeys(self._written[name] for name in names))
        return distance, [self._names[key] for key in keys]

    def _build_postcodes(self, rows: Sequence[PlaceRow]) -> dict[str, Place]:
        by_code: dict[str, list[PlaceRow]] = {}
        for row in sorted(rows, key=lambda row: "-" not in row.postcode):  # single codes last: win
            if row.postcode:
                by_code.setdefault(row.postcode, []).append(row)
        places: dict[str, Place] = {}
        for code, members in by_code.items():
            first, _, last = code.partition("-")
            for number in range(int(first), int(last or first) + 1):
                digits = f"{number:04d}"
                name = f"{digits} {members[0].name}"
                places[digits] = Place(name, PlaceLevel.POSTCODE, self._area_shares(members))
        return places

    def _build_names(self, rows: Sequence[PlaceRow]) -> dict[str, Place]:
        candidates: dict[str, list[PlaceRow]] = {}
        for row in rows:
            for key in _spellings(row.name):
                candidates.setdefault(key, []).append(row)
        names = {key: self._choose(key, found) for key, found in candidates.items()}
        for code, municipality in self.municipalities.items():
            shares = (MunicipalityShare(code, municipality.name, 1.0),)
            for name in (*municipality.variants, municipality.name):
                for key in _spellings(name):
                    names[key] = Place(
                        name, PlaceLevel.MUNICIPALITY, shares, (), self._is_ambiguous(key)
                    )
        return names

    def _choose(self, key: str, rows: Sequence[PlaceRow]) -> Place:
        inside = [
            row for row in rows if row.is_primary and self.is_in_region(row.municipality_code)
        ]
        primary = inside or [row for row in rows if row.is_primary]
        codes = sorted({row.municipality_code for row in primary}, key=_importance(primary))
        level = max(row.level for row in primary if row.municipality_code == codes[0])
        own = [row for row in rows if row.level == level and row.municipality_code == codes[0]]
        postcodes = {row.postcode for row in own}
        parts = [row for row in rows if not row.is_primary and row.postcode in postcodes]
        return Place(
            min((row.name for row in own), key=len),
            level,
            self._area_shares(own + parts),
            tuple(self._share(code, 1 / len(codes)) for code in codes[1:]),
            self._is_ambiguous(key),
        )

    def _is_ambiguous(self, key: str) -> bool:
        return key in self._ambiguous

    def _area_shares(self, rows: Sequence[PlaceRow]) -> tuple[MunicipalityShare, ...]:
        """The primary municipality first, then the others by their part of the area."""
        best: dict[str, PlaceRow] = {}
        for row in sorted(rows, key=lambda row: (not row.is_primary, -row.share)):
            best.setdefault(row.municipality_code, row)
        return tuple(self._share(code, row.share) for code, row in best.items())

    def _share(self, code: str, share: float) -> MunicipalityShare:
        return MunicipalityShare(code, self.municipalities[code].name, share)


def _spellings(name: str) -> set[str]:
    """The folded keys of a name: whole, in one word, abbreviated, without "J", "St" or "NV"."""
    key = folded_key(name)
    keys = {key, without_suffix(key)}
    keys |= {short for full in tuple(keys) for short in abbreviations(full)}
    return keys | {full.replace(" ", "") for full in keys}


def _importance(rows: Sequence[PlaceRow]) -> Callable[[str], tuple[int, int, str]]:
    """A sort key for municipality codes: the best level, then the most sources, first."""

    def key(code: str) -> tuple[int, int, str]:
        levels = [row.level for row in rows if row.municipality_code == code]
        return -max(levels), -len(levels), code

    return key


def _words_by_first(names: Iterable[str]) -> dict[str, int]:
    longest: dict[str, int] = {}
    for name in names:
        words = name.split(" ")
        longest[words[0]] = max(longest.get(words[0], 0), len(words))
    return longest


def _read_municipalities(directory: Path) -> Iterable[MunicipalityRow]:
    variants = {
        row["code"]: tuple(filter(None, row["variants"].split(";")))
        for row in _rows(directory / "municipalities.csv")
    }
    for row in _rows(directory / "municipalities_dk.csv"):
        code = row["code"]
        yield MunicipalityRow(code, row["name"], code in variants, variants.get(code, ()))


def _read_places(directory: Path) -> Iterable[PlaceRow]:
    for row in _rows(directory / "places.csv"):
        yield PlaceRow(
            row["town"],
            PlaceLevel.POSTAL_TOWN,
            row["municipality_code"],
            float(row["area_share"] or 1),
            row["is_primary"] == "1",
            row["postcode"],
        )
    for row in _rows(directory / "towns.csv"):
        yield PlaceRow(row["town"], PlaceLevel.TOWN, row["municipality_code"])
    for row in _rows(directory / "parishes.csv"):
        yield PlaceRow(row["parish"], PlaceLevel.PARISH, row["municipality_code"])
    for row in _rows(directory / "place_variants.csv"):
        name, share = row["name"], float(row["share"])
        yield PlaceRow(
            name, PlaceLevel.TOWN, row["municipality_code"], share, row["is_primary"] == "1"
        )


def _rows(path: Path) -> Iterable[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
