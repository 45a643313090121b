"""Phrases that were found in a question, and what they tell of."""

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

TermType = Literal["domain", "kind", "urgent", "ignore"]


class Sense(NamedTuple):
    """One of the things that a phrase tells of."""

    term_type: TermType
    code: str
    weight: float
    is_own: bool = False
    """True for a term that people added to the shipped ones."""


OF_LIFE = frozenset({"selvmord", "selvskade"})
"""The domains of which somebody may die."""

_BESIDE_PROBLEM = frozenset({"domain"})
_BESIDE_DANGER = frozenset({"domain", "urgent"})


class Match(NamedTuple):
    """A phrase found in a question: which tokens it takes, and what they tell of."""

    positions: tuple[int, ...]
    senses: tuple[Sense, ...]


def beyond(match: Match, chosen: Sequence[Match]) -> Match | None:
    """What a phrase tells beyond the longer ones that it shares words with, if those are problems.

    A problem counts beside a problem, and danger to life beside both: "det brænder" stays danger
    where "brænder" and "glemt komfuret" tell of dementia, but "falder om" none in "falder om
    natten".
    """
    others = [other for other in chosen if not set(match.positions).isdisjoint(other.positions)]
    if is_danger(match) and any(_is_made_harmless(match, other) for other in others):
        return None
    beside = _BESIDE_DANGER if is_danger(match) else _BESIDE_PROBLEM
    if any(s.term_type not in beside for m in (match, *others) for s in m.senses):
        return None
    known = {sense.code for other in others for sense in other.senses}
    senses = tuple(sense for sense in match.senses if sense.code not in known)
    return Match(match.positions, senses) if senses else None


def _is_made_harmless(match: Match, other: Match) -> bool:
    """True for a part of a longer phrase, unless that tells of somebody who may die."""
    is_of_life = any(sense.code in OF_LIFE for sense in other.senses)
    return not is_of_life and set(match.positions) < set(other.positions)


def is_danger(match: Match) -> bool:
    """True for a phrase that tells of danger to life."""
    return any(sense.term_type == "urgent" for sense in match.senses)


def width(match: Match) -> int:
    """How far the last word stands from the first."""
    return match.positions[-1] - match.positions[0]


def shared(senses_of_parts: Iterable[tuple[Sense, ...]]) -> tuple[Sense, ...]:
    """The senses of several parts; where parts have domains in common, only those domains."""
    parts = [senses for senses in senses_of_parts if senses]
    domains = [{s.code for s in senses if s.term_type == "domain"} for senses in parts]
    named = [codes for codes in domains if codes]
    common = set.intersection(*named) if named else set()
    chosen: dict[tuple[str, str], Sense] = {}
    for sense in (sense for senses in parts for sense in senses):
        if sense.term_type != "domain" or not common or sense.code in common:
            chosen.setdefault(sense[:2], sense)
    return tuple(chosen.values())
