"""A coordinator writes down how the municipality wants to be contacted."""

import pytest

from portal.models.handover_route import HandoverRoute
from portal.models.journal import JournalRow
from portal.models.vocabulary import Channel, ContinueWhen, Role, Sector
from tests.factories import (
    make_contact,
    make_domain,
    make_municipality,
    make_offer,
    make_organisation,
    make_route,
)


@pytest.fixture
def randers(database):
    with database():
        return make_municipality("Randers")


@pytest.fixture
def coordinator(client_of, randers):
    return client_of(Role.COORDINATOR, randers)


def only_route(session) -> HandoverRoute:
    return session.query(HandoverRoute).one()


def test_coordinator_creates_a_route_with_a_contact_and_a_function_in_words(database, coordinator):
    with database():
        contact = make_contact("Rusmiddelkoordinator")
        alcohol = make_domain("alkohol")
    page = coordinator.get("/overleveringsveje/ny?kommune=0730")
    page = coordinator.fill_in(page, {}, "steps:add")
    answer = coordinator.fill_in(
        page,
        {
            "domain_id": str(alcohol.id),
            "steps-0-target": f"contact:{contact.id}",
            "steps-0-instruction": "Sig, at du er brobygger.",
            "steps-1-free_function": "Egen læge",
            "steps-1-channel": "medcom",
            "bring": "Mundtligt samtykke\n\nHvad borgeren selv ønsker",
            "answer_within": "P1D",
            "typical_wait_days": "14",
            "is_advice_welcome": "no",
        },
    )
    assert answer.status_code == 302
    with database() as session:
        route = only_route(session)
        assert [step.free_function for step in route.steps] == [None, "Egen læge"]
        assert route.steps[0].contact.function == "Rusmiddelkoordinator"
        assert route.steps[1].channel == Channel.MEDCOM
        assert route.bring == ["Mundtligt samtykke", "Hvad borgeren selv ønsker"]
        assert route.answer_within == "P1D"
        assert route.typical_wait_days == 14
        assert route.is_advice_welcome is False


def test_steps_keep_their_new_order_after_moving_and_saving(database, coordinator):
    with database():
        route = make_route(steps=["Egen læge", "Visitationen", "Hjemmeplejen"])
    page = coordinator.get(f"/overleveringsveje/{route.id}/ret")
    page = coordinator.fill_in(page, {}, "steps:up:2")
    page = coordinator.fill_in(page, {}, "steps:down:0")
    assert coordinator.fill_in(page, {}).status_code == 302
    with database() as session:
        saved = [step.free_function for step in only_route(session).steps]
        assert saved == ["Hjemmeplejen", "Egen læge", "Visitationen"]


def test_removing_a_step_keeps_the_others_and_what_was_typed(database, coordinator):
    with database():
        route = make_route(steps=["Egen læge", "Visitationen"])
    page = coordinator.get(f"/overleveringsveje/{route.id}/ret")
    page = coordinator.fill_in(page, {"note": "Ikke gemt endnu"}, "steps:remove:0")
    assert page.status_code == 200
    assert "Ikke gemt endnu" in page.text
    assert "Visitationen" in page.text
    assert "Egen læge" not in page.text


def test_nothing_is_saved_by_a_row_button(database, coordinator):
    with database():
        route = make_route(steps=["Egen læge", "Visitationen"])
    coordinator.submit(f"/overleveringsveje/{route.id}/ret", {}, "steps:remove:0")
    with database() as session:
        assert len(only_route(session).steps) == 2


