"""A participant answers on a phone: by thumb, without an account and without JavaScript."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from portal.models.base import utc_now
from portal.models.meeting import Meeting, MeetingParticipant
from portal.models.meeting_vocabulary import Availability, MeetingState
from tests.support import databases
from tests.support.browsing import check_focus, check_page
from tests.support.meetings import make_answer
from tests.support.polls import make_poll, path_of

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
BRIDGE_BUILDER = "brobygger@demo.invalid"
LEAST_TARGET = 44


@pytest.fixture
def poll(live_portal):
    """A poll of three people and four times, with the path of the first one's page."""
    with databases.opened(live_portal):
        meeting = make_poll(people=3, times=4)
        return meeting, path_of(meeting.participants[0])


def answers_of(live_portal, participant):
    with databases.opened(live_portal) as session:
        found = session.get(MeetingParticipant, participant.id)
        return [one.answer for one in sorted(found.answers, key=lambda one: one.time_id)]


def test_participant_answers_by_thumb_without_javascript(open_page, live_portal, poll):
    meeting, path = poll
    page = open_page(**PHONE, java_script_enabled=False)
    page.goto(path)
    page.get_by_role("button", name="Send svar").tap()
    expect(page).to_have_title("Fejl: Hvornår kan du mødes? – Én indgang")
    expect(page.get_by_role("alert")).to_be_in_viewport()
    for time, answer in zip(range(4), ("Ja", "Hvis nødvendigt", "Nej", "Ja"), strict=True):
        page.locator("fieldset.poll-time").nth(time).get_by_text(answer, exact=True).tap()
    page.get_by_label("Bemærkning").fill("Helst før frokost")
    page.get_by_role("button", name="Send svar").tap()
    expect(page.get_by_role("status")).to_contain_text("Dit svar er gemt")
    given = [Availability.YES, Availability.IF_NEED_BE, Availability.NO, Availability.YES]
    assert answers_of(live_portal, meeting.participants[0]) == given
    page.get_by_role("link", name="Er det ikke dig").tap()
    page.get_by_label("Kollegaens navn").fill("Demo Agersø")
    page.get_by_label("Kollegaens e-mail").fill("agersoe@example.invalid")
    page.get_by_role("button", name="Giv pladsen videre").tap()
    expect(page.locator("h1")).to_have_text("Pladsen er givet videre")
    page.goto(path)
    expect(page.locator("h1")).to_have_text("Linket virker ikke længere")


def test_every_answer_is_a_target_for_a_thumb(open_page, poll):
    page = open_page(**PHONE)
    page.goto(poll[1])
    for target in (".poll-choices label", "form.poll button.button-primary", ".poll-seat a"):
        boxes = [one.bounding_box() for one in page.locator(target).all()]
        assert boxes
        assert [box for box in boxes if box["height"] < LEAST_TARGET] == [], target


def test_keyboard_alone_answers_and_sees_where_it_is(page, live_portal, poll):
    meeting, path = poll
    page.goto(path)
    check_focus(page, stops=12)
    page.goto(path)
    first = page.locator("fieldset.poll-time input").first
    first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("Dit svar er gemt")
    assert answers_of(live_portal, meeting.participants[0]) == [Availability.IF_NEED_BE]


def test_every_page_behind_a_link_is_accessible_and_fits(open_page, live_portal, poll):
    meeting, path = poll
    page = open_page()
    page.goto(path)
    check_page(page)
    page.get_by_role("button", name="Send svar").click()
    expect(page).to_have_title("Fejl: Hvornår kan du mødes? – Én indgang")
    check_page(page)
    page.goto(f"{path}/videregiv")
    check_page(page)
    page.goto("/moede/findes-ikke")
    check_page(page)
    with databases.opened(live_portal) as session:
        changed = session.get_one(Meeting, meeting.id)
        make_answer(changed.participants[0], changed.times[0])
        changed.deadline_at = utc_now() - timedelta(minutes=1)
    page.goto(path)
    expect(page.locator("h1")).to_have_text("Der kan ikke svares længere")
    check_page(page)
    with databases.opened(live_portal) as session:
        changed = session.get_one(Meeting, meeting.id)
        changed.state, changed.starts_at = MeetingState.CALLED, changed.times[0].starts_at
    page.goto(path)
    expect(page.locator("h1")).to_have_text("Mødet er indkaldt")
    check_page(page)


def test_organiser_answers_for_somebody(page_of, live_portal, poll):
    meeting, _ = poll
    page = page_of(BRIDGE_BUILDER)
    page.goto(f"/netvaerksmoeder/{meeting.id}/deltagere/{meeting.participants[1].id}/svar")
    check_page(page)
    page.locator("fieldset.poll-time").first.get_by_text("Nej", exact=True).click()
    page.get_by_role("button", name="Gem svaret").click()
    expect(page.get_by_role("status")).to_contain_text("Demo Person 2 er gemt.")
    assert answers_of(live_portal, meeting.participants[1]) == [Availability.NO]


def test_a_time_to_which_many_cannot_come_fits_on_the_page(page_of, live_portal):
    with databases.opened(live_portal):
        meeting = make_poll(people=25, times=1)
        for one in meeting.participants:
            make_answer(one, meeting.times[0], Availability.NO)
    page = page_of(BRIDGE_BUILDER)
    page.goto(f"/netvaerksmoeder/{meeting.id}")
    expect(page.get_by_text("Kan ikke holdes uden Funktion 1, Funktion 2")).to_be_visible()
    check_page(page)
