"""XLSX workbooks: what people put into them, and what attackers do."""

import random
import zipfile
from datetime import date

import pytest

from portal.imports.lists.reading import read_list
from portal.imports.lists.sheets import (
    BROKEN_FORMULA,
    ERROR_VALUE,
    LONGEST_CELL,
    MOST_ROWS,
    TOO_LONG,
    NotAListError,
)
from portal.imports.lists.workbook_xml import read_shared_texts, read_styles
from tests.imports.lists.files import ANNA, HEADINGS, with_part, xlsx, zipped

SHEET = "xl/worksheets/sheet1.xml"
START = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
END = "</sheetData></worksheet>"


def sheet_of(cells: str) -> bytes:
    """Return a workbook whose sheet has one row of these cells."""
    part = f'{START}<row r="1">{cells}</row>{END}'.encode()
    return with_part(xlsx([["x"]]), SHEET, part)


def first_row(data: bytes):
    return read_list(data)[0].rows[0]


def test_numbers_that_excel_stored_as_numbers_are_their_digits():
    assert first_row(xlsx([[86123456.0, 86123456, 7.5]])).cells == ["86123456", "86123456", "7.5"]


def test_dates_and_yes_or_no_are_what_a_person_would_type():
    assert first_row(xlsx([[date(2026, 12, 24), True, False]])).cells == ["2026-12-24", "Ja", "Nej"]


def test_cell_merged_over_several_rows_counts_for_all_of_them():
    rows = [HEADINGS, ANNA, [None, "Sygeplejerske", "Bent"], [None, "Leder", "Carl"]]
    read = read_list(xlsx(rows, merged=["A2:A4"]))[0].rows
    assert [row.cells[0] for row in read] == ["Afdeling", *["Alkoholteamet"] * 3]


def test_cells_merged_over_more_rows_than_any_list_needs_are_refused():
    merged = '<mergeCell ref="A1:A9999"/>' * 21
    part = f'{START}<row r="1"/></sheetData><mergeCells>{merged}</mergeCells></worksheet>'
    with pytest.raises(NotAListError, match="flettede celler"):
        read_list(with_part(xlsx([["x"]]), SHEET, part.encode()))


def test_each_row_of_a_long_list_may_have_merged_cells():
    rows = "".join(
        f'<row r="{n}"><c r="B{n}" t="inlineStr"><is><t>x</t></is></c></row>'
        for n in range(1, MOST_ROWS + 1)
    )
    wide = "".join(f'<mergeCell ref="B{n}:D{n}"/>' for n in range(1, MOST_ROWS + 1))
    part = f"{START}{rows}</sheetData><mergeCells>{wide}</mergeCells></worksheet>"
    assert len(read_list(with_part(xlsx([["x"]]), SHEET, part.encode()))[0].rows) == MOST_ROWS


def test_title_over_the_whole_width_is_a_title():
    read = read_list(xlsx([["Kontakter i Randers"], HEADINGS, ANNA], merged=["A1:G1"]))[0].rows
    assert [row.is_title for row in read] == [True, False, False]


def test_sheets_are_read_by_name_and_hidden_and_empty_ones_left_out():
    sheets = read_list(
        xlsx([HEADINGS, ANNA], more={"Tilbud": [["Tilbud"], ["Værested"]], "Tom": []})
    )
    assert [sheet.name for sheet in sheets] == ["Sheet", "Tilbud"]


def test_formula_is_read_by_its_kept_result_and_refused_without_one():
    row = first_row(sheet_of('<c r="A1"><f>1+1</f><v>2</v></c><c r="B1"><f>B2</f></c>'))
    assert row.cells == ["2"]
    assert row.faults == {1: BROKEN_FORMULA}


def test_error_of_the_spreadsheet_is_marked():
    assert first_row(sheet_of('<c r="A1" t="e"><v>#REF!</v></c>')).faults == {0: ERROR_VALUE}


def test_cells_are_found_with_and_without_their_names():
    cells = '<c t="inlineStr"><is><t>a</t></is></c><c r="D1" t="inlineStr"><is><t>d</t></is></c>'
    assert first_row(sheet_of(cells)).cells == ["a", "", "", "d"]


