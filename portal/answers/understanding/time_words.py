"""The words that tell of a time: by their folded form, the longest first."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import NamedTuple

from portal.answers.understanding import days
from portal.answers.understanding.days import DayPart, Days
from portal.hours.words import WEEKDAYS
from portal.text.folding import fold


class TimeWord(NamedTuple):
    """What words tell of a time; the parts that they leave open are None."""

    days: Days | None = None
    part: DayPart | None = None
    clock: int | None = None
    """Minutes after midnight."""
    later: timedelta | None = None
    is_now: bool = False
    is_past: bool = False
    is_loose: bool = False
    """True for a day that may be past as well: "udskrevet fredag"."""
    is_date: bool = False
    """True for a date, which goes before a weekday beside it."""


PAST = TimeWord(is_past=True)
"""Words that tell of what has been."""

_PARTS = {
    "morgen": days.MORNING,
    "formiddag": days.FORENOON,
    "middag": days.NOON,
    "eftermiddag": days.AFTERNOON,
    "aften": days.EVENING,
    "nat": days.NIGHT,
}
PARTS_AFTER_A_DAY = {(word,): part for word, part in _PARTS.items()} | {
    ("tidlig",): days.MORNING,
    ("tidligt",): days.MORNING,
    ("tidlig", "morgen"): days.MORNING,
    ("sen", "aften"): days.EVENING,
    ("om", "morgenen"): days.MORNING,
    ("om", "formiddagen"): days.FORENOON,
    ("ved", "middagstid"): days.NOON,
    ("om", "eftermiddagen"): days.AFTERNOON,
    ("om", "aftenen"): days.EVENING,
    ("om", "natten"): days.NIGHT,
}
WEEKS_AFTER_A_DAY = {
    ("om", count, unit): number_of_days
    for counts, unit, number_of_days in (
        (("en", "1"), "uge", 7),
        (("to", "2"), "uger", 14),
        (("tre", "3"), "uger", 21),
        (("fire", "4"), "uger", 28),
        (("otte", "8"), "dage", 7),  # as a week is counted in Danish: both its Mondays
        (("fjorten", "14"), "dage", 14),
    )
    for count in counts
}
"""After a day, the days that it is later: "på mandag om en uge"."""
REPEATING = frozenset({"hver", "hvert", "hveranden", "hverandet", "anden", "alle", "mange"})
"""Before a time word: something that happens often, at no one moment."""
BYGONE = frozenset({"sidste", "forrige", "siden"})
FREQUENT = frozenset({"hver", "hvert", "hverdag", "hverdage", "dagligt", "altid", "hveranden"})


def _today() -> Iterator[tuple[str, TimeWord]]:
    for words in ("nu", "lige nu", "her og nu", "netop nu", "i dette øjeblik"):
        yield words, TimeWord(is_now=True)
    for words in ("i dag", "idag"):
        yield words, TimeWord(days.in_days(0), is_loose=True)
    for word in ("formiddag", "middag", "eftermiddag", "aften"):
        for before in ("i ", "i", "her til ", "nu her til "):
            yield before + word, TimeWord(days.in_days(0), _PARTS[word])
    yield "til aften", TimeWord(days.in_days(0), days.EVENING)
    for words in ("i nat", "inat", "her i nat"):
        yield words, TimeWord(days.this_night, days.NIGHT, is_loose=True)
    for words in ("her til morgen", "nu til morgen"):
        yield words, TimeWord(days.in_days(0), days.MORNING)
    for words in ("midnat", "ved midnat", "omkring midnat", "efter midnat"):
        yield words, TimeWord(clock=24 * 60)
    for words in ("i går", "igår", "i forgårs", "forgårs", "i morges", "i aftes", "i middags"):
        yield words, PAST


def _later_days() -> Iterator[tuple[str, TimeWord]]:
    for words in ("i morgen", "imorgen"):
        yield words, TimeWord(days.in_days(1))
    for words in ("i overmorgen", "overmorgen", "iovermorgen"):
        yield words, TimeWord(days.in_days(2))
    for words in ("weekend", "weekenden", "i weekenden", "i denne weekend", "til weekenden"):
        yield words, TimeWord(days.weekend, is_loose=True)
    yield "efter weekenden", TimeWord(days.coming_weekday(0), is_loose=True)
    for words in ("næste weekend", "i næste weekend"):
        yield words, TimeWord(days.weekday_of_next_week(5))


def _weekdays() -> Iterator[tuple[str, TimeWord]]:
    for number, name in enumerate(WEEKDAYS):
        yield name, TimeWord(days.weekday(number), is_loose=True)
        for before in ("på", "nu på", "kommende", "førstkommende", "til"):
            yield f"{before} {name}", TimeWord(days.coming_weekday(number))
        for before in ("næste", "på næste"):
            yield f"{before} {name}", TimeWord(days.weekday_of_next_week(number))
        night_before = days.day_before(days.weekday(number))
        yield f"natten til {name}", TimeWord(night_before, days.NIGHT)
        yield f"nat til {name}", TimeWord(night_before, days.NIGHT)
        yield f"i {name}s", PAST
        for word, part in _PARTS.items():
            for link in ("", "s"):
                yield f"{name}{link}{word}", TimeWord(days.weekday(number), part, is_loose=True)


def _winter_feasts() -> Iterator[tuple[str, TimeWord]]:
    christmas = TimeWord(days.day_of_year(12, 24, 3))
    for words in (
        "julen",
        "i julen",
        "i jul",
        "til jul",
        "juledagene",
        "i juledagene",
        "juleferien",
    ):
        yield words, christmas
    yield "lillejuleaften", TimeWord(days.day_of_year(12, 23), days.EVENING)
    yield "juleaften", TimeWord(days.day_of_year(12, 24), days.EVENING)
    yield "julenat", TimeWord(days.day_of_year(12, 24), days.NIGHT)
    yield "juleaftensdag", TimeWord(days.day_of_year(12, 24))
    for words in ("juledag", "første juledag", "1 juledag"):
        yield words, TimeWord(days.day_of_year(12, 25))
    for words in ("anden juledag", "2 juledag"):
        yield words, TimeWord(days.day_of_year(12, 26))
    yield "mellem jul og nytår", TimeWord(days.day_of_year(12, 27, 4))
    for words in ("nytårsaften", "nytår", "til nytår", "nytårsnat"):
        part = days.NIGHT if words == "nytårsnat" else days.EVENING
        yield words, TimeWord(days.day_of_year(12, 31), part)
    yield "nytårsaftensdag", TimeWord(days.day_of_year(12, 31))
    for words in ("nytårsdag", "første nytårsdag", "1 nytårsdag"):
        yield words, TimeWord(days.day_of_year(1, 1))


def _other_feasts() -> Iterator[tuple[str, TimeWord]]:
    for words in ("påsken", "i påsken", "til påske", "påskedagene"):
        yield words, TimeWord(days.holiday("Skærtorsdag", 5))
    for words in ("pinsen", "i pinsen", "til pinse", "pinsedagene"):
        yield words, TimeWord(days.holiday("Pinsedag", 2))
    for feast in ("påske", "pinse"):
        for words in (f"{feast}dag", f"første {feast}dag", f"1 {feast}dag"):
            yield words, TimeWord(days.holiday(f"{feast}dag".capitalize()))
        for words in (f"anden {feast}dag", f"2 {feast}dag"):
            yield words, TimeWord(days.holiday(f"Anden {feast}dag"))
    for name in ("Skærtorsdag", "Langfredag", "Grundlovsdag", "Kristi himmelfartsdag"):
        yield name, TimeWord(days.holiday(name))
    for words in ("Kristi himmelfart", "Kr himmelfartsdag", "Kr himmelfart", "himmelfartsdag"):
        yield words, TimeWord(days.holiday("Kristi himmelfartsdag"))
    yield "påskelørdag", TimeWord(days.day_before(days.holiday("Påskedag")))
    yield "pinselørdag", TimeWord(days.day_before(days.holiday("Pinsedag")))


def _folded(rows: Iterable[tuple[str, TimeWord]]) -> dict[tuple[str, ...], TimeWord]:
    return {tuple(map(fold, words.split())): meaning for words, meaning in rows}


PHRASES = _folded(
    row
    for rows in (_today(), _later_days(), _weekdays(), _winter_feasts(), _other_feasts())
    for row in rows
)
LONGEST = max(map(len, PHRASES))
FIRST_WORDS = frozenset(words[0] for words in PHRASES)
