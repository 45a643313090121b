"""What a municipality says of itself."""

import pytest

from portal.models.municipality import Municipality
from portal.models.vocabulary import Participation, Role
from tests.factories import make_contact, make_municipality, make_organisation
from tests.support.pages import text_of

URL = "/kommuner/randers/ret"
GOOD = {
    "participation_note": "Med siden starten",
    "email": "kommunen@randers.example.com",
    "consent_note": "Spørg altid borgeren først",
    "legal_note": "Serviceloven",
}


def saved(database):
    with database() as session:
        return session.query(Municipality).filter_by(slug="randers").one()


def test_coordinator_lets_the_municipality_take_part_with_a_central_entrance(
    coordinator, database, chief
):
    values = {
        "participation": "participates",
        "participation_since_on": "1. 3. 2026",
        "central_contact_id": str(chief.id),
        "switchboard": "89 15 15 16",
    }
    answer = coordinator.submit(URL, GOOD | values, follow_redirects=True)
    assert answer.request.path == "/kommuner/randers"
    for expected in ("Socialchef", "89 15 15 16", "Serviceloven", "Gemt."):
        assert expected in answer.text
    municipality = saved(database)
    assert municipality.participation == Participation.PARTICIPATES
    assert str(municipality.participation_since_on) == "2026-03-01"
    assert municipality.central_contact_id == chief.id


def test_taking_part_demands_a_central_entrance_and_says_so_at_the_field(coordinator, database):
    answer = coordinator.submit(URL, GOOD | {"participation": "participates"})
    assert answer.status_code == 422
    assert "skal have en central indgang" in answer.text
    assert 'aria-describedby="central_contact_id-hint central_contact_id-error"' in answer.text
    assert [value for value in GOOD.values() if value not in answer.text] == []
    assert saved(database).participation == Participation.FALLBACK


@pytest.mark.parametrize("participation", ["declined", "fallback"])
def test_municipality_that_does_not_take_part_needs_no_entrance(coordinator, participation):
    assert coordinator.submit(URL, {"participation": participation}).status_code == 302


def test_entrance_is_one_of_the_municipality_s_own_contacts_in_use(coordinator, database, chief):
    with database() as session:
        viborg = make_organisation("Viborg", make_municipality("Viborg"))
        foreign = make_contact("Viborgs chef", organisation=viborg)
        gone = make_contact("Tidligere chef", organisation=chief.organisation)
        gone.archived_at = gone.created_at
        session.flush()
    page = coordinator.page(URL)
    [select] = [s for s in page.iter("select") if s.get("name") == "central_contact_id"]
    offered = [text_of(option) for option in select.iter("option")]
    assert offered == ["Ingen valgt", "Socialchef, Demo Æbelø"]
    for stranger in (foreign, gone):
        values = {"participation": "participates", "central_contact_id": str(stranger.id)}
        assert coordinator.send(URL, values).status_code == 422


@pytest.mark.parametrize(
    ("field", "typed", "message"),
    [
        ("switchboard", "8915", "Skriv et telefonnummer med 8 cifre"),
        ("switchboard", "84 00 01 01", "Numre på 84 er kun til demo"),
        ("email", "kommunen", "Skriv e-mailen som navn@sted.dk"),
        ("secure_mail", "sikker@", "Skriv e-mailen som navn@sted.dk"),
        ("web", "ftp://randers.dk", "Skriv adressen som www.sted.dk"),
        ("participation_since_on", "i fjor", "Skriv datoen som dag-måned-år"),
        ("hours", "næsten altid", "næsten altid"),
        ("legal_note", "x" * 2001, "Skriv højst 2000 tegn"),
    ],
)
def test_wrong_field_is_refused_with_a_sentence_and_nothing_else_is_lost(
    coordinator, field, typed, message
):
    answer = coordinator.submit(URL, GOOD | {field: typed})
    assert answer.status_code == 422
    assert message in answer.text
    kept = [value for name, value in GOOD.items() if name != field]
    assert [value for value in kept if value not in answer.text] == []


def test_hours_are_shown_back_before_they_are_saved(coordinator, database):
    shown = coordinator.submit(URL, {"hours": "man-fre 9-15"})
    assert shown.status_code == 200
    assert "9.00-15.00" in shown.text
    assert coordinator.fill_in(shown).status_code == 302
    assert saved(database).hours.text == "man-fre 9-15"


def test_only_administrators_change_the_other_names(coordinator, client_of, database):
    assert 'name="variants"' not in coordinator.get(URL).text
    coordinator.send(URL, {"participation": "declined", "variants": "Kapret"})
    assert saved(database).variants == []
    administrator = client_of(Role.ADMINISTRATOR)
    assert administrator.submit(URL, {"variants": "Randers by\n\nGl. Randers"}).status_code == 302
    assert saved(database).variants == ["Randers by", "Gl. Randers"]


def test_code_name_and_address_never_change(coordinator, database):
    strange = {"code": "0101", "name": "Kapret", "slug": "kapret", "participation": "declined"}
    coordinator.send(URL, strange)
    assert (saved(database).code, saved(database).name) == ("0730", "Randers")


def test_script_in_every_text_is_shown_as_text(coordinator):
    evil = "<script>alert(1)</script>"
    values = {"participation": "declined", "participation_note": evil, "consent_note": evil}
    page = coordinator.submit(URL, values | {"legal_note": evil}, follow_redirects=True).text
    assert evil not in page
    assert page.count("&lt;script&gt;") >= 3
    assert evil not in coordinator.get("/kommuner/randers/historik").text


def test_coordinator_of_another_municipality_is_turned_away(client_of, database, randers):
    with database():
        viborg = make_municipality("Viborg")
    foreigner = client_of(Role.COORDINATOR, viborg)
    assert foreigner.get(URL).status_code == 403
    assert foreigner.send(URL).status_code == 403
    assert foreigner.send("/kommuner/randers/bekraeft").status_code == 403


def test_unknown_municipality_is_answered_404(client_of):
    assert client_of(Role.ADMINISTRATOR).get("/kommuner/atlantis/ret").status_code == 404


def test_two_who_edit_at_once_see_both_versions(coordinator, client_of, randers):
    page = coordinator.get(URL)
    client_of(Role.ADMINISTRATOR).submit(URL, {"legal_note": "Gemt først"})
    answer = coordinator.fill_in(page, {"legal_note": "Skrevet bagefter"})
    assert answer.status_code == 409
    assert "Gemt først" in answer.text
    assert "Skrevet bagefter" in answer.text
