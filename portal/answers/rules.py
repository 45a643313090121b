"""The order inside a section: one table of rules, the first that tells two entries apart decides.

The steps of a municipality's own route are never reordered; the order of the sections is in
``ladder``. Every rule has a name, a rank (the lower comes first) and the reason it gives, in words.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta

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
from portal.hours.phrases import describe_status
from portal.models.freshness import SWITCHBOARD_KIND
from portal.models.vocabulary import Capacity, Sector
from portal.web.dates import format_short_date

Rank = Callable[[Candidate, Situation], float]
Reason = Callable[[Candidate, Situation], str]

CAPACITY_HOLDS = timedelta(days=1)
ROOM = {Capacity.FREE: -1, Capacity.FEW: -1, Capacity.FULL: 1}


@dataclass(frozen=True)
class Rule:
    """One reason to stand before another."""

    name: str
    rank: Rank
    reason: Reason


def no_reason(_candidate: Candidate, _situation: Situation) -> str:
    return ""


def asked_kind_first(candidate: Candidate, situation: Situation) -> float:
    return candidate.entry.kind not in situation.question.kinds


def asked_kind(candidate: Candidate, situation: Situation) -> str:
    kind = candidate.entry.kind
    if kind not in situation.question.kinds:
        return ""
    return f"du spurgte efter {in_sentence(KIND_NAMES.get(kind, kind))}"


def present_first(candidate: Candidate, _situation: Situation) -> float:
    return candidate.is_absent


def presence(candidate: Candidate, situation: Situation) -> str:
    if candidate.away is None:
        return ""
    until = format_short_date(candidate.away.to_on, situation.day)
    if candidate.stands_in_for is None:
        return f"fraværende til {until}"
    return f"stedfortræder for {who(candidate.stands_in_for)}, der er fraværende til {until}"


def callable_first(candidate: Candidate, _situation: Situation) -> float:
    return candidate.entry.phone is None


def missing_number(candidate: Candidate, situation: Situation) -> str:
    if candidate.entry.phone is not None:
        return ""
    is_own = situation.municipality and candidate.entry.municipality == situation.municipality.code
    return "uden eget nummer: spørg hovednummeret" if is_own else "uden nummer i portalen"


def sound_first(candidate: Candidate, _situation: Situation) -> float:
    return candidate.reported_at is not None


def fault(candidate: Candidate, situation: Situation) -> str:
    return fault_words(candidate.reported_at, situation.day)


def most_domains_first(candidate: Candidate, situation: Situation) -> float:
    return -len(covered(candidate, situation)) if situation.domains else 0


def shared_domains(candidate: Candidate, situation: Situation) -> str:
    codes = covered(candidate, situation)
    names = domain_names(codes, situation.snapshot.domains)
    return f"dækker {'både ' if len(codes) == 2 else ''}{names}" if codes else ""


def covered(candidate: Candidate, situation: Situation) -> list[str]:
    """Return which of the domains asked about an entry covers."""
    subject = candidate.stands_in_for or candidate.entry
    return [code for code in situation.question.domains if code in subject.domains]


def open_first(candidate: Candidate, _situation: Situation) -> float:
    return HOPE[candidate.status.state]


def open_now(candidate: Candidate, situation: Situation) -> str:
    return describe_status(candidate.status, situation.at) if candidate.status.is_open else ""


def nearest_first(candidate: Candidate, situation: Situation) -> float:
    """Own municipality, then those that serve it, then the region's and the country's."""
    if situation.municipality and candidate.entry.municipality == situation.municipality.code:
        return 0
    return 1 if candidate.entry.municipality or candidate.entry.serves else 2


def reach(candidate: Candidate, situation: Situation) -> str:
    entry = candidate.entry
    distance = nearest_first(candidate, situation)
    if distance == 0:
        return ""
    if distance == 1:
        return f"dækker også {situation.municipality.name}" if situation.municipality else ""
    return "dækker hele regionen" if entry.sector == Sector.REGIONAL else "dækker hele landet"


def central_first(candidate: Candidate, _situation: Situation) -> float:
    return not candidate.entry.is_central


def central(candidate: Candidate, _situation: Situation) -> str:
    if candidate.entry.kind == SWITCHBOARD_KIND:
        return "hovednummeret stiller om"
    return "central indgang" if candidate.entry.is_central else ""


def roomy_first(candidate: Candidate, situation: Situation) -> float:
    return ROOM.get(capacity_now(candidate, situation), 0)


def room(candidate: Candidate, situation: Situation) -> str:
    words = {
        Capacity.FREE: "ledige pladser",
        Capacity.FEW: "få ledige pladser",
        Capacity.FULL: "fuldt",
    }
    return words.get(capacity_now(candidate, situation), "")


def capacity_now(candidate: Candidate, situation: Situation) -> Capacity:
    """Return an offer's capacity; what was said more than a day ago says nothing about now."""
    entry = candidate.entry
    if entry.capacity_at is None or situation.at - entry.capacity_at > CAPACITY_HOLDS:
        return Capacity.UNKNOWN
    return Capacity(entry.capacity or Capacity.UNKNOWN)


def fresh_first(candidate: Candidate, _situation: Situation) -> float:
    return candidate.is_stale


def staleness(candidate: Candidate, situation: Situation) -> str:
    if not candidate.is_stale and candidate.entry.new_number_at is None:
        return ""
    return age_words(candidate.entry, candidate.is_stale, situation.day)


def soonest_first(candidate: Candidate, _situation: Situation) -> float:
    opens_at = candidate.status.opens_at
    return opens_at.timestamp() if opens_at else float("inf")


def going_out(candidate: Candidate, _situation: Situation) -> str:
    return "kan rykke ud" if candidate.entry.sends_staff_out else ""


def going_out_first(candidate: Candidate, _situation: Situation) -> float:
    return not candidate.entry.sends_staff_out


RULES: tuple[Rule, ...] = (
    Rule("the kind asked for first", asked_kind_first, asked_kind),
    Rule("present before absent", present_first, presence),
    Rule("with a number before without", callable_first, missing_number),
    Rule("sound before reported to be wrong", sound_first, fault),
    Rule("most of the domains asked about first", most_domains_first, shared_domains),
    Rule("open before closed", open_first, open_now),
    Rule("own municipality, then those that serve it", nearest_first, reach),
    Rule("confirmed before stale", fresh_first, staleness),
    Rule("central entrance first", central_first, central),
    Rule("with room before full", roomy_first, room),
    Rule("who opens next first", soonest_first, no_reason),
    Rule("who can come before who cannot", going_out_first, going_out),
)


def order(candidates: Iterable[Candidate], situation: Situation) -> list[Candidate]:
    """Return candidates as the rules order them; equal ones keep the directory's order."""
    return sorted(candidates, key=lambda one: [rule.rank(one, situation) for rule in RULES])


def reasons_for(candidate: Candidate, situation: Situation) -> list[str]:
    """Return what the rules say of a candidate, in the order of the rules."""
    said = (rule.reason(candidate, situation) for rule in RULES)
    return [reason for reason in said if reason]
