"""The example questions that show what a change of the lexicon does."""

import csv
from functools import cache
from typing import NamedTuple

from portal.answers.understanding.question import Question
from portal.config import REFERENCE


class Example(NamedTuple):
    """A question, and what it should be understood as: any of the domains, none meaning all."""

    text: str
    municipality: str
    domains: frozenset[str]

    def is_met_by(self, question: Question) -> bool:
        """Say whether a question was understood as it should."""
        found = not self.domains or bool(self.domains & set(question.domains[:1]))
        return found and question.municipality == self.municipality


@cache
def list_examples() -> tuple[Example, ...]:
    """Return the questions of ``portal/reference/example_queries.tsv``."""
    path = REFERENCE / "example_queries.tsv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return tuple(
        Example(text, municipality, frozenset(domains.split("|")) - {"-"})
        for text, municipality, domains, _kinds in rows
        if not text.startswith("#")
    )
