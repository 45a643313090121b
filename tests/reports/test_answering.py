"""Answering a report: by its coordinators alone, with a choice; who reported sees the answer."""

import pytest
from sqlalchemy import select

from portal.history.queries import list_rows_of
from portal.models.contact import Contact
from portal.models.report import Report
from portal.models.vocabulary import ReportState, Role, Sector
from tests.factories import (
    make_contact,
    make_municipality,
    make_offer,
    make_organisation,
    make_report,
    make_user,
)


@pytest.fixture
def reported(database):
    """A contact in Randers, a bridge-builder's report of it, and its bridge-builder."""
    with database():
        contact = make_contact("Visitator", name=None, phones=["+4586123456"])
        builder = make_user(Role.BRIDGE_BUILDER, name="Demo Fur")
        report = make_report(contact, builder, note="Ny afdeling siden mandag")
    return contact, report, builder


def stored(database, report):
    with database() as session:
        return session.get_one(Report, report.id)


@pytest.fixture
def coordinator(database, reported, client_of):
    with database():
        randers = make_municipality("Randers")
    return client_of(Role.COORDINATOR, randers)


def test_coordinator_sees_what_is_wrong_and_who_says_so(coordinator, reported):
    page = coordinator.get("/min-kommune").text
    assert "Meldt fejl (1)" in page
    assert "Nummeret er forkert" in page
    assert "Ny afdeling siden mandag" in page
    assert "Demo Fur, brobygger" in page


@pytest.mark.parametrize(
    ("button", "state"),
    [
        ("solved", ReportState.SOLVED),
        ("rejected", ReportState.REJECTED),
        ("in_progress", ReportState.IN_PROGRESS),
    ],
)
def test_report_is_answered_with_one_button(database, coordinator, reported, button, state):
    _, report, _ = reported
    answer = coordinator.submit("/min-kommune", {"answer": "Tak for hjælpen"}, button)
    assert answer.headers["Location"] == "/min-kommune"
    found = stored(database, report)
    assert (found.state, found.answer) == (state, "Tak for hjælpen")
    assert (found.closed_at is None) == (state == ReportState.IN_PROGRESS)


def test_closed_report_marks_nothing_any_more(coordinator, reported):
    contact, _, _ = reported
    assert "Meldt fejl" in coordinator.get(f"/kontaktpersoner/{contact.id}").text
    coordinator.submit("/min-kommune", {"answer": ""}, "rejected")
    assert "Meldt fejl" not in coordinator.get(f"/kontaktpersoner/{contact.id}").text
    assert "Meldt fejl" not in coordinator.get("/?q=visitator randers").text


def test_answer_with_a_cpr_number_is_refused_and_kept(database, coordinator, reported):
    _, report, _ = reported
    answer = coordinator.submit("/min-kommune", {"answer": "Ring om 070761-4285"}, "solved")
    assert answer.status_code == 422
    assert "Ring om 070761-4285" in answer.text
    assert stored(database, report).state == ReportState.NEW


def test_coordinator_of_another_municipality_cannot_answer(database, reported, client_of):
    _, report, _ = reported
    with database():
        viborg = make_municipality("Viborg")
    foreign = client_of(Role.COORDINATOR, viborg)
    assert "Meldt fejl (1)" not in foreign.get("/min-kommune").text
    address = f"/meldinger/{report.id}/svar"
    assert foreign.get(address).status_code == 403
    assert foreign.send(address, {"state": "rejected"}).status_code == 403
    assert stored(database, report).state == ReportState.NEW


def test_who_reported_cannot_answer_it(reported, client_of):
    _, report, _ = reported
    assert client_of(Role.BRIDGE_BUILDER).get(f"/meldinger/{report.id}/svar").status_code == 403


def test_two_coordinators_answering_at_once_do_not_overwrite_each_other(
    database, coordinator, reported, client_of
):
    _, report, _ = reported
    shown = coordinator.get("/min-kommune")
    with database():
        randers = make_municipality("Randers")
    client_of(Role.COORDINATOR, randers).submit("/min-kommune", {"answer": "Jeg"}, "solved")
    late = coordinator.fill_in(shown, {"answer": "Nej"}, "rejected")
    assert late.status_code == 409
    assert stored(database, report).answer == "Jeg"


def test_button_pressed_twice_answers_once(coordinator, reported):
    shown = coordinator.get("/min-kommune")
    first = coordinator.fill_in(shown, {"answer": ""}, "solved")
    second = coordinator.fill_in(shown, {"answer": ""}, "solved")
    assert first.headers["Location"] == second.headers["Location"] == "/min-kommune"


def test_report_closed_by_mistake_is_opened_again(database, coordinator, reported):
    _, report, _ = reported
    coordinator.submit("/min-kommune", {"answer": ""}, "rejected")
    address = f"/meldinger/{report.id}/svar"
    assert address in coordinator.get("/min-kommune").text
    coordinator.submit(address, {"state": "in_progress", "answer": "Vi ser på det igen"})
    assert stored(database, report).closed_at is None
    assert "Meldt fejl (1)" in coordinator.get("/min-kommune").text


