"""How questions ended: by the municipality and by the domain they were about."""

from collections import Counter
from collections.abc import Callable

from portal.figures.queries import Ended, list_ended
from portal.figures.shares import Share
from portal.figures.tables import Cell, Table
from portal.figures.wanted import ALL, Wanted
from portal.models.figures import EVERYWHERE
from portal.models.vocabulary import AnswerEnd

ENDS = tuple(AnswerEnd)
FALLBACKS = frozenset({AnswerEnd.SWITCHBOARD, AnswerEnd.NATIONAL})
"""A question ended in a fallback when nothing better than the switchboard or a line of the region
or the country came first; an offer that is open is an answer."""


def ended_table(
    wanted: Wanted, key: str, title: str, names: dict[str, str], code_of: Callable[[Ended], str]
) -> Table:
    """Return how questions ended, by what ``code_of`` reads of them."""
    ended = list_ended(wanted.period.first_on)
    by_code: dict[str, Counter[AnswerEnd]] = {}
    for one in ended:
        by_code.setdefault(code_of(one), Counter())[one.ended_in] += one.times
    known = names | dict.fromkeys(by_code.keys() - names.keys(), "Andet")
    rows = [ended_row(name, by_code[code]) for code, name in known.items() if code in by_code]
    return Table(
        key,
        title,
        [
            "Kommune" if key == "spoergsmaal" else "Område",
            "Endte i nødløsning",
            "Spørgsmål",
            "Vej",
            "Kontakt",
            "Tilbud",
            "Hovednr.",
            "National",
        ],
        [*rows, ended_row(ALL, sum(by_code.values(), Counter()))] if rows else [],
        "Nødløsning: svaret begyndte med hovednummeret eller en regional eller national linje. "
        "Spørgsmålene selv gemmes aldrig, og heller ikke hvem der spurgte.",
    )


def ended_row(name: str, counts: Counter[AnswerEnd]) -> list[Cell]:
    fallen = sum(counts[end] for end in FALLBACKS)
    total = counts.total()
    return [name, Share(fallen, total), total, *(counts[end] for end in ENDS)]


def questions_table(wanted: Wanted) -> Table:
    """Return how questions about each municipality ended."""
    names = wanted.names | {EVERYWHERE: "Ingen kommune nævnt"}
    title = "Hvad fik brobyggerne at vide?"
    return ended_table(wanted, "spoergsmaal", title, names, lambda one: one.municipality)


def domains_table(wanted: Wanted) -> Table:
    """Return how questions about each domain ended."""
    names = wanted.snapshot.domains | {EVERYWHERE: "Intet område nævnt"}
    title = "Hvad handlede spørgsmålene om?"
    return ended_table(wanted, "omraader", title, names, lambda one: one.domain)
