"""The moment that words for times set; Wednesday 25 November 2026, 13.30, unless said otherwise."""

from datetime import UTC, datetime

import pytest

from portal.answers.understanding.gazetteer import Gazetteer
from portal.answers.understanding.lexicon import Lexicon
from portal.answers.understanding.understand import understand
from portal.hours.clock import COPENHAGEN
from tests.answers.understanding.asking_moments import NOW, moment, wall


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("drikker nu", NOW),
        ("åben lige nu", NOW),
        ("hjælp i dag", NOW),
        ("i aften", "2026-11-25 19:00"),
        ("til aften", "2026-11-25 19:00"),
        ("i nat", "2026-11-26 02:00"),
        ("i eftermiddag", "2026-11-25 14:00"),
        ("i morgen", "2026-11-26 10:00"),
        ("imorgen", "2026-11-26 10:00"),
        ("i morgen tidlig", "2026-11-26 08:00"),
        ("i morgen formiddag", "2026-11-26 10:00"),
        ("i morgen middag", "2026-11-26 12:00"),
        ("i morgen eftermiddag", "2026-11-26 14:00"),
        ("i morgen aften", "2026-11-26 19:00"),
        ("i morgen nat", "2026-11-27 02:00"),
        ("i overmorgen", "2026-11-27 10:00"),
        ("i overmorgen kl 7.45", "2026-11-27 07:45"),
        ("lørdag", "2026-11-28 10:00"),
        ("loerdag", "2026-11-28 10:00"),
        ("på lørdag", "2026-11-28 10:00"),
        ("lørdag aften", "2026-11-28 19:00"),
        ("Lørdag Aften", "2026-11-28 19:00"),
        ("lørdagaften", "2026-11-28 19:00"),
        ("lørdag nat", "2026-11-29 02:00"),
        ("natten til lørdag", "2026-11-28 02:00"),
        ("lørdag om morgenen", "2026-11-28 08:00"),
        ("lørdag kl. 20", "2026-11-28 20:00"),
        ("udskrives fredag", "2026-11-27 10:00"),
        ("udskrives fredag kl 14", "2026-11-27 14:00"),
        ("bliver udskrevet på fredag", "2026-11-27 10:00"),
        ("tirsdag", "2026-12-01 10:00"),
        ("onsdag", NOW),
        ("på onsdag", "2026-12-02 10:00"),
        ("onsdag kl 9", "2026-12-02 09:00"),
        ("onsdag morgen", "2026-12-02 08:00"),
        ("onsdag aften", "2026-11-25 19:00"),
        ("næste mandag", "2026-11-30 10:00"),
        ("næste fredag", "2026-12-04 10:00"),
        ("kommende fredag", "2026-11-27 10:00"),
        ("i weekenden", "2026-11-28 10:00"),
        ("næste weekend", "2026-12-05 10:00"),
        ("kl 21", "2026-11-25 21:00"),
        ("kl. 21.30", "2026-11-25 21:30"),
        ("kl 21:30", "2026-11-25 21:30"),
        ("kl 2130", "2026-11-25 21:30"),
        ("21:30", "2026-11-25 21:30"),
        ("klokken 9", "2026-11-26 09:00"),
        ("klokken ni", "2026-11-26 09:00"),
        ("kl halv ni i aften", "2026-11-25 20:30"),
        ("kl 9 i aften", "2026-11-25 21:00"),
        ("kl 3 i nat", "2026-11-26 03:00"),
        ("kl 23 i nat", "2026-11-25 23:00"),
        ("kl 24", "2026-11-26 00:00"),
        ("kl. 12 nat", "2026-11-26 00:00"),
        ("kl 12 om natten", "2026-11-26 00:00"),
        ("kl 12 i nat", "2026-11-26 00:00"),
        ("kl 12.30 om natten", "2026-11-26 00:30"),
        ("midnat", "2026-11-26 00:00"),
        ("ved midnat", "2026-11-26 00:00"),
        ("lørdag midnat", "2026-11-29 00:00"),
        ("halv ni", "2026-11-26 08:30"),
        ("halv ni i aften", "2026-11-25 20:30"),
        ("kvart over fem", "2026-11-26 05:15"),
        ("kvart over fem i eftermiddag", "2026-11-25 17:15"),
        ("kl. kvart i otte i aften", "2026-11-25 19:45"),
        ("efter kl 16", "2026-11-25 16:00"),
        ("ved 21-tiden", "2026-11-25 21:00"),
        ("i morgen skal han hjem kl 14", "2026-11-26 14:00"),
        ("i julen", "2026-12-24 10:00"),
        ("juleaften", "2026-12-24 19:00"),
        ("juleaften kl 12", "2026-12-24 12:00"),
        ("1. juledag", "2026-12-25 10:00"),
        ("2. juledag", "2026-12-26 10:00"),
        ("anden juledag", "2026-12-26 10:00"),
        ("nytårsaften", "2026-12-31 19:00"),
        ("nytårsdag", "2027-01-01 10:00"),
        ("mellem jul og nytår", "2026-12-27 10:00"),
        ("i påsken", "2027-03-25 10:00"),
        ("2. påskedag", "2027-03-29 10:00"),
        ("påskelørdag", "2027-03-27 10:00"),
        ("julenat", "2026-12-25 02:00"),
        ("Kr. himmelfartsdag", "2027-05-06 10:00"),
        ("den 24. december", "2026-12-24 10:00"),
        ("24. dec. kl 18", "2026-12-24 18:00"),
        ("24/12", "2026-12-24 10:00"),
        ("24.12.2026", "2026-12-24 10:00"),
        ("d. 3/1", "2027-01-03 10:00"),
        ("lørdag den 28. november kl 20", "2026-11-28 20:00"),
        ("den 5. kl 9", "2026-12-05 09:00"),
        ("om en time", "2026-11-25 14:30"),
        ("om 2 timer", "2026-11-25 15:30"),
        ("om en halv time", "2026-11-25 14:00"),
        ("om halvanden time", "2026-11-25 15:00"),
        ("om tre dage", "2026-11-28 10:00"),
        ("om en uge", "2026-12-02 10:00"),
        ("om fjorten dage", "2026-12-09 10:00"),
        ("lørdag om en uge", "2026-12-05 10:00"),
        ("på lørdag om en uge kl 9", "2026-12-05 09:00"),
        ("på lørdag om 14 dage", "2026-12-12 10:00"),
        ("lørdag om otte dage", "2026-12-05 10:00"),
        ("lørdag aften om en uge", "2026-12-05 19:00"),
        ("efter weekenden", "2026-11-30 10:00"),
    ],
)
def test_words_set_the_moment(text: str, expected: str) -> None:
    assert wall(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "alkohol randers",
        "ringer hver nat",
        "ringer hver nat kl 3",
        "drikker hver lørdag",
        "hver anden weekend",
        "ringede i nat",
        "faldt i går",
        "faldet i går aftes",
        "udskrevet fredag, blev kørt hjem",
        "i lørdags",
        "sidste lørdag",
        "siden lørdag",
        "drikker en flaske om dagen",
        "vågen om natten",
        "sulten om aftenen",
        "drikker 1/2 flaske",
        "pleje 24/7",
        "skylder 21.50 kr",
        "den 85 årige mand",
        "ringer 4 gange om dagen",
        "kl 87",
        "32/12",
        "i formiddag",
        "kan ikke komme op om morgenen",
    ],
)
def test_words_that_set_no_moment(text: str) -> None:
    assert moment(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "slået i nat",
        "voldtaget i nat",
        "kvinde voldtaget i nat kl 3",
        "voldtaget kl. 3.30 i nat",
        "er overfaldet af sin mand i nat",
        "far er skredet ud af sengen tre gange i nat",
        "i nat er hun voldtaget",
        "har grædt i nat",
        "skar sig i nat og skal sys",
        "udskrevet i weekenden",
        "hun er kørt hjem i weekenden, hvem kan hjælpe",
        "voldtaget i aftes",
        "taget piller i aftes, hvem kan hjælpe",
    ],
)
def test_what_has_been_is_no_moment(text: str) -> None:
    assert moment(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("skal sove i nat", "2026-11-26 02:00"),
        ("hvor kan hun komme hen i nat", "2026-11-26 02:00"),
        ("mangler et sted at være i nat", "2026-11-26 02:00"),
        ("blev slået, hvor kan hun sove i nat", "2026-11-26 02:00"),
        ("slået i går og har ingen steder at sove i nat", "2026-11-26 02:00"),
        ("smidt ud, herberg i nat", "2026-11-26 02:00"),
        ("kan hun blive indlagt i nat", "2026-11-26 02:00"),
        ("er skadestuen lukket i nat", "2026-11-26 02:00"),
        ("bliver udskrevet i weekenden", "2026-11-28 10:00"),
        ("skal have skiftet kateter i weekenden", "2026-11-28 10:00"),
        ("hvem har ansvaret i weekenden", "2026-11-28 10:00"),
        ("skal allerede hjem i weekenden", "2026-11-28 10:00"),
    ],
)
def test_what_is_to_come_is_a_moment(text: str, expected: str) -> None:
    assert wall(text) == expected


