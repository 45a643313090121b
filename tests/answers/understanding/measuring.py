"""How well questions are understood: the part that is right in municipality and all domains."""

import csv
import random
import re
from collections.abc import Sequence
from pathlib import Path

from portal.answers.understanding.gazetteer import Gazetteer
from portal.answers.understanding.lexicon import Lexicon
from portal.answers.understanding.question import Question
from portal.answers.understanding.understand import understand

UNSEEN = Path(__file__).parent / "unseen_questions.tsv"
UNSEEN_TRICKY = Path(__file__).parent / "unseen_tricky_questions.tsv"
LETTERS = "abcdefghijklmnopqrstuvwxyzæøå"

Row = tuple[str, str, str]
"""A question, its municipality or nothing, and its domains: "a&b" for both, "a|b" for one."""


def read_rows(path: Path) -> list[Row]:
    """The rows of a set; the municipality is empty where none is named."""
    with path.open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [(line["question"], line["municipality"].strip("-"), line["domains"]) for line in lines]


def has_municipality(question: Question, code: str) -> bool:
    return (question.municipality or "") == code


def has_domains(question: Question, domains: str) -> bool:
    """All of those parted by &, one of those parted by |, none for -."""
    if domains in ("", "-"):
        return not question.domains
    wanted, found = set(re.split(r"[&|]", domains)), set(question.domains)
    return wanted <= found if "&" in domains else bool(wanted & found)


def is_right(question: Question, row: Row) -> bool:
    return has_municipality(question, row[1]) and has_domains(question, row[2])


def mistype(word: str, chance: random.Random) -> str:
    """The word with one letter left out, put in, changed or swapped with the next."""
    at, letter = chance.randrange(len(word) - 1), chance.choice(LETTERS)
    before, after = word[:at], word[at + 1 :]
    return chance.choice(
        [
            before + after,
            before + letter + word[at:],
            before + letter + after,
            before + after[0] + word[at] + after[1:],
        ]
    )


def mistyped(row: Row, chance: random.Random) -> Row | None:
    """The question with one typing error in a word of five letters or more."""
    words = list(re.finditer(r"[^\W\d_]{5,}", row[0]))
    if not words:
        return None
    word = chance.choice(words)
    text = row[0][: word.start()] + mistype(word[0], chance) + row[0][word.end() :]
    return text, row[1], row[2]


def shares(rows: Sequence[Row], gazetteer: Gazetteer, lexicon: Lexicon) -> tuple[float, float]:
    """The part that is right, and the part with a municipality that is not even offered."""
    right = wrong = 0
    for row in rows:
        question = understand(row[0], gazetteer, lexicon)
        right += is_right(question, row)
        offered = {question.municipality, *(other.code for other in question.alternatives)}
        wrong += question.municipality is not None and row[1] not in offered
    return right / len(rows), wrong / len(rows)


def with_errors(rows: Sequence[Row], times: int) -> list[Row]:
    """Each question so many times, each time with another typing error."""
    chance = random.Random(20261123)
    return [made for row in rows for _ in range(times) if (made := mistyped(row, chance))]


def other_domains(rows: Sequence[Row], gazetteer: Gazetteer, lexicon: Lexicon) -> float:
    """The domains given beside the expected ones, per question with a problem."""
    asked = [(row[0], set(re.split(r"[&|]", row[2]))) for row in rows if row[2].strip("-")]
    others = [
        len(set(understand(text, gazetteer, lexicon).domains) - wanted) for text, wanted in asked
    ]
    return sum(others) / len(others)
