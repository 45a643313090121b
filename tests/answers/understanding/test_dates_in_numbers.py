"""Dates in numbers, and what looks like them; asked on Wednesday 25 November 2026, 13.30."""

import pytest

from tests.answers.understanding.asking_moments import NOW, moment, wall


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("24.12. kl 20", "2026-12-24 20:00"),
        ("24. 12. kl 20", "2026-12-24 20:00"),
        ("24.12 kl. 20 randers", "2026-12-24 20:00"),
        ("24.12 20:00", "2026-12-24 20:00"),
        ("24.12 20.00", "2026-12-24 20:00"),
        ("udskrives 24.12", "2026-12-24 10:00"),
        ("3.12. kl 20", "2026-12-03 20:00"),
        ("10.12 kl 8", "2026-12-10 08:00"),
        ("torsdag 3.12", "2026-12-03 10:00"),
        ("3.12.26", "2026-12-03 10:00"),
        ("03.12.26 kl. 13.45", "2026-12-03 13:45"),
        ("d. 3.12.26", "2026-12-03 10:00"),
        ("3.12.-26", "2026-12-03 10:00"),
        ("3/12-26", "2026-12-03 10:00"),
        ("3/12/26", "2026-12-03 10:00"),
        ("3/12 2026", "2026-12-03 10:00"),
        ("3.12 2026", "2026-12-03 10:00"),
        ("3.12.2026", "2026-12-03 10:00"),
        ("3. 12. 2026", "2026-12-03 10:00"),
        ("24/12-26/12", "2026-12-24 10:00"),
        ("mandag d. 30", "2026-11-30 10:00"),
        ("mandag den 30. hvem kan komme", "2026-11-30 10:00"),
        ("onsdag den 25.", NOW),
        ("d. 30 skal han hjem", "2026-11-30 10:00"),
        ("psykisk syg Horsens fredag 9", "2026-11-27 09:00"),
        ("i morgen 8, alkohol", "2026-11-26 08:00"),
        ("lørdag aften 9", "2026-11-28 21:00"),
    ],
)
def test_dates_in_numbers_set_the_moment(text: str, expected: str) -> None:
    assert wall(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("16.30", "2026-11-25 16:30"),
        ("10.12", "2026-11-26 10:12"),
        ("kl 8.12", "2026-11-26 08:12"),
        ("torsdag 10.12", "2026-11-26 10:12"),
        ("3.12.20:00", None),
        ("3.12", None),
        ("kl 24.12", None),
        ("25.12 kr", None),
        ("86.10.12.26", None),
        ("20.12.26.34", None),
        ("21.30.45.67", None),
        ("031226-1234", None),
        ("03.12.26-1234", None),
        ("født 3.12.45", None),
        ("født 3.12.1945, sover ude i nat", "2026-11-26 02:00"),
        ("lørdag den 30-årige mand", "2026-11-28 10:00"),
        ("faldt mandag d. 16", None),
        ("halv en flaske", None),
        ("fredag 2 børn", "2026-11-27 10:00"),
        ("lørdag 3 gange", "2026-11-28 10:00"),
        ("fredag 9 børn", "2026-11-27 10:00"),
        ("i morgen 8 alkohol", "2026-11-26 10:00"),
        ("lørdag 85", "2026-11-28 10:00"),
        ("lørdag 8600", "2026-11-28 10:00"),
        ("fredag 9.", "2026-11-27 10:00"),
        ("onsdag 9", "2026-11-25 13:30"),
        ("i dag 12", "2026-11-25 13:30"),
    ],
)
def test_numbers_that_are_no_dates(text: str, expected: str | None) -> None:
    assert wall(text) == expected


@pytest.mark.parametrize(
    "text", ["31/2", "d. 31/2", "d. 31. februar", "31.02.26", "31/2 2027", "kl 25", "kl. 25.10"]
)
def test_dates_and_hours_that_are_none_set_no_moment(text: str) -> None:
    assert moment(text) is None
