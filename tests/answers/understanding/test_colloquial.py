"""How many questions, written apart from the lexicon, are right in municipality and domain.

The goal is 97 %, and 90 % with a typing error. The floors say what is reached; raise them, never
lower them. The unseen sets are kept out of the making: never read them to mend a question. One was
written by five as the questions of a common month, the other by two who tried to be tricky; a
second reader, who did not see their domains, met 98.8 % of the first three's and these. From the
other sets, which were measured untouched once, was learned afterwards: they show that nothing is
lost.
"""

from pathlib import Path
from typing import NamedTuple

import pytest

from portal.answers.understanding.gazetteer import Gazetteer
from portal.answers.understanding.lexicon import Lexicon
from portal.answers.understanding.understand import understand
from tests.answers.understanding.measuring import (
    UNSEEN,
    UNSEEN_TRICKY,
    Row,
    other_domains,
    read_rows,
    shares,
    with_errors,
)

SETS = [
    Path(__file__).parents[1] / "colloquial_questions.tsv",
    Path(__file__).parent / "development_questions.tsv",
]
ORDINARY = Path(__file__).parents[1] / "ordinary_sentences.txt"


class Unseen(NamedTuple):
    """A set that nobody learned from, and what is reached of it."""

    path: Path
    floor: float
    floor_mistyped: float
    most_wrong_mistyped: float


UNSEEN_SETS = [
    Unseen(UNSEEN, floor=0.975, floor_mistyped=0.95, most_wrong_mistyped=0.005),
    Unseen(UNSEEN_TRICKY, floor=0.935, floor_mistyped=0.89, most_wrong_mistyped=0.01),
]

FLOOR = 0.98
FLOOR_MISTYPED_EXAMPLES = 0.94
FLOOR_MISTYPED = 0.93
MOST_WRONG_PLACES = 0.005
MOST_OTHER_DOMAINS = 0.25
"""Domains given beside the expected ones, per question with a problem."""
MOST_INVENTED = 0
MOST_FALSE_ALARMS = 9
"""Of 120 ordinary sentences; some tell of what a problem looks like ("hvem har glemt …")."""


@pytest.fixture(scope="module", params=SETS, ids=lambda path: path.stem)
def rows(request: pytest.FixtureRequest) -> list[Row]:
    return read_rows(request.param)


@pytest.fixture(scope="module", params=UNSEEN_SETS, ids=lambda unseen: unseen.path.stem)
def unseen(request: pytest.FixtureRequest) -> Unseen:
    return request.param


@pytest.fixture(scope="module")
def examples(reference: Path) -> list[Row]:
    lines = (reference / "example_queries.tsv").read_text(encoding="utf-8").splitlines()[1:]
    cells = [line.split("\t") for line in lines]
    return [(cell[0], cell[1], cell[2]) for cell in cells]


def test_questions_that_nobody_learned_from_are_understood(
    unseen: Unseen, gazetteer: Gazetteer, lexicon: Lexicon
) -> None:
    rows = read_rows(unseen.path)
    right, wrong = shares(rows, gazetteer, lexicon)

    assert len(rows) >= 300
    assert right >= unseen.floor
    assert wrong <= MOST_WRONG_PLACES
    assert other_domains(rows, gazetteer, lexicon) <= MOST_OTHER_DOMAINS


def test_questions_that_nobody_learned_from_are_understood_with_a_typing_error(
    unseen: Unseen, gazetteer: Gazetteer, lexicon: Lexicon
) -> None:
    right, wrong = shares(with_errors(read_rows(unseen.path), 3), gazetteer, lexicon)

    assert right >= unseen.floor_mistyped
    assert wrong <= unseen.most_wrong_mistyped


def test_nobody_learns_from_the_unseen_questions(unseen: Unseen, reference: Path) -> None:
    lines = (reference / "sentences.tsv").read_text(encoding="utf-8").casefold().splitlines()
    learned = {line.split("\t")[0] for line in lines}

    assert learned.isdisjoint(question.casefold() for question, *_ in read_rows(unseen.path))


def test_questions_as_people_ask_them_are_understood(
    rows: list[Row], gazetteer: Gazetteer, lexicon: Lexicon
) -> None:
    right, wrong = shares(rows, gazetteer, lexicon)

    assert len(rows) >= 100
    assert right >= FLOOR
    assert wrong <= MOST_WRONG_PLACES


def test_few_domains_are_given_beside_the_expected_ones(
    rows: list[Row], gazetteer: Gazetteer, lexicon: Lexicon
) -> None:
    assert other_domains(rows, gazetteer, lexicon) <= MOST_OTHER_DOMAINS


def test_example_questions_with_a_typing_error_are_understood(
    examples: list[Row], gazetteer: Gazetteer, lexicon: Lexicon
) -> None:
    right, wrong = shares(with_errors(examples, 20), gazetteer, lexicon)

    assert right >= FLOOR_MISTYPED_EXAMPLES
    assert wrong <= 0.005


def test_questions_with_a_typing_error_are_understood(
    rows: list[Row], gazetteer: Gazetteer, lexicon: Lexicon
) -> None:
    right, wrong = shares(with_errors(rows, 3), gazetteer, lexicon)

    assert right >= FLOOR_MISTYPED
    assert wrong <= MOST_WRONG_PLACES


def test_ordinary_sentences_give_no_municipality_and_hardly_any_domain(
    gazetteer: Gazetteer, lexicon: Lexicon
) -> None:
    lines = ORDINARY.read_text(encoding="utf-8").splitlines()
    questions = [understand(line, gazetteer, lexicon) for line in lines]
    given = [question.text for question in questions if question.municipality]
    alarms = [question.text for question in questions if question.domains]

    assert len(given) <= MOST_INVENTED, given
    assert len(alarms) <= MOST_FALSE_ALARMS, alarms
