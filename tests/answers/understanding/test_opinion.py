"""The second opinion: it answers for what the lexicon leaves unexplained, or says nothing."""

import hashlib
from pathlib import Path

import pytest

from portal.answers.understanding.common_words import CommonWords
from portal.answers.understanding.consulting import MOST_DOMAINS
from portal.answers.understanding.gazetteer import Gazetteer
from portal.answers.understanding.lexicon import Lexicon, LexiconRow
from portal.answers.understanding.network import LOWEST, Network, Output, write_network
from portal.answers.understanding.opinion import SecondOpinion, read_opinion
from portal.answers.understanding.question import Question
from portal.answers.understanding.understand import understand
from tests.answers.understanding.fitting import fit
from tests.answers.understanding.learning import Sentence, example_of

CODES = ("alkohol", "demens", "vold", "selvmord")
# One sum for each domain, which alone speaks for it.
ROWS_OF_TRAITS = {
    "=pilsn": (120, 0, -20, 0),
    "=glem": (0, 120, 0, 0),
    "^gle": (0, 90, 0, 0),
    "lemm": (0, 90, 0, 0),
    "=slagsmal": (0, 0, 120, 0),
    "=fodbold": (-120, -120, -120, -120),
    "#alkohol": (40, 0, 0, 0),
    "#vold": (0, 0, 90, 0),
}
NETWORK = Network(
    starts=(0.0, 0.0, 0.0, 0.0),
    outputs={code: Output(-4.0, tuple(6.0 * (code == other) for other in CODES)) for code in CODES},
    rows={trait: bytes(number + LOWEST for number in row) for trait, row in ROWS_OF_TRAITS.items()},
)
ROWS = [
    LexiconRow("domain", "alkohol", "druk", 5),
    LexiconRow("domain", "vold", "sparker", 3),
    LexiconRow("domain", "selvmord", "farvel", 3),
    LexiconRow("kind", "herberg", "pilsnerhjem", 5),
    LexiconRow("ignore", "ignore", "glemmer aldrig", 3),
]

UNHEARD_OF = [
    ("hun lægger sine barberblade under puden og har langærmet på i varmen", "selvskade"),
    ("han stirrer på togskinnerne og siger pænt farvel til alle", "selvmord"),
    ("rudekuverterne hober sig op og kortet bliver afvist i netto", "oekonomi"),
    ("leder efter sin afdøde mor i skabene", "demens"),
]

NOTHING_TOLD = """
blorp fnidder kvasimodulær zyx
hvad er klokken
jeg skal bruge en mailadresse til kontoret
hej med dig
hvornår har kommunen åbent
tak for i går og god weekend
asdf asdf asdf
""".strip().splitlines()


@pytest.fixture(scope="module")
def without_terms(common: CommonWords, reference: Path) -> Lexicon:
    """The shipped second opinion, with nobody before it."""
    return Lexicon([], common, read_opinion(reference / "second_opinion.tsv"))


@pytest.fixture
def opinion() -> SecondOpinion:
    return SecondOpinion(NETWORK)


@pytest.fixture
def weighing(common: CommonWords, opinion: SecondOpinion) -> Lexicon:
    return Lexicon(ROWS, common, opinion)


def with_own(common: CommonWords, opinion: SecondOpinion) -> Lexicon:
    """The same lexicon, in which people wrote every term themselves."""
    return Lexicon([row._replace(is_own=True) for row in ROWS], common, opinion)


def deciding(question: Question) -> list[tuple[str, str]]:
    return [(item.code, item.words) for item in question.evidence if item.is_weighed]


def test_words_that_no_term_explains_are_weighed(gazetteer: Gazetteer, weighing: Lexicon) -> None:
    assert understand("pilsneren er tømt", gazetteer, weighing).domains == ("alkohol",)


def test_a_mistyped_word_is_known_by_its_rows_of_letters(
    gazetteer: Gazetteer, weighing: Lexicon
) -> None:
    assert understand("hun glemmre nøglen", gazetteer, weighing).domains == ("demens",)


def test_one_word_by_itself_is_not_weighed(gazetteer: Gazetteer, weighing: Lexicon) -> None:
    assert understand("pilsner", gazetteer, weighing).domains == ()
    assert understand("pilsneren i randers", gazetteer, weighing).domains == ()


def test_what_the_lexicon_finds_comes_first(gazetteer: Gazetteer, weighing: Lexicon) -> None:
    question = understand("pilsner, pilsner, hun sparker", gazetteer, weighing)

    assert question.domains == ("vold", "alkohol")


def test_three_domains_at_most_are_named(gazetteer: Gazetteer, weighing: Lexicon) -> None:
    question = understand("pilsner, glemmer, slagsmål, farvel", gazetteer, weighing)

    assert question.domains[0] == "selvmord", "what the lexicon finds comes first"
    assert len(question.domains) == MOST_DOMAINS == 3


def test_where_it_is_not_sure_it_says_nothing(gazetteer: Gazetteer, weighing: Lexicon) -> None:
    assert understand("fodbold med pilsner og slagsmål", gazetteer, weighing).domains == ()


def test_the_words_that_decided_are_told(gazetteer: Gazetteer, weighing: Lexicon) -> None:
    question = understand("hun henter en ny pilsner", gazetteer, weighing)

    assert deciding(question) == [("alkohol", "pilsner")]


