"""Rows that are added and moved, forms sent twice, and two people who edit at once."""

import pytest

from portal.models.base import utc_now
from portal.models.contact import Absence, Contact
from portal.models.journal import JournalRow
from portal.models.vocabulary import Role
from tests.factories import (
    make_contact,
    make_municipality,
    make_offer,
    make_organisation,
    make_route,
)

CREATE = "/kontaktpersoner/ny"


def phones_of(database, contact):
    with database() as session:
        return [phone.number for phone in session.get_one(Contact, contact.id).phones]


def test_row_is_added_moved_and_removed_and_nothing_typed_is_lost(coordinator, database, contact):
    page = coordinator.get(f"/kontaktpersoner/{contact.id}/ret")
    typed = {"function": "Ny funktion", "note": "Ring først", "hours": "man-fre 8-12"}
    page = coordinator.fill_in(page, typed | {"email": "ikke-en-mail"}, "phones:add")
    page = coordinator.fill_in(page, {"phones-1-number": "86 00 00 02"}, "phones:add")
    page = coordinator.fill_in(page, {"phones-2-number": "86 00 00 03"}, "phones:up:2")
    page = coordinator.fill_in(page, {}, "phones:remove:0")
    assert page.status_code == 200
    for value in (*typed.values(), "ikke-en-mail"):
        assert value in page.text
    assert coordinator.fill_in(page, {"email": ""}).status_code == 302
    assert phones_of(database, contact) == ["+4586000003", "+4586000002"]


def test_wrong_number_in_a_row_stays_where_it_was_typed_when_rows_move(coordinator, contact):
    url = f"/kontaktpersoner/{contact.id}/ret"
    page = coordinator.submit(url, {"phones-0-number": "12"}, "phones:add")
    page = coordinator.fill_in(page, {"phones-1-number": "86000002"}, "phones:down:0")
    answer = coordinator.fill_in(page, {})
    assert answer.status_code == 422
    assert 'id="phones-1-number-error"' in answer.text
    assert 'value="12"' in answer.text


@pytest.mark.parametrize(
    "button",
    ["phones:remove:99", "phones:up:0", "phones:fly:1", "nothing:add", "function:add", "x"],
)
def test_unknown_row_button_changes_nothing(coordinator, contact, button):
    values = {"function": "Ny funktion", "row": button}
    answer = coordinator.send(f"/kontaktpersoner/{contact.id}/ret", values)
    assert answer.status_code == 200
    assert "Ny funktion" in answer.text


def test_more_rows_than_there_may_be_are_cut_and_not_an_error(coordinator):
    rows = {f"phones-{place}-number": "86000000" for place in range(30)}
    answer = coordinator.send(CREATE, rows | {"row": "phones:add"})
    assert answer.status_code == 200
    assert 'name="phones-5-number"' in answer.text
    assert 'name="phones-6-number"' not in answer.text


def absent(*days):
    """The form's values for absences from and to these days."""
    return {
        f"absences-{place}-{end}": day
        for place, pair in enumerate(days)
        for end, day in zip(("from_on", "to_on"), pair, strict=True)
    }


def test_absences_that_overlap_are_refused_at_the_later_one(coordinator, database):
    days = absent(("10-12-2026", "20-12-2026"), ("1-12-2026", "10-12-2026"))
    answer = coordinator.send(CREATE, {"function": "Visitator"} | days)
    assert answer.status_code == 422
    assert answer.text.count("Overlapper et andet fravær") == 2  # in the summary and at the field
    assert 'id="absences-0-from_on-error"' in answer.text
    with database() as session:
        assert session.query(Contact).count() == 0


@pytest.mark.parametrize(
    ("days", "message"),
    [
        (("", "2-12-2026"), "Skriv den første dag"),
        (("2-12-2026", ""), "Skriv den sidste dag"),
        (("2-12-2026", "1-12-2026"), "Den sidste dag må ikke ligge før den første"),
        (("2-12", "3-12-2026"), "Skriv datoen som dag-måned-år"),
    ],
)
def test_absence_with_wrong_days_is_refused(coordinator, days, message):
    answer = coordinator.send(CREATE, {"function": "Visitator"} | absent(days))
    assert answer.status_code == 422
    assert message in answer.text


def test_absence_with_only_a_note_is_not_silently_dropped(coordinator):
    values = {"function": "Visitator", "absences-0-note": "Kursus"}
    answer = coordinator.send(CREATE, values)
    assert answer.status_code == 422
    assert "Kursus" in answer.text


def test_deputy_who_is_away_at_the_same_time_is_refused(coordinator, database, office):
    with database():
        days = {"from_on": utc_now().date(), "to_on": utc_now().date()}
        deputy = make_contact("Vikar", organisation=office, absences=[Absence(**days)])
    today = utc_now().strftime("%d-%m-%Y")
    values = {
        "function": "Visitator",
        "organisation_id": str(office.id),
        "deputy_id": str(deputy.id),
    }
    page = coordinator.submit(CREATE, values, "absences:add")
    answer = coordinator.fill_in(page, absent((today, today)))
    assert answer.status_code == 422
    assert "er selv fraværende" in answer.text
    elsewhen = absent(("1-1-2030", "2-1-2030"))
    assert coordinator.fill_in(answer, elsewhen).status_code == 302


