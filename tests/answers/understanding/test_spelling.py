"""The index of spellings finds what comparing with every word finds."""

import random

import pytest
from rapidfuzz.distance import OSA

from portal.answers.understanding.spelling import SpellingIndex

WORDS = (
    "alkohol", "alkoholisk", "pille", "piller", "pillen", "demens", "dement", "ensom", "enlig",
    "hjem", "hjemme", "ny vejle", "vejle", "vejlby", "ry", "selvmord",
)  # fmt: skip
LETTERS = "bdfhiklmnoprstuvy "  # "ae" counts as one letter


def mistype(word: str, chance: random.Random) -> str:
    """A word with one letter wrong, too many, left out or swapped with the next."""
    at, letter = chance.randrange(len(word)), chance.choice(LETTERS)
    return chance.choice(
        (
            word[:at] + word[at + 1 :],
            word[:at] + letter + word[at:],
            word[:at] + letter + word[at + 1 :],
            word[:at] + word[at + 1 : at + 2] + word[at : at + 1] + word[at + 2 :],
        )
    )


def nearest_of_all(word: str, farthest: int) -> tuple[int, set[str]]:
    distances = {choice: OSA.distance(word, choice) for choice in WORDS}
    least = min(distances.values())
    if least > farthest:
        return farthest + 1, set()
    return least, {choice for choice, distance in distances.items() if distance == least}


@pytest.mark.parametrize("farthest", [1, 2])
def test_mistyped_word_finds_the_nearest_words(farthest: int):
    index, chance = SpellingIndex(WORDS), random.Random(5)
    for word in WORDS * 20:
        asked = mistype(word, chance)
        distance, found = index.nearest(asked, farthest)
        assert (distance, set(found)) == nearest_of_all(asked, farthest), asked


def test_joined_indexes_find_what_one_of_all_words_finds():
    joined, whole = SpellingIndex(WORDS[:6]).joined(SpellingIndex(WORDS[4:])), SpellingIndex(WORDS)
    chance = random.Random(6)
    for word in WORDS * 20:
        asked = mistype(word, chance)
        assert joined.nearest(asked, 2) == whole.nearest(asked, 2), asked


def test_index_without_words_finds_nothing():
    assert SpellingIndex(()).nearest("alkohol", 2) == (3, ())