def test_who_takes_the_words_that_decided_away_is_rid_of_the_domain_in_two_turns(
    gazetteer: Gazetteer, without_terms: Lexicon
) -> None:
    for text, code in UNHEARD_OF:
        for _ in range(2):
            question = understand(text, gazetteer, without_terms)
            words = {item.words for item in question.evidence if item.code == code}
            text = " ".join(word for word in text.split() if word not in words)

        assert code not in understand(text, gazetteer, without_terms).domains


def test_what_the_lexicon_takes_for_nothing_or_a_kind_of_help_is_not_weighed(
    gazetteer: Gazetteer, weighing: Lexicon
) -> None:
    assert understand("hun glemmer aldrig", gazetteer, weighing).domains == ()
    assert understand("glemmer aldrig, pilsnerhjem", gazetteer, weighing).domains == ()


def test_a_shipped_term_that_all_other_words_speak_against_is_left_out(
    gazetteer: Gazetteer, weighing: Lexicon
) -> None:
    question = understand("druk, pilsner, fodbold, sparker", gazetteer, weighing)

    assert question.domains == ("alkohol",)


def test_a_term_that_people_added_is_never_left_out(
    gazetteer: Gazetteer, common: CommonWords, opinion: SecondOpinion
) -> None:
    lexicon = with_own(common, opinion)
    question = understand("druk, pilsner, fodbold, sparker", gazetteer, lexicon)

    assert question.domains == ("alkohol", "vold")


def test_a_domain_of_life_is_never_left_out(gazetteer: Gazetteer, weighing: Lexicon) -> None:
    question = understand("druk, pilsner, fodbold, farvel", gazetteer, weighing)

    assert question.domains == ("alkohol", "selvmord")


@pytest.mark.parametrize(("text", "code"), UNHEARD_OF)
def test_wordings_that_nobody_wrote_down_are_understood(
    text: str, code: str, gazetteer: Gazetteer, without_terms: Lexicon
) -> None:
    assert code in understand(text, gazetteer, without_terms).domains


@pytest.mark.parametrize(
    "text",
    [
        "min kone er dement og jeg er så træt, vi bor i Galten",
        "faldet, bor i Viborg, puster ikke",
        "5 år, bor i Ulfborg",
        "min mor på 80 bor ude i Galten",
        "er faldet, bopæl i Viborg",
    ],
)
def test_where_somebody_lives_tells_of_no_lack_of_a_home(
    text: str, gazetteer: Gazetteer, lexicon: Lexicon
) -> None:
    assert "hjemloeshed" not in understand(text, gazetteer, lexicon).domains


def test_who_sleeps_rough_in_a_town_lacks_a_home(gazetteer: Gazetteer, lexicon: Lexicon) -> None:
    for text in ("bor i en bil i Viborg", "bor på gaden i Galten", "bor i et telt, Ulfborg"):
        assert "hjemloeshed" in understand(text, gazetteer, lexicon).domains


@pytest.mark.parametrize("text", NOTHING_TOLD)
def test_gibberish_and_small_talk_give_nothing(
    text: str, gazetteer: Gazetteer, lexicon: Lexicon
) -> None:
    assert understand(text, gazetteer, lexicon).domains == ()


def test_danger_to_life_and_places_are_left_to_the_rules(
    gazetteer: Gazetteer, lexicon: Lexicon
) -> None:
    for text, _ in UNHEARD_OF:
        question = understand(text, gazetteer, lexicon)
        assert (question.urgent, question.municipality) == (False, None)


def test_what_is_learned_tells_the_sentences_apart(tmp_path: Path) -> None:
    told = [("pilsner", "alkohol"), ("glemmer", "demens")]
    sentences = [
        Sentence(("hun", "har", word), frozenset(), frozenset({code})) for word, code in told * 2000
    ]
    file = tmp_path / "learned.tsv"
    write_network(fit([example_of(sentence) for sentence in sentences], CODES), file, ["Test"])
    (whole, *_) = read_opinion(file).weigh(["pilsner"], frozenset())

    assert max(zip(whole.scores, CODES, strict=True))[1] == "alkohol"
    assert whole.scores[0] - max(whole.scores[1:]) > 1


def test_the_shipped_weights_were_learned_from_the_shipped_sentences(reference: Path) -> None:
    digest = hashlib.sha256((reference / "sentences.tsv").read_bytes()).hexdigest()

    assert digest in (reference / "second_opinion.tsv").read_text(encoding="utf-8")[:200]


def test_the_second_opinion_knows_the_domains_of_the_portal(reference: Path) -> None:
    domains = (reference / "domains.csv").read_text(encoding="utf-8").splitlines()[1:]

    assert {line.split(",")[0] for line in domains} == {
        *read_opinion(reference / "second_opinion.tsv").codes
    }


@pytest.mark.parametrize("row", ["=øl\tmange", "=øl\tgA==", "=øl", "*vold\t-4.0\tmeget\t0"])
def test_a_row_that_is_none_is_refused(row: str, tmp_path: Path) -> None:
    file = tmp_path / "network.tsv"
    write_network(NETWORK, file, [])
    file.write_text(file.read_text(encoding="utf-8") + row + "\n", encoding="utf-8")

    with pytest.raises(ValueError, match=row.split("\t")[0].strip("*")):
        read_opinion(file)
