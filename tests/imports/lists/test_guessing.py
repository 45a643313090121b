"""Headings in other words, title rows above them, and columns without a heading at all."""

import pytest

from portal.imports.lists.fields import CONTACT, FIELDS, OFFER, ListKind, fields_of, heading_of
from portal.imports.lists.guessing import SheetGuess, guess_sheet, likeness
from portal.imports.lists.reading import read_list
from tests.imports.lists.files import ANNA, BENT, HEADINGS, csv_file, some_words


def guess(*rows) -> SheetGuess:
    return guess_sheet(read_list(csv_file(*rows))[0], some_words())


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Tlf.", "phone"), ("TELEFONNR", "phone"), ("Telefon nr.:", "phone"),
        ("Mobilnr.", "mobile"),
        ("Mobil tlf.", "mobile"), ("Medarbejder", "name"), ("Stilling", "function"),
        ("Stillingsbetegnelse", "function"), ("Afdeling", "organisation"), ("Træffetid", "hours"),
        ("Traeffetid", "hours"), ("Telefontider", "hours"), ("E-mail adresse", "email"),
        ("Mailadr.", "email"), ("Bemærkninger", "note"), ("Emne", "domains"),
        ("Stiling", "function"), ("Direkte tlf", "direct"), ("Sikker e-mail", "secure_mail"),
        ("Nr.", ""), ("Løbenummer", ""), ("Bil", ""),
    ],
)  # fmt: skip
def test_heading_of_a_list_of_contacts_is_known_in_other_words(heading, field):
    assert likeness(CONTACT, heading)[0] == field


@pytest.mark.parametrize("kind", list(ListKind))
def test_every_heading_of_an_export_is_known_again(kind):
    assert {key: likeness(kind, heading_of(kind, key))[0] for key in fields_of(kind)} == {
        key: key for key in fields_of(kind)
    }


def test_every_field_has_a_name():
    assert all(field.names[0] for field in FIELDS)


def test_columns_of_a_usual_list_are_all_guessed():
    wanted = ["organisation", "function", "name", "phone", "email", "hours", "domains"]
    found = guess(HEADINGS, ANNA, BENT)
    assert (found.kind, found.heading) == (CONTACT, 1)
    assert found.fields == dict(enumerate(wanted))


def test_headings_are_found_below_titles_and_empty_rows():
    found = guess(["Kontaktliste"], ["Opdateret 1. maj", "af Anna"], [""], HEADINGS, ANNA)
    assert found.heading == 4
    assert len(found.fields) == 7


def test_area_is_a_department_where_its_cells_are_no_domains():
    found = guess(["Område", "Funktion", "Navn"], ["Myndighed Nord", "Leder", "Anna"])
    assert found.fields[0] == "organisation"


def test_area_is_a_domain_beside_a_department():
    found = guess(["Afdeling", "Område", "Funktion"], ["Nord", "Alkohol og stoffer", "Leder"])
    assert found.fields == {0: "organisation", 1: "domains", 2: "function"}


def test_cells_tell_what_a_column_without_a_known_heading_holds():
    rows = [["Funktion", "Kald", "Skriv", "Hvornår"]]
    rows += [["Leder", f"86 12 34 5{n}", f"a{n}@sted.dk", "man-fre 8-15"] for n in range(5)]
    assert guess(*rows).fields == {0: "function", 1: "phone", 2: "email", 3: "hours"}


def test_list_of_offers_is_known_by_its_headings():
    found = guess(["Tilbud", "Målgruppe", "Åbningstid", "Tlf"], ["Værested", "Voksne", "", "1813"])
    assert found.kind == OFFER
    assert found.fields == {0: "name", 1: "target_group", 2: "hours", 3: "phone"}


def test_running_number_is_never_taken_for_the_number_of_an_entry():
    assert 0 not in guess(["Nr.", "Funktion", "Navn"], ["1", "Leder", "Anna"]).fields


def test_sheet_that_is_no_list_is_left_out():
    assert guess(["Vejledning"], ["Udfyld arket Kontakter."]).kind is None


def test_what_a_person_says_of_the_heading_is_kept():
    sheet = read_list(csv_file(["Funktion", "Navn"], ["Stilling", "Medarbejder"], ["A", "B"]))[0]
    found = guess_sheet(sheet, some_words(), heading_row=2, kind=CONTACT)
    assert (found.heading, found.fields) == (2, {0: "function", 1: "name"})
