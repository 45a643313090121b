"""A coordinator brings a list: guessed, seen, applied, undone; nothing is lost on the way."""

import io

import pytest
from openpyxl import load_workbook

from portal.extensions import db
from portal.history.writing import changing
from portal.models.contact import Contact
from portal.models.imports import ImportBatch
from portal.models.journal import JournalRow
from portal.models.organisation import Organisation
from portal.models.vocabulary import Action, ImportState, Role
from tests import factories
from tests.imports.lists.files import ANNA, BENT, HEADINGS, csv_file, xlsx

BAD = [*ANNA[:3], "12", *ANNA[4:]]


def names_in(database) -> list[str]:
    with database() as session:
        contacts = session.query(Contact).filter(Contact.archived_at.is_(None))
        return sorted(contact.name or "" for contact in contacts)


def test_list_is_seen_before_anything_is_written_and_then_applied(randers, database, batch_of):
    address = randers.bring(csv_file(HEADINGS, ANNA, BENT))
    seen = randers.page(address)
    assert "2 bliver oprettet" in seen
    assert "86 12 34 56 (Funktionens nummer, kun fagfolk)" in seen
    assert names_in(database) == []
    randers.client.submit(address)
    assert names_in(database) == ["Anna Vind", "Bent Hede"]
    assert "2 er oprettet, og 0 er ændret" in randers.page(address)
    batch = batch_of(address)
    assert (batch.state, batch.content, batch.plan) == (ImportState.APPLIED, None, None)


def test_what_its_owner_brings_counts_as_confirmed_and_stands_in_the_journal(randers, database):
    randers.apply(csv_file(HEADINGS, ANNA))
    with database() as session:
        contact = session.query(Contact).one()
        row = session.query(JournalRow).filter_by(entry_type="contact").one()
    assert contact.confirmed_at is not None
    assert (row.actor_name, row.action, row.before) == (contact.confirmed_by_name, "created", None)


def test_the_same_file_again_changes_nothing(randers, batch_of):
    data = csv_file(HEADINGS, ANNA, BENT)
    randers.apply(data)
    address = randers.bring(data)
    assert "Den ændrer ingenting" in randers.page(address)
    assert batch_of(address).unchanged_count == 2


def test_changes_are_shown_before_and_after(randers):
    randers.apply(csv_file(HEADINGS, ANNA))
    later = [*ANNA[:3], "86 99 99 99", *ANNA[4:]]
    seen = randers.page(randers.bring(csv_file(HEADINGS, later)))
    assert "86 12 34 56 (Funktionens nummer, kun fagfolk) → Efter: 86 99 99 99" in seen


def test_guess_of_a_column_can_be_changed(randers):
    sent = randers.send(csv_file(["Funktion", "Kaldes"], ["Leder", "Anna"]))
    columns = sent.headers["Location"]
    chosen = randers.client.submit(columns, {"ark-0-kolonne-1": "name"})
    assert "Leder, Anna" in randers.page(chosen.headers["Location"])


def test_choice_without_what_is_needed_is_refused_with_what_to_do(randers):
    columns = randers.send(csv_file(HEADINGS, ANNA)).headers["Location"]
    refused = randers.client.submit(columns, {"ark-0-kolonne-1": ""})
    assert refused.status_code == 422
    assert "Vælg den kolonne, hvor der står »Funktion«" in randers.words(refused)


def test_two_columns_cannot_mean_the_same(randers):
    columns = randers.send(csv_file(HEADINGS, ANNA)).headers["Location"]
    refused = randers.client.submit(columns, {"ark-0-kolonne-0": "name"})
    assert "To kolonner er valgt som »Navn«" in randers.words(refused)


def test_another_heading_row_is_guessed_anew(randers):
    columns = randers.send(csv_file(["A", "B"], HEADINGS, ANNA)).headers["Location"]
    shown = randers.client.submit(columns, {"ark-0-overskrift": "1"})
    assert shown.status_code == 200
    back = randers.client.fill_in(shown, {"ark-0-overskrift": "2"})
    assert randers.client.fill_in(back).status_code == 302


def test_rows_with_faults_are_left_out_only_when_somebody_says_so(randers, database, batch_of):
    address = randers.bring(csv_file(HEADINGS, BAD, BENT))
    assert "Række 2, Telefon: »12« er ikke et telefonnummer" in randers.page(address)
    assert randers.client.send(f"{address}/udfoer").status_code == 409
    assert names_in(database) == []
    pressed = randers.client.submit(address, button="Indlæs den ene række uden fejl")
    assert pressed.status_code == 302
    assert names_in(database) == ["Bent Hede"]
    assert batch_of(address).content is not None


def test_corrected_sheet_marks_the_faults_in_colour_and_in_words(randers):
    address = randers.bring(xlsx([HEADINGS, BAD, BENT]), "liste.xlsx")
    got = randers.client.get(f"{address}/rettet")
    assert "liste-med-fejl.xlsx" in got.headers["Content-Disposition"]
    page = load_workbook(io.BytesIO(got.data)).active
    assert [cell.value for cell in page[1]][:3] == ["Fejl", "Afdeling", "Stilling"]
    assert page["A2"].value.startswith("Telefon: »12« er ikke et telefonnummer")
    assert page["E2"].fill.fgColor.rgb.endswith("FFC7CE")
    assert [cell.value for cell in page[3]][1:4] == BENT[:3]
    assert page["E3"].fill.fgColor.rgb == "00000000"


def test_corrected_sheet_can_be_brought_again(randers):
    got = randers.client.get(f"{randers.bring(csv_file(HEADINGS, BAD, BENT))}/rettet")
    assert "1 række med fejl" in randers.page(randers.bring(got.data, "igen.xlsx"))