def test_form_sent_twice_is_carried_out_once(coordinator, database):
    page = coordinator.get(CREATE)
    first = coordinator.fill_in(page, {"function": "Visitator"})
    second = coordinator.fill_in(page, {"function": "Visitator"})
    assert second.headers["Location"] == first.headers["Location"]
    with database() as session:
        assert session.query(Contact).count() == 1


def test_somebody_else_s_form_key_is_not_answered_with_their_page(
    coordinator, client_of, database, randers
):
    values = {"function": "Visitator", "form_key": "0123456789abcdef" * 2}
    coordinator.submit(CREATE, values)
    client_of(Role.COORDINATOR, randers).submit(CREATE, values)
    with database() as session:
        assert session.query(Contact).count() == 2


def test_second_of_two_sees_both_versions_rows_too_and_overwrites_nothing(
    coordinator, client_of, database, contact
):
    url = f"/kontaktpersoner/{contact.id}/ret"
    page = coordinator.get(url)
    first = {"note": "Gemt først", "phones-0-number": "86 11 11 11"}
    client_of(Role.ADMINISTRATOR).submit(url, first)
    second = {"note": "Skrevet bagefter", "phones-0-number": "86 22 22 22"}
    answer = coordinator.fill_in(page, second)
    assert answer.status_code == 409
    assert "En anden har gemt imens" in answer.text
    for value in (*first.values(), *second.values()):
        assert value in answer.text
    assert phones_of(database, contact) == ["+4586111111"]
    assert coordinator.fill_in(answer).status_code == 302
    assert phones_of(database, contact) == ["+4586222222"]


def test_conflict_is_told_in_the_forms_of_offers_organisations_and_routes(
    coordinator, client_of, database, office, contact, randers
):
    with database():
        offer = make_offer(organisation=office, phones=["+4586123456"])
        route = make_route(randers, steps=[contact])
    administrator = client_of(Role.ADMINISTRATOR)
    for url, field in (
        (f"/tilbud/{offer.id}/ret", "note"),
        (f"/organisationer/{office.id}/ret", "address"),
        (f"/overleveringsveje/{route.id}/ret", "note"),
    ):
        page = coordinator.get(url)
        administrator.submit(url, {field: "Gemt først"})
        answer = coordinator.fill_in(page, {field: "Skrevet bagefter"})
        assert answer.status_code == 409, url
        assert "Gemt først" in answer.text
        assert "Skrevet bagefter" in answer.text


def test_refused_form_that_was_overtaken_is_still_a_conflict_once_it_is_right(
    coordinator, client_of, contact
):
    url = f"/kontaktpersoner/{contact.id}/ret"
    page = coordinator.get(url)
    client_of(Role.ADMINISTRATOR).submit(url, {"note": "Gemt først"})
    wrong = coordinator.fill_in(page, {"email": "forkert"})
    assert wrong.status_code == 422
    assert coordinator.fill_in(wrong, {"email": ""}).status_code == 409


def test_saving_what_was_not_changed_writes_no_history(coordinator, database, contact):
    with database() as session:
        before = session.query(JournalRow).count()
    assert coordinator.submit(f"/kontaktpersoner/{contact.id}/ret").status_code == 302
    with database() as session:
        rows = session.query(JournalRow).order_by(JournalRow.sequence).all()
    assert [row.entry_type for row in rows[before:]] == []


def test_foreign_coordinator_is_turned_away_from_every_verb(client_of, database, contact):
    with database():
        viborg = make_municipality("Viborg")
        make_organisation("Viborg Kommune", viborg)
    foreigner = client_of(Role.COORDINATOR, viborg)
    own = f"/kontaktpersoner/{contact.id}"
    assert foreigner.get(own).status_code == 200
    for verb in ("ret", "arkiver"):
        assert foreigner.get(f"{own}/{verb}").status_code == 403
    for verb in ("ret", "arkiver", "bekraeft", "gendan"):
        assert foreigner.send(f"{own}/{verb}").status_code == 403
    there = f"{CREATE}?organisation={contact.organisation_id}"
    assert foreigner.send(there, {"function": "Kup"}).status_code == 403


def test_three_hundred_contacts_come_in_pages(coordinator, database, office):
    with database():
        for number in range(300):
            make_contact(f"Funktion {number:03}", organisation=office, phones=[])
    first = coordinator.get("/kontaktpersoner/").text
    assert "300 kontaktpersoner" in first
    assert "Side 1 af 6" in first
    assert "Funktion 299" in coordinator.get("/kontaktpersoner/?side=6").text
    assert coordinator.get("/kontaktpersoner/47110815").status_code == 404
