"""What each municipality has for each problem domain, read from the snapshot and cached with it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from portal.answers.answer import Answer, Line
from portal.answers.ladder import answer, route_sections
from portal.answers.situation import Moment, Situation
from portal.answers.understanding.question import Question
from portal.coverage.kept import once_a_snapshot
from portal.coverage.ordinary import ORDINARY_HOUR
from portal.hours.clock import COPENHAGEN
from portal.models.freshness import CONTACT_KIND
from portal.models.vocabulary import ACUTE_KINDS, OfferKind
from portal.snapshot.reader import Snapshot
from portal.snapshot.records import EntryRecord


class State(StrEnum):
    """The best that a municipality has for a domain, the best first; the last two are holes."""

    ROUTE = "route"
    CONTACT = "contact"
    ACUTE = "acute"
    SHARED = "shared"
    NONE = "none"


LETTERS = {
    State.ROUTE: "V",
    State.CONTACT: "K",
    State.ACUTE: "A",
    State.SHARED: "f",
    State.NONE: "–",
}
WORDS = {
    State.ROUTE: "Vej",
    State.CONTACT: "Kontaktperson",
    State.ACUTE: "Akuttilbud",
    State.SHARED: "Hul: kun fælles vej",
    State.NONE: "Hul: ingen",
}
MEANINGS = {
    State.ROUTE: "kommunen har en overleveringsvej for området",
    State.CONTACT: "ingen vej, men en kontaktperson for området",
    State.ACUTE: "kun et akuttilbud i drift, der nævner området",
    State.SHARED: "intet for området; kommunens vej for alle andre områder gælder",
    State.NONE: "intet for området og ingen vej",
}
OTHER_KINDS = sorted(set(OfferKind) - ACUTE_KINDS)
HOLES = frozenset({State.SHARED, State.NONE})


@dataclass(frozen=True, slots=True)
class Cell:
    """A municipality and a domain: the best there is.

    ``contacts``, ``acute`` and ``offers`` (other offers) count those for the domain with a number.
    """

    municipality: str
    domain: str
    state: State
    contacts: int
    acute: int
    offers: int

    @property
    def is_hole(self) -> bool:
        return self.state in HOLES

    @property
    def letter(self) -> str:
        return LETTERS[self.state]

    @property
    def word(self) -> str:
        return WORDS[self.state]


Coverage = dict[str, dict[str, Cell]]
"""Cells by municipality code, then by domain code, each in the order of menus."""


@dataclass(frozen=True, slots=True)
class First:
    """Whom the real ladder says to call first, and the number."""

    name: str = ""
    phone: str | None = None


@once_a_snapshot
def coverage_on(snapshot: Snapshot, day: date) -> Coverage:
    """Return what there is on a day."""
    moment = office_hours(snapshot, day)
    return {
        code: {domain: read_cell(code, domain, moment) for domain in snapshot.domains}
        for code in snapshot.municipalities
    }


@once_a_snapshot
def first_to_call(snapshot: Snapshot, code: str, domain: str, day: date) -> First:
    """Return what the answer begins with in office hours: for a hole, what it falls back to."""
    question = Question(text="", municipality=code, domains=(domain,))
    line = first_line(answer(question, office_hours(snapshot, day).at, snapshot))
    return First(name_of(line), line.phone) if line else First()


def office_hours(snapshot: Snapshot, day: date) -> Moment:
    """Return the directory as it stands on a day when offices are open."""
    at = datetime.combine(day, time(ORDINARY_HOUR), COPENHAGEN)
    return Moment(snapshot, at)


def read_cell(code: str, domain: str, moment: Moment) -> Cell:
    """Return one cell; the routes are those that the ladder itself would take."""
    question = Question(text="", municipality=code, domains=(domain,))
    situation = Situation(question, moment)
    contacts = list_usable(code, (domain,), [CONTACT_KIND], situation)
    acute = list_usable(code, (), ACUTE_KINDS, situation)
    helping = [one for one in acute if not one.domains or domain in one.domains]
    routes = {part.route.domain for part in route_sections(situation) if part.route}
    return Cell(
        municipality=code,
        domain=domain,
        state=state_of(routes, domain, contacts, helping),
        contacts=len(contacts),
        acute=len(helping),
        offers=len(list_usable(code, (domain,), OTHER_KINDS, situation)),
    )


def list_usable(
    code: str, domains: Iterable[str], kinds: Iterable[str], situation: Situation
) -> list[EntryRecord]:
    """Return a municipality's entries that hold on the day and can be called."""
    entries = situation.snapshot.list_entries(code, domains, kinds)
    return [one for one in entries if one.phone and one.is_valid_on(situation.day)]


def state_of(
    routes: set[str], domain: str, contacts: list[EntryRecord], acute: list[EntryRecord]
) -> State:
    """Return the best there is; ``routes`` are the domains of those with a step left to take."""
    if domain in routes:
        return State.ROUTE
    if contacts:
        return State.CONTACT
    if acute:
        return State.ACUTE
    return State.SHARED if routes else State.NONE


def first_line(found: Answer) -> Line | None:
    """Return the line to call first; where there is none nearby, the country's first."""
    return found.lead or next((line for line in found.lines if line.phone), None)


def name_of(line: Line) -> str:
    """Return who a line is, without a person's name: "Hovednummer, Randers Kommune"."""
    return ", ".join(part for part in (line.function, line.organisation) if part)


def count_covered(cells: Iterable[Cell]) -> tuple[int, int]:
    """Return how many cells are no holes, and how many there are."""
    states = [cell.is_hole for cell in cells]
    return states.count(False), len(states)
