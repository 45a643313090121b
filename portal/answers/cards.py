"""The cards of an answer, each rendered once for as long as it says the same.

Most lines stand in many answers and change a few times a day, when somebody opens or closes.
"""

from collections.abc import Callable
from dataclasses import fields
from operator import attrgetter

from flask import current_app
from markupsafe import Markup

from portal.answers.answer import Line

EXTENSION = "answer_cards"
MOST = 2000
"""Cards that a process keeps, of some 1.5 KB each; at the limit it begins again."""

SHOWN = attrgetter(*(one.name for one in fields(Line) if one.name not in {"position", "reasons"}))

Card = Callable[[Line, bool, bool, str], Markup]


def render_once(card: Card, line: Line, is_lead: bool, is_now: bool, implied: str) -> Markup:
    """Return a line's card; two lines that say the same but for their position share one.

    What was rendered is found by everything that the line holds, so it is never out of date. While
    templates are being developed each card is rendered anew.
    """
    if current_app.debug:
        return card(line, is_lead, is_now, implied)
    cards: dict[object, Markup] = current_app.extensions.setdefault(EXTENSION, {})
    key = (SHOWN(line), tuple(line.reasons), is_lead, is_now, implied)
    found = cards.get(key)
    if found is None:
        if len(cards) >= MOST:
            cards.clear()
        found = cards[key] = card(line, is_lead, is_now, implied)
    return found
