"""Who is reminded first, and who stands in: chosen among the municipality's coordinators."""

from portal.models.municipality import Municipality
from portal.models.vocabulary import Role
from tests.factories import make_municipality, make_user
from tests.support.pages import text_of

URL = "/kommuner/randers/ret"
FALLBACK = {"participation": "fallback"}


def make_coordinator(name, *municipalities, role=Role.COORDINATOR):
    return make_user(role, name=name, email=f"{name}@example.dk", municipalities=municipalities)


def saved(database):
    with database() as session:
        return session.query(Municipality).filter_by(slug="randers").one()


def test_coordinator_and_deputy_are_appointed_on_the_municipality_s_form(
    coordinator, database, randers
):
    with database():
        anna, bo = make_coordinator("Anna", randers), make_coordinator("Bo", randers)
    values = {"coordinator_id": str(anna.id), "deputy_coordinator_id": str(bo.id)}
    assert coordinator.submit(URL, FALLBACK | values).status_code == 302
    municipality = saved(database)
    assert (municipality.coordinator_id, municipality.deputy_coordinator_id) == (anna.id, bo.id)
    history = coordinator.get("/kommuner/randers/historik").text
    assert "Koordinatorens stedfortræder" in history
    assert bo.title in history
    assert coordinator.submit(URL, {"coordinator_id": ""}).status_code == 302
    assert saved(database).coordinator_id is None


def test_only_the_municipality_s_own_coordinators_with_access_can_be_appointed(
    coordinator, database, randers
):
    with database() as session:
        anna = make_coordinator("Anna", randers)
        strangers = [
            make_coordinator("Viborgs", make_municipality("Viborg")),
            make_coordinator("Lukket", randers),
            make_coordinator("Brobygger", randers, role=Role.BRIDGE_BUILDER),
        ]
        strangers[1].archived_at = strangers[1].created_at
        session.flush()
    [select] = [
        s for s in coordinator.page(URL).iter("select") if s.get("name") == "coordinator_id"
    ]
    offered = [text_of(option) for option in select.iter("option")]
    assert offered[:2] == ["Alle koordinatorer", f"Anna ({anna.email})"]
    assert len(offered) == 3  # and the one who is looking
    for stranger in strangers:
        values = FALLBACK | {"coordinator_id": str(stranger.id)}
        assert coordinator.send(URL, values).status_code == 422


def test_nobody_stands_in_for_oneself(coordinator, database, randers):
    with database():
        anna = make_coordinator("Anna", randers)
    values = {"coordinator_id": str(anna.id), "deputy_coordinator_id": str(anna.id)}
    answer = coordinator.submit(URL, FALLBACK | values)
    assert answer.status_code == 422
    assert "Vælg en anden end koordinatoren" in answer.text


def test_one_who_lost_access_stays_until_somebody_else_is_chosen(coordinator, database, randers):
    with database():
        anna = make_coordinator("Anna", randers)
    coordinator.submit(URL, FALLBACK | {"coordinator_id": str(anna.id)})
    with database() as session:
        session.get(type(anna), anna.id).archived_at = anna.created_at
    assert coordinator.submit(URL, {"legal_note": "Serviceloven"}).status_code == 302
    assert saved(database).coordinator_id == anna.id
