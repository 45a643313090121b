"""Words, phrases, inflections and compounds."""

from pathlib import Path

import pytest

from portal.answers.understanding.common_words import CommonWords
from portal.answers.understanding.gazetteer import Gazetteer
from portal.answers.understanding.homographs import word_key
from portal.answers.understanding.lexicon import (
    Lexicon,
    LexiconRow,
    read_reference,
    read_rows,
)
from portal.answers.understanding.understand import understand
from portal.text.tokens import tokenize


def codes(lexicon: Lexicon, text: str) -> list[str]:
    words = [word_key(token) for token in tokenize(text)]
    return [sense.code for match in lexicon.find_matches(words) for sense in match.senses]


def compound(lexicon: Lexicon, word: str) -> list[str]:
    return [sense.code for sense in lexicon.senses_of_compound(tokenize(word)[0].folded)]


def test_a_longer_phrase_takes_its_words(small_lexicon: Lexicon) -> None:
    assert codes(small_lexicon, "savner nogen at drikke kaffe med") == ["ensomhed"]
    assert codes(small_lexicon, "skal drikke vand") == ["ignore"]
    assert codes(small_lexicon, "skal drikke kaffe") == ["alkohol"]


def test_function_words_may_stand_inside_a_phrase(small_lexicon: Lexicon) -> None:
    assert codes(small_lexicon, "vil hun ikke leve mere") == ["selvmord"]
    assert codes(small_lexicon, "vil ikke med sin mand leve mere") == []


def test_words_with_a_meaning_may_stand_in_any_order_near_each_other(common: CommonWords) -> None:
    lexicon = Lexicon([LexiconRow("domain", "ensomhed", "mistet lysten til livet", 4)], common)

    assert codes(lexicon, "livet har hun mistet lysten til") == ["ensomhed"]
    assert codes(lexicon, "mistet pungen i byen da livet endnu var let, uden lyst") == []


def test_a_phrase_of_function_words_and_one_other_keeps_its_order(small_lexicon: Lexicon) -> None:
    assert codes(small_lexicon, "leve mere vil ikke") == []


def test_a_stroke_parts_words_of_which_one_must_stand_there(common: CommonWords) -> None:
    lexicon = Lexicon([LexiconRow("domain", "hjemloeshed", "sover/bor i bil/telt", 4)], common)

    assert codes(lexicon, "bor i telt") == ["hjemloeshed"]
    assert codes(lexicon, "i bilen sov han") == ["hjemloeshed"]
    assert codes(lexicon, "bor i hus") == []


def test_each_slot_of_a_pattern_must_be_met(common: CommonWords) -> None:
    lexicon = Lexicon([LexiconRow("domain", "aeldre", "hjælp/støtte til/med bad/tøj", 4)], common)

    assert codes(lexicon, "hjælp med bad") == ["aeldre"]
    assert codes(lexicon, "hjælp til alt") == []


def test_a_name_in_braces_stands_for_a_group_of_words(common: CommonWords) -> None:
    lexicon = Lexicon([LexiconRow("domain", "hjemloeshed", "{sover} i {bil}", 4)], common)

    assert codes(lexicon, "overnatter i et telt") == ["hjemloeshed"]
    assert codes(lexicon, "kører i bilen") == []


def test_a_pattern_of_one_word_and_a_not_needs_them_side_by_side(common: CommonWords) -> None:
    rows = [LexiconRow("domain", "praktisk_hjaelp", "kan ikke/aldrig støvsuge/handle", 4)]
    lexicon = Lexicon(rows, common)

    assert codes(lexicon, "støvsuger ikke") == ["praktisk_hjaelp"]
    assert codes(lexicon, "kommer ikke i dag til at støvsuge") == []


def test_a_grandmother_is_a_relative_but_not_the_reverse(common: CommonWords) -> None:
    rows = [
        LexiconRow("domain", "aeldre", "farmor falder", 4),
        LexiconRow("domain", "paaroerende", "passer min mor", 4),
    ]
    lexicon = Lexicon(rows, common)

    assert codes(lexicon, "min søn falder") == []
    assert codes(lexicon, "passer min farmor") == ["paaroerende"]


def test_words_that_folding_makes_one_are_told_apart(common: CommonWords) -> None:
    lexicon = Lexicon([LexiconRow("domain", "psykisk_sygdom", "nøgen", 4)], common)

    assert codes(lexicon, "nøgen") == ["psykisk_sygdom"]
    assert codes(lexicon, "er der nogen") == []