def test_whole_import_is_undone_at_once(randers, database, batch_of):
    with database():
        factories.make_contact("Sygeplejerske", "Bent Hede", randers_unit(), ["+4586000000"])
    address = randers.apply(csv_file(HEADINGS, ANNA, BENT, ["Nyt team", "Leder", *[""] * 5]))
    undone = randers.client.submit(address, button="Fortryd hele indlæsningen")
    assert undone.status_code == 302
    with database() as session:
        contacts = {c.function: c for c in session.query(Contact)}
        units = session.query(Organisation).filter_by(name="Nyt team").all()
        numbers = [phone.number for phone in contacts["Sygeplejerske"].phones]
    assert numbers == ["+4586000000"]
    assert [contacts[f].is_archived for f in ("Rusmiddelkoordinator", "Leder")] == [True, True]
    assert [unit.is_archived for unit in units] == [True]
    assert batch_of(address).state == ImportState.UNDONE


def randers_unit():
    return db.session.query(Organisation).filter_by(name="Alkoholteamet").one()


def test_what_was_changed_since_is_left_and_named(randers, database):
    address = randers.apply(csv_file(HEADINGS, ANNA, BENT))
    with database() as session:
        anna = session.query(Contact).filter_by(name="Anna Vind").one()
    randers.client.submit(f"/kontaktpersoner/{anna.id}/ret", {"note": "Ring først."})
    randers.client.submit(address, button="Fortryd hele indlæsningen")
    assert names_in(database) == ["Anna Vind"]
    assert "Rusmiddelkoordinator, Anna Vind er ændret siden" in randers.page(address)


def test_what_others_lean_on_by_now_is_left_and_named(randers, database):
    address = randers.apply(csv_file(HEADINGS, ANNA, ["Nyt team", "Leder", "Carl", *[""] * 4]))
    with database() as session:
        contacts = {c.name: c for c in session.query(Contact)}
        place = contacts["Anna Vind"].organisation.municipality
        with changing(None, place, Action.EDITED):
            place.central_contact_id = contacts["Anna Vind"].id
        factories.make_route(place, factories.make_domain("alkohol"), steps=[contacts["Carl"]])
    randers.client.submit(address, button="Fortryd hele indlæsningen")
    said = randers.page(address)
    assert "Anna Vind er blevet kommunens centrale indgang" in said
    assert "Carl er blevet et trin i en overleveringsvej" in said
    assert "Nyt team, Randers Kommune bruges stadig" in said
    assert names_in(database) == ["Anna Vind", "Carl"]


def test_list_that_was_applied_cannot_be_applied_or_undone_twice(randers):
    address = randers.apply(csv_file(HEADINGS, ANNA))
    assert randers.client.send(f"{address}/udfoer").status_code == 409
    randers.client.submit(address, button="Fortryd hele indlæsningen")
    assert randers.client.send(f"{address}/fortryd").status_code == 409


def test_list_can_be_let_go(randers, database):
    address = randers.bring(csv_file(HEADINGS, ANNA))
    randers.client.submit(address, button="Kassér listen")
    with database() as session:
        assert session.query(ImportBatch).count() == 0


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"%PDF-1.7", "liste.xlsx", "Filen er en PDF"),
        (b"", "liste.csv", "Filen er tom"),
        (csv_file(HEADINGS, ANNA), "070761-4285.csv", "CPR-nummer"),
    ],
)
def test_file_that_cannot_be_taken_is_refused_in_words(randers, database, data, name, said):
    refused = randers.send(data, name)
    assert refused.status_code == 422
    assert said in randers.words(refused)
    assert "-4285" not in refused.text  # a form's random key may hold the digits
    with database() as session:
        assert session.query(ImportBatch).count() == 0


def test_file_of_five_megabytes_is_taken_and_a_larger_one_told_so(randers):
    assert randers.send(b"a;b\r\n" + (b"x" * 320 + b"\r\n") * 15_000).status_code == 302
    refused = randers.send(b"x" * 5_300_000)
    assert refused.status_code == 413
    assert "højst fylde 5 MB" in randers.words(refused)


def test_cpr_number_of_a_list_is_on_no_page_and_in_no_database(randers, database):
    row = [*ANNA[:2], "Anna 070761-4285", *ANNA[3:]]
    address = randers.bring(csv_file(HEADINGS, row))
    assert "Række 2, Navn: Her står noget, der ligner et CPR-nummer" in randers.page(address)
    pages = randers.client.get(address).text + randers.client.get(f"{address}/kolonner").text
    assert "-4285" not in pages


def test_coordinator_sees_no_list_of_another_municipality(randers, client_of, database):
    address = randers.bring(csv_file(HEADINGS, ANNA))
    with database():
        viborg = factories.make_municipality("Viborg")
    other = client_of(Role.COORDINATOR, viborg)
    assert other.get(address).status_code == 403
    assert "liste.csv" not in other.get("/min-kommune/indlaes").text
    answer = other.send("/min-kommune/indlaes", {"municipality_id": str(randers.municipality_id)})
    assert answer.status_code == 422


def test_import_of_a_demo_user_is_marked_as_demo_and_real_users_get_no_demo_numbers(randers):
    said = randers.page(randers.bring(csv_file(HEADINGS, [*ANNA[:3], "84 00 01 01", *ANNA[4:]])))
    assert "Numre på 84 er kun til demo" in said


def test_file_is_kept_for_a_day_and_no_longer(randers, database, batch_of):
    address = randers.bring(csv_file(HEADINGS, ANNA))
    with database() as session:
        batch = session.query(ImportBatch).one()
        batch.created_at = batch.created_at.replace(year=batch.created_at.year - 1)
    assert "højst gemt i 24 timer" in randers.page(address)
    randers.bring(csv_file(HEADINGS, BENT))
    assert batch_of(address).content is None
