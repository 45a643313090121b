"""What administrators do to users."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.app import Portal
from portal.models.journal import JournalRow
from portal.models.user import User
from portal.models.vocabulary import Action, Role, Sector
from tests.factories import PASSWORD, make_municipality, make_organisation, make_user
from tests.support.client import PageClient
from tests.support.pages import text_of

Database = Callable[[], AbstractContextManager[Session]]
SignInAs = Callable[[User], PageClient]
USERS = "/administration/brugere"
NEW = {"name": "Lone Lærke", "email": "Lone@Randers.dk", "role": "reader"}


@pytest.fixture
def administrator(database: Database) -> User:
    with database():
        return make_user(Role.ADMINISTRATOR, name="Demo Tunø")


@pytest.fixture
def admin(administrator: User, sign_in: SignInAs) -> PageClient:
    return sign_in(administrator)


def find(database: Database, email: str = "lone@randers.dk") -> User:
    with database() as session:
        user = session.scalars(select(User).where(User.email == email)).one()
        _ = user.municipalities, user.organisations
        return user


def last_row(database: Database) -> JournalRow:
    with database() as session:
        return session.scalars(select(JournalRow).order_by(JournalRow.sequence.desc())).first()


def link_on(page_text: str) -> str:
    return page_text.partition('value="http://localhost/invitation/')[2].partition('"')[0]


def test_300_users_are_shown_page_by_page(admin: PageClient, database: Database) -> None:
    with database():
        for number in range(299):
            make_user(name=f"Bruger {number:03}")
    first = admin.get(USERS).text
    assert "300 brugere" in first
    assert first.count('href="/administration/brugere/') - first.count("/brugere/ny") == 50
    assert "Side 1 af 6" in first
    assert "Bruger 298" in admin.get(f"{USERS}?side=6").text
    assert "Side 6 af 6" in admin.get(f"{USERS}?side=99").text


def test_the_list_follows_the_danish_alphabet(admin: PageClient, database: Database) -> None:
    with database():
        for name in ("Åse", "Zita", "Ærø", "Anna", "Øjvind", "aabo"):
            make_user(name=name)
    rows = [text_of(row) for row in admin.page(USERS).iter("th") if row.get("scope") == "row"]
    assert rows == ["Anna", "Demo Tunø", "Zita", "Ærø", "Øjvind", "aabo", "Åse"]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("q=lærke", ["Lone Lærke"]),
        ("q=LONE@", ["Lone Lærke"]),
        ("q=100%25", []),
        ("rolle=coordinator", ["Kim Koordinator"]),
        ("rolle=administrator", ["Demo Tunø"]),
        ("rolle=konge", ["Demo Tunø", "Kim Koordinator", "Lone Lærke"]),
        ("lukket=1", ["Gammel Bruger"]),
    ],
)
def test_the_list_can_be_narrowed(
    admin: PageClient, database: Database, administrator: User, query: str, names: list[str]
) -> None:
    with database():
        make_user(Role.READER, email="lone@randers.dk", name="Lone Lærke")
        make_user(Role.COORDINATOR, name="Kim Koordinator")
        make_user(name="Gammel Bruger", archived_at=administrator.created_at)
    page = admin.page(f"{USERS}?{query}")
    assert [text_of(row) for row in page.iter("th") if row.get("scope") == "row"] == names


def test_a_new_user_gets_a_link_that_is_shown_once(
    admin: PageClient, client: PageClient, database: Database
) -> None:
    answer = admin.submit(f"{USERS}/ny", NEW)
    assert answer.status_code == 302
    assert "invitation" not in answer.location
    token = link_on(admin.get(answer.location).text)
    assert token
    assert link_on(admin.get(answer.location).text) == ""
    chosen = {"new_password": "havgus over Vesterhavet"}
    chosen["new_password_again"] = chosen["new_password"]
    assert client.submit(f"/invitation/{token}", chosen).status_code == 302
    user = find(database)
    assert (user.email, user.role) == ("lone@randers.dk", Role.READER)


def test_another_users_page_does_not_show_the_link(
    admin: PageClient, administrator: User, database: Database
) -> None:
    admin.submit(f"{USERS}/ny", NEW)
    assert link_on(admin.get(f"{USERS}/{administrator.id}").text) == ""


def test_a_forged_host_does_not_change_the_link(admin: PageClient) -> None:
    answer = admin.submit(f"{USERS}/ny", NEW)
    shown = admin.get(answer.location, headers={"X-Forwarded-Host": "ond.example"})
    assert link_on(shown.text)


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"name": " "}, "Skriv navnet."),
        ({"email": "lone"}, "Skriv e-mailen som navn@sted.dk."),
        ({"email": "KENDT@example.invalid"}, "Demo Kendt har allerede den e-mail."),
        ({"role": "coordinator"}, "Vælg mindst én kommune eller organisation til koordinatoren."),
        ({"name": "Født 010185-1234"}, "CPR"),
    ],
)
def test_a_user_that_is_refused_is_not_created(
    admin: PageClient, database: Database, changed: dict[str, str], message: str
) -> None:
    with database():
        make_user(email="kendt@example.invalid", name="Demo Kendt")
    answer = admin.submit(f"{USERS}/ny", NEW | changed)
    assert answer.status_code == 422
    assert message in answer.text
    with database() as session:
        assert len(session.scalars(select(User)).all()) == 2


def test_a_form_sent_twice_creates_one_user(admin: PageClient, database: Database) -> None:
    values = NEW | {"form_key": "a" * 32}
    first, second = admin.send(f"{USERS}/ny", values), admin.send(f"{USERS}/ny", values)
    assert first.location == second.location
    find(database)


def test_a_coordinator_is_given_municipalities_and_organisations(
    admin: PageClient, database: Database
) -> None:
    with database():
        randers = make_municipality("Randers")
        psychiatry = make_organisation("Psykiatrien", None, Sector.REGIONAL)
        department = make_organisation("Jobcenteret", randers)
    form = admin.get(f"{USERS}/ny")
    assert "Psykiatrien" in form.text
    assert department.name not in form.text
    areas = {"municipalities": [str(randers.id)], "organisations": [str(psychiatry.id)]}
    admin.fill_in(form, NEW | {"role": "coordinator"} | areas)
    user = find(database)
    assert [place.name for place in user.municipalities] == ["Randers"]
    assert [unit.name for unit in user.organisations] == ["Psykiatrien"]


def test_another_role_looks_after_nothing(admin: PageClient, database: Database) -> None:
    with database():
        randers = make_municipality("Randers")
        user = make_user(Role.COORDINATOR, email="lone@randers.dk", municipalities=[randers])
    admin.submit(f"{USERS}/{user.id}/ret", {"role": "reader"})
    changed = find(database)
    assert (changed.role, changed.municipalities) == (Role.READER, [])


def test_a_change_of_role_takes_effect_at_once_and_stands_in_the_journal(
    admin: PageClient, database: Database, administrator: User, sign_in: SignInAs
) -> None:
    with database():
        other = make_user(Role.ADMINISTRATOR, email="lone@randers.dk")
    theirs = sign_in(other)
    assert theirs.get(USERS).status_code == 200
    admin.submit(f"{USERS}/{other.id}/ret", {"role": "reader"})
    assert theirs.get(USERS).location.startswith("/log-ind")
    row = last_row(database)
    assert (row.actor_id, row.action, row.entry_id) == (administrator.id, Action.EDITED, other.id)
    assert (row.before or {})["role"] == "administrator"
    assert row.after["role"] == "reader"
    assert "password_hash" not in row.after


def test_disabling_keeps_a_user_out_until_access_is_given_back(
    admin: PageClient, client: PageClient, database: Database, sign_in: SignInAs
) -> None:
    with database():
        user = make_user(email="lone@randers.dk")
    theirs = sign_in(user)
    admin.submit(f"{USERS}/{user.id}", button="Luk adgangen")
    assert theirs.get("/profil").status_code == 302
    fields = {"email": user.email, "password": PASSWORD}
    assert client.submit("/log-ind", fields).status_code == 422
    admin.submit(f"{USERS}/{user.id}", button="Åbn adgangen igen")
    assert theirs.get("/profil").status_code == 302
    assert client.submit("/log-ind", fields).status_code == 302


def test_nobody_locks_themselves_out(
    admin: PageClient, administrator: User, database: Database
) -> None:
    own = f"{USERS}/{administrator.id}"
    assert "Luk adgangen" not in admin.get(own).text
    assert admin.send(f"{own}/luk").status_code == 403
    refused = admin.submit(f"{own}/ret", {"role": "reader"})
    assert refused.status_code == 422
    assert "Du kan ikke ændre din egen rolle." in refused.text
    assert admin.get(own).status_code == 200


def test_a_new_link_lets_a_user_choose_again(
    admin: PageClient, client: PageClient, database: Database
) -> None:
    with database():
        user = make_user(email="lone@randers.dk")
    admin.submit(f"{USERS}/{user.id}", button="Lav et link til ny adgangskode")
    token = link_on(admin.get(f"{USERS}/{user.id}").text)
    assert client.get(f"/invitation/{token}").status_code == 200


def test_two_administrators_editing_at_once_see_both_versions(
    admin: PageClient, database: Database
) -> None:
    with database():
        user = make_user(email="lone@randers.dk", name="Lone Lærke")
    opened = admin.get(f"{USERS}/{user.id}/ret")
    admin.submit(f"{USERS}/{user.id}/ret", {"name": "Lone Lind"})
    answer = admin.fill_in(opened, {"name": "Lone Løvstad"})
    assert answer.status_code == 409
    assert "Lone Lind" in answer.text
    assert "Lone Løvstad" in answer.text
    assert find(database).name == "Lone Lind"


def test_signing_in_meanwhile_is_no_conflict(
    admin: PageClient, database: Database, sign_in: SignInAs
) -> None:
    with database():
        user = make_user(email="lone@randers.dk")
    opened = admin.get(f"{USERS}/{user.id}/ret")
    sign_in(user)
    assert admin.fill_in(opened, {"name": "Lone Lind"}).status_code == 302


def test_only_the_fields_of_the_form_are_changed(admin: PageClient, database: Database) -> None:
    with database():
        user = make_user(email="lone@randers.dk")
    foreign = {
        "password_hash": "x",
        "session_stamp": "x",
        "is_demo": "y",
        "archived_at": "2026-01-01",
    }
    version = str(user.version_id)
    admin.send(f"{USERS}/{user.id}/ret", NEW | foreign | {"version": version, "id": "99"})
    changed = find(database)
    assert (changed.id, changed.name) == (user.id, "Lone Lærke")
    assert changed.password_hash == user.password_hash
    assert (changed.is_demo, changed.archived_at) == (False, None)


@pytest.mark.parametrize("role", [Role.BRIDGE_BUILDER, Role.COORDINATOR, Role.READER])
@pytest.mark.parametrize(
    ("method", "address"),
    [
        ("GET", ""),
        ("GET", "/ny"),
        ("POST", "/ny"),
        ("GET", "/{id}"),
        ("GET", "/{id}/ret"),
        ("POST", "/{id}/ret"),
        ("POST", "/{id}/invitation"),
        ("POST", "/{id}/luk"),
        ("POST", "/{id}/aabn"),
    ],
)
@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_nobody_else_gets_at_users(
    client_of: Callable[..., PageClient], administrator: User, role: Role, method: str, address: str
) -> None:
    client = client_of(role)
    url = USERS + address.format(id=administrator.id)
    answer = client.get(url) if method == "GET" else client.send(url, NEW)
    assert answer.status_code == 403


def test_an_unknown_user_is_not_found(admin: PageClient) -> None:
    assert admin.get(f"{USERS}/47110815").status_code == 404


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_the_link_begins_with_the_portals_own_address(app: Portal, admin: PageClient) -> None:
    app.config["PORTAL_URL"] = "https://indgang.example/"
    answer = admin.submit(f"{USERS}/ny", NEW)
    assert 'value="https://indgang.example/invitation/' in admin.get(answer.location).text
