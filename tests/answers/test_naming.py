"""Who is called by the words of a question that nothing else explained."""

import pytest

from portal.models.vocabulary import OfferKind
from tests import factories

pytestmark = pytest.mark.parametrize("app", ["sqlite"], indirect=True)


@pytest.fixture
def alcohol(app, database):
    with database():
        factories.make_municipality()
        return factories.make_domain("alkohol")


def named(found):
    return [line.function for part in found.sections if part.code == "named" for line in part.lines]


def test_what_is_called_by_the_words_left_is_found(database, answer_to, alcohol):
    with database():
        factories.make_offer("Værestedet Gnisten", OfferKind.VOLUNTARY)
        viborg = factories.make_organisation("Viborg", factories.make_municipality("Viborg"))
        factories.make_offer("Gnisten i Viborg", OfferKind.VOLUNTARY, viborg, phones=["112"])
    assert named(answer_to("gnisten randers")) == ["Værestedet Gnisten"]
    assert len(named(answer_to("gnisten"))) == 2


@pytest.mark.parametrize(
    "text", ["randers uden tolk", "hvem ringer jeg til randers", "2026 randers"]
)
def test_small_words_and_numbers_name_nobody(database, answer_to, alcohol, text):
    with database():
        factories.make_offer("Lev uden vold, plads til 2026", OfferKind.VOLUNTARY)
    assert named(answer_to(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "bange hele natten, randers",
        "hele familien er i krise, randers",
        "bor på gaden hele året, randers",
        "nødkald trykkes 10 gange i døgnet, randers",
        "rådgivning alkohol randers",
        "støtte om aftenen randers",
        "hans mor drikker randers",
    ],
)
def test_ordinary_words_name_nobody_by_themselves(database, answer_to, alcohol, text):
    with database():
        factories.make_offer("Danner (rådgivning om vold, hele døgnet)", OfferKind.CRISIS_CENTRE)
        factories.make_offer("Støtte hjemme, aften og weekend", OfferKind.VOLUNTARY)
        factories.make_contact("Leder", name="Hans Krog")
    assert named(answer_to(text)) == []


@pytest.mark.parametrize(
    ("text", "function"),
    [
        ("danner randers", "Danner (rådgivning om vold, hele døgnet)"),
        ("danner hele døgnet randers", "Danner (rådgivning om vold, hele døgnet)"),
        ("støtte hjemme aften og weekend randers", "Støtte hjemme, aften og weekend"),
        ("afdeling for alkohol, øst, randers", "Afdeling for alkohol (øst)"),
        ("lysningen", "Lysningen"),
        ("lone kirke randers", "Leder"),
        ("lone randers", "Leder"),
    ],
)
def test_a_whole_name_of_ordinary_words_is_found(database, answer_to, alcohol, text, function):
    with database():
        factories.make_offer("Danner (rådgivning om vold, hele døgnet)", OfferKind.CRISIS_CENTRE)
        factories.make_offer("Støtte hjemme, aften og weekend", OfferKind.VOLUNTARY)
        factories.make_offer("Afdeling for alkohol (øst)", OfferKind.VOLUNTARY)
        factories.make_offer("Lysningen", OfferKind.VOLUNTARY)
        factories.make_contact("Leder", name="Lone Kirke")
    assert named(answer_to(text)) == [function]


def test_words_that_many_are_called_by_name_nobody(database, answer_to, alcohol):
    with database():
        for number in range(6):
            factories.make_offer(f"Gnisten {number}", phones=[f"+458400030{number}"])
    assert named(answer_to("gnisten randers")) == []


def test_the_same_words_left_of_another_question_may_name_somebody_else(
    database, answer_to, alcohol
):
    with database():
        factories.make_offer("Afdeling for alkohol (øst)", OfferKind.VOLUNTARY)
    whole, part = (
        answer_to("afdeling alkohol øst randers"),
        answer_to("afdeling drikker øst randers"),
    )
    assert whole.question.rest == part.question.rest
    assert (named(whole), named(part)) == (["Afdeling for alkohol (øst)"], [])
