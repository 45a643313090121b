"""A coordinator's five minutes: the lists of Min kommune, in as few clicks as promised."""

import re
import shutil
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from portal.directory.queries import list_entries_of
from portal.history.writing import changing
from portal.models.base import utc_now
from portal.models.vocabulary import Action
from portal.municipalities.queries import get_municipality
from tests.support import databases
from tests.support.browsing import check_focus, check_page

MOST_CLICKS = 15
STALE = 12
LIST = re.compile("Skal bekræftes")


@pytest.fixture(scope="module")
def demo_folder(demo_folder, tmp_path_factory):
    """The demo, in which two municipalities have twelve entries each to confirm."""
    folder = tmp_path_factory.mktemp("stale") / "demo"
    shutil.copytree(demo_folder, folder)
    app = databases.make_app(f"sqlite:///{folder / 'portal.sqlite'}", folder, DEMO=True)
    with databases.opened(app):
        for slug in ("horsens", "silkeborg"):
            for number, entry in enumerate(list_entries_of(get_municipality(slug))):
                with changing(None, entry, Action.LOADED):
                    age = timedelta(days=400 if number < STALE else 0)
                    entry.confirmed_at = utc_now() - age
    databases.dispose(app)
    return folder


class Hand:
    """A hand that counts its clicks."""

    def __init__(self):
        self.clicks = 0

    def click(self, locator):
        self.clicks += 1
        locator.click()


def stale_rows(page):
    return page.locator(".tasks li").filter(has=page.get_by_role("button", name="Det stemmer"))


@pytest.mark.parametrize("java_script_enabled", [True, False])
def test_twelve_stale_entries_are_done_in_fifteen_clicks(page_of, java_script_enabled):
    slug = "horsens" if java_script_enabled else "silkeborg"
    page = page_of(f"koordinator.{slug}@demo.invalid", java_script_enabled=java_script_enabled)
    hand = Hand()
    hand.click(page.get_by_role("link", name="Min kommune").first)
    expect(page.get_by_role("heading", name=LIST)).to_have_text(f"Skal bekræftes ({STALE})")
    for left in range(STALE, 0, -1):
        expect(stale_rows(page)).to_have_count(left)
        hand.click(page.get_by_role("button", name="Det stemmer").first)
    expect(page.get_by_role("heading", name=LIST)).to_have_count(0)
    assert hand.clicks <= MOST_CLICKS


def test_whole_list_is_done_in_one_click_and_the_bar_shrinks(page_of):
    page = page_of("koordinator.randers@demo.invalid")
    page.goto("/min-kommune")
    before = float(page.locator("progress").get_attribute("value"))
    page.get_by_role("button", name="Jeg har set dem alle: de stemmer").click()
    expect(page.get_by_role("status").first).to_contain_text("er bekræftet i dag")
    expect(page.get_by_role("heading", name=LIST)).to_have_count(0)
    assert float(page.locator("progress").get_attribute("value")) < before


@pytest.mark.parametrize(
    ("email", "address"),
    [
        ("koordinator.viborg@demo.invalid", "/min-kommune"),
        ("admin@demo.invalid", "/min-kommune"),
        ("admin@demo.invalid", "/min-kommune?sted=0730"),
        ("brobygger@demo.invalid", "/meldinger"),
    ],
)
def test_lists_can_be_used_by_everybody(signed_in, email, address):
    page = signed_in(email)
    page.goto(address)
    check_page(page)
    check_focus(page)


def test_report_is_answered_on_a_page_of_its_own(signed_in):
    page = signed_in("koordinator.viborg@demo.invalid")
    page.goto("/min-kommune")
    page.get_by_text("Lukket de sidste 14 dage").or_(page.locator("h2")).first.wait_for()
    address = page.locator(".answer-form").first.get_attribute("action")
    page.goto(address)
    check_page(page)
    page.get_by_role("button", name="Gem").click()
    page.locator(".alert-error").wait_for()
    check_page(page)
