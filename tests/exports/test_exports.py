"""What leaves the portal: marked when it is internal, and nothing internal when it is not."""

import csv
import io
from datetime import date

import pytest
from openpyxl import load_workbook

from portal.exports.call_sheet import make_call_sheets
from portal.exports.entries import list_entries_of
from portal.exports.lists import csv_bytes, harmless
from portal.models.vocabulary import Audience, Callers, OfferKind, Role
from portal.text.latin import drawable
from tests import factories
from tests.exports.pdf_text import page_count, text_of

NAME, FUNCTION, NOTE = "Demo Hemmelig", "Skjult funktion", "Kun for fagfolk"
PERSONS, PROFESSIONALS, PUBLIC = "84 00 09 01", "84 00 09 02", "84 00 09 03"
PLANTED = [NAME, FUNCTION, NOTE, PERSONS, PROFESSIONALS, "Skjult Vej 1", "Lukket for borgere"]
DAY = date(2026, 11, 22)


def e164(number: str) -> str:
    return "+45" + number.replace(" ", "")


@pytest.fixture
def randers(database):
    with database():
        randers = factories.make_municipality("Randers")
        unit = factories.make_organisation("Randers Kommune", randers)
        factories.make_contact(FUNCTION, NAME, unit, [e164(PERSONS)], note=NOTE)
        phones = [
            factories.Phone(position=0, number=e164(PROFESSIONALS)),
            factories.Phone(position=1, number=e164(PUBLIC), audience=Audience.PUBLIC),
        ]
        about = {"note": NOTE, "referral": NOTE, "address": "Skjult Vej 1"}
        centre = OfferKind.CRISIS_CENTRE
        factories.make_offer("Krisecenteret", centre, unit, phones, is_address_hidden=True, **about)
        factories.make_offer("Lukket for borgere", organisation=unit, callers=Callers.PROFESSIONAL)
    return randers


def export(app, folder, form: str, audience: str) -> bytes:
    target = folder / f"ud.{form}"
    done = app.test_cli_runner().invoke(args=["export", form, str(target), "--audience", audience])
    assert done.exit_code == 0, done.output
    return target.read_bytes()


def words_of(form: str, data: bytes) -> str:
    if form == "pdf":
        return text_of(data)
    if form == "csv":
        return data.decode("utf-8-sig")
    sheets = load_workbook(io.BytesIO(data)).worksheets
    return "\n".join(str(cell.value) for page in sheets for row in page.rows for cell in row)


@pytest.mark.parametrize("form", ["xlsx", "csv", "pdf"])
def test_public_export_holds_no_person_and_nothing_for_professionals(app, randers, tmp_path, form):
    words = words_of(form, export(app, tmp_path, form, "public"))
    assert PUBLIC in words
    assert "Krisecenteret" in words
    assert [planted for planted in PLANTED if planted in words] == []


@pytest.mark.parametrize("form", ["xlsx", "csv", "pdf"])
def test_internal_export_holds_them_all(app, randers, tmp_path, form):
    words = words_of(form, export(app, tmp_path, form, "internal"))
    assert NAME in words
    assert PERSONS in words
    assert PROFESSIONALS in words


def test_public_is_what_an_export_is_unless_somebody_says_otherwise(app, randers, tmp_path):
    target = tmp_path / "ud.csv"
    app.test_cli_runner().invoke(args=["export", "csv", str(target)])
    assert NAME not in target.read_text(encoding="utf-8-sig")


@pytest.mark.parametrize("form", ["hsds", "fhir", "exe"])
def test_format_that_is_not_there_is_not_offered(app, tmp_path, form):
    done = app.test_cli_runner().invoke(args=["export", form, str(tmp_path / "x")])
    assert done.exit_code != 0


def test_internal_files_say_that_they_are(app, randers, client_of):
    client = client_of(Role.COORDINATOR, randers)
    here, forms = "/min-kommune/hent/randers", ("xlsx", "csv", "pdf")
    files = {form: client.get(f"{here}/{form}") for form in forms}
    names = [answer.headers["Content-Disposition"] for answer in files.values()]
    assert ["randers-internt-" in name for name in names] == [True] * 3
    first = load_workbook(io.BytesIO(files["xlsx"].data)).worksheets[0]["A1"].value
    assert first.startswith("INTERNT – må ikke gives videre. Randers Kommune, ")
    assert "INTERNT - må ikke gives videre" in text_of(files["pdf"].data)


def test_cells_of_a_workbook_are_text_and_never_formulas(app, randers, client_of, database):
    with database():
        factories.make_contact("=1+1", "+4", factories.make_organisation("=A1", randers))
    data = client_of(Role.COORDINATOR, randers).get("/min-kommune/hent/randers/xlsx").data
    cells = [c for page in load_workbook(io.BytesIO(data)).worksheets for r in page.rows for c in r]
    assert {cell.data_type for cell in cells if cell.value is not None} == {"s"}


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=1+1", "'=1+1"), ("@x", "'@x"), ("\tx", "'\tx"), ("\rx", "'\rx"), ("-x", "'-x"),
        ("+x", "'+x"), ("+46 84712345", "+46 84712345"), ("+4684712345", "+4684712345"),
        ("86 12 34 56", "86 12 34 56"), ("a=b", "a=b"), ("", ""),
    ],
)  # fmt: skip
def test_only_what_a_spreadsheet_would_carry_out_gets_a_mark(text, written):
    assert harmless(text) == written


def test_csv_has_semicolons_and_the_mark_by_which_excel_knows_utf_8():
    data = csv_bytes(["Navn"], [["Åse;Ø"]])
    assert data.startswith(b"\xef\xbb\xbf")
    assert list(csv.reader(io.StringIO(data.decode("utf-8-sig")), delimiter=";")) == [
        ["Navn"],
        ["Åse;Ø"],
    ]


def test_call_sheet_is_one_page_a_municipality_with_its_day(app, randers, database):
    with database():
        viborg = factories.make_municipality("Viborg")
        places = [factories.make_municipality("Randers"), viborg]
        pdf = make_call_sheets([list_entries_of(one) for one in places], DAY)
    assert page_count(pdf) == 2
    assert "Udskrevet 22. november 2026" in text_of(pdf)
    assert text_of(pdf).index("Randers Kommune") < text_of(pdf).index("Viborg Kommune")


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
@pytest.mark.parametrize("people", [40, 200])
def test_call_sheet_stays_one_page_and_counts_what_it_leaves_out(app, randers, database, people):
    with database():
        unit = factories.make_organisation("Team", randers)
        for number in range(people):
            factories.make_contact(f"Person {number:03}", None, unit, [f"+45861{number:05}"])
        place = factories.make_municipality("Randers")
        pdf = make_call_sheets([list_entries_of(place)], DAY)
    words = text_of(pdf)
    assert page_count(pdf) == 1
    shown = words.count("Person ")
    assert shown == people or (shown > 50 and f"... og {people - shown} til" in words)


def test_names_in_other_letters_are_drawn_without_their_accents():
    assert drawable("Šuler – “Ørsted” …") == 'Suler - "Ørsted" ...'
