"""Who may reach what: every route, every method, every kind of visitor."""

import re
from collections.abc import Iterator

import pytest
from werkzeug.test import TestResponse

from portal.app import Portal
from tests.access.table import ANONYMOUS, EVERYONE, FRAGMENTS, NOWHERE, TABLE, Visitors

READING = {"GET"}
ANY = re.compile(r"<any\(([^)]*)\):\w+>")
# What a view may answer to somebody who was let in but filled in nothing.
LET_IN = {200, 302, 303, 409, 422}


def routes(app: Portal) -> Iterator[str]:
    """Yield "METHOD rule" of every route, one for each section of the generic verbs."""
    for rule in app.url_map.iter_rules():
        sections = ANY.search(rule.rule)
        choices = sections[1].split(", ") if sections else [""]
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
            for choice in choices:
                yield f"{method} {ANY.sub(choice, rule.rule)}"


def ask(house, row: str, visitor: str) -> TestResponse:
    """Do what a row says as a visitor, with a valid CSRF token and nothing filled in."""
    method, rule = row.split(" ", 1)
    client = house.visitors[visitor]
    if method in READING:
        return client.get(house.address(rule))
    headers = {"HX-Request": "true"} if row in FRAGMENTS else {}
    return client.send(house.address(rule), method=method, headers=headers)


def is_turned_away(answer: TestResponse, visitor: str) -> bool:
    if visitor == ANONYMOUS:
        is_asked_to_sign_in = answer.headers.get("Location", "").startswith("/log-ind")
        return (answer.status_code == 302 and is_asked_to_sign_in) or answer.status_code == 401
    return answer.status_code == 403


def test_every_route_has_a_row_and_every_row_a_route(house):
    there = set(routes(house.app)) - NOWHERE
    assert there - set(TABLE) == set(), "routes that nobody wrote down who may reach"
    assert set(TABLE) - there == set(), "rows whose route is gone"


@pytest.mark.parametrize("row", [row for row in TABLE if TABLE[row] != EVERYONE])
def test_visitor_without_access_is_turned_away_and_changes_nothing(house, row):
    before = house.fingerprint()
    for visitor in sorted(EVERYONE - TABLE[row]):
        answer = ask(house, row, visitor)
        assert is_turned_away(answer, visitor), f"{row} as {visitor}: {answer.status}"
    assert house.fingerprint() == before


@pytest.mark.parametrize("row", [row for row in TABLE if row.startswith("GET ")])
def test_reader_with_access_is_let_in_and_changes_nothing(house, row):
    before = house.fingerprint()
    for visitor in sorted(TABLE[row]):
        assert_let_in(ask(house, row, visitor), row, visitor)
    assert house.fingerprint() == before


@pytest.mark.parametrize(
    ("row", "visitor"),
    [(row, v) for row in TABLE if not row.startswith("GET ") for v in sorted(TABLE[row])],
)
def test_writer_with_access_is_let_in(house, row, visitor):
    assert_let_in(ask(house, row, visitor), row, visitor)


def assert_let_in(answer: TestResponse, row: str, visitor: str) -> None:
    assert answer.status_code in LET_IN, f"{row} as {visitor}: {answer.status}"
    assert TABLE[row] == EVERYONE or not is_turned_away(answer, visitor), f"{row} as {visitor}"


@pytest.mark.parametrize("row", sorted(NOWHERE))
def test_municipality_is_never_archived(house, row):
    assert ask(house, row, "administrator").status_code == 404


def open_to(visitors: Visitors) -> str:
    """Return the visitor of a row who may do most."""
    return "administrator" if "administrator" in visitors else sorted(visitors)[0]


@pytest.mark.parametrize("row", [row for row in TABLE if not row.startswith("GET ")])
def test_form_without_its_token_is_refused(house, row):
    method, rule = row.split(" ", 1)
    before = house.fingerprint()
    client = house.visitors[open_to(TABLE[row])]
    assert client.open(house.address(rule), method=method).status_code == 400
    assert house.fingerprint() == before


@pytest.mark.parametrize("row", [row for row in TABLE if not row.startswith("GET ")])
def test_body_that_is_too_large_is_refused(house, row):
    method, rule = row.split(" ", 1)
    client = house.visitors[open_to(TABLE[row])]
    answer = client.send(house.address(rule), {"note": "x" * 2_200_000}, method=method)
    assert answer.status_code == 413


@pytest.mark.parametrize("row", [row for row in TABLE if "<" in row])
def test_subject_that_does_not_exist_is_not_found(house, row):
    method, rule = row.split(" ", 1)
    address = re.sub(r"<[^>]*>", "does-not-exist", re.sub(r"<int:\w+>", "987654", rule))
    client = house.visitors[open_to(TABLE[row])]
    answer = client.get(address) if method == "GET" else client.send(address, method=method)
    assert answer.status_code == 404
