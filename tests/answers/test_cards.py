"""Cards are kept, and never say what no longer holds."""

from dataclasses import replace

import pytest

from portal.answers.answer import Line
from portal.answers.cards import MOST_CARDS, card_once
from portal.hours.status import OpenState, OpenStatus

pytestmark = pytest.mark.parametrize("app", ["sqlite"], indirect=True)

LINE = Line(kind="offer", id=1, entry_type="offer", function="Natcafé", reasons=["åben"])


@pytest.fixture
def drawn(app):
    """Cards by a function that notes what it draws; the second value shows a line's card."""
    cards = []

    def draw(line, is_lead, is_now, implied):
        cards.append(line)
        return f"{line.function}, {line.status.state}"

    with app.app_context():
        yield cards, lambda line, is_lead=False: card_once(draw, line, is_lead, True, "")


def test_line_that_says_the_same_is_drawn_once_wherever_it_stands(drawn):
    cards, show = drawn
    assert show(LINE) == show(replace(LINE, position=7, reasons=["åben"]))
    assert len(cards) == 1


@pytest.mark.parametrize(
    "changed",
    [
        {"status": OpenStatus(OpenState.OPEN)},
        {"age_text": "bekræftet i dag"},
        {"reasons": ["åben", "kan rykke ud"]},
        {"notes": ("ring først",)},
    ],
)
def test_line_that_says_something_else_is_drawn_anew(drawn, changed):
    cards, show = drawn
    show(LINE)
    show(replace(LINE, **changed))
    assert len(cards) == 2


def test_lead_is_not_mistaken_for_the_same_line_further_down(drawn):
    cards, show = drawn
    show(LINE, is_lead=True)
    show(LINE)
    assert len(cards) == 2


def test_no_more_cards_are_kept_than_the_limit(app, drawn):
    _, show = drawn
    for number in range(MOST_CARDS + 10):
        show(replace(LINE, id=number))
    assert len(app.extensions["answer_cards"]) <= MOST_CARDS


def test_card_is_drawn_anew_while_templates_are_developed(app, drawn):
    cards, show = drawn
    app.debug = True
    show(LINE)
    show(LINE)
    assert len(cards) == 2
