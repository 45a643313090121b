"""How true the numbers are, by the monthly sample calls."""

from collections.abc import Iterable

from portal.figures.queries import list_drills
from portal.figures.shares import Share
from portal.figures.tables import Cell, Table
from portal.models.report import Drill, DrillCall
from portal.models.vocabulary import Outcome
from portal.web.dates import MONTHS

RIGHT = frozenset({Outcome.TOOK_OVER})
WRONG = frozenset({Outcome.WRONG_PLACE, Outcome.DEAD_NUMBER, Outcome.ASKED_TO_USE_OTHER})
"""A number is right when the one it says answered; wrong when somebody else did, when it is dead,
or when one was told to call another. Nobody answering says neither, and is left out."""


def accuracy_of(calls: Iterable[DrillCall]) -> Share:
    """Return the share of right numbers among those that could be judged."""
    outcomes = [call.outcome for call in calls]
    right = sum(outcome in RIGHT for outcome in outcomes)
    return Share(right, right + sum(outcome in WRONG for outcome in outcomes), is_sample=True)


def month_words(month: str) -> str:
    """Return "2026-11" as "november 2026"."""
    year, number = month.split("-")
    return f"{MONTHS[int(number) - 1]} {year}"


def drill_table() -> Table:
    """Return the drills month by month, the newest first."""
    return Table(
        "stikproeve",
        "Stemmer numrene? (månedens stikprøve)",
        ["Måned", "Andel rigtige", "Udtrukket", "Ringet op", "Intet svar", "Rigtige"],
        [drill_row(drill) for drill in list_drills()],
        "Andelen er af dem, der svarede eller var døde. Hver kommune vejer lige meget, uanset "
        "hvor mange numre den har, og akutte numre er med oftere end andre. Derfor er andelen "
        "ikke et gennemsnit af alle numre. Intervallet er 95 % (Wilson).",
    )


def drill_row(drill: Drill) -> list[Cell]:
    called = [call for call in drill.calls if call.outcome is not None]
    silent = sum(call.outcome is Outcome.NO_ANSWER for call in called)
    accuracy = accuracy_of(called)
    return [
        month_words(drill.month),
        accuracy,
        len(drill.calls),
        len(called),
        silent,
        accuracy.part,
    ]
