"""Learn the weights of the second opinion: `python -m tests.answers.understanding.learning`.

One logistic regression per domain over the traits of each sentence, by gradient steps that shrink
for traits often seen (AdaGrad; Duchi, Hazan, Singer 2011). Plain Python, about two minutes, the
same result each time. Learned from: `portal/reference/sentences.tsv`, the sets beside this file and
above it, and the phrases of the lexicon, which count less, for a phrase is no sentence.
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
from portal.answers.understanding.gazetteer import Gazetteer
from portal.answers.understanding.lexicon import Lexicon, LexiconRow, read_reference
from portal.answers.understanding.opinion import BIAS, SCALE
from portal.answers.understanding.reading import Reading
from portal.answers.understanding.traits import share_of, trait_of_pair, traits_of_word
from portal.config import REFERENCE

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

ROUNDS = 8
STEP = 1.0
LEAST_ERROR = 0.01
"""A sentence that is judged this well teaches nothing."""
PHRASE_COUNTS = 0.6
MOST_PHRASES = 8
"""So many of the phrases that a pattern stands for."""
ORDINARY_COUNTS = 2.0
"""Sentences that tell of no domain are few among the others."""
MISTAKES_COUNT = 0.5
LETTERS = "abcdefghijklmnopqrstuvwxyz"
LEAST_SEEN = 4
"""A trait of fewer sentences and phrases is not kept."""
FIRST_BIAS = -3.0

Words = Sequence[str | None]


class Sentence(NamedTuple):
    """The words of a sentence, where its clauses end, its domains, and how much it counts."""

    words: Words
    ends: frozenset[int]
    domains: frozenset[str]
    counts: float = 1.0


class Model(NamedTuple):
    """The weights of each trait and of the bias, one per domain."""

    codes: list[str]
    weights: dict[str, list[float]]
    bias: list[float]


def read_sentences(paths: Iterable[Path], lexicon: Lexicon, gazetteer: Gazetteer) -> list[Sentence]:
    """The labelled sentences of some sets; "a&b" and "a|b" speak for both, "-" for none."""
    sentences = []
    for path in paths:
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                domains = frozenset(re.split(r"[&|]", row["domains"].strip("-"))) - {""}
                sentences.append(read_sentence(row["question"], domains, lexicon, gazetteer))
    return sentences


def read_sentence(
    text: str, domains: frozenset[str], lexicon: Lexicon, gazetteer: Gazetteer
) -> Sentence:
    reading = Reading(text, gazetteer, lexicon, frozenset(), None)
    reading.read()
    counts = 1.0 if domains else ORDINARY_COUNTS
    return Sentence(reading.words_to_weigh(), reading.ends, domains, counts)


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


def with_mistakes(sentences: Sequence[Sentence]) -> Iterator[Sentence]:
    """Each sentence once more, with a letter left out, put in, changed or swapped in one word."""
    chance = random.Random(1)
    for sentence in sentences:
        long = [at for at, word in enumerate(sentence.words) if word and len(word) > 4]
        if long:
            at = chance.choice(long)
            words = list(sentence.words)
            words[at] = mistype(str(words[at]), chance)
            yield sentence._replace(words=words, counts=MISTAKES_COUNT * sentence.counts)


def mistype(word: str, chance: random.Random) -> str:
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


def traits_of(sentence: Sentence) -> dict[str, float]:
    """The traits of a sentence and how much each counts, as the second opinion reads them."""
    traits: list[str] = []
    before: str | None = None
    for at, word in enumerate(sentence.words):
        if word is not None:
            traits += traits_of_word(word)
            traits += [trait_of_pair(before, word)] if before is not None else []
        before = None if at in sentence.ends else word
    mass = sum(share_of(trait) ** 2 for trait in traits)
    return {
        trait: count * share_of(trait) / math.sqrt(mass) for trait, count in Counter(traits).items()
    }


def learn(
    sentences: Sequence[Sentence], codes: Sequence[str], mistaken: Sequence[Sentence] = ()
) -> Model:
    """The weights under which the sentences' domains are likeliest.

    `mistaken` teach as well, but a row of letters that only mistakes have is no trait.
    """
    times = Counter(trait for sentence in sentences for trait in traits_of(sentence))
    weights = {trait: [0.0] * len(codes) for trait in times if times[trait] >= LEAST_SEEN}
    sentences = [*sentences, *mistaken]
    seen = [
        [(trait, share) for trait, share in traits_of(sentence).items() if trait in weights]
        for sentence in sentences
    ]
    steps = {trait: [0.01] * len(codes) for trait in weights}
    bias, bias_steps = [FIRST_BIAS] * len(codes), [1.0] * len(codes)
    order, chance = list(range(len(seen))), random.Random(1)
    for _ in range(ROUNDS):
        chance.shuffle(order)
        for number in order:
            sentence, traits = sentences[number], seen[number]
            for domain, score in enumerate(score_all(traits, weights, bias)):
                error = likelihood(score) - (codes[domain] in sentence.domains)
                if abs(error) < LEAST_ERROR:
                    continue
                error *= sentence.counts
                bias_steps[domain] += error * error
                bias[domain] -= 0.3 * STEP * error / math.sqrt(bias_steps[domain])
                for trait, share in traits:
                    steps[trait][domain] += (error * share) ** 2
                    step = STEP * error * share / math.sqrt(steps[trait][domain])
                    weights[trait][domain] -= step
    return Model(list(codes), weights, bias)


def score_all(
    traits: Iterable[tuple[str, float]], weights: dict[str, list[float]], bias: Sequence[float]
) -> list[float]:
    scores = list(bias)
    for trait, share in traits:
        scores = [
            score + share * weight for score, weight in zip(scores, weights[trait], strict=True)
        ]
    return scores


def likelihood(score: float) -> float:
    return 1 / (1 + math.exp(-score)) if score > -30 else 0.0


def rows_of(model: Model) -> Iterator[tuple[str, list[int]]]:
    """The rows of the file of weights: the bias, then the traits, sorted."""
    yield BIAS, [round(value * SCALE) for value in model.bias]
    for trait in sorted(model.weights):
        yield trait, [round(value * share_of(trait) * SCALE) for value in model.weights[trait]]


def write_weights(model: Model) -> None:
    """Write the file of weights, and which sentences they were learned from."""
    digest = hashlib.sha256(SENTENCES.read_bytes()).hexdigest()
    lines = [
        "# Learned by python -m tests.answers.understanding.learning; never edited by hand.",
        f"# sentences.tsv: {digest}",
        "\t".join(("trait", *model.codes)),
        *("\t".join((trait, *map(str, row))) for trait, row in rows_of(model)),
    ]
    WEIGHTS.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Learn from all sets and write the weights."""
    gazetteer = Gazetteer.from_reference(REFERENCE)
    phrases = list(read_reference(REFERENCE))
    lexicon = Lexicon(phrases, CommonWords.from_file(REFERENCE / "common_words.txt"))
    sentences = read_sentences(SETS, lexicon, gazetteer)
    for line in ORDINARY.read_text(encoding="utf-8").splitlines():
        sentences.append(read_sentence(line, frozenset(), lexicon, gazetteer))
    mistaken = list(with_mistakes(sentences))
    sentences += phrase_sentences(phrases)
    with (REFERENCE / "domains.csv").open(encoding="utf-8", newline="") as file:
        codes = [row["code"] for row in csv.DictReader(file)]
    write_weights(learn(sentences, codes, mistaken))


if __name__ == "__main__":
    main()
