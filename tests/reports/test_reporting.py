"""Reporting that an entry is wrong: it is marked at once, and who can put it right hears of it."""

from sqlalchemy import select

from portal.models.journal import Submission
from portal.models.mail import OutgoingMail
from portal.models.report import Report
from portal.models.vocabulary import Fault, ReportState, Role, Sector
from tests.factories import (
    make_contact,
    make_municipality,
    make_offer,
    make_organisation,
    make_report,
    make_user,
)

NUMBER_IS_WRONG = {"fault": "wrong_number", "note": ""}


def reports_in(database):
    with database() as session:
        return list(session.scalars(select(Report).order_by(Report.id)))


def test_bridge_builder_reports_a_fault_and_comes_back_to_the_answer(database, client_of):
    with database():
        contact = make_contact()
    client = client_of(Role.BRIDGE_BUILDER)
    page = f"/kontaktpersoner/{contact.id}/meld-fejl"
    form = client.get(page, headers={"Referer": "http://localhost/?q=randers+alkohol"})
    answer = client.fill_in(form, {"fault": "gone", "note": "Stillingen er nedlagt"})
    assert answer.headers["Location"] == "/?q=randers+alkohol"
    (report,) = reports_in(database)
    assert (report.fault, report.note) == (Fault.GONE, "Stillingen er nedlagt")
    assert report.state == ReportState.NEW


def test_question_that_led_to_a_report_is_kept_nowhere(database, client_of):
    with database():
        contact = make_contact()
    client = client_of(Role.BRIDGE_BUILDER)
    asked = "http://localhost/?q=randers+gamle+Zebulon&tidspunkt=2026-11-24T10:00"
    form = client.get(f"/kontaktpersoner/{contact.id}/meld-fejl", headers={"Referer": asked})
    assert "Zebulon" in client.fill_in(form, {"fault": "gone"}).headers["Location"]
    assert client.fill_in(form, {"fault": "gone"}).headers["Location"] == (
        "/?tidspunkt=2026-11-24T10%3A00"
    )
    with database() as session:
        (kept,) = session.scalars(select(Submission.location))
    assert "Zebulon" not in kept


def test_question_with_a_cpr_number_is_not_gone_back_to(database, client_of):
    with database():
        contact = make_contact()
    came_from = {"Referer": "http://localhost/?q=randers+070761-4285"}
    page = f"/kontaktpersoner/{contact.id}"
    form = client_of(Role.BRIDGE_BUILDER).get(f"{page}/meld-fejl", headers=came_from)
    assert "070761" not in form.text
    assert f'href="{page}"' in form.text


def test_reported_entry_is_marked_in_answers_and_on_its_pages_at_once(database, client_of):
    with database():
        contact = make_contact("Rusmiddelkoordinator")
        make_municipality("Randers").central_contact_id = contact.id
    client = client_of(Role.BRIDGE_BUILDER)
    assert "Meldt fejl" not in client.get("/?q=randers").text
    client.submit(f"/kontaktpersoner/{contact.id}/meld-fejl", NUMBER_IS_WRONG)
    for page in ("/?q=randers", f"/kontaktpersoner/{contact.id}", "/kommuner/randers"):
        assert "Meldt fejl" in client.get(page).text, page


def test_offer_municipality_and_organisation_can_be_reported_too(database, client_of):
    with database():
        unit = make_organisation()
        offer = make_offer(organisation=unit)
    client = client_of(Role.READER)
    pages = [f"/tilbud/{offer.id}", f"/organisationer/{unit.id}", "/kommuner/randers"]
    for page in pages:
        link = f"{page}/meld-fejl"
        assert link in client.get(page).text
        assert client.submit(link, NUMBER_IS_WRONG).headers["Location"] == page
    assert [one.subject_type for one in reports_in(database)] == [
        "offer",
        "organisation",
        "municipality",
    ]


def test_what_is_wrong_must_be_chosen(database, client_of):
    with database():
        contact = make_contact()
    client = client_of(Role.BRIDGE_BUILDER)
    answer = client.submit(f"/kontaktpersoner/{contact.id}/meld-fejl", {"note": "Noget"})
    assert answer.status_code == 422
    assert "Vælg, hvad der er galt." in answer.text
    assert reports_in(database) == []


def test_note_with_a_cpr_number_is_refused(database, client_of):
    with database():
        contact = make_contact()
    client = client_of(Role.BRIDGE_BUILDER)
    values = {"fault": "other", "note": "Det gælder 070761-4285"}
    answer = client.submit(f"/kontaktpersoner/{contact.id}/meld-fejl", values)
    assert answer.status_code == 422
    assert "CPR-nummer" in answer.text
    assert reports_in(database) == []


