"""The reach rate: in how many calls somebody answered."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import TypeVar

from portal.figures.queries import Call
from portal.figures.shares import Share
from portal.models.vocabulary import Outcome
from portal.web.dates import local

REACHED = frozenset({Outcome.TOOK_OVER, Outcome.WRONG_PLACE, Outcome.ASKED_TO_USE_OTHER})
"""A call reached somebody when a person answered: who took over, was the wrong one, or named
another number. Nobody was reached when nobody answered or the number was dead."""

LEAST_CALLS = 10
"""From how many calls on a rate is given; below it chance says more than the number does."""

Key = TypeVar("Key")


def reach_of(calls: Iterable[Call]) -> Share:
    """Return the share of calls that reached somebody."""
    outcomes = [call.outcome in REACHED for call in calls]
    return Share(sum(outcomes), len(outcomes), LEAST_CALLS, is_sample=True)


def reach_by(calls: Iterable[Call], key: Callable[[Call], Key]) -> dict[Key, Share]:
    """Return the reach rate of each group of calls."""
    groups: dict[Key, list[Call]] = defaultdict(list)
    for call in calls:
        groups[key(call)].append(call)
    return {one: reach_of(group) for one, group in groups.items()}


def hour_of(call: Call) -> int:
    """Return the hour of the wall clock in Denmark in which a call was made."""
    return local(call.at).hour
