"""Calling a meeting of the demo in a real browser, moving it and calling it off."""

import re

from playwright.sync_api import Page, expect

from tests.support.browsing import check_focus, check_page

BRIDGE_BUILDER = "brobygger@demo.invalid"


def open_meeting(page: Page, state: str) -> str:
    """Open the first meeting in a state; return its address."""
    page.goto("/netvaerksmoeder")
    row = page.get_by_role("listitem").filter(has_text=state)
    row.or_(page.get_by_role("row").filter(has_text=state)).first.get_by_role("link").first.click()
    page.wait_for_url(re.compile(r"/netvaerksmoeder/\d+$"))
    return page.url


def test_meeting_is_called_moved_and_called_off(page_of):
    page = page_of(BRIDGE_BUILDER)
    address = open_meeting(page, "Afventer svar")
    page.goto(f"{address}/indkald")
    check_page(page)
    check_focus(page)
    page.get_by_role("button", name="Indkald til mødet").click()
    page.locator(".alert-error").wait_for()
    expect(page.locator("main details")).to_have_attribute("open", "")
    check_page(page)
    page.locator("[name=time]").first.check(force=True)
    page.get_by_label("Sted").fill("Rådhuset, mødelokale 2")
    page.get_by_role("button", name="Indkald til mødet").click()
    expect(page.get_by_role("status").first).to_contain_text("Mødet er indkaldt")
    page.goto(f"{address}/indkald")
    page.get_by_label("Sted").fill("Sundhedshuset")
    page.get_by_role("button", name="Gem og send ændringen").click()
    expect(page.get_by_role("status").first).to_contain_text("Mødet er ændret")
    with page.expect_download() as file:
        page.evaluate(f"location.href = '{address}/moede.ics'")
    assert file.value.suggested_filename == "moede.ics"
    page.goto(f"{address}/aflys")
    check_page(page)
    page.get_by_role("button", name="Aflys mødet").click()
    expect(page.get_by_role("status").first).to_contain_text("Mødet er aflyst")
    page.goto(f"{address}/indkald")
    expect(page.locator("main")).to_contain_text("Mødet er aflyst. Planlæg et nyt")
    check_page(page)


def test_called_meeting_is_changed_on_a_phone_without_script(page_of):
    page = page_of(
        BRIDGE_BUILDER, viewport={"width": 390, "height": 844}, java_script_enabled=False
    )
    address = open_meeting(page, "Indkaldt")
    page.goto(f"{address}/indkald")
    page.locator("main details").get_by_text("Skriv et andet tidspunkt").click()
    page.get_by_label("Begynder kl.").fill("halv to")
    page.get_by_role("button", name="Gem og send ændringen").click()
    expect(page.locator("main")).to_contain_text("Skriv klokkeslættet som 13.00.")
    expect(page.get_by_label("Begynder kl.")).to_have_value("halv to")
