"""The parts of an answer's page, each rendered once for as long as it says the same.

A ladder is the same for all who ask the same until somebody may open or close. Its cards stand in
many ladders, and change a few times a day. What is kept knows nothing of who looks.
While templates are being developed, everything is rendered anew.
"""

from collections.abc import Callable, Hashable
from dataclasses import fields
from operator import attrgetter

from flask import current_app
from markupsafe import Markup

from portal.answers.answer import Answer, Line
from portal.answers.asking import Choices
from portal.snapshot.reader import Snapshot

MOST = {"answer_cards": 4_000, "answer_ladders": 120, "answer_choices": 50}
"""How many of each a process keeps: cards are of some 1.5 KB, ladders of 50, choices of 5."""

SHOWN = attrgetter(*(one.name for one in fields(Line) if one.name not in {"position", "reasons"}))

Card = Callable[[Line, bool, bool, str], Markup]


def ladder_once(answer: Answer, is_now: bool) -> Markup:
    """Return an answer's ladder, found by the very sections that :mod:`ladder` keeps."""
    key = (id(answer.sections), is_now)
    context = {"answer": answer, "is_now": is_now}
    return once(
        "answer_ladders", key, answer.sections, lambda: draw("answers/_ladder.html", context)
    )


def choices_once(snapshot: Snapshot, choices: Choices) -> Markup:
    """Return the fields in which a municipality and domains are chosen."""
    domains = snapshot.domains  # others, where a domain or a municipality has changed
    key = (id(domains), choices.municipality, choices.domains)
    context = {"snapshot": snapshot, "choices": choices}
    return once(
        "answer_choices", key, domains, lambda: draw("answers/_choice_fields.html", context)
    )


def card_once(card: Card, line: Line, is_lead: bool, is_now: bool, implied: str) -> Markup:
    """Return a line's card; two lines that say the same but for their position share one.

    What was rendered is found by everything that the line holds, so it is never out of date.
    """
    key = (SHOWN(line), tuple(line.reasons), is_lead, is_now, implied)
    return once("answer_cards", key, None, lambda: card(line, is_lead, is_now, implied))


def once(kind: str, key: Hashable, subject: object, render: Callable[[], Markup]) -> Markup:
    """Return what was rendered for this key and this very subject, or render it now.

    The subject is kept too: as long as it lives nothing else has its ``id``.
    """
    kept: dict[Hashable, tuple[object, Markup]] = current_app.extensions.setdefault(kind, {})
    known, found = kept.get(key, (None, None))
    if found is None or known is not subject or current_app.debug:
        found = render()
        if len(kept) >= MOST[kind]:
            for oldest in list(kept)[: MOST[kind] // 4]:
                kept.pop(oldest, None)  # another thread may have been here first
        kept[key] = subject, found
    return found


def draw(template: str, context: dict[str, object]) -> Markup:
    """Render a template without what belongs to a request: no user, no token, no message."""
    html = current_app.jinja_env.get_template(template).render(context)
    return Markup(html)  # noqa: S704
