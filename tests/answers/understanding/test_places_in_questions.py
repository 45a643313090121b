"""When a word is a place, and which municipality is meant."""

from collections.abc import Callable
from pathlib import Path

import pytest

from portal.answers.understanding.question import Question
from tests.answers.understanding.measuring import read_rows

PLACES = Path(__file__).parent / "place_questions.tsv"
FLOOR = 0.93
"""Every third of them has a name that is an ordinary word, or somebody's; raise it, never lower."""

Ask = Callable[[str], Question]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("drikker i mørke", "0706"),
        ("ringer fra Ry", "0746"),
        ("bor i skive og drikker", "0779"),
        ("en dame i odder er faldet", "0727"),
        ("bor i Mørke og drikker", "0706"),
        ("ved tarm", "0760"),
        ("kørt til løsning", "0766"),
        ("bor på fur", "0779"),
        ("alkohol 8680 ry", "0746"),
        ("tarm 6880 alkohol", "0760"),
        ("skive kommune", "0779"),
        ("dement mand Brande", "0756"),
        ("demens ry", "0746"),
        ("tarm alkohol", "0760"),
        ("alkohol odder", "0727"),
        ("sidder foran huset i Brande hver nat", "0756"),
        ("demens Grauballe", "0740"),
        ("faldet på badeværelset, Thorsminde", "0661"),
        ("efterskolen ved Hald Ege", "0791"),
    ],
)
def test_an_ambiguous_name_counts_with_a_sign_that_a_place_is_meant(
    ask: Ask, text: str, code: str
) -> None:
    assert ask(text).municipality == code


@pytest.mark.parametrize(
    "text",
    [
        "en skive brød er alt hun spiser",
        "mørke tanker hele tiden",
        "hun sidder alene i mørket",
        "ligger i mørke på fjerde dag",
        "jeg gør det for at få ro",
        "far tror at det er 1965 og vil på arbejde",
        "der mangler en løsning for familien",
        "bor i egen bolig",
        "ringer i uge 43",
        "i syv dage",
        "hvad er der i vejen",
        "kan ikke koge mad",
        "giver ikke svar",
        "ondt i tarmen",
    ],
)
def test_an_ordinary_word_is_no_place(ask: Ask, text: str) -> None:
    assert ask(text).municipality is None


def test_an_ambiguous_name_gives_way_to_another_place(ask: Ask) -> None:
    question = ask("mørke tanker randers")

    assert question.municipality == "0730"
    assert question.alternatives == ()
    assert question.domains == ("selvmord",)


def test_a_postcode_beside_its_town_is_one_place(ask: Ask) -> None:
    question = ask("8600 Silkeborg alkohol")

    assert question.municipality == "0740"
    assert question.alternatives == ()
    assert [item.words for item in question.evidence] == ["8600 Silkeborg", "alkohol"]


def test_a_postcode_outranks_a_town(ask: Ask) -> None:
    question = ask("randers 8600")

    assert question.municipality == "0740"
    assert [other.code for other in question.alternatives] == ["0730"]


def test_a_second_municipality_is_offered_when_over_a_quarter_lies_in_it(ask: Ask) -> None:
    assert [other.code for other in ask("7800 demens").alternatives] == ["0791"]
    assert [other.code for other in ask("8870").alternatives] == ["0710"]
    assert ask("7500").alternatives == ()


@pytest.mark.parametrize(
    ("text", "code"),
    [("8444 Norddjurs", "0707"), ("ørum randers", "0730"), ("Randers ørum", "0730")],
)
def test_a_second_place_settles_which_part_is_meant(ask: Ask, text: str, code: str) -> None:
    assert ask(text).municipality == code


def test_where_somebody_comes_from_goes_after_where_they_live(ask: Ask) -> None:
    question = ask("hentet fra Skejby, bor i Lemvig")

    assert question.municipality == "0665"
    assert [other.code for other in question.alternatives] == ["0751"]


