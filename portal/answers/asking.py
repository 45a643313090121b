"""From what somebody typed and chose to the question that is answered."""

from dataclasses import dataclass, replace
from datetime import datetime

from werkzeug.datastructures import MultiDict

from portal.answers.knowledge import gazetteer, understand_text
from portal.answers.moments import parse_moment
from portal.answers.understanding.question import Question
from portal.hours.clock import COPENHAGEN
from portal.models.base import utc_now
from portal.privacy.cpr import find_cpr
from portal.snapshot.reader import Snapshot

LONGEST_QUESTION = 300

CPR_NOTICE = (
    "Et nummer, der ligner et CPR-nummer, er fjernet fra spørgsmålet. Skriv aldrig oplysninger, "
    "der kan vise, hvem borgeren er."
)
CPR_MARK = "fjernet=cpr"
"""What an address says of a question that held such a number: the number is in no address."""

LENGTH_NOTICE = (
    f"Spørgsmålet er længere end {LONGEST_QUESTION} tegn. Kun begyndelsen er læst: "
    "skriv kommunen og problemet kort."
)
MOMENT_NOTICE = "Tidspunktet kunne ikke læses. Svaret gælder lige nu."


@dataclass(frozen=True, slots=True)
class Choices:
    """What was chosen beside the text; each goes before what the text says."""

    municipality: str = ""
    domains: tuple[str, ...] = ()
    at: datetime | None = None

    def __bool__(self) -> bool:
        return bool(self.municipality or self.domains)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with the text as typed, the choices, and what the person must be told."""

    text: str
    choices: Choices
    question: Question
    at: datetime
    notices: tuple[str, ...] = ()
    held_cpr: bool = False

    @property
    def is_now(self) -> bool:
        """The question is about this very moment, not one that was chosen or said."""
        return self.choices.at is None and self.question.moment is None

    @property
    def is_empty(self) -> bool:
        """Nothing was typed and nothing chosen."""
        return not (self.text or self.choices)


def read_asked(args: MultiDict[str, str], snapshot: Snapshot) -> Asked:
    """Return what the page was asked; choices that do not exist are left out.

    "husket" is the moment chosen for an earlier text; it holds unless this one tells another.
    """
    typed = " ".join(args.get("q", "").split())
    text = without_cpr(typed[:LONGEST_QUESTION])
    at, notices = read_moment(args.get("tidspunkt", ""))
    if args.get("fjernet"):
        notices = (CPR_NOTICE, *notices)
    if len(typed) > LONGEST_QUESTION:
        notices = (*notices, LENGTH_NOTICE)
    code = args.get("kommune", "")
    domains = dict.fromkeys(args.getlist("omraade"))
    choices = Choices(
        municipality=code if code in gazetteer().municipalities else "",
        domains=tuple(domain for domain in domains if domain in snapshot.domains),
        at=at,
    )
    asked = ask(text, choices, snapshot, notices)
    kept, _ = read_moment(args.get("husket", ""))
    if kept is not None and asked.is_now:
        asked = replace(asked, choices=replace(choices, at=kept), at=kept)
    return replace(asked, held_cpr=text != typed[:LONGEST_QUESTION])


def ask(text: str, choices: Choices, snapshot: Snapshot, notices: tuple[str, ...] = ()) -> Asked:
    """Return the question of a text and the choices that go before it."""
    now = utc_now().astimezone(COPENHAGEN)
    question = choose(understand_text(text, snapshot, now), choices)
    said_at = question.moment.at if question.moment else now
    return Asked(text, choices, question, choices.at or said_at, notices)


def choose(question: Question, choices: Choices) -> Question:
    """Return a question with the choices in place of what the text says."""
    if choices.municipality:
        question = replace(
            question,
            municipality=choices.municipality,
            place=None,
            alternatives=(),
            outside_region=not gazetteer().is_in_region(choices.municipality),
        )
    if choices.domains:
        question = replace(question, domains=choices.domains)
    return question


def read_moment(text: str) -> tuple[datetime | None, tuple[str, ...]]:
    """Return the moment chosen, or None for now, and what to say of one that cannot be read."""
    if not text:
        return None, ()
    try:
        return parse_moment(text), ()
    except ValueError:
        return None, (MOMENT_NOTICE,)


def without_cpr(text: str) -> str:
    """Return a text without what looks like a CPR number."""
    while finding := find_cpr(text):
        text = " ".join((text[: finding.start] + " " + text[finding.end :]).split())
    return text
