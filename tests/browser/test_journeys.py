"""What each role comes for, done as a person does it."""

import re

import pytest
from playwright.sync_api import expect

from tests.support.browsing import type_question


def save(page):
    page.get_by_role("button", name="Gem", exact=True).click()


@pytest.mark.parametrize("java_script_enabled", [True, False])
def test_bridge_builder_takes_away_what_was_misunderstood(page_of, java_script_enabled):
    page = page_of("brobygger@demo.invalid", java_script_enabled=java_script_enabled)
    page.goto("/?q=randers+alkohol")
    page.get_by_role("link", name="Fjern Alkohol").click()
    expect(page.locator("h1")).to_have_text("Randers Kommune")
    expect(page.locator("#q")).to_have_value("randers")


def test_bridge_builder_goes_from_the_answer_to_the_whole_municipality(page_of):
    page = page_of("brobygger@demo.invalid")
    page.goto("/?q=randers+alkohol")
    page.get_by_role("link", name="Alt om Randers på én side").click()
    expect(page.locator("h1")).to_have_text("Randers Kommune")
    expect(page.get_by_role("heading", name="Overleveringsveje")).to_be_visible()


def test_bridge_builder_asks_by_keyboard_alone(page_of):
    page = page_of("brobygger@demo.invalid")
    type_question(page, "demens viborg")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Viborg Kommune: demens")
    for _ in range(30):
        page.keyboard.press("Tab")
        href = page.evaluate("document.activeElement.getAttribute('href') || ''")
        if href.startswith("tel:"):
            break
    assert href.startswith("tel:")


@pytest.mark.parametrize("java_script_enabled", [True, False])
def test_coordinator_confirms_and_the_work_shrinks(page_of, java_script_enabled):
    page = page_of("koordinator.randers@demo.invalid", java_script_enabled=java_script_enabled)
    page.goto("/min-kommune")
    heading = page.get_by_role("heading", name=re.compile("Skal bekræftes"))
    before = int(re.search(r"\d+", heading.inner_text()).group())
    page.get_by_role("button", name=re.compile("^Det stemmer")).first.click()
    expect(page).to_have_url(re.compile("/min-kommune$"))
    expect(heading).to_have_text(f"Skal bekræftes ({before - 1})")


@pytest.mark.parametrize("java_script_enabled", [True, False])
def test_coordinator_corrects_a_contact_and_takes_it_back(page_of, java_script_enabled):
    page = page_of("koordinator.randers@demo.invalid", java_script_enabled=java_script_enabled)
    page.goto("/kontaktpersoner/?kommune=0730&q=Demenskonsulent")
    page.locator("main tbody th a").first.click()
    shown = page.url
    page.get_by_role("link", name="Ret", exact=True).click()
    page.locator("#phones-0-number").fill("12")
    page.locator("#note").fill("Ring helst om formiddagen")
    save(page)
    expect(page.locator(".alert-error")).to_contain_text("8 cifre")
    expect(page.locator("#note")).to_have_value("Ring helst om formiddagen")
    page.locator("#phones-0-number").fill("84 25 00 99")
    save(page)
    expect(page).to_have_url(shown)
    expect(page.locator("main")).to_contain_text("84 25 00 99")
    page.get_by_role("link", name="Historik").click()
    page.get_by_role("button", name=re.compile("^Fortryd denne ændring")).click()
    page.goto(shown)
    expect(page.locator("main")).not_to_contain_text("84 25 00 99")


def test_coordinator_is_shown_the_hours_as_a_week_before_they_are_saved(page_of):
    page = page_of("koordinator.randers@demo.invalid", java_script_enabled=False)
    page.goto("/kontaktpersoner/?kommune=0730&q=Visitationen")
    page.locator("main tbody th a").first.click()
    shown = page.url
    page.get_by_role("link", name="Ret", exact=True).click()
    page.locator("#hours").fill("man-tor 8-15, fre 8-13; ons lukket")
    save(page)
    expect(page.locator("main")).to_contain_text("Sådan er åbningstiden forstået.")
    expect(page.locator(".week")).to_contain_text("lukket")
    save(page)
    expect(page).to_have_url(shown)


def test_hours_are_shown_back_while_they_are_typed(page_of):
    page = page_of("koordinator.randers@demo.invalid")
    page.goto("/kontaktpersoner/ny")
    page.locator("#hours").fill("man-fre 9-14")
    page.locator("#hours").press("Tab")
    expect(page.locator("#hours-week")).to_contain_text("9.00-14.00")
    page.locator("#hours").fill("når det passer")
    page.locator("#hours").press("Tab")
    expect(page.locator("#hours-week")).to_contain_text("når det passer")


