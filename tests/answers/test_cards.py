"""Cards are kept, and never say what no longer holds."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from portal.answers.answer import Answer, Line, Section
from portal.answers.cards import MOST, card_once, ladder_once
from portal.answers.understanding.question import Question
from portal.hours.status import OpenState, OpenStatus
from portal.models.vocabulary import Role
from tests import factories

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
    for number in range(MOST["answer_cards"] + 10):
        show(replace(LINE, id=number))
    assert len(app.extensions["answer_cards"]) <= MOST["answer_cards"]


def test_oldest_cards_make_room_for_new_ones(drawn):
    cards, show = drawn
    for number in range(MOST["answer_cards"] + 1):
        show(replace(LINE, id=number))
    drawn_so_far = len(cards)
    show(replace(LINE, id=MOST["answer_cards"] // 2))
    assert len(cards) == drawn_so_far
    show(replace(LINE, id=0))
    assert len(cards) == drawn_so_far + 1


def test_card_is_drawn_anew_while_templates_are_developed(app, drawn):
    cards, show = drawn
    app.debug = True
    show(LINE)
    show(LINE)
    assert len(cards) == 2


SECTIONS = (Section("contacts", "Kontaktpersoner", [LINE]),)


def answer_with(sections, **values):
    at = datetime(2026, 11, 23, 9, tzinfo=UTC)
    question = Question("", municipality="0730")
    return Answer(question, at, at, None, "Randers Kommune", sections, **values)


def test_ladder_is_drawn_once_for_the_same_sections(app):
    with app.test_request_context():
        first = ladder_once(answer_with(SECTIONS), True)
        assert "Natcafé" in first
        assert ladder_once(answer_with(SECTIONS), True) is first


def test_ladder_of_other_sections_is_drawn_anew(app):
    with app.test_request_context():
        first = ladder_once(answer_with(SECTIONS), True)
        other = (Section("contacts", "Kontaktpersoner", [replace(LINE, function="Herberg")]),)
        assert "Herberg" in ladder_once(answer_with(other), True)
        assert ladder_once(answer_with(SECTIONS), True) == first


def test_nothing_of_a_ladder_depends_on_who_looks(client_of, database):
    with database():
        factories.make_municipality()
        factories.make_contact(domains=[factories.make_domain("alkohol")])
    address = "/?q=randers+alkohol&tidspunkt=2026-11-23T10:00"
    readers = (client_of(Role.READER), client_of(Role.ADMINISTRATOR), client_of(Role.READER))
    ladders = {reader.get(address).text.partition("<section")[2] for reader in readers}
    shown = {ladder.partition("</section>")[0] for ladder in ladders}
    assert len(shown) == 1


def test_fields_show_what_was_chosen_before_and_after(client_of, database):
    with database():
        factories.make_municipality()
        factories.make_domain("alkohol")
    client = client_of(Role.READER)
    for chosen in (True, False, True):
        page = client.get("/?q=randers&kommune=0730&omraade=alkohol" if chosen else "/?q=randers")
        assert ('value="0730" selected' in page.text) is chosen
        assert ('value="alkohol" checked' in page.text) is chosen
