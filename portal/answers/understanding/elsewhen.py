"""Danger that is not now: "tidligere overdosis", "bevidstløs sidste år", "angst for hjertestop"."""

import re
from collections.abc import Sequence

from portal.answers.understanding.counting import is_many

# Folded as the words of a question. Hours and days ago is now: of pills one dies later.
_LONG_AGO = (
    r"for (?:\w+ ){1,3}(?:uger?|maned(?:er)?|år) siden"
    r"|sidste (?:uge|maned|år|sommer|vinter|forar|efterar)"
    r"|i (?:19|20)\d\d"
)
_FILLING = r"(?: (?:har|havde|haft|var|vaeret|blev|blevet|fik|faet|han|hun|jeg|de|en|et|flere))*"
_BEGINS_LONG_AGO = re.compile(rf"(?:{_LONG_AGO}){_FILLING}")
_EARLIER_BEFORE = re.compile(rf"(?:.* )?(?<!fra )tidligere{_FILLING}")
_FEAR_BEFORE = re.compile(
    r"(?:.* )?(?:(?:bange|raed|angst|nervos|frygt|skraek) for|frygter)(?: at)?(?: fa)?(?: en| et)?"
)
_LONG_AGO_AFTER = re.compile(
    rf"(?:(?:{_LONG_AGO}|som barn)(?:$| (?:og|men|da|efter|med|i|pa|under|hvor)\b)"
    r"|tidligere(?:$| (?:og|men)\b)|for$)"
)
"""Not where other words follow, as crews leave commas out: "brystsmerter tidligere blodprop"."""
_DEATH_BEFORE = re.compile(r"(?:.* )?(?:dod|dode) (?:af|i|ved)(?: en| et)?")
"""Of whom the others grieve for: "kæresten døde af en overdosis"."""
_DOSE_AFTER = re.compile(
    r"(?:om|hver) (?:dag|dagen|uge|ugen|maned|maneden|aften|nat)\b|daglig|ugentlig"
)

_PAST_BEFORE = (_BEGINS_LONG_AGO, _EARLIER_BEFORE, _DEATH_BEFORE)

_CALLED_ABOUT = re.compile(r"(?:.* )?(?:ring\w*|gange?) (?:om|for|med|pa grund af|pga)")
_NOTHING_FOUND = re.compile(
    r".*\b(?:(?:intet|aldrig noget|ikke noget|ingenting) galt|fejler (?:intet|ikke noget))\b.*"
)
"""Of calls that are over: "ringet 30 gange om brystsmerter, intet galt"."""

_NOW = frozenset({"nu", "igen", "idag", "netop"})
_BY_OTHERS = frozenset({"ihjel", "slaet", "taevet", "stukket", "skudt", "draebt"})
"""Who fears what another may do is in danger."""


def is_elsewhen(words: Sequence[str], positions: Sequence[int], ends: frozenset[int]) -> bool:
    """True when the words right beside a phrase say that it is long ago, feared or a daily dose.

    `ends` are the positions of words that a comma or a full stop follows: only the words of the
    same clause say it. A clause that tells of now is never about another time.
    """
    start = _start_of_clause(positions[0], ends)
    end = _end_of_clause(positions[-1], len(words), ends)
    if not _NOW.isdisjoint(words[start:end]):
        return False
    before = " ".join(words[start : positions[0]])
    after = " ".join(words[positions[-1] + 1 : end])
    if any(told.fullmatch(before) for told in _PAST_BEFORE):
        return True
    if _CALLED_ABOUT.fullmatch(before) and _NOTHING_FOUND.fullmatch(" ".join(words)):
        return True
    said = {words[at] for at in positions}
    if _FEAR_BEFORE.fullmatch(before) and said.isdisjoint(_BY_OTHERS):
        return True
    is_dose = any(map(is_many, said)) and _DOSE_AFTER.match(after) is not None
    return is_dose or _LONG_AGO_AFTER.match(after) is not None


def _start_of_clause(at: int, ends: frozenset[int]) -> int:
    return max((end + 1 for end in ends if end < at), default=0)


def _end_of_clause(at: int, length: int, ends: frozenset[int]) -> int:
    return min((end + 1 for end in ends if end >= at), default=length)
