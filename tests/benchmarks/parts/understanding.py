"""Understanding: the part of questions that is right in municipality and all domains."""

from portal.answers.understanding.gazetteer import Gazetteer
from portal.answers.understanding.lexicon import Lexicon
from portal.config import REFERENCE
from tests.answers.understanding.measuring import (
    UNSEEN,
    UNSEEN_TRICKY,
    Row,
    other_domains,
    read_rows,
    shares,
    with_errors,
)
from tests.benchmarks.databases import Directories
from tests.benchmarks.figures import Figure

EXAMPLES = REFERENCE / "example_queries.tsv"


def measure(_: Directories) -> list[Figure]:
    """Return the figures of the example questions, and of the set that nobody learned from."""
    gazetteer, lexicon = Gazetteer.from_reference(REFERENCE), Lexicon.from_reference(REFERENCE)
    unseen = read_rows(UNSEEN)
    right, wrong = shares(unseen, gazetteer, lexicon)
    right_mistyped, wrong_mistyped = shares(with_errors(unseen, 3), gazetteer, lexicon)
    of_examples, _wrong = shares(example_rows(), gazetteer, lexicon)
    of_tricky, _wrong = shares(read_rows(UNSEEN_TRICKY), gazetteer, lexicon)
    note = f"{len(unseen)} questions that nobody learned from"
    return [
        part("example questions understood", 97, of_examples),
        part("unseen questions understood", 97, right, note),
        part("the same with one typing error", 90, right_mistyped, "in any word of 5 letters"),
        part("unseen tricky questions understood", 97, of_tricky, "written to be hard"),
        most("unseen questions in a wrong municipality", 0.5, wrong),
        most("the same with one typing error", 0.5, wrong_mistyped),
        Figure(
            "further domains beside the expected, per question",
            0.35,
            0.25,
            other_domains(unseen, gazetteer, lexicon),
            "",
        ),
    ]


def example_rows() -> list[Row]:
    """Return the example questions: the first three columns of their file."""
    lines = EXAMPLES.read_text(encoding="utf-8").splitlines()[1:]
    return [(cell[0], cell[1], cell[2]) for cell in (line.split("\t") for line in lines)]


def part(name: str, must: float, share: float, note: str = "") -> Figure:
    """Return the figure of a part that is right, in per cent."""
    return Figure(name, must, must, 100 * share, "%", note, is_more_better=True)


def most(name: str, must: float, share: float) -> Figure:
    """Return the figure of a part that is wrong, in per cent."""
    return Figure(name, must, must, 100 * share, "%")
