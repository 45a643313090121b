"""Phone numbers as people type them."""

import csv
from pathlib import Path

import pytest

import portal
from portal.text.phones import InvalidPhone, format_phone, is_demo_number, parse_phone

REFERENCE = Path(portal.__file__).parent / "reference"


@pytest.mark.parametrize(
    "typed",
    [
        "89151515",
        "89 15 15 15",
        "8915 1515",
        "89-15-15-15",
        "89.15.15.15",
        "+4589151515",
        "+45 89 15 15 15",
        "(+45) 89-15-15-15",
        "(+45)89151515",
        "0045 89151515",
        "45 89 15 15 15",
        "tlf. 89 15 15 15",
        "Tlf.: 89 15 15 15",
        "Telefon 89151515",
        "tlf.nr. 89151515",
        "mobil: 89151515",
        "tel:+4589151515",
        "\u00a089\u00a015\u00a015\u00a015 ",
        "89\u201315\u201315\u201315",
        "８９１５１５１５",
    ],
)
def test_a_danish_number_is_understood_in_every_usual_spelling(typed: str) -> None:
    assert parse_phone(typed) == "+4589151515"


@pytest.mark.parametrize("number", ["112", "113", "114", "118", "1813", "1888", "116006", "116111"])
def test_a_short_number_stays_as_it_is_dialled(number: str) -> None:
    assert parse_phone(number) == number


def test_a_short_number_may_be_typed_with_spaces_or_hyphens() -> None:
    assert parse_phone("1-1-2") == "112"
    assert parse_phone("116 111") == "116111"


@pytest.mark.parametrize(
    ("typed", "number"), [("+46 8 123 456", "+468123456"), ("0046 8123456", "+468123456")]
)
def test_a_foreign_number_is_kept(typed: str, number: str) -> None:
    assert parse_phone(typed) == number


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "   ",
        "8915151",
        "891515151",
        "12345678",
        "01234567",
        "+45 1234 5678",
        "+45 891515",
        "ring til mig",
        "89 15 15 15 / 20 40 20 40",
        "89 15 15 15 lokal 12",
        "+1",
        "115",
        "89151515; 1=1",
        "89+151515",
    ],
)
def test_anything_else_is_refused_with_what_to_write(typed: str) -> None:
    with pytest.raises(InvalidPhone, match=r"^Skriv et telefonnummer med 8 cifre\.$"):
        parse_phone(typed)


def test_every_number_of_the_reference_data_is_one() -> None:
    with (REFERENCE / "public_offers.csv").open(encoding="utf-8") as file:
        numbers = [row["phone"] for row in csv.DictReader(file) if row["phone"]]

    assert len(numbers) >= 30
    assert [parse_phone(number) for number in numbers] == numbers


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("+4589151515", "89 15 15 15"),
        ("112", "112"),
        ("1888", "1888"),
        ("116111", "116 111"),
        ("+468123456", "+468123456"),
    ],
)
def test_a_number_is_shown_as_people_read_it(number: str, shown: str) -> None:
    assert format_phone(number) == shown
    assert parse_phone(shown) == number


def test_only_the_reserved_series_is_demo_numbers() -> None:
    assert is_demo_number("+4584000000")
    assert is_demo_number("+4584999999")
    assert not is_demo_number("+4585000000")
    assert not is_demo_number("+4583999999")
    assert not is_demo_number("84")
