"""The answer for machines keeps the contract's shape, and errors name what is wrong."""

import json
from datetime import datetime

import pytest

from portal.accounts.actions import create_token
from portal.hours.parse import parse_hours
from portal.models.vocabulary import Role
from tests import factories

pytestmark = pytest.mark.parametrize("app", ["sqlite"], indirect=True)

AT = "2026-11-23T10:00:00%2B01:00"
URL = f"/api/v1/answer?q=randers+alkohol&at={AT}"


@pytest.fixture
def directory(app, database):
    with database():
        randers = factories.make_municipality()
        alcohol = factories.make_domain("alkohol")
        factories.make_domain("demens")
        contact = factories.make_contact(domains=[alcohol], hours=parse_hours("man-fre 8-15"))
        route = factories.make_route(
            randers,
            alcohol,
            steps=[contact, "egen læge"],
            bring=["samtykke"],
            answer_within="P1D",
            is_advice_welcome=False,
        )
    return {"contact": contact.id, "route": route.id, "randers": randers.id}


@pytest.fixture
def reader(client_of, directory):
    return client_of(Role.READER)


def test_the_answer_has_the_shape_of_the_contract(reader, directory):
    body = reader.get(URL).get_json()
    assert (
        body["understood"].items()
        >= {
            "municipality": "0730",
            "domains": ["alkohol"],
            "kinds": [],
            "at": "2026-11-23T10:00:00+01:00",
            "rest": "",
            "outside_region": False,
        }.items()
    )
    first = body["steps"][0]
    assert (
        first.items()
        >= {
            "position": 1,
            "kind": "kontaktperson",
            "id": directory["contact"],
            "name": "Demo Æbelø",
            "function": "Rusmiddelkoordinator",
            "organisation": "Socialforvaltningen",
            "phone": "+4584000101",
            "is_open": True,
            "closes_at": "2026-11-23T15:00:00+01:00",
            "opens_at": None,
            "is_stale": False,
            "section": "route",
        }.items()
    )
    assert first["reasons"][:2] == ["foretrukken vej for alkohol", "åben til 15.00"]
    assert datetime.fromisoformat(body["as_of"]).utcoffset() is not None


def test_the_route_says_what_it_asks_for(reader, directory):
    assert (
        reader.get(URL).get_json()["route"].items()
        >= {
            "id": directory["route"],
            "consent": "verbal",
            "bring": ["samtykke"],
            "answer_within": "P1D",
            "advice_welcome": False,
        }.items()
    )


def test_steps_are_the_whole_ladder_in_order(reader, directory):
    steps = reader.get(URL).get_json()["steps"]
    assert [(step["position"], step["kind"], step["section"]) for step in steps] == [
        (1, "kontaktperson", "route"),
        (2, "overleveringsvej", "route"),
        (3, "hovednummer", "switchboard"),
    ]
    assert [step["id"] for step in steps[1:]] == [directory["route"], directory["randers"]]


def test_unknown_hours_are_neither_open_nor_closed(reader):
    steps = reader.get(URL).get_json()["steps"]
    assert steps[2]["is_open"] is None


def test_parameters_go_before_the_question(reader):
    url = "/api/v1/answer?q=randers+alkohol&municipality=0791&domain=demens&domain=alkohol"
    understood = reader.get(url).get_json()["understood"]
    assert understood["municipality"] == "0791"
    assert understood["domains"] == ["demens", "alkohol"]


def test_a_place_outside_the_region_keeps_its_code(reader):
    understood = reader.get("/api/v1/answer?q=thisted").get_json()["understood"]
    assert (understood["municipality"], understood["outside_region"]) == ("0787", True)


@pytest.mark.parametrize(
    ("parameter", "value"),
    [
        ("municipality", "731"),
        ("municipality", "randers"),
        ("domain", "findes-ikke"),
        ("at", "i morgen"),
        ("at", "9999-12-31T00:00"),
        ("q", "x" * 301),
        ("q", "070761-4285"),
    ],
)
def test_a_wrong_parameter_is_named_and_not_repeated(reader, parameter, value):
    answer = reader.get("/api/v1/answer", query_string={parameter: value})
    assert answer.status_code == 400
    assert answer.mimetype == "application/problem+json"
    assert answer.get_json()["parameter"] == parameter
    assert answer.get_json()["status"] == 400
    assert value not in answer.text


def test_a_bearer_token_opens_the_answer(app, client, database, directory):
    with database():
        token = create_token(factories.make_user(Role.READER), days=1)
    headers = {"Authorization": f"Bearer {token}"}
    assert client.get(URL, headers=headers).status_code == 200


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer forkert"}])
def test_without_a_session_or_token_it_is_shut(client, directory, headers):
    answer = client.get(URL, headers=headers)
    assert answer.status_code == 401
    assert answer.mimetype == "application/problem+json"


def test_too_many_questions_in_a_minute_are_refused(app, reader):
    app.config["RATELIMIT_ANSWERS"] = "3 per minute"
    answers = [reader.get(URL) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert answers[-1].mimetype == "application/problem+json"
    assert "Retry-After" in answers[-1].headers


def test_six_hundred_questions_in_a_minute_are_answered(reader):
    assert all(reader.get(URL).status_code == 200 for _ in range(600))


def test_the_description_names_every_property_of_an_answer(client, reader):
    schemas = client.get("/api/v1/openapi.json").get_json()["components"]["schemas"]
    body = reader.get(URL).get_json()
    assert body.keys() == schemas["Answer"]["properties"].keys()
    assert body["understood"].keys() == schemas["Understood"]["properties"].keys()
    assert body["steps"][0].keys() == schemas["Step"]["properties"].keys()
    assert body["route"].keys() == schemas["Route"]["properties"].keys()


def test_the_description_is_whole(client):
    description = client.get("/api/v1/openapi.json").get_json()
    assert description["openapi"].startswith("3.1")
    text = json.dumps(description)
    schemas = description["components"]["schemas"]
    for name in schemas:
        assert f'"#/components/schemas/{name}"' in text
    assert text.count("$ref") == sum(text.count(f'"#/components/schemas/{n}"') for n in schemas)
