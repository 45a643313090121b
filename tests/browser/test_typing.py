"""The answer comes while the question is being typed."""

from playwright.sync_api import expect

from tests.support.browsing import type_question

BRIDGE_BUILDER = "brobygger@demo.invalid"


def test_answer_comes_as_the_question_is_typed(page_of):
    page = page_of(BRIDGE_BUILDER)
    page.goto("/")
    type_question(page, "randers alkohol")
    expect(page.locator("h1")).to_have_text("Randers Kommune: alkohol")
    expect(page.locator("h1")).to_have_count(1)
    expect(page.locator(".ladder a[href^='tel:']").first).to_be_visible()
    expect(page.locator("#q")).to_be_focused()
    expect(page.locator("#q")).to_have_value("randers alkohol")
    expect(page).to_have_title("Randers Kommune: alkohol – Én indgang")


def test_what_was_typed_can_be_sent_on_and_comes_back_with_reload(page_of):
    page = page_of(BRIDGE_BUILDER)
    page.goto("/")
    type_question(page, "randers alkohol")
    expect(page).to_have_url("/?q=randers+alkohol")
    page.reload()
    expect(page.locator("h1")).to_have_text("Randers Kommune: alkohol")


def test_answer_comes_by_enter_without_script(page_of):
    page = page_of(BRIDGE_BUILDER, java_script_enabled=False)
    page.goto("/")
    page.locator("#q").fill("randers alkohol")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Randers Kommune: alkohol")


def test_ended_session_leads_to_the_sign_in_page_not_into_the_results(page_of):
    page = page_of(BRIDGE_BUILDER)
    page.goto("/")
    page.context.clear_cookies()
    type_question(page, "randers")
    expect(page).to_have_url("/log-ind?next=/?q%3Dranders", timeout=8000)