def test_note_is_short(database, client_of):
    with database():
        contact = make_contact()
    client = client_of(Role.BRIDGE_BUILDER)
    values = {"fault": "other", "note": "x" * 301}
    answer = client.submit(f"/kontaktpersoner/{contact.id}/meld-fejl", values)
    assert "Skriv højst 300 tegn." in answer.text


def test_form_sent_twice_is_one_report(database, client_of):
    with database():
        contact = make_contact()
    client = client_of(Role.BRIDGE_BUILDER)
    form = client.get(f"/kontaktpersoner/{contact.id}/meld-fejl")
    first = client.fill_in(form, NUMBER_IS_WRONG)
    second = client.fill_in(form, NUMBER_IS_WRONG)
    assert first.headers["Location"] == second.headers["Location"]
    assert len(reports_in(database)) == 1


def test_same_fault_told_again_by_the_same_person_is_one_report(database, client_of):
    with database():
        contact = make_contact()
    client = client_of(Role.BRIDGE_BUILDER)
    for _ in range(2):
        client.submit(f"/kontaktpersoner/{contact.id}/meld-fejl", NUMBER_IS_WRONG)
    assert len(reports_in(database)) == 1
    page = client.get(f"/kontaktpersoner/{contact.id}/meld-fejl").text
    assert "Allerede meldt" in page


def test_archived_entry_cannot_be_reported(database, client_of):
    with database():
        contact = make_contact()
        contact.archived_at = contact.created_at
    client = client_of(Role.BRIDGE_BUILDER)
    assert client.get(f"/kontaktpersoner/{contact.id}/meld-fejl").status_code == 404
    assert "meld-fejl" not in client.get(f"/kontaktpersoner/{contact.id}").text


def test_unknown_entry_cannot_be_reported(database, client_of):
    client = client_of(Role.BRIDGE_BUILDER)
    for key in ("kontaktpersoner/99", "kommuner/99", "kommuner/atlantis", "tilbud/1e9"):
        assert client.get(f"/{key}/meld-fejl").status_code == 404


def mailed_to(database):
    with database() as session:
        return set(session.scalars(select(OutgoingMail.recipient)))


def test_coordinators_of_the_municipality_are_mailed_without_the_note(database, client_of):
    with database():
        contact = make_contact("Rusmiddelkoordinator", name=None)
        randers, viborg = make_municipality("Randers"), make_municipality("Viborg")
        make_user(Role.COORDINATOR, "randers@example.dk", municipalities=[randers])
        make_user(Role.COORDINATOR, "viborg@example.dk", municipalities=[viborg])
        make_user(Role.ADMINISTRATOR, "admin@example.dk")
    values = {"fault": "gone", "note": "Anden tekst"}
    client_of(Role.BRIDGE_BUILDER).submit(f"/kontaktpersoner/{contact.id}/meld-fejl", values)
    assert mailed_to(database) == {"randers@example.dk"}
    with database() as session:
        content = session.scalars(select(OutgoingMail.content)).one()
    text = content.decode()
    assert "/min-kommune" in text
    assert "Anden tekst" not in text


def test_administrators_are_mailed_where_there_is_no_coordinator(database, client_of):
    with database():
        offer = make_offer(organisation=make_organisation("Linjen", sector=Sector.VOLUNTARY))
        make_user(Role.ADMINISTRATOR, "admin@example.dk")
    client_of(Role.BRIDGE_BUILDER).submit(f"/tilbud/{offer.id}/meld-fejl", NUMBER_IS_WRONG)
    assert mailed_to(database) == {"admin@example.dk"}


def test_report_stands_in_the_journal_of_its_municipality(database, client_of):
    with database():
        make_report(make_contact())
    page = client_of(Role.ADMINISTRATOR).get("/administration/journal?kommune=0730&slags=report")
    assert "Meldt fejl: Rusmiddelkoordinator" in page.text
    assert "Nummeret er forkert" in page.text


def test_report_sent_while_the_database_is_away_is_kept_and_sent_again(app, database, client_of):
    with database():
        contact = make_contact()
    client = client_of(Role.BRIDGE_BUILDER)
    form = client.get(f"/kontaktpersoner/{contact.id}/meld-fejl")
    app.extensions["outage"].begin()
    refused = client.fill_in(form, {"fault": "gone", "note": "Stillingen er nedlagt"})
    assert refused.status_code == 503
    assert "Stillingen er nedlagt" in refused.text
    app.extensions["outage"].end()
    client.fill_in(refused, button="Prøv at gemme igen")
    (report,) = reports_in(database)
    assert (report.fault, report.note) == (Fault.GONE, "Stillingen er nedlagt")