@pytest.mark.parametrize(
    ("now", "text", "expected"),
    [
        ("2026-11-25 21:15", "i aften", "2026-11-25 21:15"),
        ("2026-11-26 01:00", "i nat", "2026-11-26 02:00"),
        ("2026-11-26 03:30", "i nat", "2026-11-26 03:30"),
        ("2026-11-26 07:00", "i nat", "2026-11-27 02:00"),
        ("2026-11-28 15:00", "lørdag morgen", "2026-12-05 08:00"),
        ("2026-11-29 15:00", "i weekenden", "2026-11-29 15:00"),
        ("2026-12-25 23:00", "i julen", "2026-12-25 23:00"),
        ("2026-12-27 23:00", "i julen", "2027-12-24 10:00"),
        ("2026-12-31 23:30", "om en time", "2027-01-01 00:30"),
        ("2026-12-31 23:30", "i morgen tidlig", "2027-01-01 08:00"),
        ("2026-12-31 12:00", "2. januar", "2027-01-02 10:00"),
        ("2026-11-22 15:05", "på mandag om en uge", "2026-11-30 10:00"),
        ("2026-11-22 15:05", "mandag d. 30", "2026-11-30 10:00"),
        ("2026-11-22 15:05", "efter weekenden", "2026-11-23 10:00"),
        ("2026-11-26 00:15", "kl 3 om natten", "2026-11-26 03:00"),
        ("2026-12-30 12:00", "på fredag", "2027-01-01 10:00"),
        ("2026-02-20 12:00", "29. februar", None),
    ],
)
def test_the_moment_follows_from_now(now: str, text: str, expected: str | None) -> None:
    assert wall(text, now) == expected


