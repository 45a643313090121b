"""Words and numbers of a text."""

from hypothesis import given
from hypothesis import strategies as st

from portal.text.tokens import tokenize


def folded(text: str) -> list[str]:
    return [token.folded for token in tokenize(text)]


def test_a_hyphen_parts_words() -> None:
    assert folded("Ikast-Brande") == ["ikast", "brande"]
    assert folded("alkohol- og stofmisbrug") == ["alkohol", "og", "stofmisbrug"]


def test_the_emergency_number_is_one_number() -> None:
    assert folded("ringer 1-1-2 hver nat") == ["ringer", "112", "hver", "nat"]
    assert folded("1-1-2-opkald") == ["112", "opkald"]


def test_a_postcode_parts_from_the_town_it_is_written_together_with() -> None:
    assert folded("8600Silkeborg") == ["8600", "silkeborg"]


def test_an_apostrophe_of_possession_is_left_out() -> None:
    assert folded("Randers' vej") == ["randers", "vej"]
    assert folded("112'er") == ["112", "er"]


@given(st.text())
def test_a_token_stands_where_it_says(text: str) -> None:
    for token in tokenize(text):
        assert text[token.start : token.end] == token.raw
