"""Stems and compounds."""

import pytest

from portal.text.folding import fold
from portal.text.stems import split_compound, stem

KNOWN = frozenset(
    {"alkohol", "misbrug", "pille", "center", "hjemme", "sygeplejerske", "barn", "born", "hjem"}
    | {stem("sygeplejerske"), stem("center")}
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("piller", "pille"),
        ("hjemløs", "hjemløse"),
        ("hjemløs", "hjemløst"),
        ("hjemløshed", "hjemløse"),
        ("boligløse", "boligloest"),
        ("kommunen", "kommunerne"),
        ("ensom", "ensomme"),
    ],
)
def test_inflections_have_the_same_stem(one: str, other: str) -> None:
    assert stem(fold(one)) == stem(fold(other))


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("pillemisbrug", ("pille", "misbrug")),
        ("misbrugscenter", ("misbrug", "center")),
        ("alkoholmisbrugscenter", ("alkohol", "misbrug", "center")),
        ("hjemmesygeplejerske", ("hjemme", "sygeplejerske")),
    ],
)
def test_a_compound_is_split_into_its_longest_known_parts(word: str, parts: tuple[str]) -> None:
    assert split_compound(word, KNOWN) == parts


def test_the_last_part_may_be_inflected() -> None:
    assert split_compound("misbrugscentret", KNOWN | {stem("centret")}) == (
        "misbrug",
        stem("centret"),
    )


def test_a_word_that_is_not_made_of_known_words_is_not_split() -> None:
    assert split_compound("alkoholxyz", KNOWN) is None
    assert split_compound("alkohol", KNOWN) is None
