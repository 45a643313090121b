"""Every place of the reference data is found, and lies where it lies."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from portal.answers.understanding.gazetteer import (
    Gazetteer,
    MunicipalityRow,
    PlaceRow,
)
from portal.answers.understanding.place import PlaceLevel
from portal.answers.understanding.place_names import folded_key
from portal.answers.understanding.question import Question
from portal.text.folding import slugify

Ask = Callable[[str], Question]


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_each_municipality_of_denmark_is_understood_by_its_name(ask: Ask, reference: Path) -> None:
    municipalities = rows(reference / "municipalities_dk.csv")

    assert len(municipalities) == 98
    for row in municipalities:
        for text in (row["name"], f"{row['name']} Kommune", f"demens i {row['name']}"):
            assert ask(text).municipality == row["code"], text


def test_each_municipality_of_the_region_is_understood_by_slug_and_variants(
    ask: Ask, reference: Path
) -> None:
    for row in rows(reference / "municipalities.csv"):
        names = [row["slug"], row["name"].lower(), row["name"].upper(), slugify(row["name"])]
        for name in [*names, *filter(None, row["variants"].split(";"))]:
            question = ask(f"{name} demens")
            assert (question.municipality, question.outside_region) == (row["code"], False), name


def test_every_postcode_gives_its_primary_municipality(ask: Ask, reference: Path) -> None:
    postcodes = [row for row in rows(reference / "places.csv") if row["is_primary"] == "1"]

    assert len(postcodes) == 1162
    for row in postcodes:
        if "-" not in row["postcode"]:
            assert ask(f"alkohol {row['postcode']}").municipality == row["municipality_code"]


def test_a_postcode_inside_a_range_is_known(gazetteer: Gazetteer) -> None:
    place = gazetteer.find_postcode("1234")

    assert place is not None
    assert place.municipality.code == "0101"
    assert gazetteer.find_postcode("0001") is None


@pytest.mark.parametrize(("file", "column"), [("towns.csv", "town"), ("parishes.csv", "parish")])
def test_every_town_and_village_of_the_region_is_understood(
    ask: Ask, gazetteer: Gazetteer, reference: Path, file: str, column: str
) -> None:
    inside = [
        row
        for row in rows(reference / file)
        if row["municipality_code"] in gazetteer.municipalities
        and gazetteer.is_in_region(row["municipality_code"])
    ]
    missed = []
    for row in inside:
        question = ask(f"demens i {row[column]}")
        offered = {question.municipality, *(other.code for other in question.alternatives)}
        if row["municipality_code"] not in offered:
            missed.append(row[column])

    # Both are a municipality's own name too, which goes before the village.
    assert set(missed) <= {"Holbæk", "Skjern"}


def test_a_place_in_the_region_goes_before_its_namesake_outside(gazetteer: Gazetteer) -> None:
    place = gazetteer.find_name(folded_key("Viby"))

    assert place is not None
    assert [share.code for share in place.shares] == ["0751"]


def test_namesakes_inside_the_region_are_kept_to_choose_from(gazetteer: Gazetteer) -> None:
    place = gazetteer.find_name(folded_key("Ørum"))

    assert place is not None
    assert place.municipality.code == "0791"
    assert [share.code for share in place.namesakes] == ["0707", "0730", "0766", "0779"]


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Nr. Snede", "0756"),
        ("sdr felding", "0657"),
        ("Karup", "0791"),
        ("Viby J", "0751"),
        ("Århus C", "0751"),
        ("aarhus midtby", "0751"),
        ("Randers NV", "0730"),
        ("hvidesande", "0760"),
        ("Ringkjøbing", "0760"),
        ("RKSK", "0760"),
        ("grenå", "0707"),
        ("Salling", "0779"),
        ("Viborgs", "0791"),
        ("Randers'", "0730"),
    ],
)
def test_names_are_understood_as_people_write_them(ask: Ask, written: str, code: str) -> None:
    assert ask(f"alkohol {written}").municipality == code


def test_a_place_of_no_municipality_is_left_out() -> None:
    municipality = MunicipalityRow("0400", "Bornholm", False)
    island = PlaceRow("Christiansø", PlaceLevel.TOWN, "0411")

    assert Gazetteer([municipality], [island]).find_name("christianso") is None
