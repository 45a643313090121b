"""Typing errors: most are seen through, and hardly any gives a wrong municipality."""

import csv
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from portal.answers.understanding.gazetteer import Gazetteer
from portal.answers.understanding.lexicon import Lexicon
from portal.answers.understanding.question import Question
from portal.answers.understanding.understand import understand
from tests.answers.understanding.measuring import mistype

Ask = Callable[[str], Question]


def names(path: Path, column: str, code: str) -> list[tuple[str, str]]:
    with path.open(encoding="utf-8") as file:
        found = [(row[column].lower(), row[code]) for row in csv.DictReader(file)]
    return [(name, municipality) for name, municipality in found if len(name) >= 5]


def shares_right_and_wrong(
    places: list[tuple[str, str]], gazetteer: Gazetteer, lexicon: Lexicon
) -> tuple[float, float]:
    chance = random.Random(20261123)
    right = wrong = asked = 0
    for name, code in places:
        for pattern in ("{} alkohol", "demens i {}"):
            for _ in range(10):
                text = pattern.format(mistype(name, chance))
                question = understand(text, gazetteer, lexicon)
                asked += 1
                offered = {question.municipality, *(other.code for other in question.alternatives)}
                right += code in offered
                wrong += question.municipality is not None and code not in offered
    return right / asked, wrong / asked


def test_mistyped_municipalities_of_the_region_are_understood(
    gazetteer: Gazetteer, lexicon: Lexicon, reference: Path
) -> None:
    places = names(reference / "municipalities.csv", "name", "code")
    right, wrong = shares_right_and_wrong(places, gazetteer, lexicon)

    assert right >= 0.95
    assert wrong <= 0.005


def test_mistyped_municipalities_of_denmark_are_understood(
    gazetteer: Gazetteer, lexicon: Lexicon, reference: Path
) -> None:
    places = names(reference / "municipalities_dk.csv", "name", "code")
    right, wrong = shares_right_and_wrong(places, gazetteer, lexicon)

    assert right >= 0.90
    assert wrong <= 0.005


def test_mistyped_towns_of_the_region_hardly_ever_give_a_wrong_municipality(
    gazetteer: Gazetteer, lexicon: Lexicon, reference: Path
) -> None:
    towns = names(reference / "towns.csv", "town", "municipality_code")
    inside = [(name, code) for name, code in towns if code in gazetteer.municipalities]
    inside = [(name, code) for name, code in inside if gazetteer.is_in_region(code)]
    right, wrong = shares_right_and_wrong(inside, gazetteer, lexicon)

    # Ambiguous names (Løsning, Hammel) are never guessed, and some errors make another place.
    assert right >= 0.80
    assert wrong <= 0.005


@pytest.mark.parametrize(
    ("text", "code", "domain"),
    [
        ("skandrborg demens", "0746", "demens"),
        ("aarhsu alkohol", "0751", "alkohol"),
        ("horsnes demns", "0615", "demens"),
        ("Hvide Snde alkohl", "0760", "alkohol"),
        ("lemvg pilemisbrug", "0665", "medicin"),
        ("randrs misbrugkonsulent hash", "0730", "stoffer"),
    ],
)
def test_a_mistyped_question_is_understood(ask: Ask, text: str, code: str, domain: str) -> None:
    question = ask(text)

    assert (question.municipality, question.domains) == (code, (domain,))


def test_what_a_mistyped_word_was_taken_for_is_told(ask: Ask) -> None:
    evidence = ask("skandrborg demns").evidence

    assert [(item.words, item.read_as) for item in evidence] == [
        ("skandrborg", "Skanderborg"),
        ("demns", "demens"),
    ]


def test_a_mistyped_word_is_read_inside_its_phrase(ask: Ask) -> None:
    assert ask("savner nogen at dirkke kaffe med").domains == ("ensomhed",)


def test_the_words_around_a_mistyped_one_say_what_it_was_meant_to_be(
    gazetteer: Gazetteer, lexicon: Lexicon
) -> None:
    question = understand("far tager livet af sgi", gazetteer, lexicon)

    assert "selvmord" in question.domains
    assert understand("han smdrer møblerne", gazetteer, lexicon).domains[:1] == ("vold",)


def test_a_word_that_sounds_the_same_is_understood(gazetteer: Gazetteer, lexicon: Lexicon) -> None:
    assert understand("skitsofren", gazetteer, lexicon).domains == ("psykisk_sygdom",)


@pytest.mark.parametrize("text", ["bamse", "tæer", "farver", "støvler"])
def test_a_danish_word_is_not_mistyped(text: str, gazetteer: Gazetteer, lexicon: Lexicon) -> None:
    assert understand(f"hvor er min {text}", gazetteer, lexicon).domains == ()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("laaby, ingen gør rent", "0746"),
        ("ingen gør rent i hbumlum", "0671"),
        ("vjle kommune afrusning", "0630"),
        ("sidder i mønke hele dagen", None),
        ("jeg har ondt i balsen", None),
    ],
)
def test_a_place_is_guessed_only_with_a_sign(
    text: str, code: str | None, gazetteer: Gazetteer, lexicon: Lexicon
) -> None:
    assert understand(text, gazetteer, lexicon).municipality == code


def test_a_word_made_of_known_words_is_not_mistyped(gazetteer: Gazetteer, lexicon: Lexicon) -> None:
    question = understand("sovested", gazetteer, lexicon)

    assert all(item.read_as is None for item in question.evidence)


def test_a_word_of_the_directory_is_never_a_mistyped_place(
    gazetteer: Gazetteer, small_lexicon: Lexicon
) -> None:
    assert understand("randrs", gazetteer, small_lexicon).municipality == "0730"

    question = understand("randrs", gazetteer, small_lexicon, frozenset({"randrs"}))
    assert (question.municipality, question.rest) == (None, "randrs")


@pytest.mark.parametrize("word", ["skriver", "truer", "stuer", "koger", "vejret", "ledig", "ordre"])
def test_a_common_word_is_never_a_mistyped_place(ask: Ask, word: str) -> None:
    assert ask(f"{word} alkohol").municipality is None
