"""What a snapshot takes over from an earlier one: all that was read and no change concerns."""

from collections.abc import Container
from typing import Any, TypeVar

from portal.snapshot.concern import Concern, find_concern
from portal.snapshot.reader import Key, Snapshot, Value

Placed = TypeVar("Placed", bound=tuple[Any, ...])

STEADY = ("municipalities", "domains")
"""Properties that are others only when a change concerns everybody."""


def inherit(snapshot: Snapshot, earlier: Snapshot) -> None:
    """Let a snapshot know what an earlier one had read, as far as it still holds."""
    concern = concern_since(snapshot, earlier)
    if concern is None:
        return
    snapshot.entries = without(earlier.entries, concern.keys)
    snapshot.weeks = earlier.weeks.copy()  # found by what they are
    snapshot.heads = outside(earlier.heads, concern.places)
    snapshot.routes = outside(earlier.routes, concern.places)
    names = STEADY if concern.has_new_words else (*STEADY, "words")
    for name in names:
        if name in earlier.__dict__:
            snapshot.__dict__[name] = earlier.__dict__[name]


def concern_since(snapshot: Snapshot, earlier: Snapshot) -> Concern | None:
    """Return whom the changes concern that made a snapshot of an earlier one, None if unknown."""
    return find_concern(snapshot.file, earlier.built_at.isoformat())


def without(known: dict[Key, Value], keys: frozenset[Key]) -> dict[Key, Value]:
    """Return what is known but under some keys; other threads may go on learning meanwhile."""
    kept = known.copy()
    for key in keys:
        kept.pop(key, None)
    return kept


def outside(known: dict[Placed, Value], places: Container[object]) -> dict[Placed, Value]:
    """Return what is known of other municipalities than these; a key begins with its own."""
    return {key: value for key, value in known.copy().items() if key[0] not in places}
