"""Every kind of page, for everybody who may open it: accessible, and no wider than a phone."""

import pytest

from tests.support.browsing import check_page

PUBLIC = [
    "/akut",
    "/akut?kommune=0730&omraade=alkohol",
    "/om",
    "/tilgaengelighed",
    "/privatliv",
    "/findes-ikke",
]
BRIDGE_BUILDER = [
    "/",
    "/?q=randers+alkohol",
    "/?q=dement+og+drikker+viborg&tidspunkt=2026-11-23T10:00",
    "/?q=alkohol",
    "/?q=odense+alkohol",
    "/?q=samsø+angst",
    "/?q=randers+puster+ikke",
    "/?q=xyzzy",
    "/kommuner",
    "/kommuner/aarhus",
    "/kontaktpersoner/?kommune=0730",
    "/tilbud/?kommune=0730",
    "/overleveringsveje/?kommune=0730",
    "/organisationer/?kommune=0730",
    "/kontaktpersoner/?q=findes-ikke",
    "/min-kommune",
    "/daekning?omraade=ensomhed",
    "/daekning/timer?omraade=alkohol",
    "/daekning/timer?kommune=0741",
    "/tal",
    "/tal/stikproeve",
]
COORDINATOR = [
    "/min-kommune",
    "/daekning",
    "/daekning?kommune=0730",
    "/overleveringsveje/ny?kommune=0730&omraade=vold",
    "/kontaktpersoner/ny",
    "/tilbud/ny",
    "/overleveringsveje/ny",
    "/organisationer/ny",
    "/kommuner/randers/ret",
    "/kommuner/randers/historik",
    "/kommuner/randers/historik?dato=31-12-2999",
    "/kommuner/randers/dengang?dato=1-1-2020",
    "/historik?kommune=1",
    "/historik?fra=i+går",
]
ADMINISTRATOR = [
    "/administration/brugere",
    "/administration/brugere/ny",
    "/administration/omraader",
    "/administration/journal",
    "/administration/ord",
    "/administration/ord/liste",
    "/profil",
]


@pytest.mark.parametrize("address", PUBLIC)
def test_public_page(page, address):
    page.goto(address)
    check_page(page)


@pytest.mark.parametrize("address", BRIDGE_BUILDER)
def test_page_of_a_bridge_builder(signed_in, address):
    page = signed_in("brobygger@demo.invalid")
    page.goto(address)
    check_page(page)


@pytest.mark.parametrize("address", COORDINATOR)
def test_page_of_a_coordinator(signed_in, address):
    page = signed_in("koordinator.randers@demo.invalid")
    page.goto(address)
    check_page(page)


@pytest.mark.parametrize("address", ADMINISTRATOR)
def test_page_of_an_administrator(signed_in, address):
    page = signed_in("admin@demo.invalid")
    page.goto(address)
    check_page(page)


@pytest.mark.parametrize("noun", ["kontaktpersoner", "tilbud", "overleveringsveje"])
def test_pages_of_an_entry(signed_in, noun):
    page = signed_in("koordinator.randers@demo.invalid")
    page.goto(f"/{noun}/?kommune=0730")
    page.locator("main tbody th a").first.click()
    page.wait_for_url(lambda url: "?" not in url)
    address = page.url
    check_page(page)
    for verb in ("ret", "arkiver", "historik"):
        page.goto(f"{address}/{verb}")
        check_page(page)


def test_refused_form(signed_in):
    page = signed_in("koordinator.randers@demo.invalid")
    page.goto("/kontaktpersoner/ny")
    page.get_by_role("button", name="Gem", exact=True).click()
    page.locator(".alert-error").wait_for()
    check_page(page)


def test_print_says_that_it_is_internal_and_has_nothing_to_click(signed_in):
    page = signed_in("brobygger@demo.invalid")
    page.goto("/?q=randers+alkohol")
    page.emulate_media(media="print")
    assert page.locator(".print-mark").is_visible()
    for unprinted in (".site-navigation", ".button", "main summary", "main button"):
        assert page.locator(f"{unprinted}:visible").count() == 0, unprinted
    page.emulate_media(media="screen")
