"""The guard finds CPR numbers however they are written, and leaves other numbers alone."""

from random import Random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from portal.privacy.cpr import MESSAGE_ASK, MESSAGE_REFUSE, Finding, Verdict, find_cpr, mask
from tests.privacy.samples import SPELLINGS, make_cpr, make_phone_text, spell


def verdict_on(text: str) -> Verdict | None:
    finding = find_cpr(text)
    return finding.verdict if finding else None


@pytest.mark.parametrize("spelling", SPELLINGS)
@pytest.mark.parametrize("is_replacement", [False, True], ids=["person", "replacement"])
def test_every_number_with_check_digit_is_refused(spelling: str, is_replacement: bool) -> None:
    random = Random(spelling)
    for _ in range(60):
        cpr = make_cpr(random, with_check_digit=True, is_replacement=is_replacement)
        assert verdict_on(f"Ring om aftenen {spell(cpr, spelling)}, tak") is Verdict.refuse


@pytest.mark.parametrize("spelling", SPELLINGS)
@pytest.mark.parametrize("is_replacement", [False, True], ids=["person", "replacement"])
def test_no_number_without_check_digit_gets_in_unasked(spelling: str, is_replacement: bool) -> None:
    random = Random(spelling)
    for _ in range(60):
        cpr = make_cpr(random, with_check_digit=False, is_replacement=is_replacement)
        assert verdict_on(f"Ring om aftenen {spell(cpr, spelling)}, tak") is not None


@pytest.mark.parametrize("spelling", SPELLINGS)
@pytest.mark.parametrize(
    "before",
    ["CPR: ", "cpr-nr. ", "cprnr ", "Personnummer ", "Hun er født ", "Fødselsdag: ", "Borger "],
)
def test_word_for_a_person_makes_any_number_refused(spelling: str, before: str) -> None:
    random = Random(spelling + before)
    cpr = make_cpr(random, with_check_digit=False)
    assert verdict_on(before + spell(cpr, spelling)) is Verdict.refuse


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("010180-1234", Verdict.refuse),  # hyphen, and 1234 is no year
        ("010180-2010", Verdict.ask),  # the tail may be a year
        ("0101801234", Verdict.ask),
        ("01 01 80 1234", Verdict.ask),
        ("٠١٠١٨٠-١٢٣٤", Verdict.refuse),
        ("०१०१८०-१२३४", Verdict.refuse),
        ("０１０１８０－１２３４", Verdict.refuse),
        ("①②⓪⑨⑧⓪-1234", Verdict.refuse),
        ("1\ufe0f\u20e32\ufe0f\u20e30980-1234", Verdict.refuse),  # digits as emoji
        ("01.01.1980-1234", Verdict.refuse),  # four-digit year before the tail
        ("01.01.1980 1234", Verdict.ask),
        ("01011980-1234", Verdict.refuse),
        ("scan_0101801234.pdf", Verdict.ask),
        ("cpr 01 01 80 12 35", None),  # pairs count only with a word and a check digit
        ("cpr 07 07 61 42 85", Verdict.refuse),  # the example number of CPR-kontoret
        ("cpr 21 01 80 30 18", Verdict.refuse),  # no phone number and a pair
        ("070761-4285", Verdict.refuse),
        ("010180\x001234", Verdict.ask),
        ("ＣＰＲ ０１０１８０１２３４", Verdict.refuse),
        ("Se borger.dk: 0101801234", Verdict.ask),  # a site, not a citizen
        ("2902000123", None),  # seventh digit 0: 1900, which had no 29 February
        ("2902004123", Verdict.ask),  # seventh digit 4: 2000, which had
        ("01.01.1940-4123", Verdict.refuse),
        ("01.01.2040-4123", None),  # seventh digit 4 or 9: 1937-2036
        ("01.01.2037-9123", None),
        ("01.01.2057-5123", Verdict.refuse),
        ("01.01.2058-5123", None),  # seventh digit 5 to 8: 1858-1899 or 2000-2057
        ("320180-1234", None),
        ("011380-1234", None),
        ("920180-1234", None),  # 92 - 60 is no day
        ("910180-1234", Verdict.refuse),
        ("110280--3331", Verdict.refuse),
        ("110280 (3331)", Verdict.ask),
        ("1 1 0 2 8 0 3 3 3 1", Verdict.ask),
        ("2 1 1 1 0 2 8 0 3 3 3 1", Verdict.ask),  # the last ten of more
        ("0 7 0 7 6 1 4 2 8 5", Verdict.refuse),
        ("11 0280 33 31", Verdict.ask),
        ("110280 33 31", Verdict.ask),
        ("cpr 11 0280 33 31", Verdict.refuse),
        ("3 2 0 1 8 0 1 2 3 4", None),
    ],
)
def test_spelling_and_date_decide(text: str, expected: Verdict | None) -> None:
    assert verdict_on(text) is expected


