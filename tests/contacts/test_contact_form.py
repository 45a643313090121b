"""Creating and editing contact persons: what is refused, and that nothing is lost."""

import pytest

from portal.models.base import utc_now
from portal.models.contact import Contact
from portal.models.organisation import Organisation
from portal.models.vocabulary import Audience, Role
from tests.factories import make_contact, make_domain, make_municipality, make_organisation
from tests.support.pages import parse_page

GOOD = {
    "function": "Alkoholkonsulent",
    "name": "Rask Æbelø",
    "phones-0-number": "86 12 34 56",
    "email": "rask@randers.example.com",
    "note": "Ring helst om formiddagen",
}


def only_contact(database):
    with database() as session:
        [contact] = session.query(Contact).all()
        return contact, list(contact.phones), list(contact.absences), list(contact.domains)


def test_coordinator_creates_a_contact_that_counts_as_confirmed(coordinator, database):
    with database():
        alcohol = make_domain("alkohol")
    answer = coordinator.submit("/kontaktpersoner/ny", GOOD | {"domains": [str(alcohol.id)]})
    assert answer.status_code == 302
    contact, phones, _, domains = only_contact(database)
    assert (contact.function, contact.name) == ("Alkoholkonsulent", "Rask Æbelø")
    assert contact.confirmed_by_name == "Demo Samsø"
    assert [phone.number for phone in phones] == ["+4586123456"]
    assert phones[0].audience == Audience.PROFESSIONAL
    assert [domain.code for domain in domains] == ["alkohol"]


def test_saved_contact_is_shown_with_what_was_typed(coordinator):
    page = coordinator.submit("/kontaktpersoner/ny", GOOD, follow_redirects=True).text
    for expected in ("Alkoholkonsulent", "Rask Æbelø", "86 12 34 56", "Ring helst", "Gemt."):
        assert expected in page


@pytest.mark.parametrize(
    ("field", "typed", "message"),
    [
        ("function", "", "Skriv funktionen"),
        ("function", "   ", "Skriv funktionen"),
        ("function", "x" * 161, "Skriv højst 160 tegn"),
        ("phones-0-number", "123", "Skriv et telefonnummer med 8 cifre"),
        ("phones-0-number", "ring", "Skriv et telefonnummer med 8 cifre"),
        ("email", "rask.randers", "Skriv e-mailen som navn@sted.dk"),
        ("email", "a@" + "b" * 260 + ".dk", "Skriv"),
        ("secure_mail", "@randers.dk", "Skriv e-mailen som navn@sted.dk"),
        ("valid_from_on", "32-01-2026", "Skriv datoen som dag-måned-år"),
        ("valid_to_on", "i morgen", "Skriv datoen som dag-måned-år"),
        ("note", "x" * 2001, "Skriv højst 2000 tegn"),
    ],
)
def test_wrong_field_is_refused_with_a_sentence_and_nothing_else_is_lost(
    coordinator, database, field, typed, message
):
    answer = coordinator.submit("/kontaktpersoner/ny", GOOD | {field: typed})
    assert answer.status_code == 422
    assert "<title>Fejl: " in answer.text
    assert message in answer.text
    kept = [value for name, value in GOOD.items() if name != field]
    assert [value for value in kept if value not in answer.text] == []
    with database() as session:
        assert session.query(Contact).count() == 0


def test_hours_that_cannot_be_read_are_refused_and_kept(coordinator):
    answer = coordinator.submit("/kontaktpersoner/ny", GOOD | {"hours": "sådan cirka altid"})
    assert answer.status_code == 422
    assert "sådan cirka altid" in answer.text


def test_hours_far_too_long_are_refused_and_kept(coordinator):
    typed = "man-fre 8-16 " * 100
    answer = coordinator.submit("/kontaktpersoner/ny", GOOD | {"hours": typed})
    assert answer.status_code == 422
    assert "Skriv højst 500 tegn om åbningstiden." in answer.text
    assert typed.strip() in answer.text


def test_hours_far_too_long_are_refused_while_they_are_typed(coordinator):
    typed = {"hours_field": "hours", "hours": "man-fre 8-16 " * 50}
    answer = coordinator.send("/aabningstider", typed, headers={"HX-Request": "true"})
    assert "Skriv højst 500 tegn om åbningstiden." in answer.text
    assert "Sådan er åbningstiden forstået" not in answer.text


def test_hours_are_shown_back_as_a_week_before_they_are_saved(coordinator, database):
    shown = coordinator.submit("/kontaktpersoner/ny", GOOD | {"hours": "man-tor 8-15, fre 8-13"})
    assert shown.status_code == 200
    assert "Sådan er åbningstiden forstået" in shown.text
    assert "8.00-15.00" in shown.text
    with database() as session:
        assert session.query(Contact).count() == 0
    assert coordinator.fill_in(shown, {}).status_code == 302
    contact, *_ = only_contact(database)
    assert contact.hours.text == "man-tor 8-15, fre 8-13"


