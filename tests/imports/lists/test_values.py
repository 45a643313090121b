"""What cells mean: numbers, domains, dates, words for yes."""

from datetime import date

import pytest

from portal.imports.lists.phone_cells import phones_in
from portal.imports.lists.values import READERS, CellError
from portal.models.vocabulary import Callers, Level, OfferKind
from tests.imports.lists.files import some_words

WORDS = some_words()


def read(key: str, text: str):
    return READERS[key](text, WORDS)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("89 15 15 15", ["+4589151515"]),
        ("+45 89151515", ["+4589151515"]),
        ("8915 1515 / 2040 2040", ["+4589151515", "+4520402040"]),
        ("89151515, 20402040", ["+4589151515", "+4520402040"]),
        ("89151515 og 20402040", ["+4589151515", "+4520402040"]),
        ("8915151520402040", ["+4589151515", "+4520402040"]),
        ("89151515.0", ["+4589151515"]),
        ("89151515,00", ["+4589151515"]),
        ("8,9151515E+07", ["+4589151515"]),
        ("Tlf. 89 15 15 15 (vagten)", ["+4589151515"]),
        ("1813", ["1813"]),
        ("89151515\n89151515", ["+4589151515"]),
    ],
)
def test_numbers_are_read_as_people_and_spreadsheets_write_them(text, numbers):
    assert [number for number, _ in phones_in(text).numbers] == numbers
    assert phones_in(text).faults == []


@pytest.mark.parametrize("text", ["8915151", "ring til Anna", "89151515 / 123"])
def test_what_is_no_number_is_told(text):
    with pytest.raises(CellError, match="8 cifre"):
        read("phone", text)


def test_number_is_public_only_where_the_cell_says_so():
    assert phones_in("89151515 (offentlig) / 20402040").numbers == [
        ("+4589151515", True),
        ("+4520402040", False),
    ]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Alkohol", (1,)),
        ("alkohol, stoffer og demens", (1, 2, 3)),
        ("Alkohol; Ældre og pleje", (1, 4)),
        ("alkohol/demens", (1, 3)),
        ("Ældre og pleje", (4,)),
        ("Misbrug", (1, 2)),
        ("Alkohl", (1,)),
        ("medicin & demens", (5, 3)),
    ],
)
def test_several_domains_in_a_cell_are_all_found(text, ids):
    assert read("domains", text) == ids


def test_unknown_domain_is_told_with_what_there_is():
    with pytest.raises(CellError, match=r"»fodbold«.*Alkohol, Stoffer"):
        read("domains", "alkohol og fodbold")


@pytest.mark.parametrize(
    ("key", "text", "value"),
    [
        ("level", "Afdelingsleder", Level.LEADER),
        ("level", "medarbejder", Level.EMPLOYEE),
        ("callers", "Borgere og fagfolk", Callers.BOTH),
        ("callers", "kun fagpersonale", Callers.PROFESSIONAL),
        ("kind", "akuttelefon", OfferKind.ACUTE_PHONE),
        ("valid_from_on", "24-12-2026", date(2026, 12, 24)),
        ("valid_from_on", "2026-12-24", date(2026, 12, 24)),
        ("age_from", "18 år", 18),
        ("is_anonymous", "x", True),
        ("is_anonymous", "Nej", False),
        ("email", "Anna Vind <anna@sted.dk>", "anna@sted.dk"),
        ("web", "www.sted.dk", "https://www.sted.dk"),
        ("municipalities", "Randers, Viborg Kommune", (1, 2)),
        ("municipalities", "0791", (2,)),
        ("municipalities", "Alle", ()),
        ("function", " Leder\n for  alle ", "Leder for alle"),
    ],
)
def test_cell_means(key, text, value):
    assert read(key, text) == value


@pytest.mark.parametrize(
    ("key", "text", "said"),
    [
        ("email", "anna", r"navn@sted\.dk"),
        ("email", "a@sted.dk; b@sted.dk", "kun én"),
        ("hours", "når vi kan", "Forstår ikke"),
        ("hours", "man-fre 8-16 " * 300, "højst 500 tegn"),
        ("valid_to_on", "snart", "dag-måned-år"),
        ("age_to", "300", "0 til 120"),
        ("is_anonymous", "måske", "Ja eller Nej"),
        ("kind", "hospital", "Akuttelefon"),
        ("callers", "nogle", "Borgere"),
        ("level", "konge", "Leder"),
        ("municipalities", "Atlantis", "»Atlantis«"),
        ("web", "javascript:alert(1)", r"www\.sted\.dk"),
        ("note", "x" * 2001, "2000 tegn"),
        ("function", "x" * 161, "160 tegn"),
    ],
)
def test_cell_that_means_nothing_says_what_to_write(key, text, said):
    with pytest.raises(CellError, match=said):
        read(key, text)
