"""The two journeys that matter most, with the keyboard alone, and asking by thumb on a phone."""

import re

from playwright.sync_api import expect

from tests.support.browsing import sign_in, tab_to, type_question

BRIDGE_BUILDER = "brobygger@demo.invalid"
COORDINATOR = "koordinator.randers@demo.invalid"
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


def test_one_field_one_enter_one_tap_from_sign_in_to_the_call(open_page):
    page = open_page(**PHONE)
    sign_in(page, BRIDGE_BUILDER)
    type_question(page, "randers alkohol")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Randers Kommune: alkohol")
    number = page.locator("main a[href^='tel:']").first
    expect(number).to_be_in_viewport()
    page.evaluate("""() => addEventListener("click", event => {
        window.called = event.target.closest("a").getAttribute("href");
        event.preventDefault();
    })""")
    number.tap()
    assert page.evaluate("window.called").startswith("tel:+45")


def test_bridge_builder_chooses_another_moment_and_reads_who_is_open_then(page_of):
    page = page_of(BRIDGE_BUILDER)
    page.goto("/?q=randers+alkohol")
    page.get_by_text("Vælg kommune, område eller tidspunkt").click()
    page.locator("#tidspunkt").fill("2026-11-24T10:00")
    page.get_by_role("button", name="Vis svaret").click()
    expect(page.locator(".chips")).to_contain_text("24. november 2026")
    expect(page.locator("#linje-1")).to_contain_text("Ring først")
    page.locator("#tidspunkt").evaluate("node => { node.closest('details').open = true }")
    page.locator("#tidspunkt").fill("2026-11-24T22:00")
    page.get_by_role("button", name="Vis svaret").click()
    expect(page.locator("#linje-1")).to_contain_text("lukket, åbner")


def test_bridge_builder_reads_all_of_a_line_without_a_mouse(page_of):
    page = page_of(BRIDGE_BUILDER)
    type_question(page, "randers alkohol")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Randers Kommune: alkohol")
    tab_to(page, page.locator("#linje-1 summary:has-text('Mere')"))
    page.keyboard.press("Enter")
    tab_to(page, page.locator("#linje-1").get_by_role("link", name="Alle oplysninger om"))
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Rusmiddelkoordinator")


def test_bridge_builder_prints_the_answer(page_of):
    page = page_of(BRIDGE_BUILDER)
    page.goto("/?q=randers+alkohol")
    page.evaluate("() => { window.print = () => { document.title = 'Sendt til printeren' } }")
    page.get_by_role("button", name="Udskriv").click()
    expect(page).to_have_title("Sendt til printeren")


def test_coordinator_confirms_and_corrects_without_a_mouse(page_of):
    page = page_of(COORDINATOR)
    page.goto("/min-kommune")
    heading = page.get_by_role("heading", name=re.compile("^Skal bekræftes"))
    before = int(re.search(r"\d+", heading.inner_text()).group())
    tab_to(page, page.get_by_role("button", name=re.compile("^Det stemmer")).first)
    page.keyboard.press("Enter")
    expect(heading).to_have_text(f"Skal bekræftes ({before - 1})")
    tab_to(page, page.get_by_role("link", name="Ret Boligsocial medarbejder"))
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("Boligsocial medarbejder")
    tab_to(page, page.locator("#phones-0-number"))
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("123")
    page.keyboard.press("Enter")
    summary = page.locator(".alert-error")
    expect(summary).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#phones-0-number")).to_be_focused()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("84 25 11 22")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Gemt.")
    expect(page.locator("main")).to_contain_text("84 25 11 22")
