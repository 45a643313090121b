"""A meeting ends by the keyboard alone: who came, and when it is followed up."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from portal.models.base import utc_now
from portal.models.meeting_vocabulary import MeetingRole, MeetingState
from portal.models.user import User
from tests.support import databases
from tests.support.browsing import check_focus, check_page
from tests.support.meetings import make_meeting, make_participant

BRIDGE_BUILDER = "brobygger@demo.invalid"


@pytest.fixture
def address(live_portal) -> str:
    """The address of a meeting of many that began an hour ago."""
    with databases.opened(live_portal) as session:
        planner = session.scalars(select(User).where(User.email == BRIDGE_BUILDER)).one()
        places = [make_participant(f"Funktion {number}") for number in range(11)]
        citizen = make_participant("Borgeren", MeetingRole.CITIZEN)
        meeting = make_meeting(
            planner,
            state=MeetingState.CALLED,
            starts_at=utc_now() - timedelta(hours=1),
            participants=[*places, citizen],
        )
        return f"/netvaerksmoeder/{meeting.id}"


def press_until_focused(page, target) -> None:
    for _ in range(60):
        if target.evaluate("node => node === document.activeElement"):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"Tab never reached {target}")


def test_meeting_ends_by_the_keyboard(page_of, address):
    page = page_of(BRIDGE_BUILDER)
    page.goto(f"{address}/afslut")
    check_page(page)
    check_focus(page)
    press_until_focused(page, page.get_by_role("button", name="Sæt kryds ved alle"))
    page.keyboard.press("Enter")
    expect(page.get_by_label("Borgeren")).to_be_checked()
    press_until_focused(page, page.get_by_label("Funktion 3,"))
    page.keyboard.press("Space")
    expect(page.get_by_label("Funktion 3,")).not_to_be_checked()
    press_until_focused(page, page.get_by_label("Hvornår følger du op?"))
    page.keyboard.press("Control+A")
    page.keyboard.type("1-1-2020")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Dagen er gået.")).to_be_visible()
    check_page(page)
    page.get_by_label("Hvornår følger du op?").fill(f"{utc_now() + timedelta(days=90):%d-%m-%Y}")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: url.endswith(address))
    page.goto(f"{address}/afslut")
    expect(page.get_by_label("Funktion 3,")).not_to_be_checked()
    expect(page.get_by_label("Funktion 4,")).to_be_checked()