@pytest.mark.parametrize(
    ("text", "code"), [("alkohol kolding", "0621"), ("9000 demens", "0851"), ("i Uge", "0580")]
)
def test_a_place_outside_the_region_says_so(ask: Ask, text: str, code: str) -> None:
    question = ask(text)

    assert (question.municipality, question.outside_region) == (code, True)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("thyregod", "0630"),
        ("agger", "0787"),
        ("rønne", "0400"),
        ("alkohol thyregod", "0630"),
        ("alkohol Rønne", "0400"),
        ("drikker, rønne", "0400"),
    ],
)
def test_a_small_place_outside_the_region_is_known_by_its_bare_name(
    ask_shipped: Ask, text: str, code: str
) -> None:
    question = ask_shipped(text)

    assert (question.municipality, question.outside_region) == (code, True)


@pytest.mark.parametrize(
    "text",
    [
        "skylder 8600 kr",
        "gæld på 8600",
        "tlf 8600 8700",
        "født i 1950",
        "alene siden 1955",
        "kl 2100",
        "får 5000 mg",
    ],
)
def test_four_digits_that_are_no_postcode_give_no_place(ask: Ask, text: str) -> None:
    assert ask(text).municipality is None


def test_the_place_gives_the_words_that_named_it(ask: Ask) -> None:
    text = "alkohol i Nørre  Snede, tak"
    place = ask(text).evidence[-1]

    assert (place.role, place.code, place.words) == ("municipality", "0756", "Nørre  Snede")
    assert text[place.start : place.end] == place.words


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("aarhusiansk fyr sover i opgange", "0751"),
        ("samsing på 67 drikker", "0741"),
        ("gødstrup sender ham hjem til tvis", "0661"),
        ("hjem fra psyk i Skejby, bor i Odder", "0727"),
        ("regnskab fra sygehuset i Viborg, Skive", "0779"),
        ("narkoman i kælderen på 8900", "0730"),
        ("har en gæld på 8900", None),
    ],
)
def test_where_somebody_lives_goes_before_where_a_hospital_lies(
    ask_shipped: Ask, text: str, code: str | None
) -> None:
    assert ask_shipped(text).municipality == code


@pytest.mark.parametrize(
    "text",
    ["kræft i tarm og lever", "tøjet hænger til tørring", "vi sad i mørke hele aftenen"],
)
def test_a_phrase_of_the_lexicon_goes_before_a_place(ask_shipped: Ask, text: str) -> None:
    assert ask_shipped(text).municipality is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("drikker hver dag, odder", "0727"),
        ("brande: manden drikker hver dag", "0756"),
        ("hun bor i nærheden af tarm og er ensom", "0760"),
        ("ondt i tarm og blære, Hjerm", "0671"),
        ("ung skivebo sover i en kælder", "0779"),
        ("en hornsletkvinde drikker", "0706"),
        ("gæld i en hammelfamilie", "0710"),
        ("lukket for varmen, nibe", "0851"),
    ],
)
def test_a_name_that_is_a_word_too_counts_where_it_stands_as_a_place(
    ask_shipped: Ask, text: str, code: str
) -> None:
    assert ask_shipped(text).municipality == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("puster ikke Ry", "0746"),
        ("blodet fosser ud Ry", "0746"),
        ("spilleafhængig har tabt alt Skive", "0779"),
        ("Hun drikker igen Tarm. Hvad gør vi?", "0760"),
        ("har tabt alt Vejle", "0630"),
        ("dement, bor Ry", "0746"),
        ("puster ikke ry", None),
        ("han skærer sin Tarm", None),
        ("fik 5 Gram", None),
        ("hun er bange for Tim", None),
        ("Ringer Ikke Mere Tarm", None),
        ("HAN RINGER IKKE MERE TARM", None),
    ],
)
def test_a_name_with_a_capital_counts_where_the_sentence_could_end_before_it(
    ask_shipped: Ask, text: str, code: str | None
) -> None:
    assert ask_shipped(text).municipality == code