def test_archive_with_too_many_members_is_refused():
    many = {f"xl/{n}.xml": b"x" for n in range(61)}
    with pytest.raises(NotAListError, match="for meget"):
        read_list(zipped(many))


def test_archive_that_would_unpack_a_hundred_times_is_refused():
    with pytest.raises(NotAListError, match="for meget"):
        read_list(with_part(xlsx([["x"]]), SHEET, b"<x/>" + b" " * 15_000_000))


def test_archive_that_would_unpack_into_too_much_is_refused():
    noise = random.Random(1).randbytes(10_600_000)
    with pytest.raises(NotAListError, match="for meget"):
        read_list(zipped({"a": noise, "b": noise}, zipfile.ZIP_STORED))


def test_archive_that_lies_about_its_size_is_refused():
    data = bytearray(with_part(xlsx([["x"]]), SHEET, b"<x/>" + b"y" * 5_000))
    for mark, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        at = data.find(mark)
        while at >= 0:
            data[at + offset : at + offset + 4] = (10).to_bytes(4, "little")
            at = data.find(mark, at + 4)
    with pytest.raises(NotAListError):
        read_list(bytes(data))


def test_ten_megabytes_in_one_cell_are_cut_and_marked_where_the_archive_may_be_that_large():
    text = "".join(random.Random(2).choices("abcdefghijklmnopqrstuvwxyz ", k=10_000_000))
    row = first_row(sheet_of(f'<c r="A1" t="inlineStr"><is><t>{text}</t></is></c>'))
    assert len(row.cells[0]) < 200
    assert "for lang" in row.faults[0]


def test_text_that_cells_share_is_cut_once_and_marked_wherever_it_is_named():
    texts = f"<sst><si><t> {'x' * 500_000}</t></si></sst>".encode()
    assert [len(text) for text in read_shared_texts(texts)] == [LONGEST_CELL + 1]
    cells = '<c t="s"><v>0</v></c>' * 2
    row = first_row(with_part(sheet_of(cells), "xl/sharedStrings.xml", texts))
    assert row.faults == {0: TOO_LONG, 1: TOO_LONG}


def test_blanks_and_escaped_breaks_do_not_make_a_shared_text_too_long():
    typed = f"{' ' * 5_000}{'x' * 3_990}_x000D_\n{'y' * 9}".encode()
    [text] = read_shared_texts(b"<sst><si><t>" + typed + b"</t></si></sst>")
    assert text == f"{'x' * 3_990}\n{'y' * 9}"


def test_number_format_longer_than_excels_own_is_no_date():
    def styles(code: str) -> frozenset[int]:
        formats = f'<numFmts><numFmt numFmtId="200" formatCode="{code}"/></numFmts>'
        cells = '<cellXfs><xf numFmtId="200"/></cellXfs>'
        return read_styles(f"<styleSheet>{formats}{cells}</styleSheet>".encode())

    assert styles("[" * 251 + "yyyy") == {0}
    assert styles("[" * 300 + "yyyy") == frozenset()


def test_document_with_a_dtd_is_refused():
    bomb = (
        b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
        b"<worksheet><sheetData><row><c><v>&b;</v></c></row></sheetData></worksheet>"
    )
    with pytest.raises(NotAListError, match="kan ikke læses"):
        read_list(with_part(xlsx([["x"]]), SHEET, bomb))


@pytest.mark.parametrize(
    "part",
    [b"<worksheet>", b"", b"\x00", b'<row r="x"/>', START.encode() + b'<row r="1"><c s="?"/>'],
)
def test_damaged_part_is_refused_in_words(part):
    with pytest.raises(NotAListError):
        read_list(with_part(xlsx([["x"]]), SHEET, part))


def test_other_archive_is_refused_as_one():
    with pytest.raises(NotAListError, match="zip-arkiv"):
        read_list(zipped({"brev.txt": b"hej"}))


def test_truncated_workbook_is_refused():
    with pytest.raises(NotAListError, match="beskadiget"):
        read_list(xlsx([HEADINGS, ANNA])[:2_000])


def test_image_in_a_workbooks_name_is_refused():
    with pytest.raises(NotAListError, match="billede"):
        read_list(b"\x89PNG\r\n\x1a\n" + b"\0" * 100)
