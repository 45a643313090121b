"""The order inside a section: one table of rules, the first that tells two entries apart decides.

The steps of a municipality's own route are never reordered; the order of the sections is in
``ladder``. Every rule has a name, a rank (the lower comes first) and the reason it gives, in words.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from portal.answers.answer import HOPE
from portal.answers.situation import Candidate, Situation
from portal.answers.wording import (
    KIND_NAMES,
    age_words,
    domain_names,
    fault_words,
    in_sentence,
    who,
)
from portal.hours.status import OpenState
from portal.models.freshness import SWITCHBOARD_KIND
from portal.models.vocabulary import Capacity, Sector
from portal.snapshot.listings import OWN, SERVING, distance_of, rank_of
from portal.snapshot.records import EntryRecord
from portal.web.dates import format_short_date


class Standing(NamedTuple):
    """All of an entry, a moment and a question that the order depends on.

    ``covers`` counts the domains asked about that the entry is for; ``distance`` is OWN, SERVING or
    FOR_ALL; ``room`` is FREE, FEW or FULL only while what was said of it holds.
    """

    is_asked_for: bool
    is_absent: bool
    has_phone: bool
    is_reported: bool
    covers: int
    state: OpenState
    opens_at: datetime | None
    distance: int
    is_stale: bool
    is_central: bool
    room: str
    sends_staff_out: bool


Rank = Callable[[Standing], float]
Reason = Callable[[Candidate, Situation], str]

CAPACITY_HOLDS = timedelta(days=1)
ROOM_WORDS = {
    Capacity.FREE: "ledige pladser",
    Capacity.FEW: "få ledige pladser",
    Capacity.FULL: "fuldt",
}
ROOM = {Capacity.FREE: -1, Capacity.FEW: -1, Capacity.FULL: 1}


class Rule(NamedTuple):
    """One reason to stand before another.

    What ``reason`` says is the same for every question in the minute unless it ``heeds_question``.
    """

    name: str
    rank: Rank
    reason: Reason
    heeds_question: bool = False


def no_reason(_candidate: Candidate, _situation: Situation) -> str:
    return ""


def asked_kind_first(standing: Standing) -> float:
    return not standing.is_asked_for


def asked_kind(candidate: Candidate, situation: Situation) -> str:
    kind = candidate.entry.kind
    if kind not in situation.question.kinds:
        return ""
    return f"du spurgte efter {in_sentence(KIND_NAMES.get(kind, kind))}"


def present_first(standing: Standing) -> float:
    return standing.is_absent


def presence(candidate: Candidate, situation: Situation) -> str:
    if candidate.away is None:
        return ""
    until = format_short_date(candidate.away.to_on, situation.day)
    if candidate.stands_in_for is None:
        return f"fraværende til {until}"
    return f"stedfortræder for {who(candidate.stands_in_for)}, der er fraværende til {until}"


def callable_first(standing: Standing) -> float:
    return not standing.has_phone


def missing_number(candidate: Candidate, situation: Situation) -> str:
    if candidate.entry.phones:
        return ""
    is_own = distance_in(situation, candidate.entry) == OWN
    return "uden eget nummer: spørg hovednummeret" if is_own else "uden nummer i portalen"


def sound_first(standing: Standing) -> float:
    return standing.is_reported


def fault(candidate: Candidate, situation: Situation) -> str:
    return fault_words(candidate.reported_at, situation.day)


def most_domains_first(standing: Standing) -> float:
    return -standing.covers


def shared_domains(candidate: Candidate, situation: Situation) -> str:
    codes = covered(candidate, situation)
    return covers_words(codes, situation) if codes else ""


def covers_words(codes: Sequence[str], situation: Situation) -> str:
    """Return that somebody is for some of the domains asked about."""
    known, key = situation.covers_words, tuple(codes)
    words = known.get(key)
    if words is None:
        names = domain_names(codes, situation.snapshot.domains)
        both = "både " if len(codes) == 2 and " samt " not in names else ""
        words = known[key] = f"dækker {both}{names}"
    return words


def covered(candidate: Candidate, situation: Situation) -> list[str]:
    """Return which of the domains asked about an entry covers."""
    subject = candidate.stands_in_for or candidate.entry
    return [code for code in situation.domains if code in subject.domains]


def open_first(standing: Standing) -> float:
    return HOPE[standing.state]


def open_now(candidate: Candidate, _situation: Situation) -> str:
    return candidate.opening.words if candidate.status.is_open else ""


def nearest_first(standing: Standing) -> float:
    """Own municipality, then those that serve it, then the region's and the country's."""
    return standing.distance


def reach(candidate: Candidate, situation: Situation) -> str:
    distance = distance_in(situation, candidate.entry)
    if distance == OWN:
        return ""
    if distance == SERVING:
        return f"dækker også {situation.municipality.name}" if situation.municipality else ""
    is_regional = candidate.entry.sector == Sector.REGIONAL
    return "dækker hele regionen" if is_regional else "dækker hele landet"


def distance_in(situation: Situation, entry: EntryRecord) -> int:
    """Return how near an entry is to the municipality asked about."""
    return distance_of(entry, situation.municipality.code if situation.municipality else "")


def central_first(standing: Standing) -> float:
    return not standing.is_central


def central(candidate: Candidate, _situation: Situation) -> str:
    if candidate.entry.kind == SWITCHBOARD_KIND:
        return "hovednummeret stiller om"
    return "central indgang" if candidate.entry.is_central else ""


def roomy_first(standing: Standing) -> float:
    return ROOM.get(Capacity(standing.room), 0)


def room(candidate: Candidate, situation: Situation) -> str:
    return ROOM_WORDS.get(capacity_now(candidate, situation), "")


def capacity_now(candidate: Candidate, situation: Situation) -> Capacity:
    """Return an offer's capacity; what was said more than a day ago says nothing about now."""
    entry = candidate.entry
    if entry.capacity_at is None or situation.at - entry.capacity_at > CAPACITY_HOLDS:
        return Capacity.UNKNOWN
    return Capacity(entry.capacity or Capacity.UNKNOWN)