@pytest.mark.parametrize(
    ("now", "text", "expected"),
    [
        ("2026-03-28 22:00", "i nat", "2026-03-29T01:00"),  # 2.00 is skipped: 3.00 summer time
        ("2026-03-28 22:00", "kl 2.30 i nat", "2026-03-29T01:30"),
        ("2026-03-29 01:30", "om en time", "2026-03-29T01:30"),
        ("2026-10-24 22:00", "i nat", "2026-10-25T00:00"),  # the first of two 2.00
        ("2026-10-25 01:30", "om 2 timer", "2026-10-25T01:30"),
        ("2026-10-24 22:00", "i morgen tidlig", "2026-10-25T07:00"),
        ("2026-03-28 22:00", "i morgen kl 9", "2026-03-29T07:00"),
    ],
)
def test_the_nights_when_the_clock_is_changed(now: str, text: str, expected: str) -> None:
    found = moment(text, now)

    assert found is not None
    assert found.at.tzinfo is COPENHAGEN
    assert found.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M") == expected


def test_a_moment_is_shown_in_words() -> None:
    found = moment("lørdag kl 20")

    assert found is not None
    assert found.words == "lørdag 28. november 20.00"


def test_the_words_for_the_moment_are_explained(gazetteer: Gazetteer, lexicon: Lexicon) -> None:
    now = datetime.fromisoformat(NOW).replace(tzinfo=COPENHAGEN)
    words = frozenset({"lordag", "kl", "aften"})
    question = understand("Lørdag drikker han, randers kl. 20.30", gazetteer, lexicon, words, now)

    assert question.moment is not None
    assert (question.municipality, question.domains) == ("0730", ("alkohol",))
    assert [item.words for item in question.evidence if item.role == "moment"] == [
        "Lørdag",
        "kl. 20.30",
    ]
    assert question.rest == ""


def test_words_for_times_keep_their_place_in_phrases(
    gazetteer: Gazetteer, lexicon: Lexicon
) -> None:
    now = datetime.fromisoformat(NOW).replace(tzinfo=COPENHAGEN)
    question = understand("ved ikke hvor han skal sove i nat", gazetteer, lexicon, now=now)

    assert question.moment is not None
    assert "hjemloeshed" in question.domains


def test_a_year_is_no_postcode(gazetteer: Gazetteer, lexicon: Lexicon) -> None:
    now = datetime.fromisoformat(NOW).replace(tzinfo=COPENHAGEN)

    assert understand("udskrives 24/12 2026", gazetteer, lexicon, now=now).municipality is None
    assert understand("udskrives fredag", gazetteer, lexicon).moment is None