@pytest.mark.parametrize(
    "text",
    [
        "siddet alene i mørke siden konen døde",
        "Beder om hjælp til rengøring",
        "har lavet løkken klar i laden",
        "ringer 112, 1813 og vagtlægen på skift",
        "fik 1200 til overs sidste måned",
        "anholdt for øjnene af sin mor",
        "en tår over tørsten",
        "spiser en skive eller to",
        "indre stemmer",
        "hash 5 gram",
        "smadret rude",
    ],
)
def test_a_word_that_looks_like_a_place_gives_no_municipality(ask_shipped: Ask, text: str) -> None:
    assert ask_shipped(text).municipality is None


@pytest.mark.parametrize(
    "text",
    [
        "hr. Løgstrup er hjemme igen efter hoften",
        "Fru Feldborg har ikke fået sin medicin",
        "Mads Lind er uden tag over hovedet",
        "Svend Bjerre kan ikke lave kaffe længere",
    ],
)
def test_the_surname_of_somebody_is_no_place(ask_shipped: Ask, text: str) -> None:
    assert ask_shipped(text).municipality is None


@pytest.mark.parametrize(
    ("text", "code", "other"),
    [
        ("odder eller horsens", "0727", "0615"),
        ("viborg eller skive", "0791", "0779"),
        ("skive eller odder", "0779", "0727"),
        ("drikker, horsens eller ry", "0615", "0746"),
    ],
)
def test_the_second_of_two_places_is_offered(
    ask_shipped: Ask, text: str, code: str, other: str
) -> None:
    question = ask_shipped(text)

    assert question.municipality == code
    assert [share.code for share in question.alternatives] == [other]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Per Lemvig drikker i Struer", "0671"),
        ("Anders Randers fra Viborg", "0791"),
        ("Fru Skive, drikker, Odder", "0727"),
        ("Per Lemvig drikker", "0665"),
        ("ring Per Lemvig kommune, datter fra Struer", "0665"),
    ],
)
def test_a_municipality_behind_a_first_name_gives_way_to_another_place(
    ask_shipped: Ask, text: str, code: str
) -> None:
    assert ask_shipped(text).municipality == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Mette Hald i Brædstrup græder hele dagen", "0615"),
        ("mand 70, Lind, drikker", "0657"),
        ("Sinding ved Herning, tager sin kones piller", "0657"),
        ("Hasle på Bornholm, mangler penge", "0400"),
        ("mand på Als truer sin kone", "0540"),
        ("Hr. Agri kan ikke finde hjem, Hammel", "0710"),
        ("drone hover over huset, Stilling", "0746"),
        ("datter i Aarhus ringer om sin far i Thyborøn", "0665"),
        ("født i Grenaa, bor nu i Gedved", "0615"),
        ("en struerfar er gået fra det hele", "0671"),
        ("holstebropensionist vil have hjælp", "0661"),
        ("Rkb: mand 58 i grøften", "0760"),
    ],
)
def test_the_place_is_found_as_people_tell_it(ask_shipped: Ask, text: str, code: str) -> None:
    assert ask_shipped(text).municipality == code


@pytest.mark.parametrize(
    ("text", "code", "other"),
    [
        ("datteren i København er bekymret for sin far i Lemvig", "0665", "0101"),
        ("søster i Odense, bror i Viborg drikker", "0791", "0461"),
        ("mor i Aalborg bekymret for søn i Skive, hash", "0779", "0851"),
        ("mor i Odense, søn i Viborg og datter i Aalborg", "0791", "0461"),
        ("mor i Odense, søn i Ry drikker", "0746", "0461"),
        ("søster i Odense, bror i Kolding", "0461", "0621"),
        ("søster i Odense, bror i Viborg, mor i Skive", "0461", "0791"),
        ("bor i Odense, født i Viborg", "0461", "0791"),
    ],
)
def test_the_only_place_of_the_region_goes_before_places_outside(
    ask_shipped: Ask, text: str, code: str, other: str
) -> None:
    question = ask_shipped(text)

    assert question.municipality == code
    assert question.alternatives[0].code == other


def test_places_in_questions_that_try_to_mislead_are_found(ask_shipped: Ask) -> None:
    asked = [(ask_shipped(text), code) for text, code, _ in read_rows(PLACES)]
    right = [question for question, code in asked if (question.municipality or "") == code]

    assert len(asked) >= 400
    assert len(right) >= FLOOR * len(asked)
