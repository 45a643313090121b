"""CSV and text files in every encoding and with every separator that offices produce."""

import pytest

from portal.imports.lists.reading import read_list
from portal.imports.lists.sheets import FORMULA, NotAListError
from tests.imports.lists.files import ANNA, HEADINGS, csv_file, csv_text

ENCODINGS = {
    "UTF-8": lambda text: text.encode(),
    "UTF-8 with a mark": lambda text: text.encode("utf-8-sig"),
    "Windows-1252": lambda text: text.encode("cp1252"),
    "UTF-16": lambda text: text.encode("utf-16"),
    "UTF-16 big endian": lambda text: b"\xfe\xff" + text.encode("utf-16-be"),
    "UTF-16 without a mark": lambda text: text.encode("utf-16-le"),
}


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_every_usual_encoding_gives_the_same_letters(encoding):
    data = ENCODINGS[encoding](csv_text([HEADINGS, ["Ældreområdet", "Åse Ø", *ANNA[2:]]]))
    rows = read_list(data)[0].rows
    assert rows[1].cells[:2] == ["Ældreområdet", "Åse Ø"]


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_every_usual_separator_cuts_the_same_cells(separator):
    plain = [cell.replace(",", "") for cell in ANNA]
    rows = read_list(csv_text([HEADINGS, plain], separator).encode())[0].rows
    assert [row.cells for row in rows] == [HEADINGS, plain]


def test_commas_inside_cells_do_not_cut_a_list_with_semicolons():
    rows = read_list(csv_file(HEADINGS, *[ANNA] * 5))[0].rows
    assert rows[1].cells == ANNA


def test_separator_that_excel_names_in_a_first_line_is_used():
    rows = read_list(b"sep=,\r\na,b;c\r\n1,2;3\r\n")[0].rows
    assert rows[0].cells == ["a", "b;c"]


def test_quoted_cells_hold_separators_and_line_breaks():
    rows = read_list(b'Navn;Note\r\n"Vind; Anna";"en\r\nto"\r\n')[0].rows
    assert rows[1].cells == ["Vind; Anna", "en\nto"]


def test_rows_have_the_numbers_that_a_spreadsheet_shows():
    rows = read_list(b"Navn;Tlf\r\n;\r\nAnna;1\r\n")[0].rows
    assert [row.number for row in rows] == [1, 3]


def test_formula_is_refused_with_its_place_and_never_kept():
    row = read_list(b"Navn;Tlf\r\n=HYPERLINK(1);2\r\n")[0].rows[1]
    assert (row.cells[0], row.faults) == ("", {0: FORMULA})


def test_what_stands_after_the_mark_of_an_export_is_text():
    row = read_list(b"Navn;Tlf\r\n'=1+1;'+x\r\n")[0].rows[1]
    assert (row.cells, row.faults) == (["=1+1", "+x"], {})


def test_digits_that_excel_was_told_to_leave_alone_are_digits():
    assert read_list(b'Navn;Tlf\r\nA;="86123456"\r\n')[0].rows[1].cells[1] == "86123456"


def test_quote_that_is_never_closed_is_told_with_its_line():
    data = b'Navn;Tlf\r\nA;1\r\n"' + b"x" * 1_100_000
    with pytest.raises(NotAListError, match="linje 3"):
        read_list(data)


def test_cell_that_is_far_too_long_is_cut_and_marked():
    row = read_list(b"Navn;Note\r\nA;" + b"x" * 50_000 + b"\r\n")[0].rows[1]
    assert len(row.cells[1]) < 200
    assert "for lang" in row.faults[1]


def test_list_with_too_many_rows_is_refused():
    with pytest.raises(NotAListError, match="20000 rækker"):
        read_list(b"a;b\r\n" * 20_001)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "tom"),
        (b" \r\n;;\r\n", "ikke noget"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "gammelt Excel"),
        (b"\x89PNG\r\n\x1a\n", "billede"),
        (b"\xff\xd8\xff\xe0", "billede"),
        (b"<html><table>", "webside"),
        (b"MZ\x90\x00", "program"),
        (b"Navn\x00\x01\x02;x\r\n", "ikke en liste"),
    ],
)
def test_what_is_no_list_is_refused_in_words(data, said):
    with pytest.raises(NotAListError, match=said):
        read_list(data)
