"""The outlines of the 19 municipalities as paths of an SVG, drawn once from the boundaries.

Boundaries: DAGI 1:500,000 (2014), Klimadatastyrelsen, CC BY 4.0; WGS84. At 56° north a degree of
longitude is as long as cos(56.2°) of a degree of latitude, which is all the projection a map of one
region needs. Rounded to a grid, shared borders stay shared.
"""

import json
import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from portal.config import REFERENCE

WIDTH = 1000
MIDDLE_LATITUDE = 56.2

Point = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Outline:
    """A municipality's border as a path, and where its letter stands."""

    path: str
    label: Point


@dataclass(frozen=True, slots=True)
class Map:
    """Outlines by municipality code, and the size of the drawing."""

    outlines: dict[str, Outline]
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Projection:
    """From longitude and latitude to the drawing: ``west`` and ``north`` are its corner."""

    west: float
    north: float
    scale: float

    def point(self, place: Iterable[float]) -> Point:
        longitude, latitude = place
        narrowing = math.cos(math.radians(MIDDLE_LATITUDE))
        x = (longitude - self.west) * narrowing * self.scale
        return round(x), round((self.north - latitude) * self.scale)


@cache
def region_map() -> Map:
    """Return the map of the region."""
    text = (REFERENCE / "boundaries_midtjylland.geojson").read_text(encoding="utf-8")
    features = json.loads(text)["features"]
    places = [place for feature in features for ring in rings_of(feature) for place in ring]
    longitudes, latitudes = zip(*places, strict=True)
    west, east, north = min(longitudes), max(longitudes), max(latitudes)
    narrowing = math.cos(math.radians(MIDDLE_LATITUDE))
    projection = Projection(west, north, WIDTH / ((east - west) * narrowing))
    _, height = projection.point((east, min(latitudes)))
    outlines = {one["properties"]["code"]: outline_of(one, projection) for one in features}
    return Map(outlines, WIDTH, height)


def rings_of(feature: dict[str, Any]) -> list[list[list[float]]]:
    """Return every ring of a feature's polygons."""
    geometry = feature["geometry"]
    is_many = geometry["type"] == "MultiPolygon"
    polygons = geometry["coordinates"] if is_many else [geometry["coordinates"]]
    return [ring for polygon in polygons for ring in polygon]


def outline_of(feature: dict[str, Any], projection: Projection) -> Outline:
    about = feature["properties"]
    rings = ([projection.point(place) for place in ring] for ring in rings_of(feature))
    path = "".join(ring_path(points) for points in rings)
    return Outline(path, projection.point((about["label_lon"], about["label_lat"])))


def ring_path(points: list[Point]) -> str:
    """Return a closed path in relative steps; steps that rounding made nothing of are left out."""
    (x, y), steps = points[0], []
    for new_x, new_y in points[1:-1]:
        if (new_x, new_y) != (x, y):
            steps.append(f"{new_x - x} {new_y - y}")
            x, y = new_x, new_y
    start = f"M{points[0][0]} {points[0][1]}"
    return f"{start}l{' '.join(steps).replace(' -', '-')}z" if steps else ""
