"""``flask import-entries``: a dry run that tells all, and writing when it is told to."""

import pytest

from portal.models.contact import Contact
from tests.imports.lists.files import ANNA, BENT, HEADINGS, csv_file

pytestmark = pytest.mark.parametrize("app", ["sqlite"], indirect=True)


@pytest.fixture
def run(app, furnished, tmp_path):
    """``run(data, *options)`` writes a file and runs the command on it."""

    def run_on(data: bytes, *options: str):
        path = tmp_path / "liste.csv"
        path.write_bytes(data)
        return app.test_cli_runner().invoke(args=["import-entries", str(path), *options])

    return run_on


def people(database) -> list[str]:
    with database() as session:
        return sorted(contact.name for contact in session.query(Contact))


def test_dry_run_tells_what_would_change_and_every_fault_and_writes_nothing(run, database):
    bad = [*ANNA[:3], "12", *ANNA[4:]]
    done = run(csv_file(HEADINGS, bad, BENT), "--municipality", "0730")
    assert "Randers Kommune: 1 oprettes, 0 ændres, 0 er der allerede, 1 med fejl." in done.output
    assert "Række 2, Telefon: »12« er ikke et telefonnummer" in done.output
    assert people(database) == []


def test_list_is_written_when_told_to_and_the_second_time_changes_nothing(run, database):
    data = csv_file(HEADINGS, ANNA, BENT)
    run(data, "--municipality", "0730", "--apply")
    assert people(database) == ["Anna Vind", "Bent Hede"]
    again = run(data, "--municipality", "0730", "--apply")
    assert "0 oprettes, 0 ændres, 2 er der allerede" in again.output


def test_list_with_a_fault_is_not_written_at_all(run, database):
    bad = [*ANNA[:3], "12", *ANNA[4:]]
    done = run(csv_file(HEADINGS, bad, BENT), "--municipality", "0730", "--apply")
    assert done.exit_code == 1
    assert people(database) == []


def test_rows_name_their_own_municipality_where_none_is_given(run, database):
    rows = [["Kommune", "Funktion", "Navn"], ["Randers", "Leder", "Anna"], ["0791", "Leder", "Bo"]]
    done = run(csv_file(*rows), "--apply")
    assert "Randers Kommune: 1 oprettes" in done.output
    assert "Viborg Kommune: " in done.output


@pytest.mark.parametrize(
    ("data", "options", "said"),
    [
        (b"%PDF-1.7", ["--municipality", "0730"], "Filen er en PDF"),
        (csv_file(HEADINGS, ANNA), ["--municipality", "9999"], "No municipality 9999"),
        (csv_file(HEADINGS, ANNA), [], "no municipality known"),
    ],
)
def test_what_cannot_be_imported_is_told(run, data, options, said):
    done = run(data, *options)
    assert done.exit_code == 1
    assert said in done.output