def test_no_more_than_twenty_steps_can_be_added(database, coordinator):
    with database():
        route = make_route(steps=[f"Funktion {number}" for number in range(20)])
    page = coordinator.submit(f"/overleveringsveje/{route.id}/ret", {}, "steps:add")
    assert 'name="steps-19-target"' in page.text
    assert 'name="steps-20-target"' not in page.text


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({}, "Vælg, hvem trinnet går til."),
        ({"steps-0-continue_when": "after_minutes"}, "Vælg, hvem trinnet går til."),
        (
            {"steps-0-free_function": "Egen læge", "steps-0-continue_when": "after_minutes"},
            "Skriv, efter hvor mange minutter.",
        ),
        (
            {
                "steps-0-free_function": "Egen læge",
                "steps-0-continue_when": "after_minutes",
                "steps-0-continue_after_minutes": "241",
            },
            "Skriv et helt tal fra 1 til 240.",
        ),
        (
            {"steps-0-free_function": "Egen læge", "typical_wait_days": "fjorten"},
            "Skriv et helt tal fra 0 til 365.",
        ),
        (
            {"steps-0-free_function": "Egen læge", "valid_from_on": "snart"},
            "Skriv datoen som dag-måned-år, fx 24-12-2026.",
        ),
        (
            {
                "steps-0-free_function": "Egen læge",
                "valid_from_on": "2-1-2027",
                "valid_to_on": "1-1-2027",
            },
            "Slutdatoen må ikke ligge før startdatoen.",
        ),
        (
            {"steps-0-free_function": "Egen læge", "bring": "a" * 2001},
            "Skriv højst 2000 tegn.",
        ),
        (
            {"steps-0-free_function": "Ring til 010180-1234"},
            "CPR-nummer",
        ),
        (
            {"steps-0-free_function": "Læge", "steps-0-instruction": "cpr 0101801234"},
            "CPR-nummer",
        ),
    ],
)
def test_wrong_input_is_answered_at_the_field_and_the_rest_is_kept(
    database, coordinator, fields, message
):
    answer = coordinator.submit(
        "/overleveringsveje/ny?kommune=0730", fields | {"acknowledgement": "Vi ringer tilbage"}
    )
    assert answer.status_code == 422
    assert message in answer.text
    assert "Vi ringer tilbage" in answer.text
    with database() as session:
        assert session.query(HandoverRoute).count() == 0


def test_step_with_both_a_target_and_words_is_refused(database, coordinator):
    with database():
        contact = make_contact()
    answer = coordinator.submit(
        "/overleveringsveje/ny?kommune=0730",
        {"steps-0-target": f"contact:{contact.id}", "steps-0-free_function": "Egen læge"},
    )
    assert answer.status_code == 422
    assert "ikke begge" in answer.text


def test_route_without_a_step_is_refused(database, coordinator):
    page = coordinator.submit("/overleveringsveje/ny?kommune=0730", {}, "steps:remove:0")
    answer = coordinator.fill_in(page, {})
    assert answer.status_code == 422
    assert "Vælg, hvem trinnet går til." in answer.text


def test_step_that_points_to_an_archived_contact_is_refused(database, coordinator):
    with database():
        contact = make_contact("Nedlagt funktion")
        route = make_route(steps=[contact])
        contact.archived_at = contact.created_at
    answer = coordinator.submit(f"/overleveringsveje/{route.id}/ret", {})
    assert answer.status_code == 422
    assert "er arkiveret. Vælg en anden." in answer.text
    assert "Arkiveret" in coordinator.get(f"/overleveringsveje/{route.id}").text


@pytest.mark.parametrize(
    "key",
    [
        "contact:47110815",
        "user_account:1",
        "contact:x",
        "contact",
        f"contact:{'9' * 30}",
        f"contact:{'9' * 5000}",
    ],
    ids=lambda key: key[:20],
)
def test_unknown_target_is_refused(coordinator, key):
    data = {"steps-0-target": key, "preference": "unit", "consent": "verbal"}
    answer = coordinator.send("/overleveringsveje/ny?kommune=0730", data)
    assert answer.status_code == 422
    assert "Vælg en fra listen." in answer.text


@pytest.mark.parametrize(
    "place", ["9" * 5000, "9" * 10, "²", "-1", ""], ids=lambda place: place[:11]
)
def test_button_of_a_row_that_cannot_be_there_does_nothing(coordinator, place):
    data = {"steps-0-free_function": "Egen læge", "row": f"steps:remove:{place}"}
    answer = coordinator.send("/overleveringsveje/ny?kommune=0730", data)
    assert answer.status_code == 200
    assert "Egen læge" in answer.text


