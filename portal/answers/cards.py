"""The parts of an answer's page, each rendered once for as long as it says the same.

A ladder is the same for all who ask the same within a minute. Its cards stand in many ladders, and
change a few times a day, when somebody opens or closes. While templates are being developed,
everything is rendered anew.
"""

from collections.abc import Callable
from dataclasses import fields
from operator import attrgetter
from typing import Any

from flask import current_app
from markupsafe import Markup

from portal.answers.answer import Answer, Line, Section

CARDS = "answer_cards"
MOST_CARDS = 4_000
"""Cards that a process keeps, of some 1.5 KB each; at the limit it begins again."""
LADDERS = "answer_ladders"
MOST_LADDERS = 120
"""Ladders that a process keeps, of some 30 KB each."""

SHOWN = attrgetter(*(one.name for one in fields(Line) if one.name not in {"position", "reasons"}))

Card = Callable[[Line, bool, bool, str], Markup]
Ladders = dict[tuple[object, ...], tuple[tuple[Section, ...], Markup]]


def ladder_once(answer: Answer, is_now: bool, implied: str) -> Markup:
    """Return an answer's ladder, found by the very sections that :mod:`ladder` keeps."""
    ladders: Ladders = current_app.extensions.setdefault(LADDERS, {})
    key = (id(answer.sections), answer.as_of, answer.question.rest, is_now, implied)
    sections, ladder = ladders.get(key, ((), Markup()))
    if sections is answer.sections and not current_app.debug:
        return ladder
    template = current_app.jinja_env.get_template("answers/_ladder.html")
    ladder = Markup(template.render(answer=answer, is_now=is_now, implied=implied))  # noqa: S704
    keep(ladders, MOST_LADDERS, key, (answer.sections, ladder))
    return ladder


def card_once(card: Card, line: Line, is_lead: bool, is_now: bool, implied: str) -> Markup:
    """Return a line's card; two lines that say the same but for their position share one.

    What was rendered is found by everything that the line holds, so it is never out of date.
    """
    cards: dict[object, Markup] = current_app.extensions.setdefault(CARDS, {})
    key = (SHOWN(line), tuple(line.reasons), is_lead, is_now, implied)
    found = cards.get(key)
    if found is None or current_app.debug:
        found = card(line, is_lead, is_now, implied)
        keep(cards, MOST_CARDS, key, found)
    return found


def keep(kept: dict[Any, Any], most: int, key: object, value: object) -> None:
    """Keep a value, in bounded memory."""
    if len(kept) >= most:
        kept.clear()
    kept[key] = value
