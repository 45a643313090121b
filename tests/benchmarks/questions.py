"""The questions that are asked: of every municipality, about every problem domain."""

import csv
from collections.abc import Iterator
from itertools import product
from pathlib import Path

from portal.config import REFERENCE
from tests.benchmarks.entries import LAST_NAMES

WORDS = {
    "alkohol": "alkohol", "demens": "demens", "hjemloeshed": "hjemløs", "vold": "vold",
    "selvmord": "selvmordstanker", "ensomhed": "ensom",
}  # fmt: skip
COLLOQUIAL = Path(__file__).resolve().parents[1] / "answers" / "colloquial_questions.tsv"


def pages() -> list[tuple[str, str, str]]:
    """Return 114 questions, each with the municipality and the domain that it is about."""
    return [
        (f"{name} {word}", code, domain)
        for (code, name), (domain, word) in product(municipalities(), WORDS.items())
    ]


def municipalities() -> list[tuple[str, str]]:
    """Return code and name of the region's municipalities."""
    with (REFERENCE / "municipalities.csv").open(encoding="utf-8", newline="") as file:
        return [(row["code"], row["name"]) for row in csv.DictReader(file)]


def many() -> list[str]:
    """Return some 650 questions, from "viborg alkohol" to whole sentences."""
    written = [*first_cells(COLLOQUIAL), *first_cells(REFERENCE / "example_queries.tsv")]
    return [*written, *(text for text, _, _ in pages()), *every_domain()]


def first_cells(path: Path) -> list[str]:
    """Return the first column of a file, without its head."""
    with path.open(encoding="utf-8", newline="") as file:
        return [line.partition("\t")[0] for line in file][1:]


def every_domain() -> Iterator[str]:
    with (REFERENCE / "domains.csv").open(encoding="utf-8", newline="") as file:
        names = [row["name_da"] for row in csv.DictReader(file)]
    for (_, municipality), domain in product(municipalities(), names):
        yield f"{domain.lower()} {municipality}"


def with_text() -> list[str]:
    """Return questions with a municipality and a word that only the directory knows."""
    return [f"{name} {last}" for (_, name), last in product(municipalities(), LAST_NAMES.split())]