def test_another_municipality_s_contact_is_no_target(database, coordinator):
    with database():
        viborg = make_organisation("Viborg Kommune", make_municipality("Viborg"))
        foreign = make_contact("Viborgs visitator", organisation=viborg)
    page = coordinator.get("/overleveringsveje/ny?kommune=0730")
    assert "Viborgs visitator" not in page.text
    data = {"steps-0-target": f"contact:{foreign.id}", "preference": "unit", "consent": "verbal"}
    answer = coordinator.send("/overleveringsveje/ny?kommune=0730", data)
    assert answer.status_code == 422


def test_regional_and_voluntary_offers_that_serve_the_municipality_are_targets(
    database, coordinator, randers
):
    with database():
        region = make_organisation("Psykiatrien", sector=Sector.REGIONAL)
        make_offer("Psykiatrisk rådgivning", organisation=region)
        cafe = make_organisation("Caféen", sector=Sector.VOLUNTARY, serves=[randers])
        make_offer("Caféaften", organisation=cafe)
        far = make_municipality("Viborg")
        other = make_organisation("Viborgcaféen", sector=Sector.VOLUNTARY, serves=[far])
        make_offer("Viborgaften", organisation=other)
    page = coordinator.get("/overleveringsveje/ny?kommune=0730").text
    assert "Psykiatrisk rådgivning" in page
    assert "Caféaften" in page
    assert "Viborgaften" not in page


def test_second_route_for_the_same_domain_at_the_same_time_is_refused(database, coordinator):
    with database():
        make_route(steps=["Egen læge"])
    fields = {"steps-0-free_function": "Visitationen"}
    answer = coordinator.submit("/overleveringsveje/ny?kommune=0730", fields)
    assert answer.status_code == 422
    assert "Der er allerede en vej for området i den tid." in answer.text


def test_route_may_follow_an_earlier_one_for_the_same_domain(database, coordinator):
    with database() as session:
        route = make_route(steps=["Egen læge"])
        route.valid_to_on = route.created_at.date()
        session.flush()
    fields = {"steps-0-free_function": "Visitationen", "valid_from_on": "1-1-2090"}
    answer = coordinator.submit("/overleveringsveje/ny?kommune=0730", fields)
    assert answer.status_code == 302


def test_second_of_two_editors_sees_both_versions(database, client_of, coordinator, randers):
    with database():
        route = make_route(steps=["Egen læge"])
    url = f"/overleveringsveje/{route.id}/ret"
    opened = coordinator.get(url)
    other = client_of(Role.COORDINATOR, randers)
    assert other.submit(url, {"steps-0-free_function": "Visitationen"}).status_code == 302
    answer = coordinator.fill_in(opened, {"steps-0-free_function": "Hjemmeplejen"})
    assert answer.status_code == 409
    assert "Visitationen" in answer.text
    assert "Hjemmeplejen" in answer.text
    assert coordinator.fill_in(answer, {}).status_code == 302
    with database() as session:
        assert only_route(session).steps[0].free_function == "Hjemmeplejen"


def test_undoing_an_edit_brings_the_steps_back_in_order(database, coordinator):
    with database():
        contact = make_contact("Koordinator")
        route = make_route(steps=[contact, "Egen læge", "Visitationen"])
    page = coordinator.get(f"/overleveringsveje/{route.id}/ret")
    page = coordinator.fill_in(page, {}, "steps:remove:0")
    coordinator.fill_in(page, {"steps-0-continue_when": "declined"})
    with database() as session:
        newest = session.query(JournalRow).order_by(JournalRow.sequence.desc()).first()
    assert coordinator.send(f"/historik/{newest.sequence}/fortryd").status_code == 302
    with database() as session:
        steps = only_route(session).steps
        assert steps[0].contact.function == "Koordinator"
        assert [step.free_function for step in steps[1:]] == ["Egen læge", "Visitationen"]
        assert steps[1].continue_when == ContinueWhen.NO_ANSWER
