"""What was understood, as words that can be taken away again, each with the address without it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple
from urllib.parse import urlencode

from portal.answers.asking import Asked, Choices
from portal.answers.knowledge import gazetteer
from portal.answers.moments import format_moment
from portal.answers.understanding.question import Question
from portal.answers.wording import KIND_NAMES
from portal.hours.words import WEEKDAYS
from portal.snapshot.reader import Snapshot
from portal.web.dates import format_instant, format_time


class Chip(NamedTuple):
    """A word, and the address of the same question without it; None: it cannot be taken away."""

    word: str
    url: str | None


def page_url(text: str, choices: Choices) -> str:
    """Return the address of a question."""
    asked = {
        "q": text,
        "kommune": choices.municipality,
        "omraade": choices.domains,
        "tidspunkt": format_moment(choices.at) if choices.at else "",
    }
    query = urlencode({name: said for name, said in asked.items() if said}, doseq=True)
    return f"/?{query}" if query else "/"


def list_chips(asked: Asked, snapshot: Snapshot) -> list[Chip]:
    """Return what was understood: municipality, domains, kinds, moment."""
    return [
        *municipality_chip(asked),
        *domain_chips(asked, snapshot),
        *kind_chips(asked),
        moment_chip(asked),
    ]


def municipality_chip(asked: Asked) -> Iterator[Chip]:
    """Yield the municipality, with the place that gave it where that is another name."""
    code = asked.question.municipality
    if code is None:
        return
    name = gazetteer().municipalities[code].name
    place = asked.question.place
    word = f"{name} ({place.name})" if place and place.name != name else name
    text = cut(asked.text, asked.question, {("municipality", code)})
    yield Chip(word, page_url(text, replace(asked.choices, municipality="")))


def domain_chips(asked: Asked, snapshot: Snapshot) -> Iterator[Chip]:
    """Yield the domains; taken from several, the others become a choice, for words may give two."""
    domains = asked.question.domains
    for code in domains:
        others = tuple(other for other in domains if other != code)
        text = asked.text
        if not others:
            text = cut(text, asked.question, {("domain", code)})
        url = page_url(text, replace(asked.choices, domains=others))
        yield Chip(snapshot.domains.get(code, code), url)


def kind_chips(asked: Asked) -> Iterator[Chip]:
    for code in asked.question.kinds:
        text = cut(asked.text, asked.question, {("kind", code)})
        yield Chip(KIND_NAMES.get(code, code), page_url(text, asked.choices))


def moment_chip(asked: Asked) -> Chip:
    """Return the moment; "nu" is always there and cannot be taken away."""
    said = asked.question.moment
    if asked.choices.at is None and said is not None:
        text = cut(asked.text, asked.question, {("moment", "")})
        return Chip(said.words, page_url(text, asked.choices))
    if asked.choices.at is None:
        return Chip(f"nu, {WEEKDAYS[asked.at.weekday()]} {format_time(asked.at)}", None)
    url = page_url(asked.text, replace(asked.choices, at=None))
    return Chip(moment_words(asked.at), url)


def other_moment(asked: Asked) -> Chip | None:
    """Return the moment that was chosen or said, and the address of the question about now."""
    if asked.is_now:
        return None
    return Chip(moment_words(asked.at), moment_chip(asked).url)


def moment_words(at: datetime) -> str:
    """Return a moment as "fredag 27. november 2026 kl. 10.00"."""
    return f"{WEEKDAYS[at.weekday()]} {format_instant(at)}"


def alternative_chips(asked: Asked) -> list[Chip]:
    """Return the other municipalities that may be meant, each with the address that chooses it."""
    return [
        Chip(share.name, page_url(asked.text, replace(asked.choices, municipality=share.code)))
        for share in asked.question.alternatives
    ]


def municipality_menu(asked: Asked, snapshot: Snapshot) -> list[Chip]:
    """Return the region's municipalities, each with the address that adds it to the question."""
    return [
        Chip(record.name, page_url(f"{asked.text} {record.name}".strip(), asked.choices))
        for record in snapshot.municipalities.values()
    ]


def cut(text: str, question: Question, meant: set[tuple[str, str]]) -> str:
    """Return a text without the words that gave what is meant: pairs of role and code."""
    kept = list(text)
    for part in question.evidence:
        if (part.role, part.code) in meant:
            kept[part.start : part.end] = " " * (part.end - part.start)
    return " ".join("".join(kept).split())