def test_hours_changed_after_they_were_shown_are_shown_again(coordinator):
    shown = coordinator.submit("/kontaktpersoner/ny", GOOD | {"hours": "man-tor 8-15"})
    again = coordinator.fill_in(shown, {"hours": "man-tor 9-15"})
    assert again.status_code == 200
    assert "9.00-15.00" in again.text


def test_hours_that_were_not_touched_are_not_asked_about_again(coordinator):
    shown = coordinator.submit("/kontaktpersoner/ny", GOOD | {"hours": "man-tor 8-15"})
    saved = coordinator.fill_in(shown, {})
    url = f"{saved.headers['Location']}/ret"
    assert coordinator.submit(url, {"name": "Frisk Anholt"}).status_code == 302


def test_end_before_start_is_refused(coordinator):
    dates = {"valid_from_on": "2-1-2027", "valid_to_on": "1-1-2027"}
    answer = coordinator.submit("/kontaktpersoner/ny", GOOD | dates)
    assert answer.status_code == 422
    assert "Slutdatoen må ikke ligge før startdatoen" in answer.text


def test_demo_number_is_refused_in_a_real_entry(coordinator):
    answer = coordinator.submit("/kontaktpersoner/ny", GOOD | {"phones-0-number": "84 00 01 01"})
    assert answer.status_code == 422
    assert "Numre på 84 er kun til demo" in answer.text


def test_contact_cannot_be_given_to_a_foreign_organisation(coordinator, database):
    with database():
        foreign = make_organisation("Viborg Kommune", make_municipality("Viborg"))
    values = GOOD | {"organisation_id": str(foreign.id)}
    answer = coordinator.send("/kontaktpersoner/ny", values)
    assert answer.status_code == 422
    assert "Vælg en fra listen" in answer.text


def test_unknown_deputy_is_refused_and_not_answered_404(coordinator):
    answer = coordinator.send("/kontaktpersoner/ny", GOOD | {"deputy_id": "99999"})
    assert answer.status_code == 422


def test_empty_post_is_refused_and_not_an_error(coordinator):
    assert coordinator.send("/kontaktpersoner/ny").status_code == 422


def test_text_with_a_null_sign_is_saved_without_it(coordinator, database):
    assert coordinator.submit("/kontaktpersoner/ny", GOOD | {"name": "Ra\0sk"}).status_code == 302
    contact, *_ = only_contact(database)
    assert contact.name == "Rask"


def test_script_in_every_text_is_shown_as_text(coordinator):
    evil = "<script>alert(1)</script>"
    values = GOOD | {"function": evil, "name": evil, "note": evil}
    saved = coordinator.submit("/kontaktpersoner/ny", values, follow_redirects=True)
    assert evil not in saved.text
    assert saved.text.count("&lt;script&gt;") >= 3
    assert evil not in coordinator.get("/kontaktpersoner/").text
    assert evil not in coordinator.get(f"{saved.request.path}/historik").text


def test_very_long_names_are_shown_whole(coordinator):
    values = GOOD | {"function": "Å" * 160, "name": "Ø" * 120}
    page = coordinator.submit("/kontaktpersoner/ny", values, follow_redirects=True).text
    assert "Å" * 160 in page
    assert "Ø" * 120 in page


def test_editing_another_field_does_not_move_a_contact_of_an_archived_organisation(
    coordinator, database, office
):
    with database() as session:
        contact = make_contact(organisation=office, phones=["+4586123456"])
        make_organisation("Aktivt Center", make_municipality("Randers"))
        session.get_one(Organisation, office.id).archived_at = utc_now()
    answer = coordinator.submit(f"/kontaktpersoner/{contact.id}/ret", {"note": "Ny"})
    assert answer.status_code == 302
    with database() as session:
        assert session.get_one(Contact, contact.id).organisation_id == office.id


def test_only_who_looks_after_something_may_open_the_form(client_of):
    for role in (Role.READER, Role.BRIDGE_BUILDER, Role.COORDINATOR):
        assert client_of(role).get("/kontaktpersoner/ny").status_code == 403


def test_new_contact_for_an_organisation_starts_with_it_chosen(coordinator, database, randers):
    with database():
        second = make_organisation("Ældreområdet", randers)
    page = parse_page(coordinator.get(f"/kontaktpersoner/ny?organisation={second.id}").text)
    chosen = [o.get("value") for o in page.iter("option") if o.get("selected") is not None]
    assert str(second.id) in chosen