def fresh_first(standing: Standing) -> float:
    return standing.is_stale


def staleness(candidate: Candidate, situation: Situation) -> str:
    if not candidate.is_stale and candidate.entry.new_number_at is None:
        return ""
    return age_words(candidate.entry, candidate.is_stale, situation.day)


def soonest_first(standing: Standing) -> float:
    return standing.opens_at.timestamp() if standing.opens_at else float("inf")


def going_out(candidate: Candidate, _situation: Situation) -> str:
    return "kan rykke ud" if candidate.entry.sends_staff_out else ""


def going_out_first(standing: Standing) -> float:
    return not standing.sends_staff_out


RULES: tuple[Rule, ...] = (
    Rule("the kind asked for first", asked_kind_first, asked_kind, True),
    Rule("present before absent", present_first, presence),
    Rule("with a number before without", callable_first, missing_number, True),
    Rule("sound before reported to be wrong", sound_first, fault),
    Rule("most of the domains asked about first", most_domains_first, shared_domains, True),
    Rule("open before closed", open_first, open_now),
    Rule("own municipality, then those that serve it", nearest_first, reach, True),
    Rule("confirmed before stale", fresh_first, staleness),
    Rule("central entrance first", central_first, central),
    Rule("with room before full", roomy_first, room),
    Rule("who opens next first", soonest_first, no_reason),
    Rule("who can come before who cannot", going_out_first, going_out),
)


def standing_in(situation: Situation, candidate: Candidate) -> Standing:
    """Return all of a candidate that the order depends on."""
    entry, opening = candidate.entry, candidate.opening
    return Standing(
        is_asked_for=entry.kind in situation.question.kinds,
        is_absent=candidate.is_absent,
        has_phone=entry.phone is not None,
        is_reported=candidate.reported_at is not None,
        covers=len(covered(candidate, situation)),
        state=opening.status.state,
        opens_at=opening.status.opens_at,
        distance=distance_in(situation, entry),
        is_stale=candidate.is_stale,
        is_central=entry.is_central,
        room=capacity_now(candidate, situation),
        sends_staff_out=entry.sends_staff_out,
    )


# Few things differ: of a thousand entries some dozen ways to stand.
@lru_cache(maxsize=10_000)
def ranks_of(standing: Standing) -> tuple[float, ...]:
    """Return the ranks that the rules give, in their order."""
    return tuple(rule.rank(standing) for rule in RULES)


def order(entries: Iterable[EntryRecord], situation: Situation) -> list[Candidate]:
    """Return who answers for entries at the moment, as the rules order them.

    Equal ones keep the directory's order: central entrance, leaders, newest confirmed.
    """
    placed = []
    for entry in entries:
        if entry.is_valid_on(situation.day):
            candidate = situation.moment.candidate(entry)
            ranks = ranks_of(standing_in(situation, candidate))
            placed.append((ranks, rank_of(entry), entry.key, candidate))
    return [candidate for *_, candidate in sorted(placed, key=lambda one: one[:3])]


HEEDING = tuple((place, rule.reason) for place, rule in enumerate(RULES) if rule.heeds_question)


def own_reasons(candidate: Candidate, situation: Situation) -> list[str]:
    """Return what each rule says of a candidate whatever is asked in the minute, "" for nothing."""
    return ["" if rule.heeds_question else rule.reason(candidate, situation) for rule in RULES]


def reasons_for(candidate: Candidate, situation: Situation, own: list[str]) -> list[str]:
    """Return what the rules say of a candidate, in the order of the rules.

    ``own`` is what ``own_reasons`` returned for the same candidate and minute.
    """
    said = own.copy()
    for place, reason in HEEDING:
        said[place] = reason(candidate, situation)
    return [reason for reason in said if reason]