@pytest.mark.parametrize("java_script_enabled", [True, False])
def test_coordinator_adds_moves_and_removes_steps(page_of, java_script_enabled):
    page = page_of("koordinator.favrskov@demo.invalid", java_script_enabled=java_script_enabled)
    page.goto("/overleveringsveje/ny")
    page.locator("#note").fill("Bliver stående")
    page.locator("#steps-0-free_function").fill("Egen læge")
    page.get_by_role("button", name="Tilføj et trin").click()
    page.locator("#steps-1-free_function").fill("Vagten")
    page.get_by_role("button", name="Flyt op række 2").click()
    expect(page.locator("#steps-0-free_function")).to_have_value("Vagten")
    expect(page.locator("#steps-1-free_function")).to_have_value("Egen læge")
    page.get_by_role("button", name="Fjern række 1").click()
    expect(page.locator("#steps-0-free_function")).to_have_value("Egen læge")
    expect(page.locator("#steps-1-free_function")).to_have_count(0)
    expect(page.locator("#note")).to_have_value("Bliver stående")


def test_double_click_on_save_makes_one_contact(page_of):
    page = page_of("koordinator.randers@demo.invalid")
    page.goto("/kontaktpersoner/ny")
    page.locator("#function").fill("Dobbeltklik")
    page.get_by_role("button", name="Gem", exact=True).dblclick()
    expect(page.locator("h1")).to_have_text("Dobbeltklik")
    page.goto("/kontaktpersoner/?q=Dobbeltklik")
    expect(page.locator("main tbody tr")).to_have_count(1)


def test_second_tab_with_an_older_form_is_shown_both_versions(page_of):
    first = page_of("koordinator.randers@demo.invalid")
    first.goto("/kontaktpersoner/?kommune=0730&q=Ydelsesteamet")
    first.locator("main tbody th a").first.click()
    first.get_by_role("link", name="Ret", exact=True).click()
    second = first.context.new_page()
    second.goto(first.url)
    second.locator("#note").fill("Fra den anden fane")
    save(second)
    expect(second.locator("main")).to_contain_text("Fra den anden fane")
    first.locator("#note").fill("Fra den første fane")
    save(first)
    expect(first.get_by_role("heading", name="En anden har gemt imens")).to_be_visible()
    differences = first.get_by_role("table", name="Forskelle")
    expect(differences).to_contain_text("Fra den anden fane")
    expect(first.locator("#note")).to_have_value("Fra den første fane")


def test_reader_reads_the_same_answer_and_is_offered_nothing_to_edit(page_of):
    page = page_of("laeser@demo.invalid")
    page.goto("/?q=randers+alkohol")
    expect(page.locator(".ladder a[href^='tel:']").first).to_be_visible()
    page.goto("/kontaktpersoner/?kommune=0730")
    expect(page.get_by_role("link", name="Ny kontaktperson")).to_have_count(0)
    page.locator("main tbody th a").first.click()
    expect(page.get_by_role("link", name="Ret", exact=True)).to_have_count(0)


def test_administrator_invites_a_user_and_later_shuts_the_door(page_of, open_page):
    admin = page_of("admin@demo.invalid")
    admin.goto("/administration/brugere/ny")
    admin.locator("#email").fill("ny.laeser@demo.invalid")
    admin.locator("#name").fill("Ny Læser")
    admin.locator("#role").select_option("reader")
    save(admin)
    link = re.search(r"/invitation/[\w-]+", admin.locator("main").inner_html())
    assert link, "the invitation's link is shown once"
    guest = open_page()
    guest.goto(link.group())
    for field in guest.locator("main input[type=password]").all():
        field.fill("fem fugle over fjorden i dag")
    guest.locator("main form button[type=submit]").last.click()
    guest.wait_for_url(lambda url: "/invitation/" not in url)
    if "/log-ind" in guest.url:
        guest.locator("main [name=email]").fill("ny.laeser@demo.invalid")
        guest.locator("main [name=password]").fill("fem fugle over fjorden i dag")
        guest.locator("main [name=password]").press("Enter")
        guest.wait_for_url(lambda url: "/log-ind" not in url)
    guest.goto("/kommuner")
    expect(guest.locator("h1")).to_have_text("Kommuner")
    admin.on("dialog", lambda dialog: dialog.accept())
    with admin.expect_navigation():
        admin.get_by_role("button", name=re.compile("^Luk")).click()
    guest.goto("/kommuner")
    expect(guest).to_have_url(re.compile("/log-ind"))


def test_citizen_finds_help_without_signing_in(page):
    page.goto("/akut")
    page.locator("#kommune").select_option(label="Randers")
    page.locator("#omraade").select_option(label="Alkohol")
    page.get_by_role("button", name="Vis hjælp").click()
    expect(page.locator("main a[href^='tel:']").nth(1)).to_be_visible()
