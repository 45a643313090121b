"""The test client itself: it signs in through the real form and turns bad pages down."""

import pytest

from portal.access.marks import public
from portal.models.vocabulary import Role
from tests import factories
from tests.support.page_forms import FormError, PageForm, choose_form, read_forms
from tests.support.pages import PageError, check_page, parse_page

GOOD = (
    '<!doctype html><html lang="da"><head><title>Tilbud – Én indgang</title></head>'
    "<body><main><h1>Tilbud</h1>{}</main></body></html>"
)


def test_user_signs_in_through_the_real_form(client_of):
    client = client_of(Role.READER)
    assert client.get("/profil").status_code == 200


def test_wrong_password_is_shown_as_a_proper_page_with_errors(client, database):
    with database():
        user = factories.make_user(Role.READER)
    answer = client.submit("/log-ind", {"email": user.email, "password": "forkert kodeord"})
    assert answer.status_code == 422
    assert client.get("/profil").status_code == 302


def test_client_refuses_to_ask_while_the_database_is_open(client, database):
    with database(), pytest.raises(AssertionError, match="close"):
        client.get("/log-ind")


def test_sending_a_token_made_here_is_accepted(client_of):
    assert client_of(Role.READER).send("/log-ud").status_code == 302


@pytest.mark.parametrize(
    ("html", "fault"),
    [
        (GOOD.format("").replace(' lang="da"', ""), "lang"),
        (GOOD.format("<h1>To</h1>"), "one h1"),
        (GOOD.format("").replace("<title>Tilbud", "<title>Andet"), "title"),
        (GOOD.format('<p id="a"></p><p id="a"></p>'), "more than once"),
        (GOOD.format('<input name="q">'), "no label"),
        (GOOD.format('<label for="b">B</label>'), "not on the page"),
        (GOOD.format('<button type="submit"></button>'), "no text"),
        (GOOD.format("<p><div></div></p>"), "invalid HTML"),
        (GOOD.format('<input aria-label="a" aria-describedby="z">'), "points nowhere"),
    ],
)
def test_page_that_breaks_a_rule_is_turned_down(html, fault):
    with pytest.raises(PageError, match=fault):
        check_page(html)


def test_page_that_keeps_the_rules_passes():
    form = '<form><label for="q">Søg</label><input id="q" name="q"><button>Søg</button></form>'
    assert check_page(GOOD.format(form)).tag == "html"
    assert check_page(GOOD.format("").replace("<title>", "<title>Fejl: ")).tag == "html"


def test_client_checks_the_pages_and_headers_of_every_view(app, monkeypatch):
    monkeypatch.setitem(app.view_functions, "public.about", public(lambda: "<p>Hej</p>"))
    with pytest.raises(PageError):
        app.test_client().get("/om")


FORM = """
<form method="post" action="/gem">
  <input type="hidden" name="csrf_token" value="t"><input type="text" name="name" value="Rask">
  <select name="kind"><option value="a">A</option><option value="b" selected>B</option></select>
  <input type="checkbox" name="domains" value="x" checked>
  <input type="checkbox" name="domains" value="y">
  <input type="checkbox" name="is_demo"><textarea name="note">
linje 1
linje 2</textarea>
  <button name="row" value="steps:add">Tilføj trin</button><button>Gem</button>
</form>
"""


@pytest.fixture
def form() -> PageForm:
    return read_forms(parse_page(GOOD.format(FORM)), "/her")[0]


def test_untouched_form_sends_what_a_browser_would(form):
    assert form.fill_in({}) == {
        "csrf_token": ["t"],
        "name": ["Rask"],
        "kind": ["b"],
        "domains": ["x"],
        "note": ["linje 1\r\nlinje 2"],
    }


def test_filled_in_form_sends_what_was_typed_and_ticked(form):
    sent = form.fill_in({"name": "Frisk", "domains": ["y"], "is_demo": True, "kind": "a"})
    assert (sent["name"], sent["domains"], sent["is_demo"]) == (["Frisk"], ["y"], ["on"])


def test_saving_button_is_not_a_row_button(form):
    assert form.find_button(None).get("name") is None
    assert form.find_button("steps:add").get("name") == "row"
    assert form.find_button("Slet") is None


@pytest.mark.parametrize("wanted", [{"nmae": "x"}, {"kind": "c"}, {"domains": ["z"]}])
def test_nobody_can_fill_in_what_is_not_on_the_page(form, wanted):
    with pytest.raises(FormError):
        form.fill_in(wanted)


def test_missing_form_is_told_with_the_forms_there_are(form):
    with pytest.raises(FormError, match="POST /gem"):
        choose_form([form], {"email": "x"}, None)