@pytest.mark.parametrize(
    "text",
    [
        "89 15 15 15 20 40 20 40",
        "21 12 10 11 21 10 11 12",
        "86 10 11 12 8000 Aarhus C",  # pairs of a phone and a postcode
        "86 12 10 11-1234",  # phone and extension
        "+4521101112",
        "+45 21 10 11 12 8000 Aarhus",
        "+4586 10 11 12 8000 Aarhus",
        "0045 86 10 11 12 / 8000 Aarhus",
        "+31 10 11 12 1234",
        "+3110111234",
        "tlf. 1011121234",
        "Telefonnr.: 1011121234",
        "mobil 1011121234",
        "P-nr. 1003456789",
        "P-nummer: 1003456789",
        "p nr 1003456789",
        "EAN 5798001012345",
        "EAN-nr. 1011121234",
        "5798 0010 1012 3",
        "CVR-nr. 12010180",
        "CVR 12 01 01 80",
        "sagsnr. 0101801234",
        "Sagsnummer 010180 1234",
        "Journalnr.: 010180-1234",
        "j.nr. 010180-1234",
        "sag 2012-10-1234",
        "24.12.2026-2027",
        "24.12.1980-1985",
        "24.12.2026 2100",
        "21102010 8000 Aarhus",
        "man-tor 8-15, fre 8-13",
        "08.00-15.30 og 18.00-22.00",
        "2026-11-23T21:00:00+01:00",
        "57900012345678",
        "https://www.randers.dk/2026/10/12/tilbud",
        "8 6 1 0 1 1 1 2",  # a phone number, digit by digit
        "8 6 1 0 1 1 1 2 24 timer",
        "86 1011 12 24 48",
        "86 10 11 12 (1234)",
        "8610 11 12 10-12",
        "2110 86 10 11 12",
        "21 2040 2040",
        "Vagt 12 2040 2040 eller 12 20402040",
        "11 2040 2040 12 34",
        "+45 1011 1234",
        "lukket 24.12.26 (16.00-18.00)",
        "lukket 24.12.26 (1600-1800)",
        "den 11.02.80 33 31",
        "man 10 12 00 14 00",
        "",
    ],
)
def test_other_numbers_pass(text: str) -> None:
    assert find_cpr(text) is None


def test_no_alarm_on_phone_texts() -> None:
    random = Random(20261123)
    texts = [make_phone_text(random) for _ in range(6_000)]
    assert [text for text in texts if find_cpr(text)] == []


def test_label_of_the_nearest_number_counts() -> None:
    assert verdict_on("tlf. 20 40 20 40, 010180-1234") is Verdict.refuse
    assert verdict_on("Tlf. ukendt, cpr 010180 1234") is Verdict.refuse
    assert verdict_on("Borgerens journalnr. 0101801234") is None


def test_label_does_not_let_a_written_out_cpr_number_in_unasked() -> None:
    assert verdict_on("journalnr. 070761-4285") is Verdict.ask


def test_number_after_phone_numbers_is_found() -> None:
    assert verdict_on("20 40 20 40 010180-1234") is Verdict.refuse
    assert verdict_on("20 40 20 40 21 01 80 1234") is Verdict.ask


def test_precision_of_refuse_on_mixed_notes() -> None:
    random = Random(7)
    spellings = SPELLINGS[:12]
    right = wrong = 0
    for _ in range(2_000):
        cpr = make_cpr(random, with_check_digit=random.random() < 0.95)
        right += verdict_on(f"Aftalt {spell(cpr, random.choice(spellings))}") is Verdict.refuse
        other = (
            f"{random.randrange(1, 32):02}{random.randrange(1, 13):02}{random.randrange(10**6):06}"
        )
        note = random.choice(["Ref. {}", "{}", "id={}", "Kundenr. {}", "sagsnr. {}", "P-nr. {}"])
        wrong += verdict_on(note.format(other)) is Verdict.refuse
    assert right / (right + wrong) >= 0.93


def test_worst_finding_comes_first() -> None:
    text = "0101801234 og 070761-4285"
    assert find_cpr(text) == Finding(Verdict.refuse, 14, 25)


def test_position_is_that_of_the_typed_text() -> None:
    text = "½ ﬁn ﷺ 01\u200b01\u200b80 – 1234!"
    finding = find_cpr(text)
    assert finding is not None
    assert text[finding.start : finding.end] == "01\u200b01\u200b80 – 1234"


def test_mask_removes_every_number_and_nothing_else() -> None:
    text = "Tlf. 86 10 11 12: 0101801234,\n070761–4285 (Æ)"
    assert mask(text) == "Tlf. 86 10 11 12: [fjernet],\n[fjernet] (Æ)"
    assert mask("man-tor 8-15") == "man-tor 8-15"


def test_mask_leaves_no_number_that_stood_before_another() -> None:
    one_by_one = " ".join("1102803331")
    assert mask(f"{one_by_one} {one_by_one}!") == "[fjernet] [fjernet]!"


def test_finding_and_messages_never_hold_the_number() -> None:
    random = Random(3)
    for _ in range(200):
        cpr = make_cpr(random, with_check_digit=True)
        finding = find_cpr(f"cpr {cpr}")
        shown = f"{finding!r} {finding} {MESSAGE_REFUSE} {MESSAGE_ASK}"
        assert cpr not in shown
        assert cpr[:6] not in shown
        assert cpr[6:] not in shown


@pytest.mark.parametrize(
    "text",
    [
        "1" * 1_000_000,
        "01 " * 300_000,
        "010180 " * 150_000,
        " " * 1_000_000,
        "١" * 1_000_000,
        "9 " * 500_000,
        "010180 --" * 100_000,
        "010180 (" * 100_000,
    ],
    ids=["digits", "pairs", "dates", "spaces", "other digits", "one by one", "marks", "brackets"],
)
def test_large_text_without_a_number_returns(text: str) -> None:
    assert find_cpr(text) is None


def test_number_at_the_end_of_a_large_text_is_found() -> None:
    assert verdict_on("8000 Aarhus, 24.12.2026. " * 40_000 + "010180-1234") is Verdict.refuse


@settings(deadline=None)
@given(st.text() | st.text(alphabet="0123456789 -–./+\u200bcprø\n½①"))
@example("0101\udc80801234")
def test_any_text_is_answered_and_masked_clean(text: str) -> None:
    finding = find_cpr(text)
    assert finding is None or 0 <= finding.start < finding.end <= len(text)
    assert find_cpr(mask(text)) is None
