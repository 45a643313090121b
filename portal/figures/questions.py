"""How questions ended: by the municipality and by the domain they were about."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from portal.figures.queries import Ended, list_ended
from portal.figures.shares import Share
from portal.figures.tables import Cell, Table
from portal.figures.wanted import Wanted
from portal.models.figures import EVERYWHERE
from portal.models.vocabulary import AnswerEnd

ENDS = tuple(AnswerEnd)
FALLBACKS = frozenset({AnswerEnd.SWITCHBOARD, AnswerEnd.NATIONAL})
"""A question ended in a fallback when nothing better than the switchboard or a line of the region
or the country came first; an offer that is open is an answer."""


Names = Mapping[str, str]
OTHER = "?"
"""Where questions about places outside the region, and about domains no longer in use, go."""

HEADERS = ["Endte i nødløsning", "Spørgsmål", "Vej", "Kontakt", "Tilbud", "Hovednr.", "National"]
NOTE = (
    "Nødløsning: svaret begyndte med hovednummeret eller en regional eller national linje. "
    "Spørgsmålene selv gemmes aldrig, og heller ikke hvem der spurgte."
)


def count_ends(counted: Iterable[tuple[str, Ended]], names: Names) -> list[list[Cell]]:
    """Return a row for each name that questions were counted under, and one of all."""
    by_code: dict[str, Counter[AnswerEnd]] = defaultdict(Counter)
    for code, one in counted:
        by_code[code if code in names else OTHER][one.ended_in] += one.times
    rows = [ended_row(name, by_code[code]) for code, name in names.items() if code in by_code]
    if OTHER in by_code:
        rows.append(ended_row("Andet", by_code[OTHER]))
    return [*rows, ended_row("I alt", sum(by_code.values(), Counter()))] if rows else []


def ended_row(name: str, counts: Counter[AnswerEnd]) -> list[Cell]:
    fallen = sum(counts[end] for end in FALLBACKS)
    total = counts.total()
    return [name, Share(fallen, total), total, *(counts[end] for end in ENDS)]


def questions_table(wanted: Wanted) -> Table:
    """Return how questions about each municipality ended."""
    names = wanted.names | {EVERYWHERE: "Ingen kommune nævnt"}
    counted = [(one.municipality, one) for one in list_ended(wanted.period.first_on)]
    rows = count_ends(counted, names)
    return Table("spoergsmaal", "Hvad fik brobyggerne at vide?", ["Kommune", *HEADERS], rows, NOTE)


def domains_table(wanted: Wanted) -> Table:
    """Return how questions about each domain ended, in the municipality chosen or anywhere."""
    names = wanted.snapshot.domains | {EVERYWHERE: "Intet område nævnt"}
    code = wanted.chosen.code if wanted.chosen else None
    ended = list_ended(wanted.period.first_on)
    rows = count_ends([(o.domain, o) for o in ended if code in (None, o.municipality)], names)
    title = f"Hvad handlede spørgsmålene om? ({wanted.place})"
    return Table("omraader", title, ["Område", *HEADERS], rows, NOTE)
