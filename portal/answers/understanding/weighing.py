"""Which municipality is meant, and which domains first, when the words say several."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from portal.answers.understanding.matches import TermType
from portal.answers.understanding.named_places import PlaceHit, is_hospital
from portal.answers.understanding.place import MunicipalityShare, Place, PlaceLevel
from portal.answers.understanding.reading import Explained

_LARGE_SHARE = 0.25
"""A second municipality is offered when at least this part of the place lies in it."""

_LIVING = frozenset({"bor", "boende", "hjemme"})
_CALLING = frozenset({"ringer", "ringede", "kontakter", "skriver"})
"""Behind the place of a relative: "datter i Aarhus ringer om sin far i Thyborøn"."""
_BESIDE = frozenset({"ved", "naer", "pa", "i"})
_SUBSTANCES = frozenset({"alkohol", "stoffer", "medicin"})
_LEAST = 2
"""The weight that makes a domain; "farmor" alone makes none."""
_CLEAR = 4
_HINT = 2
"""Words of at most this weight count only where nothing clear is said."""


class ChosenMunicipality(NamedTuple):
    """The municipality that is meant, the place that gave it, and the others to offer."""

    place: Place
    code: str
    alternatives: tuple[MunicipalityShare, ...]


def choose_municipality(
    hits: Sequence[PlaceHit],
    words: Sequence[str],
    ends: frozenset[int],
    is_in_region: Callable[[str], bool],
) -> ChosenMunicipality | None:
    """A postcode outranks a name; a name outranks where a hospital lies and where somebody comes
    from ("fra Viborg"), what may be a surname ("Per Lemvig"), and a village that is told by what
    lies near it ("Sinding ved Herning").
    Of places named equally surely the only one of the region goes before those outside it ("datter
    i Odense, far i Lemvig"), a name that is no other word before one that is ("tarm og blære,
    Hjerm"), and the first before the others.
    `ends` are the positions that a comma or the like follows; `is_in_region` is asked by code.

    Another named place settles which part of the first is meant ("8444 Norddjurs", "Ørum Randers");
    otherwise it is offered beside it.
    """
    if not hits:
        return None
    first, *others = _most_sure_first(hits, words, ends, is_in_region)
    offered = _offered(first.place)
    code = first.place.municipality.code
    for other in others:
        named = other.place.municipality
        if any(share.code == named.code for share in offered):
            code = named.code
            break
    seen = [first.place.municipality, *offered, *(hit.place.municipality for hit in others)]
    unique = {share.code: share for share in reversed(seen) if share.code != code}
    return ChosenMunicipality(first.place, code, tuple(reversed(unique.values())))


def rank_codes(explained: Sequence[Explained], term_type: TermType) -> tuple[str, ...]:
    """The codes of one type, the heaviest first, then in the order of the question.

    A domain that only one weak word tells of is left out, and beside a clear one also a domain
    that only hints tell of.
    """
    weights: dict[str, list[float]] = {}
    for part in sorted(explained):
        for sense in part.senses:
            if sense.term_type == term_type:
                weights.setdefault(sense.code, []).append(sense.weight)
    if term_type == "domain":
        clearest = max(map(max, weights.values()), default=0.0)
        least = _HINT + 1 if clearest >= _CLEAR else 0
        weights = {c: w for c, w in weights.items() if sum(w) >= _LEAST and max(w) >= least}
    return tuple(sorted(weights, key=lambda code: -sum(weights[code])))


def narrow_domains(explained: Sequence[Explained]) -> list[Explained]:
    """Let a named substance settle an unnamed one: "misbrug, piller" is about medicine."""
    settled = {codes.pop() for part in explained if len(codes := _domains(part)) == 1}
    return [_narrowed(part, settled) for part in explained]


def _most_sure_first(
    hits: Sequence[PlaceHit],
    words: Sequence[str],
    ends: frozenset[int],
    is_in_region: Callable[[str], bool],
) -> list[PlaceHit]:
    codes = {hit.place.municipality.code for hit in hits}
    inside = set(filter(is_in_region, codes))
    outside = codes - inside if len(inside) == 1 else set()
    return sorted(
        hits,
        key=lambda hit: (
            *_precedence(hit, hits, words, ends),
            hit.place.municipality.code in outside,
            hit.place.is_ambiguous and hit.place.level < PlaceLevel.MUNICIPALITY,
            hit.start,
        ),
    )


def _precedence(
    hit: PlaceHit, hits: Sequence[PlaceHit], words: Sequence[str], ends: frozenset[int]
) -> tuple[bool, ...]:
    """A postcode, then where somebody lives, then any place, a surname, and where a hospital lies.

    A name that stands alone between commas goes before one in a sentence.
    """
    before = words[max(0, hit.start - 3) : hit.start]
    is_home = before[-1:] == ["i"] and not _LIVING.isdisjoint(before)
    is_postcode = hit.place.level == PlaceLevel.POSTCODE
    is_from = before[-1:] == ["fra"] or not _CALLING.isdisjoint(words[hit.end : hit.end + 1])
    return (
        not is_postcode,
        not is_home,
        is_hospital(hit, words),
        hit.may_be_surname,
        is_from,
        _is_told_by_another(hit, hits, words),
        not _is_alone(hit, words, ends),
    )


def _is_told_by_another(hit: PlaceHit, hits: Sequence[PlaceHit], words: Sequence[str]) -> bool:
    """True for the village in "Sinding ved Herning" and "Hasle på Bornholm"."""
    return any(other.start == hit.end + 1 and words[hit.end] in _BESIDE for other in hits)


def _is_alone(hit: PlaceHit, words: Sequence[str], ends: frozenset[int]) -> bool:
    """True for a name that is a clause by itself."""
    begins = hit.start == 0 or hit.start - 1 in ends
    return begins and (hit.end == len(words) or hit.end - 1 in ends)


def _offered(place: Place) -> list[MunicipalityShare]:
    """The other municipalities that the place may mean."""
    large = [share for share in place.shares[1:] if share.share >= _LARGE_SHARE]
    return [*large, *place.namesakes]


def _domains(part: Explained) -> set[str]:
    return {sense.code for sense in part.senses if sense.term_type == "domain"}


def _narrowed(part: Explained, settled: set[str]) -> Explained:
    codes = _domains(part)
    kept = codes & settled
    if not kept or not codes <= _SUBSTANCES:
        return part
    senses = (s for s in part.senses if s.term_type != "domain" or s.code in kept)
    return Explained(part.positions, tuple(senses))
