"""Which classes of entries belong in a section, by their facts and whether they are open."""

from portal.hours.status import OpenState
from portal.models.vocabulary import ACUTE_KINDS
from portal.snapshot.listings import FOR_ALL, Facts


def is_any(_facts: Facts, _state: OpenState) -> bool:
    return True


def has_number(facts: Facts, _state: OpenState) -> bool:
    return facts.has_phone


def has_national_number(facts: Facts, _state: OpenState) -> bool:
    return facts.has_phone and not facts.is_regional


def may_be_open(facts: Facts, state: OpenState) -> bool:
    """Not closed; who is there for everybody needs a number too."""
    return state is not OpenState.CLOSED and (facts.has_phone or facts.distance != FOR_ALL)


def may_be_open_nationally(facts: Facts, state: OpenState) -> bool:
    return may_be_open(facts, state) and not facts.is_regional


def is_ordinary_or_closed(facts: Facts, state: OpenState) -> bool:
    return facts.kind not in ACUTE_KINDS or state is OpenState.CLOSED


def can_be_asked_for(facts: Facts, _state: OpenState) -> bool:
    return facts.has_phone or facts.kind in ACUTE_KINDS
