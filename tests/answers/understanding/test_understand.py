"""A whole question, from its text to what it asks about."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.answers.understanding.gazetteer import Gazetteer
from portal.answers.understanding.lexicon import Lexicon, LexiconRow
from portal.answers.understanding.question import Question
from portal.answers.understanding.understand import understand

Ask = Callable[[str], Question]

TOLD_WITHOUT_A_PLACE = """
Hun har ikke sovet i tre nætter og græder hele tiden
han sidder i sin stol hele dagen og gider ikke noget
borgeren bor i egen bolig og vil gerne have hjælp
gammel dame faldet på trappen i stuen
min mand er fuld hver aften
vi ved ikke hvad vi skal gøre med ham
faren truer moren og smadrer møblerne
kan ikke finde ud af at betale regningerne
hun beder om hjælp til rengøring og indkøb
ligger syg i sengen og har ikke spist i flere dage
sønnen på 25 ryger hash og passer ikke skolen
naboen råber og skriger om natten
hun har mistet sin mand og savner nogen at tale med
borgeren ringer igen og igen og vil bare snakke
han har fået afslag på kontanthjælp og kan ikke betale husleje
de skal flytte fra lejligheden i næste uge
hun er bange for at være alene om aftenen
moren er dement og går ud om natten uden sko
han falder tit og kan ikke komme op igen
det er tredje gang på en uge at ambulancen kører derud
kvinden er lige kommet hjem fra hospitalet og kan ikke klare sig selv
den unge mand siger at stemmerne taler til ham
hun skærer sig i armene når hun er ked af det
han drikker en flaske om dagen og vil gerne stoppe
datteren orker ikke mere og har brug for et pusterum
ved ikke hvor han skal sove i nat
vinden tager til og lyset går ud
giver det mening at ringe igen i morgen
hun holder fast i rækværket og ryster
der er hverken mad eller varme i huset
"""


def test_several_problems_are_all_given(ask: Ask) -> None:
    assert set(ask("dement og drikker").domains) == {"demens", "alkohol"}


def test_the_best_supported_domain_comes_first(ask: Ask) -> None:
    assert ask("hash, og så drikker han, alkohol").domains == ("alkohol", "stoffer")


def test_a_word_of_one_domain_settles_a_word_of_several(ask: Ask) -> None:
    assert ask("misbrug af hash").domains == ("stoffer",)
    assert ask("misbrug").domains == ("alkohol", "stoffer", "medicin")


def test_a_kind_of_help_is_understood_by_its_name(ask: Ask) -> None:
    question = ask("akuttelefon silkeborg")

    assert (question.municipality, question.kinds) == ("0740", ("akuttelefon",))


def test_danger_to_life_is_urgent(ask: Ask) -> None:
    assert ask("han trækker ikke vejret").urgent
    assert not ask("han drikker").urgent


def test_words_that_nothing_explains_are_the_rest(ask: Ask) -> None:
    question = ask("alkohol hos Qvistgaarden i randers hver dag")

    assert question.rest == "Qvistgaarden"


def test_every_piece_of_evidence_stands_where_it_says(ask: Ask) -> None:
    question = ask("Dement mand i 8600 Silkeborg, drikker")

    assert [(item.role, item.words) for item in question.evidence] == [
        ("domain", "Dement"),
        ("municipality", "8600 Silkeborg"),
        ("domain", "drikker"),
    ]
    for item in question.evidence:
        assert question.text[item.start : item.end] == item.words


@pytest.mark.parametrize("text", ["", "   ", "?!", "🙂", "\u0000", "1" * 500, "å" * 2000])
def test_a_text_that_says_nothing_gives_an_empty_question(ask: Ask, text: str) -> None:
    question = ask(text)

    assert (question.municipality, question.domains, question.kinds) == (None, (), ())


@pytest.mark.parametrize("sentence", TOLD_WITHOUT_A_PLACE.strip().splitlines())
def test_an_ordinary_sentence_gives_no_municipality(
    sentence: str, gazetteer: Gazetteer, lexicon: Lexicon
) -> None:
    assert understand(sentence, gazetteer, lexicon).municipality is None
    assert understand(sentence.capitalize(), gazetteer, lexicon).municipality is None


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_answered(text: str) -> None:
    question = understand(text, GAZETTEER_OF_NOTHING, LEXICON_OF_ONE_WORD)

    assert question.text == text


def test_the_example_questions_are_understood(
    gazetteer: Gazetteer, lexicon: Lexicon, reference: Path
) -> None:
    lines = (reference / "example_queries.tsv").read_text(encoding="utf-8").splitlines()[1:]
    missed = [line for line in lines if not is_understood(line, gazetteer, lexicon)]

    assert len(missed) <= 0.03 * len(lines), missed


def is_understood(line: str, gazetteer: Gazetteer, lexicon: Lexicon) -> bool:
    text, municipality, domains, kinds = line.split("\t")
    question = understand(text, gazetteer, lexicon)
    return (
        question.municipality == municipality
        and (domains == "-" or question.domains[:1] in [(code,) for code in domains.split("|")])
        and (kinds == "-" or bool(set(question.kinds) & set(kinds.split("|"))))
    )


GAZETTEER_OF_NOTHING = Gazetteer([], [])
LEXICON_OF_ONE_WORD = Lexicon([LexiconRow("domain", "alkohol", "alkohol")])