def test_editing_the_entry_closes_the_report_in_the_same_step(database, coordinator, reported):
    contact, report, _ = reported
    page = f"/kontaktpersoner/{contact.id}/ret?solved={report.id}"
    coordinator.submit(page, {"phones-0-number": "86 12 34 57"})
    assert stored(database, report).state == ReportState.SOLVED


def test_editing_something_else_leaves_the_report_open(database, coordinator, reported):
    contact, report, _ = reported
    page = f"/kontaktpersoner/{contact.id}/ret"
    assert coordinator.submit(page, {"note": "Ring helst om morgenen"}).status_code == 302
    assert stored(database, report).state == ReportState.NEW


def test_refused_edit_closes_nothing_and_keeps_the_tick(database, coordinator, reported):
    contact, report, _ = reported
    page = f"/kontaktpersoner/{contact.id}/ret?solved={report.id}"
    refused = coordinator.submit(page, {"function": ""})
    assert refused.status_code == 422
    assert stored(database, report).state == ReportState.NEW
    coordinator.fill_in(refused, {"function": "Visitator"})
    assert stored(database, report).state == ReportState.SOLVED


def test_report_of_another_entry_cannot_be_closed_by_an_edit(database, coordinator, reported):
    contact, _, _ = reported
    with database():
        viborg = make_organisation("Viborg Kommune", make_municipality("Viborg"))
        foreign = make_report(make_contact("Anden", organisation=viborg))
    page = f"/kontaktpersoner/{contact.id}/ret?solved={foreign.id}"
    assert coordinator.submit(page, {"note": "Ring helst om morgenen"}).status_code == 302
    assert stored(database, foreign).state == ReportState.NEW


def test_archiving_the_entry_closes_its_reports(database, coordinator, reported):
    contact, report, _ = reported
    coordinator.submit(f"/kontaktpersoner/{contact.id}/arkiver")
    found = stored(database, report)
    assert found.state == ReportState.SOLVED
    assert found.answer == "Er ikke længere i portalen."


def test_undoing_the_edit_leaves_the_answer_as_it_was(database, coordinator, reported):
    contact, report, _ = reported
    page = f"/kontaktpersoner/{contact.id}/ret?solved={report.id}"
    coordinator.submit(page, {"note": "Ring helst om morgenen"})
    with database() as session:
        edit = list_rows_of(session.get_one(Contact, contact.id))[0]
    coordinator.send(f"/historik/{edit.sequence}/fortryd")
    assert stored(database, report).state == ReportState.SOLVED
    with database() as session:
        assert session.get_one(Contact, contact.id).note == ""


def test_who_reported_is_told_of_the_answer_until_it_was_seen(
    database, coordinator, reported, sign_in
):
    _, _, builder = reported
    client = sign_in(builder)
    assert "Du har fået svar" not in client.get("/").text
    assert "Ingen har svaret endnu." in client.get("/meldinger").text
    coordinator.submit("/min-kommune", {"answer": "Nummeret er nyt nu"}, "solved")
    assert "Du har fået svar på en fejlmelding." in client.get("/").text
    assert client.submit("/", button="Se svaret").headers["Location"] == "/meldinger"
    assert "Nummeret er nyt nu" in client.get("/meldinger").text
    assert "Du har fået svar" not in client.get("/").text


def test_nobody_sees_what_others_reported(reported, client_of):
    assert "Visitator" not in client_of(Role.BRIDGE_BUILDER).get("/meldinger").text


def test_coordinator_of_an_organisation_answers_for_its_departments(database, client_of):
    with database():
        psychiatry = make_organisation("Psykiatrien", sector=Sector.REGIONAL)
        ward = make_organisation("Afsnit S1", sector=Sector.REGIONAL, parent=psychiatry)
        make_report(make_offer("Sengeafsnittet", organisation=ward))
    client = client_of(Role.COORDINATOR, psychiatry)
    assert "Meldt fejl (1)" in client.get("/min-kommune").text
    client.submit("/min-kommune", {"answer": ""}, "solved")
    assert "Meldt fejl (1)" not in client.get("/min-kommune").text


def test_administrator_sees_reports_of_what_belongs_to_no_municipality(database, client_of):
    with database():
        line = make_organisation("Linjen", sector=Sector.VOLUNTARY)
        make_report(make_offer("Rådgivningslinjen", organisation=line))
    page = client_of(Role.ADMINISTRATOR).get("/min-kommune?sted=andre").text
    assert "Rådgivningslinjen" in page
    assert "Meldt fejl (1)" in page


def test_no_report_is_lost_when_its_entry_is_gone(database, reported, client_of):
    with database() as session:
        for report in session.scalars(select(Report)):
            report.subject_id = 47110815
    with database():
        randers = make_municipality("Randers")
    assert client_of(Role.COORDINATOR, randers).get("/min-kommune").status_code == 200
