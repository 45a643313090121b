"""Learn the second opinion anew: `python -m tests.answers.understanding.learning`, some minutes.

Learned from: `portal/reference/sentences.tsv`, the sets beside this file and above it, each
sentence once more with a mistyped word, and the phrases of the lexicon, which count less, for a
phrase is no sentence. Never learned from: the sets that `test_colloquial.py` measures with.
"""

import csv
import hashlib
import math
import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from pathlib import Path
from typing import NamedTuple

from portal.answers.understanding.alternatives import slots_of
from portal.answers.understanding.common_words import CommonWords
from portal.answers.understanding.consulting import found_domains
from portal.answers.understanding.gazetteer import Gazetteer
from portal.answers.understanding.lexicon import Lexicon, LexiconRow, read_reference
from portal.answers.understanding.network import write_network
from portal.answers.understanding.opinion import Found
from portal.answers.understanding.reading import Reading
from portal.answers.understanding.traits import (
    share_of,
    share_of_domain,
    trait_of_domain,
    trait_of_pair,
    traits_of_word,
)
from portal.answers.understanding.weighing import narrow_domains
from portal.config import REFERENCE
from tests.answers.understanding.fitting import Example, fit
from tests.answers.understanding.measuring import mistype

HERE = Path(__file__).parent
SENTENCES = REFERENCE / "sentences.tsv"
WEIGHTS = REFERENCE / "second_opinion.tsv"
SETS = (
    SENTENCES,
    HERE / "training_sentences.tsv",
    HERE / "development_questions.tsv",
    HERE.parent / "colloquial_questions.tsv",
)
ORDINARY = HERE.parent / "ordinary_sentences.txt"

PHRASE_COUNTS = 0.6
MOST_PHRASES = 8
"""So many of the phrases that a pattern stands for."""
ORDINARY_COUNTS = 6.0
"""Sentences that tell of no domain are few among the others."""
MISTAKES_COUNT = 0.5

Words = Sequence[str | None]
Labelled = tuple[str, frozenset[str]]
"""A sentence and its domains."""


class Sentence(NamedTuple):
    """What the second opinion is given of a sentence, its domains, and how much it counts."""

    words: Words
    ends: frozenset[int]
    domains: frozenset[str]
    counts: float = 1.0
    found: tuple[Found, ...] = ()


class Reader:
    """Reads sentences with the shipped lexicon."""

    def __init__(self, reference: Path) -> None:
        self._gazetteer = Gazetteer.from_reference(reference)
        self.phrases = list(read_reference(reference))
        self._lexicon = Lexicon(self.phrases, CommonWords.from_file(reference / "common_words.txt"))

    def read(self, text: str, domains: frozenset[str], counts: float) -> Sentence:
        reading = Reading(text, self._gazetteer, self._lexicon, frozenset(), None)
        reading.read()
        found = tuple(found_domains(narrow_domains(reading.explained)))
        counts *= 1.0 if domains else ORDINARY_COUNTS
        return Sentence(reading.words_to_weigh(), reading.ends, domains, counts, found)


def read_sets(paths: Iterable[Path]) -> Iterator[Labelled]:
    """The labelled sentences of some sets; "a&b" and "a|b" speak for both, "-" for none."""
    for path in paths:
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                codes = re.split(r"[&|]", row["domains"].strip("-"))
                yield row["question"], frozenset(codes) - {""}


def read_sentences(labelled: Iterable[Labelled], reader: Reader) -> Iterator[Sentence]:
    """Each sentence as it is, and once more with a mistyped word."""
    chance = random.Random(1)
    for text, domains in labelled:
        yield reader.read(text, domains, 1.0)
        long = list(re.finditer(r"[^\W\d]{5,}", text))
        if long:
            word = chance.choice(long)
            wrong = mistype(word[0].lower(), chance)
            text = text[: word.start()] + wrong + text[word.end() :]
            yield reader.read(text, domains, MISTAKES_COUNT)


def phrase_sentences(rows: Iterable[LexiconRow]) -> Iterator[Sentence]:
    """The phrases of the lexicon, each with all the domains that it stands under."""
    domains: dict[tuple[str, ...], set[str]] = {}
    counts: dict[tuple[str, ...], float] = {}
    chance = random.Random(1)
    for row in rows:
        slots = slots_of(row.phrase)
        phrases = list(product(*slots)) if math.prod(map(len, slots)) <= MOST_PHRASES else []
        phrases = phrases or [tuple(map(chance.choice, slots)) for _ in range(MOST_PHRASES)]
        for phrase in (tuple(filter(None, phrase)) for phrase in phrases):
            known = domains.setdefault(phrase, set())
            known |= {row.code} if row.term_type == "domain" else set()
            share = PHRASE_COUNTS * row.weight / 4 / len(phrases)
            counts[phrase] = max(share, counts.get(phrase, 0.0))
    for phrase, codes in domains.items():
        yield Sentence(phrase, frozenset(), frozenset(codes), counts[phrase])


def example_of(sentence: Sentence) -> Example:
    """The traits of a sentence and how much each counts, as the second opinion reads them."""
    traits: list[str] = []
    before: str | None = None
    for at, word in enumerate(sentence.words):
        if word is not None:
            traits += traits_of_word(word)
            traits += [trait_of_pair(before, word)] if before is not None else []
        before = None if at in sentence.ends else word
    mass = math.sqrt(sum(share_of(trait) ** 2 for trait in traits))
    shares = {trait: n * share_of(trait) / mass for trait, n in Counter(traits).items()}
    weights: dict[str, float] = dict.fromkeys((item.code for item in sentence.found), 0.0)
    for item in sentence.found:
        weights[item.code] += item.weight
    shares |= {trait_of_domain(code): share_of_domain(w) for code, w in weights.items()}
    return Example(shares, sentence.domains, sentence.counts)


def main() -> None:
    """Learn from all sets and write what was learned."""
    reader = Reader(REFERENCE)
    ordinary = ORDINARY.read_text(encoding="utf-8").splitlines()
    labelled = [*read_sets(SETS), *((line, frozenset[str]()) for line in ordinary)]
    sentences = [*read_sentences(labelled, reader), *phrase_sentences(reader.phrases)]
    with (REFERENCE / "domains.csv").open(encoding="utf-8", newline="") as file:
        codes = [row["code"] for row in csv.DictReader(file)]
    network = fit([example_of(sentence) for sentence in sentences], codes)
    digest = hashlib.sha256(SENTENCES.read_bytes()).hexdigest()
    write_network(
        network,
        WEIGHTS,
        [
            "Learned by python -m tests.answers.understanding.learning; never edited by hand.",
            f"sentences.tsv: {digest}",
        ],
    )


if __name__ == "__main__":
    main()
