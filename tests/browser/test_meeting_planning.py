"""From an answer to a poll that is sent: with few presses, without script, by keyboard alone."""

import re
from datetime import timedelta

from playwright.sync_api import expect

from portal.network_meetings.planning.slots import hour_on, time_code, week_start
from portal.web.dates import local_today
from tests.support.browsing import check_focus, check_page, tab_to

BRIDGE_BUILDER = "brobygger@demo.invalid"
PHONE = {"viewport": {"width": 390, "height": 844}}
NEW = "/netvaerksmoeder/ny?kommune=0730&omraade=alkohol&omraade=psykisk_sygdom"
MOST_PRESSES = 12


class Presses:
    """Counts what a person does on the way."""

    def __init__(self):
        self.count = 0

    def click(self, target):
        self.count += 1
        target.click()


def slot_on(page, weekday, hour):
    """Return the box of a time in the week that is shown, by its label."""
    monday = page.locator("input[name=week_on]").input_value()
    day = week_start(type(local_today()).fromisoformat(monday)) + timedelta(days=weekday)
    return page.locator(f'label[for="tid-{time_code(hour_on(day, hour))}"]')


def open_late_week(page):
    """Show a week that lies after every deadline and has no public holiday."""
    monday = week_start(local_today() + timedelta(days=21))
    while (monday.month, monday.day) > (12, 17) or (monday.month, monday.day) < (1, 2):
        monday += timedelta(days=7)
    page.goto(f"{page.url.partition('?')[0]}?week_on={monday.isoformat()}&version=1")


def test_a_poll_is_sent_with_few_presses_and_without_script(page_of):
    page = page_of(BRIDGE_BUILDER, java_script_enabled=False)
    page.goto("/?q=randers+alkohol+psykisk+syg")
    hand = Presses()
    hand.click(page.get_by_role("link", name="Planlæg netværksmøde"))
    hand.click(page.get_by_role("button", name="Videre til tider"))
    expect(page.locator("h1")).to_contain_text("Tider for")
    hand.click(page.get_by_role("button", name="Næste uge"))
    hand.click(page.get_by_role("button", name="Næste uge"))
    for weekday, hour in ((0, 9), (1, 10), (2, 13)):
        hand.click(slot_on(page, weekday, hour))
    hand.click(page.get_by_text("Borgeren har sagt ja til mødet"))
    hand.click(page.get_by_role("button", name="Spørg deltagerne om tider"))
    expect(page.get_by_role("status")).to_contain_text("deltagere er spurgt om tider.")
    expect(page.locator("h1")).to_contain_text("Netværksmøde")
    assert hand.count <= MOST_PRESSES


def test_times_chosen_in_two_weeks_are_there_after_back(page_of):
    page = page_of(BRIDGE_BUILDER, **PHONE)
    page.goto(NEW)
    page.get_by_role("button", name="Videre til tider").click()
    open_late_week(page)
    slot_on(page, 0, 9).click()
    page.get_by_role("button", name="Næste uge").click()
    expect(page.get_by_text("Valgte tider i andre uger")).to_be_visible()
    slot_on(page, 3, 14).click()
    page.get_by_role("button", name="Forrige uge").click()
    boxes = page.locator("input[name=times]:checked")
    expect(boxes).to_have_count(2)
    page.go_back()
    expect(page.get_by_text("Valgte tider i andre uger")).to_be_visible()
    page.go_forward()
    expect(boxes).to_have_count(2)
    page.get_by_role("button", name="Gem kladden").click()
    expect(page.get_by_role("status")).to_contain_text("Gemt.")


def test_participants_and_times_are_chosen_by_keyboard_alone(page_of):
    page = page_of(BRIDGE_BUILDER)
    page.goto(NEW)
    check_focus(page, stops=30)
    added = page.get_by_role("button", name="Tilføj en anden funktion")
    rows = page.locator(".seat")
    before = rows.count()
    tab_to(page, added)
    page.keyboard.press("Enter")
    expect(rows).to_have_count(before + 1)
    function = rows.last.locator("[name$=-function]")
    tab_to(page, function)
    page.keyboard.type("Sagsbehandler, ydelse")
    page.keyboard.press("Enter")  # saves, and moves no row
    expect(page.locator("h1")).to_contain_text("Tider for")
    open_late_week(page)
    box = page.locator(".week-day").nth(1).locator("input").nth(2)
    tab_to(page, box)
    page.keyboard.press("Space")
    expect(box).to_be_checked()
    consent = page.locator("#has_consent")
    tab_to(page, consent)
    page.keyboard.press("Space")
    tab_to(page, page.get_by_role("button", name="Spørg deltagerne om tider"))
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("Afventer svar")
    page.goto(f"{page.url}/deltagere")
    expect(page.locator("main")).to_contain_text("Sagsbehandler, ydelse")


def test_what_is_typed_about_somebody_waits_while_the_row_is_not_ticked(page_of):
    page = page_of(BRIDGE_BUILDER, java_script_enabled=False)
    page.goto(NEW)
    doctor = page.locator(".seat").filter(has_text="Egen læge")
    address = doctor.get_by_label("E-mail")
    expect(address).to_be_hidden()
    doctor.locator(".seat-who label").click()
    address.fill("laege@example.invalid")
    doctor.locator(".seat-who label").click()
    page.get_by_role("button", name="Foreslå deltagere igen").click()
    doctor.locator(".seat-who label").click()
    expect(address).to_have_value("laege@example.invalid")


def test_both_pages_are_accessible_and_fit_on_a_phone_with_errors_too(page_of):
    page = page_of(BRIDGE_BUILDER)
    page.goto("/netvaerksmoeder/ny")
    check_page(page)
    page.goto(NEW)
    page.get_by_label(re.compile("^E-mail")).first.fill("ingen adresse")
    page.get_by_role("button", name="Videre til tider").click()
    expect(page.locator(".alert-error")).to_be_focused()
    check_page(page)
    page.goto(NEW)
    page.get_by_role("button", name="Videre til tider").click()
    page.get_by_role("button", name="Vis weekenden").click()
    expect(page.get_by_role("button", name="Skjul weekenden")).to_be_visible()
    page.get_by_label("Klokken", exact=True).first.fill("kvart i ti")
    page.get_by_role("button", name="Spørg deltagerne om tider").click()
    expect(page.locator(".alert-error")).to_be_focused()
    check_page(page)
