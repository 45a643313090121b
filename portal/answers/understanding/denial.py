"""Problems that the question says are not there: "drikker ikke", "ingen selvmordstanker"."""

from collections.abc import Sequence

DENIABLE = frozenset(
    {"alkohol", "stoffer", "medicin", "psykisk_sygdom", "angst", "selvmord", "selvskade"}
    | {"ensomhed", "demens", "vold"}
)
"""Domains that name what is wrong; "får ikke hjemmehjælp" is still about home help."""

_DENYING = frozenset({"ikke", "ej", "ingen", "intet", "aldrig", "hverken", "uden"})
_BETWEEN = frozenset({"noget", "nogen", "laengere", "tegn", "mere", "synligt", "kendt"})
_REFUSING = frozenset({"far", "faet", "fa", "fik", "tager", "tage", "vil", "tor", "kan"})
"""Before "ikke" they tell that help is missing: "får ikke metadon"."""
_LIMITING = frozenset({"andet", "kun", "bare", "at", "nok"})


def is_denied(
    words: Sequence[str], positions: Sequence[int], ends: frozenset[int] = frozenset()
) -> bool:
    """True when the words around a phrase, or a word inside it, deny what it tells.

    `ends` are the positions of words that a comma or a full stop follows: no denial reaches over.
    """
    first, last = positions[0], positions[-1]
    inside = set(range(first, last)) - set(positions)
    if any(words[at] in _DENYING and words[at + 1] not in _LIMITING for at in inside):
        return True
    if any(words[at] in _DENYING for at in positions):
        return False
    is_before = first - 1 not in ends and _is_denied_before(words, first)
    return is_before or (last not in ends and _is_denied_after(words, last))


def _is_denied_before(words: Sequence[str], first: int) -> bool:
    before = list(reversed(words[max(0, first - 3) : first]))
    if before and before[0] in _BETWEEN:
        before = before[1:]
    return _DENYING.issuperset(before[:1] or [""]) and _REFUSING.isdisjoint(before[1:2])


def _is_denied_after(words: Sequence[str], last: int) -> bool:
    """ "drikker ikke", but not "drikker ikke andet"."""
    after = [*words[last + 1 : last + 3], "", ""]
    return words[last].endswith("r") and after[0] == "ikke" and after[1] not in _LIMITING
