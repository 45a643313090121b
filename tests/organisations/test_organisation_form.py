"""Creating and editing organisations and their departments."""

import pytest

from portal.models.journal import JournalRow
from portal.models.organisation import Organisation
from portal.models.vocabulary import Role, Sector
from tests.factories import make_municipality, make_organisation

CREATE = "/organisationer/ny"
GOOD = {
    "name": "Alkoholteamet",
    "address": "Torvet 1",
    "web": "alkohol.randers.dk",
    "cvr": "29 18 90 46",
    "gln": "5798 0055 15159",
    "sor": "440861000016003",
}


def find(database, name):
    with database() as session:
        found = session.query(Organisation).filter_by(name=name).one_or_none()
        if found is not None:
            _ = (found.parent, found.municipality, list(found.serves))
        return found


def test_coordinator_creates_a_department_below_an_own_organisation(
    coordinator, database, office, randers
):
    answer = coordinator.submit(f"{CREATE}?organisation={office.id}", GOOD)
    assert answer.status_code == 302
    saved = find(database, "Alkoholteamet")
    assert (saved.parent.id, saved.municipality.id) == (office.id, randers.id)
    assert (saved.cvr, saved.gln, saved.sor) == ("29189046", "5798005515159", "440861000016003")
    page = coordinator.get(f"/organisationer/{office.id}").text
    assert "Alkoholteamet" in page


def test_coordinator_of_a_municipality_without_organisations_creates_the_first(client_of, database):
    with database():
        lemvig = make_municipality("Lemvig")
    coordinator = client_of(Role.COORDINATOR, lemvig)
    assert coordinator.submit(CREATE, {"name": "Lemvig Kommune"}).status_code == 302
    saved = find(database, "Lemvig Kommune")
    assert (saved.parent, saved.municipality.slug) == (None, "lemvig")


def test_coordinator_of_an_organisation_creates_departments_of_it_only(
    psychiatrist, database, psychiatry
):
    values = {"name": "Ambulatoriet", "sector": "region"}
    loose = psychiatrist.submit(CREATE, values | {"parent_id": ""})
    assert loose.status_code == 422
    assert "Vælg den organisation, den hører under" in loose.text
    assert psychiatrist.submit(CREATE, values).status_code == 302
    assert find(database, "Ambulatoriet").parent.id == psychiatry.id


def test_coordinator_of_an_organisation_edits_it_without_losing_it(
    psychiatrist, database, psychiatry
):
    url = f"/organisationer/{psychiatry.id}/ret"
    assert psychiatrist.submit(url, {"address": "Nørrebrogade 44"}).status_code == 302
    assert find(database, "Psykiatrien").address == "Nørrebrogade 44"


def test_coordinator_of_a_department_cannot_let_go_of_it(client_of, database, psychiatry):
    with database():
        team = make_organisation("Teamet", sector=Sector.REGIONAL, parent=psychiatry)
    keeper = client_of(Role.COORDINATOR, team)
    url = f"/organisationer/{team.id}/ret"
    assert keeper.submit(url, {"address": "Her"}).status_code == 302
    assert find(database, "Teamet").parent.id == psychiatry.id


def test_administrator_creates_anything_anywhere(client_of, database, randers):
    administrator = client_of(Role.ADMINISTRATOR)
    values = {"name": "Ungdomslinjen", "sector": "frivillig", "serves": [str(randers.id)]}
    assert administrator.submit(CREATE, values).status_code == 302
    saved = find(database, "Ungdomslinjen")
    assert (saved.parent, saved.municipality) == (None, None)
    assert [area.name for area in saved.serves] == ["Randers"]


