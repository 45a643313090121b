"""What an answer says before its lines: what it could not find, and what is different here."""

from collections.abc import Iterator
from datetime import datetime

from portal.answers.knowledge import gazetteer
from portal.answers.situation import Situation
from portal.answers.wording import KIND_NAMES, in_sentence
from portal.extensions import outage
from portal.models.freshness import ROUTE_KIND, SWITCHBOARD_KIND
from portal.models.vocabulary import Participation
from portal.snapshot.reader import EVERYWHERE
from portal.snapshot.records import MunicipalityRecord
from portal.web.dates import format_instant

NO_MUNICIPALITY = (
    "Vi kunne ikke se, hvilken kommune det gælder. Vælg kommunen, eller skriv en by eller et "
    "postnummer. Disse numre kan hjælpe uanset kommune."
)
OTHER_NAMES = {"0101": "Københavns Kommune", "0400": "Bornholms Regionskommune"}
"""What municipalities outside the region are called that are not simply "Skive Kommune"."""

DANGER_NOTICE = "Er der fare for liv lige nu, så ring 1-1-2."
DOMAINS_OF_LIFE = frozenset({"selvmord"})
"""Where somebody may die of waiting, though the words tell of no danger at this moment."""


def touches_life(situation: Situation) -> bool:
    """Say whether life may be in danger; words that tell of it put 1-1-2 first themselves."""
    return not situation.question.urgent and not DOMAINS_OF_LIFE.isdisjoint(situation.domains)


def outage_notice(as_of: datetime) -> str | None:
    """Return how old everything shown is while the database is away, else None."""
    if not outage.is_on:
        return None
    instant = format_instant(as_of)
    return f"Oplysningerne er fra {instant}. Databasen svarer ikke, så nyere rettelser mangler."


def list_notices(situation: Situation) -> Iterator[str]:
    """Yield the sentences to read before calling."""
    if touches_life(situation):
        yield DANGER_NOTICE
    if situation.question.outside_region:
        name = municipality_name(situation)
        yield (
            f"{name} ligger uden for Region Midtjylland og er ikke med i Én indgang. "
            "Disse numre dækker hele landet."
        )
    elif situation.municipality is None:
        yield NO_MUNICIPALITY
    else:
        if not situation.municipality.participates:
            yield participation_notice(situation.municipality)
        yield from missing_kinds(situation, situation.municipality)


def missing_kinds(situation: Situation, municipality: MunicipalityRecord) -> Iterator[str]:
    """Yield what was asked for by kind and the municipality does not have."""
    for kind in situation.question.kinds:
        if kind in {SWITCHBOARD_KIND, ROUTE_KIND}:
            continue
        snapshot = situation.snapshot
        if not any(kind in snapshot.list_heads(at) for at in (municipality.code, EVERYWHERE)):
            name = in_sentence(KIND_NAMES.get(kind, kind))
            yield f"Der er ikke registreret {name} i {municipality.full_name}."


def participation_notice(municipality: MunicipalityRecord) -> str:
    """Return what it means that a municipality does not take part."""
    if municipality.participation == Participation.DECLINED:
        said = f"{municipality.full_name} deltager ikke i ordningen."
    else:
        said = f"{municipality.full_name} har ikke sagt, hvordan den vil kontaktes."
    note = f" {municipality.participation_note}" if municipality.participation_note else ""
    return f"{said}{note} Ring til hovednummeret."


def municipality_name(situation: Situation) -> str:
    """Return the full name of the municipality asked about, also of one outside the region."""
    if situation.municipality is not None:
        return situation.municipality.full_name
    row = gazetteer().municipalities.get(situation.question.municipality or "")
    return OTHER_NAMES.get(row.code, f"{row.name} Kommune") if row else ""
