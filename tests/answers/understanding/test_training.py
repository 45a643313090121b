"""The sentences that the lexicon was made with are understood, and ordinary ones tell of nothing.

Written in rounds, each measured before it was learned from. They show that nothing is lost; how
well new sentences are understood is measured in `test_colloquial.py`.
"""

import csv
import re
from pathlib import Path

import pytest

from portal.answers.understanding.gazetteer import Gazetteer
from portal.answers.understanding.lexicon import Lexicon
from portal.answers.understanding.question import Question
from portal.answers.understanding.understand import understand

SET = Path(__file__).parent / "training_sentences.tsv"

FLOOR = 0.985
MOST_FALSE_ALARMS = 0.02
MOST_WRONG_PLACES = 0.001
MOST_OTHER_DOMAINS = 0.25
"""Domains given beside the expected ones, per sentence with a problem."""

Asked = tuple[Question, str, set[str], bool]


@pytest.fixture(scope="module")
def asked(gazetteer: Gazetteer, lexicon: Lexicon) -> list[Asked]:
    with SET.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [
        (
            understand(row["question"], gazetteer, lexicon),
            row["municipality"].strip("-"),
            set(re.split(r"[&|]", row["domains"].strip("-"))) - {""},
            "&" in row["domains"],
        )
        for row in rows
    ]


def has_domains(question: Question, wanted: set[str], needs_all: bool) -> bool:
    found = set(question.domains)
    return wanted <= found if needs_all else bool(wanted & found)


def test_sentences_with_a_problem_give_its_domain(asked: list[Asked]) -> None:
    problems = [row for row in asked if row[2]]
    right = [row for row in problems if has_domains(row[0], row[2], row[3])]

    assert len(right) >= FLOOR * len(problems)


def test_ordinary_sentences_give_hardly_any_domain(asked: list[Asked]) -> None:
    ordinary = [row[0] for row in asked if not row[2]]
    alarms = [question.text for question in ordinary if question.domains]

    assert len(alarms) <= MOST_FALSE_ALARMS * len(ordinary), alarms


def test_few_domains_are_given_beside_the_expected_ones(asked: list[Asked]) -> None:
    others = [len(set(row[0].domains) - row[2]) for row in asked if row[2]]

    assert sum(others) <= MOST_OTHER_DOMAINS * len(others)


def test_hardly_any_municipality_is_wrong(asked: list[Asked]) -> None:
    wrong = [row[0].text for row in asked if (row[0].municipality or "") != row[1]]

    assert len(wrong) <= MOST_WRONG_PLACES * len(asked), wrong