def test_forms_of_a_strong_verb_stand_for_each_other(common: CommonWords) -> None:
    lexicon = Lexicon([LexiconRow("domain", "alkohol", "drikker hele dagen", 4)], common)

    assert codes(lexicon, "drak hele dagen") == ["alkohol"]


def test_inflections_are_found_by_their_stem(small_lexicon: Lexicon) -> None:
    assert codes(small_lexicon, "boligløse") == ["hjemloeshed"]
    assert codes(small_lexicon, "demente") == ["demens"]


def test_a_phrase_under_several_codes_gives_all(small_lexicon: Lexicon) -> None:
    assert codes(small_lexicon, "misbrug") == ["alkohol", "stoffer", "medicin"]


def test_the_parts_of_a_compound_settle_each_other(small_lexicon: Lexicon) -> None:
    assert compound(small_lexicon, "pillemisbrug") == ["medicin"]
    assert compound(small_lexicon, "misbrugskonsulenten") == ["alkohol", "stoffer", "medicin"]


def test_a_compound_with_an_unknown_end_tells_what_it_begins_with(small_lexicon: Lexicon) -> None:
    assert compound(small_lexicon, "alkoholklinikken") == ["alkohol"]


def test_an_ordinary_word_is_no_compound(small_lexicon: Lexicon) -> None:
    assert compound(small_lexicon, "fuldmagt") == []


def test_a_row_that_is_none_is_refused_with_file_and_line(tmp_path: Path) -> None:
    file = tmp_path / "broken.tsv"
    file.write_text("type\tcode\tphrase\tweight\n# note\ndomain\talkohol\tøl\n", encoding="utf-8")

    with pytest.raises(ValueError, match=r"^broken\.tsv:3: "):
        list(read_rows(file))


def test_rows_are_read_with_their_weight(tmp_path: Path) -> None:
    file = tmp_path / "alkohol.tsv"
    file.write_text('domain\talkohol\t"fuld" hver dag\t2.5\n', encoding="utf-8")

    assert list(read_rows(file)) == [LexiconRow("domain", "alkohol", '"fuld" hver dag', 2.5)]


def test_a_domain_of_the_lexicon_is_a_domain_of_the_portal(reference: Path) -> None:
    domains = (reference / "domains.csv").read_text(encoding="utf-8").splitlines()[1:]
    known = {line.split(",")[0] for line in domains}
    files = sorted((reference / "lexicon").glob("*.tsv"))
    used = {row.code for file in files for row in read_rows(file) if row.term_type == "domain"}

    assert used == known


OWN = [
    LexiconRow("domain", "alkohol", "slåbrokseri", 5, is_own=True),
    LexiconRow("domain", "ensomhed", "bor alene i/på båd/skib", 4, is_own=True),
    LexiconRow("domain", "vold", "alkohol", 2, is_own=True),
    LexiconRow("domain", "vold", "drikker hele dagen", 4, is_own=True),
    LexiconRow("ignore", "ignore", "hund", 4, is_own=True),
]
"""A new word, a new pattern, an old word and an old phrase with one more sense, a word less."""


def test_own_terms_give_what_a_lexicon_made_of_all_gives(
    lexicon: Lexicon, gazetteer: Gazetteer, reference: Path
) -> None:
    whole = Lexicon.with_rows([*OWN, *read_reference(reference)], reference)
    questions = (Path(__file__).parent / "development_questions.tsv").read_text(encoding="utf-8")
    texts = [line.partition("\t")[0] for line in questions.splitlines()]
    texts += [row.phrase for row in OWN] + ["slåbroksri", "slåbrokseriets", "slaabrogseri"]
    both = lexicon.with_own(OWN)

    assert both.vocabulary == whole.vocabulary > lexicon.vocabulary
    for text in texts:
        assert understand(text, gazetteer, both) == understand(text, gazetteer, whole)


def test_own_terms_leave_the_lexicon_that_they_are_added_to_as_it_is(common: CommonWords) -> None:
    lexicon = Lexicon([LexiconRow("domain", "alkohol", "drikker hele dagen", 4)], common)
    both = lexicon.with_own([LexiconRow("domain", "vold", "drikker hele natten", 4, is_own=True)])

    assert codes(both, "drikker hele natten") == ["vold"]
    assert codes(both, "drikker hele dagen") == ["alkohol"]
    assert codes(lexicon, "drikker hele natten") == []
    assert "natten" not in lexicon.vocabulary
