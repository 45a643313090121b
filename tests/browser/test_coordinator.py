"""A coordinator's larger pieces of work, from the list of what is missing to undoing it."""

import re

import pytest
from playwright.sync_api import expect

COORDINATOR = "koordinator.randers@demo.invalid"
READER = "laeser@demo.invalid"


def save(page):
    page.get_by_role("button", name="Gem", exact=True).click()


def open_form(page, noun, name):
    page.goto(f"/{noun}/?kommune=0730&q={name}")
    page.locator("main tbody th a").first.click()
    page.get_by_role("link", name="Ret", exact=True).click()
    expect(page.locator("h1")).to_contain_text("Ret")


@pytest.mark.parametrize("java_script_enabled", [True, False])
def test_contact_on_leave_is_answered_for_by_the_deputy(page_of, java_script_enabled):
    page = page_of(COORDINATOR, java_script_enabled=java_script_enabled)
    open_form(page, "kontaktpersoner", "Afdelingsleder, socialpsykiatri")
    row = page.locator("#absences .field-row").count()
    page.get_by_role("button", name="Tilføj fravær").click()
    page.locator(f"#absences-{row}-from_on").fill("i morgen")
    page.locator(f"#absences-{row}-to_on").fill(f"2{row}-01-2031")
    page.locator("#deputy_id").select_option(index=1)
    save(page)
    expect(page.locator(".alert-error")).to_contain_text("fx 24-12-2026")
    expect(page.locator(f"#absences-{row}-to_on")).to_have_value(f"2{row}-01-2031")
    page.locator(f"#absences-{row}-from_on").fill(f"2{row}-01-2031")
    save(page)
    expect(page.get_by_role("status")).to_contain_text("Gemt.")
    expect(page.get_by_role("heading", name="Fravær")).to_be_visible()
    expect(page.locator("main")).to_contain_text(f"2{row}. januar 2031")


def test_coordinator_enters_a_new_contact_and_a_bridge_builder_finds_it(page_of):
    page = page_of(COORDINATOR)
    page.goto("/kontaktpersoner/ny")
    page.locator("#function").fill("Gældsrådgiver")
    page.locator("#name").fill("Demo Havlykke")
    page.locator("#phones-0-number").fill("84 25 70 70")
    page.locator("#hours").fill("man-fre 8-15")
    page.locator("#hours").press("Tab")
    expect(page.locator("#hours-week")).to_contain_text("8.00-15.00")
    page.get_by_label("Økonomi og forsørgelse").check()
    save(page)
    expect(page.locator("h1")).to_have_text("Gældsrådgiver")
    other = page_of("brobygger@demo.invalid")
    other.goto("/?q=gæld+randers")
    expect(other.locator(".ladder-title").filter(has_text="Gældsrådgiver")).to_be_visible()


@pytest.mark.parametrize(
    ("java_script_enabled", "domain"), [(True, "Ensomhed"), (False, "Angst og krise")]
)
def test_coordinator_describes_a_way_of_three_steps(page_of, java_script_enabled, domain):
    page = page_of("koordinator.skive@demo.invalid", java_script_enabled=java_script_enabled)
    page.goto("/overleveringsveje/ny")
    page.locator("#domain_id").select_option(label=domain)
    for place, function in enumerate(("Egen læge", "Besøgsven", "Frivilligcenter")):
        if place:
            page.get_by_role("button", name="Tilføj et trin").click()
        page.locator(f"#steps-{place}-free_function").fill(function)
    page.get_by_role("button", name="Flyt op række 3").click()
    expect(page.locator("#steps-1-free_function")).to_have_value("Frivilligcenter")
    page.get_by_role("button", name="Flyt op række 2").click()
    expect(page.locator("#steps-0-free_function")).to_have_value("Frivilligcenter")
    save(page)
    steps = page.locator(".ladder-title")
    expect(steps).to_have_text(["Frivilligcenter", "Egen læge", "Besøgsven"])


def test_central_entrance_is_handed_over_to_a_successor(page_of):
    page = page_of("koordinator.herning@demo.invalid")
    page.goto("/kommuner/herning")
    entrance = page.locator("#indgang ~ p a").first
    before = entrance.inner_text()
    entrance.click()
    page.get_by_role("link", name="Arkivér").click()
    page.locator("#successor_id").select_option(index=1)
    after = page.locator("#successor_id option:checked").inner_text()
    page.get_by_role("button", name="Arkivér").click()
    expect(page.locator("main")).to_contain_text("Vises ikke i svar")
    page.goto("/kommuner/herning")
    expect(entrance).to_have_text(after)
    assert after != before


def test_back_after_a_save_shows_what_was_saved(page_of):
    page = page_of(COORDINATOR)
    open_form(page, "kontaktpersoner", "Kriserådgiver")
    page.locator("#note").fill("Første udgave")
    save(page)
    expect(page.locator("main")).to_contain_text("Første udgave")
    page.go_back()
    expect(page.locator("#note")).to_have_value("Første udgave")
    page.locator("#note").fill("Anden udgave")
    save(page)
    expect(page.get_by_role("status")).to_contain_text("Gemt.")
    expect(page.locator("main")).to_contain_text("Anden udgave")


def test_reloading_the_page_after_a_save_saves_nothing_again(page_of):
    page = page_of(COORDINATOR)
    open_form(page, "kontaktpersoner", "Forløbskoordinator")
    page.locator("#note").fill("Gemt en gang")
    save(page)
    expect(page.get_by_role("status")).to_contain_text("Gemt.")
    shown = page.url
    page.reload()
    expect(page.get_by_role("status")).to_have_count(0)
    page.goto(f"{shown}/historik")
    expect(page.get_by_role("heading", name=re.compile("rettet af"))).to_have_count(1)


def test_reader_finds_no_way_to_edit_on_any_page(page_of):
    page = page_of(READER)
    for noun in ("kontaktpersoner", "tilbud", "overleveringsveje", "organisationer"):
        page.goto(f"/{noun}/?kommune=0730")
        expect(page.locator("main a[href$='/ny']")).to_have_count(0)
        page.locator("main tbody th a").first.click()
        page.wait_for_url(lambda url: "?" not in url)
        expect(page.locator("main form")).to_have_count(0)
        expect(page.locator("main a[href$='/ret'], main a[href$='/arkiver']")).to_have_count(0)
    expect(page.get_by_role("link", name="Min kommune")).to_have_count(0)
