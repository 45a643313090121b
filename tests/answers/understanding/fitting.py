"""Fit the network of the second opinion to examples: one hidden layer, by Adam.

Adam: Kingma, Ba 2015, arXiv:1412.6980. What is kept is the running mean of the weights (Polyak,
Juditsky 1992), and several networks side by side make one.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from portal.answers.understanding.network import LOWEST, SCALE, Network, Output
from portal.answers.understanding.traits import share_of, trait_of_domain

Array = NDArray[np.float32]

NETWORKS = 2
SIZE = 40
"""The sums of each network."""
ROUNDS = 6
BATCH = 256
STEP = 0.004
LAST_STEP = 0.0002
LEAST_SEEN = 4
"""A trait of fewer examples is not kept."""
SUMS_KEPT = 0.65
"""In learning a part of the sums, and of what an example shows, is left out at random (Srivastava
et al. 2014), so that none is relied on."""
TRAITS_KEPT = 0.9
FOUND_KEPT = 0.75
"""What the lexicon finds is left out more often, for the sentences helped to make it."""
FIRST_BIAS = -3.0
_MEAN, _SQUARE, _KEPT = 0.9, 0.999, 0.998


class Example(NamedTuple):
    """The traits of a sentence, how much each counts, its domains, and how much it counts."""

    traits: Mapping[str, float]
    domains: frozenset[str]
    counts: float


class Batch(NamedTuple):
    """Examples: a row each with shares by trait, 1 for each of its domains, and its count."""

    shares: csr_array
    domains: Array
    counts: Array


class Parameters(NamedTuple):
    """The rows of the traits, the starts of the sums, how the domains weigh the sums, biases."""

    rows: Array
    starts: Array
    weights: Array
    biases: Array


def fit(examples: Sequence[Example], codes: Sequence[str]) -> Network:
    """The network under which the domains of the examples are likeliest."""
    traits = _traits(examples, codes)
    batch = _batch(examples, traits, codes)
    kept = np.where([trait.startswith("#") for trait in traits], FOUND_KEPT, TRAITS_KEPT)
    fitted = [_fit_one(batch, kept, np.random.default_rng(seed)) for seed in range(NETWORKS)]
    return _network(fitted, traits, codes)


def _traits(examples: Sequence[Example], codes: Sequence[str]) -> list[str]:
    """The traits that are kept; all the domains that the lexicon may find."""
    seen = Counter(trait for example in examples for trait in example.traits)
    domains = [trait_of_domain(code) for code in codes]
    often = (trait for trait, times in seen.items() if times >= LEAST_SEEN)
    return sorted({*often} - {*domains}) + domains


def _batch(examples: Sequence[Example], traits: Sequence[str], codes: Sequence[str]) -> Batch:
    places = {trait: place for place, trait in enumerate(traits)}
    rows = [{t: share for t, share in e.traits.items() if t in places} for e in examples]
    ends = np.cumsum([0, *map(len, rows)])
    columns = np.array([places[trait] for row in rows for trait in row], dtype=np.int32)
    values = np.array([share for row in rows for share in row.values()], dtype=np.float32)
    domains = [[code in example.domains for code in codes] for example in examples]
    return Batch(
        csr_array((values, columns, ends), shape=(len(examples), len(traits))),
        np.array(domains, dtype=np.float32),
        np.array([[example.counts] for example in examples], dtype=np.float32),
    )


def _fit_one(batch: Batch, kept: NDArray[np.float64], chance: np.random.Generator) -> Parameters:
    """One network: some rounds through the examples, in any order, with shrinking steps."""
    traits, domains = batch.shares.shape[1], batch.domains.shape[1]
    rows = chance.normal(0, 0.1, (traits, SIZE))
    weights = chance.uniform(-1, 1, (SIZE, domains)) / np.sqrt(SIZE)
    now = Parameters(
        *(
            array.astype(np.float32)
            for array in (rows, np.zeros(SIZE), weights, np.full(domains, FIRST_BIAS))
        )
    )
    means = Parameters(*map(np.zeros_like, now))
    squares = Parameters(*map(np.zeros_like, now))
    averages = Parameters(*map(np.copy, now))
    for number, (part, step) in enumerate(_parts(batch, kept, chance), 1):
        slopes = _slopes(now, part, chance)
        fair = step * np.sqrt(1 - _SQUARE**number) / (1 - _MEAN**number)
        for value, slope, mean, square, average in zip(
            now, slopes, means, squares, averages, strict=True
        ):
            mean += (1 - _MEAN) * (slope - mean)
            square += (1 - _SQUARE) * (slope * slope - square)
            value -= fair * mean / (np.sqrt(square) + 1e-8)
            average += max(1 - _KEPT, 1 / number) * (value - average)
    return averages


def _parts(
    batch: Batch, kept: NDArray[np.float64], chance: np.random.Generator
) -> Iterator[tuple[Batch, float]]:
    """The batches of all rounds, and how far each may lead."""
    for number in range(ROUNDS):
        step = STEP * (1 - number / ROUNDS) + LAST_STEP
        order = chance.permutation(len(batch.domains))
        for chosen in np.array_split(order, max(1, len(order) // BATCH)):
            shares = batch.shares[chosen]
            shares.data = shares.data * (chance.random(shares.nnz) < kept[shares.indices])
            shares.data = shares.data.astype(np.float32)
            yield Batch(shares, batch.domains[chosen], batch.counts[chosen]), step


def _slopes(now: Parameters, part: Batch, chance: np.random.Generator) -> Parameters:
    """Where the weighted cross-entropy of a batch grows."""
    sums = part.shares @ now.rows + now.starts
    kept = (sums > 0) * (chance.random(sums.shape) < SUMS_KEPT) / np.float32(SUMS_KEPT)
    hidden = sums * kept
    scores = hidden @ now.weights + now.biases
    errors = (1 / (1 + np.exp(-scores)) - part.domains) * part.counts / len(scores)
    backward = (errors @ now.weights.T) * kept
    return Parameters(
        part.shares.T @ backward, backward.sum(axis=0), hidden.T @ errors, errors.sum(axis=0)
    )


def _network(fitted: Sequence[Parameters], traits: Sequence[str], codes: Sequence[str]) -> Network:
    """The networks side by side as one: its score is the mean of theirs."""
    rows = np.concatenate([one.rows for one in fitted], axis=1)
    shares = [[1.0 if trait.startswith("#") else share_of(trait)] for trait in traits]
    whole = np.clip(np.rint(rows * shares * SCALE), -LOWEST, LOWEST - 1) + LOWEST
    weights = np.concatenate([one.weights for one in fitted]) / len(fitted)
    biases = np.mean([one.biases for one in fitted], axis=0)
    return Network(
        starts=tuple(np.concatenate([one.starts for one in fitted]).tolist()),
        outputs={
            code: Output(float(biases[at]), tuple(weights[:, at].tolist()))
            for at, code in enumerate(codes)
        },
        rows={
            trait: row.tobytes() for trait, row in zip(traits, whole.astype(np.uint8), strict=True)
        },
    )
