"""Intervals against published values, numbers and files as Danes read them."""

import csv
import io
from datetime import date, timedelta

import pytest

from portal.figures.shares import Share, wilson
from portal.figures.tables import (
    TOO_FEW,
    Table,
    cell_words,
    duration,
    interval_words,
    number,
    percent,
    write_csv,
)

# R. G. Newcombe, "Two-sided confidence intervals for the single proportion: comparison of seven
# methods", Statistics in Medicine 17 (1998) 857-872, table I, method 3 (score, no correction).
NEWCOMBE = [
    (81, 263, 0.2553, 0.3662),
    (15, 148, 0.0624, 0.1605),
    (0, 20, 0.0000, 0.1611),
    (1, 29, 0.0061, 0.1718),
]


@pytest.mark.parametrize(("part", "whole", "low", "high"), NEWCOMBE)
def test_interval_is_the_published_one(part, whole, low, high):
    assert wilson(part, whole) == pytest.approx((low, high), abs=0.00005)


def test_interval_is_the_same_seen_from_the_other_side():
    low, high = wilson(3, 40)
    assert wilson(37, 40) == pytest.approx((1 - high, 1 - low))


def test_interval_of_nothing_is_everything():
    assert wilson(0, 0) == (0.0, 1.0)


def test_share_of_too_few_is_not_given_but_its_counts_are():
    share = Share(4, 9, least=10, is_sample=True)
    assert (share.value, share.interval) == (None, None)
    assert cell_words(share, TOO_FEW) == "for få opkald"
    assert (share + Share(1, 1, 10, True)).value == 0.5


def test_what_is_counted_whole_has_no_interval():
    assert Share(3, 4).interval is None


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        (1234, "1.234"),
        (Share(1, 8), "12,5\N{NO-BREAK SPACE}%"),
        (None, "–"),
        (Share(0, 0), "–"),
        (date(2026, 11, 3), "3. november 2026"),
        (timedelta(minutes=20), "under 1 time"),
        (timedelta(hours=1), "1 time"),
        (timedelta(hours=60), "2,5 dage"),
        ("Æbelø", "Æbelø"),
    ],
)
def test_cells_are_written_the_danish_way(cell, words):
    assert cell_words(cell) == words


def test_numbers_have_a_point_for_thousands_and_a_comma_for_decimals():
    assert number(1234567.891, 2) == "1.234.567,89"
    assert percent(1) == "100,0\N{NO-BREAK SPACE}%"
    assert interval_words((0.0624, 0.1605)) == "6,2-16,1\N{NO-BREAK SPACE}%"
    assert duration(timedelta(hours=5)) == "5 timer"


def lines_of(content):
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


def test_file_opens_in_danish_excel():
    rows = [["Ringkøbing-Skjern", Share(1, 8), 1234, timedelta(hours=36), date(2026, 11, 3)]]
    content = write_csv(Table("x", "X", ["Kommune", "Andel", "Antal", "Tid", "Dag"], rows))
    assert content.startswith(b"\xef\xbb\xbfKommune;Andel;")
    assert content.endswith(b"\r\n")
    assert lines_of(content)[1] == ["Ringkøbing-Skjern", "12,5", "1234", "1,50", "2026-11-03"]


def test_file_holds_both_ends_of_an_interval():
    rows = [["A", Share(15, 148, is_sample=True), 1], ["B", Share(1, 2, 10, True), 2]]
    content = write_csv(Table("x", "X", ["Kommune", "Andel", "Antal"], rows))
    assert lines_of(content) == [
        ["Kommune", "Andel", "Andel, fra", "Andel, til", "Antal"],
        ["A", "10,1", "6,2", "16,0", "1"],
        ["B", "", "", "", "2"],
    ]


@pytest.mark.parametrize("text", ["=1+1", "@SUM(A1)", "\tx", "\rx", "+cmd|'/C calc'", "-2+3"])
def test_file_never_holds_a_formula(text):
    assert lines_of(write_csv(Table("x", "X", ["A"], [[text]])))[1][0].startswith("'")


@pytest.mark.parametrize("text", ["+4584000101", "+45 84 00 01 01", 'Æ; "ø" og å', "3-4", "–"])
def test_phone_numbers_and_danish_letters_come_through_unchanged(text):
    assert lines_of(write_csv(Table("x", "X", ["A"], [[text]])))[1] == [text]
