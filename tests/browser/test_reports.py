"""Telling how a call went, reporting a fault, and seeing the answer, with script and without."""

import pytest
from playwright.sync_api import expect

from tests.support.browsing import check_focus, check_page

BRIDGE_BUILDER = "brobygger@demo.invalid"
COORDINATOR = "koordinator.viborg@demo.invalid"


def test_outcome_of_a_call_is_told_in_place(page_of):
    page = page_of(BRIDGE_BUILDER)
    page.goto("/?q=randers+alkohol")
    line = page.locator(".ladder-step").nth(1)
    line.get_by_text("Gik det?").click()
    line.get_by_role("button", name="Intet svar").click()
    expect(line.locator(".calls summary")).to_contain_text("Noteret: Intet svar")
    line.get_by_role("button", name="Overtog").click()
    expect(line.locator(".calls summary")).to_contain_text("Noteret: Overtog")
    assert page.url.endswith("/?q=randers+alkohol")
    check_page(page)


def test_outcome_of_a_call_is_told_without_script(page_of):
    page = page_of(BRIDGE_BUILDER, java_script_enabled=False)
    page.goto("/?q=viborg+alkohol")
    line = page.locator(".ladder-step:has([id^=gik-contact])").first
    line.get_by_text("Gik det?").click()
    line.get_by_role("button", name="Forkert sted").click()
    expect(page.get_by_role("status").first).to_contain_text("Tak. Noteret: Forkert sted")
    assert page.url.endswith("/?q=viborg+alkohol")


@pytest.mark.parametrize(("java_script_enabled", "kommune"), [(True, "struer"), (False, "lemvig")])
def test_fault_is_reported_answered_and_the_answer_is_seen(page_of, java_script_enabled, kommune):
    page = page_of(BRIDGE_BUILDER, java_script_enabled=java_script_enabled)
    page.goto(f"/?q=hovednummer+{kommune}")
    line = page.locator(".ladder-step").filter(has_text="Hovednummer").first
    if line.locator(".calls:not([open])").count():
        line.get_by_text("Gik det?").click()
    line.get_by_role("link", name="Meld fejl").click()
    page.get_by_label("Tiderne passer ikke").check()
    page.get_by_label("Kort bemærkning").fill("De åbner først klokken 9")
    page.get_by_role("button", name="Meld fejl").click()
    assert f"hovednummer+{kommune}" in page.url
    line = page.locator(".ladder-step").filter(has_text="Hovednummer").first
    expect(line).to_contain_text("Meldt fejl")
    answer_as_coordinator(page_of, kommune)
    page.goto("/")
    page.get_by_role("button", name="Se svaret").click()
    expect(page.locator("h1")).to_have_text("Dine meldinger")
    expect(page.locator(".entries li").first).to_contain_text("De åbner klokken 9, ja")
    if java_script_enabled:
        check_page(page)
    page.goto("/")
    expect(page.get_by_role("button", name="Se svaret")).to_have_count(0)


def answer_as_coordinator(page_of, kommune):
    page = page_of(f"koordinator.{kommune}@demo.invalid")
    page.goto("/min-kommune")
    row = page.locator(".tasks li").filter(has_text="De åbner først klokken 9")
    expect(row).to_contain_text("Tiderne passer ikke")
    row.get_by_text("Skriv et svar").click()
    row.get_by_label("Kort svar").fill("De åbner klokken 9, ja. Nu står det der.")
    row.get_by_role("button", name="Rettet").click()
    expect(page.get_by_role("status").first).to_contain_text("Svaret er gemt")
    expect(row).to_have_count(0)


def test_form_of_a_fault_can_be_used_by_everybody(page_of):
    page = page_of(BRIDGE_BUILDER)
    page.goto("/kommuner/randers/meld-fejl")
    check_page(page)
    check_focus(page)
    page.get_by_role("button", name="Meld fejl").click()
    page.locator(".alert-error").wait_for()
    check_page(page)


def test_outcome_that_cannot_be_saved_is_kept_on_the_page(page_of):
    page = page_of(BRIDGE_BUILDER)
    page.goto("/?q=randers+alkohol")
    refused = "<main id='indhold'><h1>Der kan ikke gemmes lige nu</h1></main>"
    page.route("**/opkald", lambda route: route.fulfill(status=503, body=refused))
    line = page.locator(".ladder-step:has([id^=gik-contact])").first
    line.get_by_text("Gik det?").click()
    line.get_by_role("button", name="Overtog").click()
    expect(page.locator("#indhold h1")).to_have_text("Der kan ikke gemmes lige nu")
