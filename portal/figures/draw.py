"""Drawing the month's numbers to call: fair over municipalities and risk, and reproducible.

From each municipality the same few, whatever its size: acute numbers first, because what goes wrong
there goes most wrong; then contacts. Which ones is decided by a number that the month's seed gives
each entry for good: the same seed draws the same from the same directory, and an entry that comes
or goes elsewhere moves nothing (permanent random numbers: E. Ohlsson, "Coordination of samples
using permanent random numbers", in Business Survey Methods, 1995).
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

MINUTES = 30
SECONDS_A_CALL = 45
MOST_CALLS = MINUTES * 60 // SECONDS_A_CALL
"""As many as one person can call in half an hour."""

ACUTE_OF_EACH = 1
"""Of a municipality's share, how many are acute numbers while it has any."""


@dataclass(frozen=True)
class Candidate:
    """A number that can be drawn: the first of an entry of a municipality."""

    subject_type: str
    subject_id: int
    title: str
    municipality: str
    number: str
    is_acute: bool


def draw(candidates: Iterable[Candidate], seed: int) -> list[Candidate]:
    """Return the numbers to call, municipality by municipality, each number once."""
    by_place: dict[str, list[Candidate]] = {}
    for one in sorted(candidates, key=lambda candidate: chance(candidate, seed)):
        of_place = by_place.setdefault(one.municipality, [])
        if one.number not in {other.number for other in of_place}:
            of_place.append(one)
    most = MOST_CALLS // len(by_place) if by_place else 0
    return [one for code in sorted(by_place) for one in draw_of_place(by_place[code], most)]


def draw_of_place(candidates: list[Candidate], most: int) -> list[Candidate]:
    """Return a municipality's share: acute, then contacts, and whatever is left to fill it."""
    acute = [one for one in candidates if one.is_acute]
    contacts = [one for one in candidates if not one.is_acute]
    ordered = [*acute[:ACUTE_OF_EACH], *contacts, *acute[ACUTE_OF_EACH:]]
    return ordered[:most]


def chance(candidate: Candidate, seed: int) -> str:
    """Return the number that a seed gives an entry; whoever has the lowest is drawn."""
    key = f"{seed}:{candidate.subject_type}:{candidate.subject_id}"
    return hashlib.sha256(key.encode()).hexdigest()
