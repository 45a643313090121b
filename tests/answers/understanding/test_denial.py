"""Problems that the question denies, and words that only look like a problem."""

import pytest

from portal.answers.understanding.gazetteer import Gazetteer
from portal.answers.understanding.lexicon import Lexicon
from portal.answers.understanding.understand import understand


@pytest.mark.parametrize(
    ("text", "domain"),
    [
        ("han drikker ikke", "alkohol"),
        ("hun er ikke dement", "demens"),
        ("ingen selvmordstanker", "selvmord"),
        ("ingen tegn på demens, ikke noget misbrug", "alkohol"),
        ("vil ikke dø", "selvmord"),
    ],
)
def test_a_denied_problem_is_not_taken_up(
    text: str, domain: str, gazetteer: Gazetteer, lexicon: Lexicon
) -> None:
    assert domain not in understand(text, gazetteer, lexicon).domains


@pytest.mark.parametrize(
    ("text", "domain"),
    [
        ("drikker ikke andet end øl", "alkohol"),
        ("vil ikke leve mere", "selvmord"),
        ("får ikke hjemmehjælp", "aeldre"),
        ("får ikke metadon", "stoffer"),
        ("kan ikke huske noget", "demens"),
        ("drikker og kan ikke stoppe", "alkohol"),
        ("hører stemmer, ikke farlig", "psykisk_sygdom"),
    ],
)
def test_a_problem_told_with_a_not_is_taken_up(
    text: str, domain: str, gazetteer: Gazetteer, lexicon: Lexicon
) -> None:
    assert domain in understand(text, gazetteer, lexicon).domains


@pytest.mark.parametrize(
    ("text", "domain"),
    [
        ("hjælp dem", "demens"),
        ("det gælder i randers", "oekonomi"),
        ("han plejer at ringe", "aeldre"),
        ("spiser boller", "hjemloeshed"),
        ("sørger for ham", "ensomhed"),
    ],
)
def test_an_ordinary_word_with_the_same_stem_tells_of_nothing(
    text: str, domain: str, gazetteer: Gazetteer, lexicon: Lexicon
) -> None:
    assert domain not in understand(text, gazetteer, lexicon).domains


@pytest.mark.parametrize(
    ("text", "domain"),
    [
        ("passer sin svigermor", "paaroerende"),
        ("kan ikke passe på mor mere", "paaroerende"),
        ("ringer 112 hver uge", "hyppige_opkald"),
        ("§ 108", "handicap"),
        ("paragraf 108", "handicap"),
        ("min bror skærer sig", "selvskade"),
        ("tredje gang i denne uge", "hyppige_opkald"),
    ],
)
def test_phrases_hold_for_any_relative_and_number(
    text: str, domain: str, gazetteer: Gazetteer, lexicon: Lexicon
) -> None:
    assert domain in understand(text, gazetteer, lexicon).domains
