"""Large numbers that count pills: the 20 of "20 panodiler", not of "20 mg" and "20 år"."""

from collections.abc import Sequence

from portal.answers.understanding.alike import phrase_key
from portal.answers.understanding.alternatives import words_of_group
from portal.text.folding import fold

_MANY = 10
"""So many pills at once are danger to life, whichever they are."""
_MOST = 999
"""What is larger is a postcode, a year or a strength."""
_LETTERS = """
    ti elleve tolv tretten fjorten femten seksten sytten atten nitten tyve femogtyve tredive fyrre
    fyrretyve halvtreds tres halvfjerds firs halvfems hundrede
"""
_IN_LETTERS = frozenset(_LETTERS.split())
_UNITS = """
    års årig årige mg milligram mikrogram ml g gr gram kg kilo cm meter km grader promille procent
    kr kroner gang gange minutter min timer time døgn dag dage uge uger måned måneder
"""
_MEASURES = frozenset({"år", *map(fold, _UNITS.split())})
_PILLS = frozenset(map(phrase_key, words_of_group("tablet")))
_TAKING = frozenset(words_of_group("sluger"))
"""Before these a number is an age: "mor 84 tager piller"."""


def is_many(word: str) -> bool:
    """True for a folded word that is a large number, in digits or in letters."""
    return word in _IN_LETTERS or (word.isdigit() and _MANY <= int(word) <= _MOST)


def counts_many(words: Sequence[str | None], at: int) -> bool:
    """True for a large number of pills: "20 hvide piller", "tyve af mine panodiler"."""
    word = words[at]
    counted = words[at + 1 : at + 3]
    if word is None or not counted or not is_many(word):
        return False
    if counted[0] == "af":
        counted = words[at + 1 : at + 4]
    if counted[0] in _MEASURES or counted[0] in _TAKING:
        return False
    return any(phrase_key(word) in _PILLS for word in counted if word is not None)
