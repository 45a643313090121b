"""Pages as they look when something is wrong, missing or asked back: they are read on bad days."""

import re

import pytest
from playwright.sync_api import expect

from tests.support.browsing import check_focus, check_page

ADMIN = "admin@demo.invalid"
BRIDGE_BUILDER = "brobygger@demo.invalid"
COORDINATOR = "koordinator.randers@demo.invalid"
FORMS = [
    ("/kontaktpersoner/ny", COORDINATOR, "#function"),
    ("/tilbud/ny", COORDINATOR, "#name"),
    ("/organisationer/ny", COORDINATOR, "#name"),
    ("/overleveringsveje/ny", COORDINATOR, "#steps-0-target"),
    ("/administration/brugere/ny", ADMIN, "#email"),
    ("/administration/omraader/ny", ADMIN, "#name"),
    ("/profil", ADMIN, "#current_password"),
]
REFUSED_ADDRESSES = [
    ("/kommuner/viborg/ret", COORDINATOR, 403),
    ("/administration/brugere", BRIDGE_BUILDER, 403),
    ("/kontaktpersoner/47110815", BRIDGE_BUILDER, 404),
    ("/invitation/findes-ikke", BRIDGE_BUILDER, 404),
]
EMPTY_LISTS = ["kontaktpersoner", "tilbud", "organisationer"]


def save(page):
    page.locator("main form .button-row button").first.click()


def open_first(page, listed):
    page.goto(listed)
    page.locator("main tbody th a").first.click()
    page.wait_for_url(lambda url: "?" not in url)


@pytest.mark.parametrize(("address", "email", "field"), FORMS)
def test_empty_form_is_refused_and_says_where(signed_in, address, email, field):
    page = signed_in(email)
    page.goto(address)
    save(page)
    expect(page.locator(".alert-error")).to_be_focused()
    expect(page).to_have_title(re.compile("^Fejl: "))
    expect(page.locator(field)).to_have_attribute("aria-invalid", "true")
    check_page(page)


def test_wrong_password_is_refused(page):
    page.goto("/log-ind")
    page.locator("#email").fill("nogen@demo.invalid")
    page.locator("#password").fill("forkert")
    page.locator("#password").press("Enter")
    expect(page.locator(".alert-error")).to_be_focused()
    check_page(page)


def test_conflict_shows_both_versions(page_of):
    page = page_of(COORDINATOR)
    page.goto("/kommuner/randers/ret")
    other = page.context.new_page()
    other.goto(page.url)
    other.locator("#consent_note").fill("Spørg altid borgeren selv")
    save(other)
    page.locator("#consent_note").fill("Mundtligt samtykke er nok")
    save(page)
    expect(page.get_by_role("heading", name="En anden har gemt imens")).to_be_visible()
    expect(page.get_by_role("cell", name="Spørg altid borgeren selv")).to_be_visible()
    check_page(page)


def test_hours_shown_back_as_a_week(signed_in):
    page = signed_in(COORDINATOR)
    page.goto("/kontaktpersoner/ny")
    page.locator("#function").fill("Vises tilbage")
    page.locator("#hours").fill("hverdage 9-14; helligdage lukket")
    page.locator("#hours").press("Enter")
    expect(page.get_by_text("Sådan er åbningstiden forstået.")).to_be_visible()
    check_page(page)


@pytest.mark.parametrize(("address", "email", "status"), REFUSED_ADDRESSES)
def test_page_that_is_not_there_or_not_for_this_role(signed_in, address, email, status):
    page = signed_in(email)
    assert page.goto(address).status == status
    check_page(page)


def test_text_too_long_for_any_page(signed_in):
    page = signed_in(COORDINATOR)
    page.goto("/kontaktpersoner/ny")
    page.locator("#note").evaluate("node => { node.value = 'lang tekst '.repeat(220_000) }")
    with page.expect_response(lambda response: response.request.method == "POST") as answered:
        save(page)
    assert answered.value.status == 413
    check_page(page)


@pytest.mark.parametrize("noun", EMPTY_LISTS)
def test_empty_list_says_what_to_do(signed_in, noun):
    page = signed_in(BRIDGE_BUILDER)
    page.goto(f"/{noun}/?q=findes-ikke")
    expect(page.locator(".empty-state a")).to_be_visible()
    check_page(page)


def test_central_entrance_cannot_go_without_a_successor(signed_in):
    page = signed_in("koordinator.skive@demo.invalid")
    page.goto("/kommuner/skive")
    page.locator("#indgang ~ p a").first.click()
    page.get_by_role("link", name="Arkivér").click()
    page.get_by_role("button", name="Arkivér").click()
    expect(page.locator(".alert-error")).to_contain_text("En kommune må ikke stå uden indgang")
    check_page(page)


@pytest.mark.parametrize("listed", ["kontaktpersoner", "overleveringsveje", "organisationer"])
def test_internal_page_is_marked_on_paper(signed_in, listed):
    page = signed_in(BRIDGE_BUILDER)
    open_first(page, f"/{listed}/?kommune=0730")
    page.emulate_media(media="print")
    expect(page.locator(".print-mark")).to_be_visible()
    for unprinted in (".site-header nav", ".site-footer", ".breadcrumbs", ".button-row"):
        expect(page.locator(unprinted).first).to_be_hidden()
    page.emulate_media(media="screen")


def test_public_page_has_no_internal_mark_on_paper(page):
    page.goto("/akut")
    page.emulate_media(media="print")
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator(".print-mark")).to_have_count(0)


@pytest.mark.parametrize(
    "address", ["/?q=randers+alkohol", "/kontaktpersoner/ny", "/overleveringsveje/ny", "/tilbud/"]
)
def test_focus_is_seen_at_each_stop(signed_in, address):
    page = signed_in(COORDINATOR)
    page.goto(address)
    page.locator("h1").evaluate("node => { node.tabIndex = -1; node.focus() }")
    check_focus(page)


def test_focus_is_seen_from_the_top_and_skips_to_the_content(signed_in):
    page = signed_in(COORDINATOR)
    page.goto("/kommuner")
    check_focus(page, stops=1)
    expect(page.get_by_role("link", name="Gå til sidens indhold")).to_be_focused()
    check_focus(page)
    page.goto("/kommuner")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
