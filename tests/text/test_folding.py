"""Keys, slugs and alphabetical order of Danish words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.text.folding import fold, slugify, sort_key


@pytest.mark.parametrize(
    "spellings",
    [
        ("Århus", "Aarhus", "Arhus", "ÅRHUS", "A\u030arhus"),
        ("Samsø", "Samsoe", "Samso", "SAMSÖ"),
        ("Ærø", "Aeroe", "Ärö", "ÆRØ"),
        ("øen", "oeen", "öen"),
        ("café", "cafe\u0301", "CAFE"),
    ],
)
def test_every_spelling_of_a_word_has_the_same_key(spellings: tuple[str, ...]) -> None:
    assert len({fold(spelling) for spelling in spellings}) == 1


@given(st.text(alphabet="aeoåøæäöxyz AEOÅØÆ-é1"))
def test_folding_a_key_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Ringkøbing-Skjern", "ringkoebing-skjern"),
        ("Samsø", "samsoe"),
        ("Aarhus", "aarhus"),
        ("Århus", "aarhus"),
        ("Ældre og pleje ", "aeldre-og-pleje"),
        ("Café  Fyrtårnet!", "cafe-fyrtaarnet"),
    ],
)
def test_slug_spells_danish_letters_out(name: str, slug: str) -> None:
    assert slugify(name) == slug


def test_names_sort_in_danish_order() -> None:
    ordered = ["10. juni", "Anders", "Nørre Snede", "Nørreby", "Zebra", "Ærø", "Øby", "Aarhus"]

    assert sorted(set(ordered), key=sort_key) == ordered


def test_aa_in_a_name_sorts_as_å() -> None:
    assert sort_key("Aarhus") == sort_key("Århus") > sort_key("Ørum")


@given(st.text())
def test_sort_key_is_lower_case_ascii_letters_and_digits(name: str) -> None:
    key = sort_key(name)

    assert key == "" or (key.isascii() and key.isalnum() and key == key.lower())