@pytest.mark.parametrize(
    ("field", "typed", "message"),
    [
        ("name", " ", "Skriv navnet"),
        ("name", "x" * 161, "Skriv højst 160 tegn"),
        ("cvr", "2918904", "Et CVR-nummer har 8 cifre"),
        ("cvr", "2918904a", "Et CVR-nummer har 8 cifre"),
        ("cvr", "²9189046", "Et CVR-nummer har 8 cifre"),
        ("gln", "5798005515151", "Tallene passer ikke sammen"),
        ("gln", "579800551515", "Tallene passer ikke sammen"),
        ("sor", "12a", "En SOR-kode består kun af cifre"),
        ("sor", "1" * 21, "En SOR-kode består kun af cifre"),
        ("web", "javascript:alert(1)", "Skriv adressen som www.sted.dk"),
        ("municipality_id", "", "Vælg kommunen, eller vælg en anden sektor"),
    ],
)
def test_wrong_field_is_refused_with_a_sentence_and_nothing_else_is_lost(
    coordinator, database, field, typed, message
):
    answer = coordinator.submit(CREATE, GOOD | {field: typed, "parent_id": ""})
    assert answer.status_code == 422
    assert message in answer.text
    kept = [GOOD[name] for name in ("name", "address") if name != field]
    assert [value for value in kept if value not in answer.text] == []
    assert find(database, "Alkoholteamet") is None


def test_department_lies_in_the_municipality_of_the_one_above(client_of, database, office):
    with database():
        viborg = make_municipality("Viborg")
    administrator = client_of(Role.ADMINISTRATOR)
    values = {"name": "Team", "parent_id": str(office.id), "municipality_id": str(viborg.id)}
    answer = administrator.submit(CREATE, values)
    assert answer.status_code == 422
    assert "ligger i Randers Kommune" in answer.text


def test_organisation_cannot_be_put_below_itself_or_its_departments(
    client_of, database, office, randers
):
    with database():
        team = make_organisation("Team", randers, parent=office)
        subteam = make_organisation("Underteam", randers, parent=team)
    administrator = client_of(Role.ADMINISTRATOR)
    page = administrator.get(f"/organisationer/{office.id}/ret").text
    for below in (office, team, subteam):
        assert f'value="{below.id}">{below.name}' not in page
        values = {"name": "Ring", "sector": "kommune", "parent_id": str(below.id)}
        values["version"] = str(office.version_id)
        answer = administrator.send(f"/organisationer/{office.id}/ret", values)
        assert answer.status_code == 422
        assert "Vælg en fra listen" in answer.text


def test_departments_move_along_to_another_municipality_and_their_history_says_so(
    client_of, database, office, randers
):
    with database():
        viborg = make_municipality("Viborg")
        team = make_organisation("Team", randers, parent=office)
        make_organisation("Underteam", randers, parent=team)
    administrator = client_of(Role.ADMINISTRATOR)
    url = f"/organisationer/{office.id}/ret"
    assert administrator.submit(url, {"municipality_id": str(viborg.id)}).status_code == 302
    for name in ("Socialafdelingen", "Team", "Underteam"):
        assert find(database, name).municipality.slug == "viborg"
    with database() as session:
        rows = session.query(JournalRow).filter_by(entry_type="organisation", action="edited")
        assert rows.count() == 3


def test_coordinator_cannot_move_an_organisation_to_a_foreign_place(coordinator, database, office):
    with database():
        viborg = make_municipality("Viborg")
        theirs = make_organisation("Viborg Kommune", viborg)
    url = f"/organisationer/{office.id}/ret"
    values = {"name": "Kupet", "sector": "kommune", "version": str(office.version_id)}
    for field, place in (("municipality_id", viborg), ("parent_id", theirs)):
        answer = coordinator.send(url, values | {field: str(place.id)})
        assert answer.status_code == 422
    assert find(database, "Kupet") is None


def test_script_in_every_text_is_shown_as_text(coordinator, office):
    evil = "<script>alert(1)</script>"
    url = f"{CREATE}?organisation={office.id}"
    saved = coordinator.submit(url, {"name": evil, "address": evil}, follow_redirects=True)
    assert evil not in saved.text
    assert saved.text.count("&lt;script&gt;") >= 2
    assert evil not in coordinator.get("/organisationer/").text


def test_long_names_of_departments_of_departments_can_be_saved(coordinator, database, office):
    above = office
    for letter in "ÆØÅ":
        url = f"{CREATE}?organisation={above.id}"
        assert coordinator.submit(url, {"name": letter * 160}).status_code == 302
        above = find(database, letter * 160)
    assert "Å" * 160 in coordinator.get(f"/organisationer/{above.id}").text
