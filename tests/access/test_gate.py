"""The gate stays shut where nobody opened it, and errors carry the same headers as pages."""

import pytest

from portal.access.marks import public
from tests.access.table import ADMINISTRATOR, ANONYMOUS, EVERYONE


@pytest.mark.parametrize("visitor", sorted(EVERYONE))
def test_view_without_a_mark_is_shut_to_everybody(house, visitor, monkeypatch):
    monkeypatch.setitem(house.app.view_functions, "public.about", lambda: "aldrig vist")
    assert house.visitors[visitor].get("/om").status_code == 403


def test_view_that_fails_is_answered_by_a_page_in_danish(house, monkeypatch):
    monkeypatch.setitem(house.app.view_functions, "public.about", public(lambda: 1 / 0))
    house.app.testing = False
    answer = house.visitors[ANONYMOUS].get("/om")
    assert answer.status_code == 500
    assert "Der skete en fejl hos os" in answer.text


def test_unknown_address_and_wrong_method_are_answered_by_pages(house):
    client = house.visitors[ADMINISTRATOR]
    assert client.get("/findes-ikke").status_code == 404
    assert client.send("/kommuner").status_code == 405


def test_anonymous_visitor_comes_back_to_the_page_after_signing_in(house):
    answer = house.visitors[ANONYMOUS].get("/kommuner/randers?x=1")
    assert answer.headers["Location"] == "/log-ind?next=/kommuner/randers?x%3D1"


def test_sign_in_page_is_never_put_into_a_fragment(house):
    answer = house.visitors[ANONYMOUS].get("/kommuner", headers={"HX-Request": "true"})
    assert (answer.status_code, answer.text) == (401, "")
    assert answer.headers["HX-Redirect"].startswith("/log-ind")


def test_signed_in_pages_stay_in_no_cache_and_assets_in_all(house):
    client = house.visitors[ADMINISTRATOR]
    assert client.get("/kommuner").headers["Cache-Control"] == "no-store"
    asset = client.get("/static/images/favicon.svg?v=1")
    assert "max-age=31536000" in asset.headers["Cache-Control"]
