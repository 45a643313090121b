"""A CPR number in a list is taken out before anything else sees it, and its cell is marked."""

import pytest

from portal.imports.lists.reading import read_list
from portal.imports.lists.sheets import CITIZEN, Row, Sheet, pack_sheets, unpack_sheets
from tests.imports.lists.files import csv_file, xlsx

NUMBER = "070761-4285"  # a number of the CPR office's own examples


@pytest.mark.parametrize("text", [NUMBER, f"Borger {NUMBER} ringer", NUMBER.replace("-", "")])
def test_number_in_a_cell_is_taken_out_and_marked(text):
    row = read_list(csv_file(["Navn", "Note"], ["Anna", text]))[0].rows[1]
    assert row.faults == {1: CITIZEN}
    assert "4285" not in str(row)


def test_number_in_a_workbook_is_taken_out_too():
    sheets = read_list(xlsx([["Navn", "Note"], ["Anna", f"cpr {NUMBER}"]], more={NUMBER: [["x"]]}))
    assert "4285" not in str(sheets)


@pytest.mark.parametrize("heading", ["CPR", "cpr-nr.", "Personnummer"])
def test_all_below_a_heading_that_says_so_is_taken_out(heading):
    rows = read_list(xlsx([["Navn", heading], ["Anna", 101701234], ["Bent", "ukendt"]]))[0].rows
    assert [row.faults for row in rows] == [{}, {1: CITIZEN}, {1: CITIZEN}]
    assert "101701234" not in str(rows)


@pytest.mark.parametrize("text", ["89 15 15 15", "8915 1515 / 2040 2040", "+45 86 12 34 56"])
def test_phone_numbers_are_left_in_peace(text):
    assert read_list(csv_file(["Navn", "Tlf"], ["Anna", text]))[0].rows[1].faults == {}


def test_what_is_kept_of_a_file_is_read_back_the_same():
    sheets = [Sheet("Ark", [Row(3, ["a", "æ\ud800"], {1: CITIZEN}, True)])]
    assert unpack_sheets(pack_sheets(sheets)) == sheets
