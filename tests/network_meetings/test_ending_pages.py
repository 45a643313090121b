"""The page on which somebody says how a meeting went."""

from datetime import timedelta

import pytest

from portal.models.base import utc_now
from portal.models.meeting import Meeting
from portal.models.meeting_vocabulary import MeetingRole, MeetingState
from portal.models.vocabulary import Role
from portal.network_meetings.ending.actions import default_follow_up, end_meeting
from portal.web.dates import local_today
from tests.factories import attached
from tests.support.meetings import make_meeting, make_participant
from tests.support.pages import text_of

FOLLOW_UP = local_today() + timedelta(days=100)


@pytest.fixture
def meeting(database) -> Meeting:
    """A meeting of three that began an hour ago."""
    with database():
        return make_meeting(
            reference="BLÅ-ELG-27",
            state=MeetingState.CALLED,
            starts_at=utc_now() - timedelta(hours=1),
            participants=[
                make_participant("Sygeplejerske", organisation="Regionspsykiatrien"),
                make_participant("Visitator"),
                make_participant("Borgeren", MeetingRole.CITIZEN),
            ],
        )


@pytest.fixture
def address(meeting) -> str:
    return f"/netvaerksmoeder/{meeting.id}/afslut"


@pytest.fixture
def builder(client_of):
    return client_of(Role.BRIDGE_BUILDER)


def ids(meeting, *functions) -> list[str]:
    return [str(one.id) for one in meeting.participants if one.function in functions]


def test_nobody_is_ticked_beforehand_and_the_follow_up_is_in_six_months(builder, meeting, address):
    page = builder.page(address)
    inputs = [node for node in page.iter("input") if node.get("name") in {"came", "was_held"}]
    assert [node.get("checked") for node in inputs] == [None] * 5
    assert "Sygeplejerske, Demo Æbelø, Regionspsykiatrien" in text_of(page)
    (day,) = (n.get("value") for n in page.iter("input") if n.get("name") == "follow_up_on")
    assert day == f"{default_follow_up(meeting, local_today()):%d-%m-%Y}"


def test_saving_leads_back_to_the_meeting(builder, database, meeting, address):
    fields = {
        "was_held": "holdt",
        "came": ids(meeting, "Visitator", "Borgeren"),
        "follow_up_on": f"{FOLLOW_UP:%d-%m-%Y}",
    }
    answer = builder.submit(address, fields)
    assert answer.headers["Location"] == f"/netvaerksmoeder/{meeting.id}"
    with database():
        saved = attached(meeting)
        assert saved.state is MeetingState.HELD
        assert [one.came for one in saved.participants] == [False, True, True]
        assert saved.follow_up_on == FOLLOW_UP
    again = builder.page(address)
    assert [n.get("value") for n in again.iter("input") if n.get("checked") is not None] == [
        "holdt",
        *ids(meeting, "Visitator", "Borgeren"),
    ]


def test_one_button_ticks_everybody_and_saves_nothing(builder, database, meeting, address):
    shown = builder.submit(address, {"follow_up_on": "1-2-2030"}, button="came:all")
    assert shown.status_code == 200
    assert shown.text.count(" checked") == 4
    assert 'value="1-2-2030"' in shown.text
    with database():
        assert attached(meeting).state is MeetingState.CALLED


def test_meeting_that_was_not_held_needs_nothing_more(builder, database, meeting, address):
    answer = builder.submit(address, {"was_held": "ikke-holdt", "follow_up_on": "i morgen"})
    assert answer.status_code == 302
    with database():
        assert attached(meeting).state is MeetingState.NOT_HELD
        assert attached(meeting).follow_up_on is None


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, "Vælg, om mødet blev holdt."),
        ({"was_held": "holdt"}, "Sæt kryds ved dem, der kom."),
        ({"was_held": "holdt", "follow_up_on": ""}, "Skriv, hvornår der følges op."),
        ({"was_held": "holdt", "follow_up_on": "1-1-2020"}, "Dagen er gået."),
        ({"was_held": "holdt", "follow_up_on": "1-1-2999"}, "højst 24 måneder efter mødet"),
        ({"was_held": "holdt", "follow_up_on": "snart"}, "dag-måned-år"),
    ],
)
def test_what_is_missing_is_said(builder, database, meeting, address, fields, sentence):
    answer = builder.submit(address, fields)
    assert answer.status_code == 422
    assert sentence in answer.text
    with database():
        assert attached(meeting).state is MeetingState.CALLED


def test_stranger_cannot_be_ticked(builder, database, meeting, address):
    with database():
        other = make_meeting(participants=[make_participant()]).participants[0].id
    answer = builder.send(
        address,
        {
            "was_held": "holdt",
            "came": str(other),
            "follow_up_on": f"{FOLLOW_UP:%d-%m-%Y}",
            "version": str(meeting.version_id),
        },
    )
    assert answer.status_code == 422
    assert "Vælg kun fra listen." in answer.text


def test_second_of_two_sees_what_the_first_wrote_and_keeps_what_they_typed(
    builder, database, meeting, address
):
    shown = builder.get(address)
    with database():
        here = attached(meeting)
        end_meeting(here.organiser, here, True, {here.participants[0].id}, FOLLOW_UP)
    answer = builder.fill_in(shown, {"was_held": "ikke-holdt"})
    assert answer.status_code == 409
    assert "En anden har gemt imens" in answer.text
    with database():
        assert attached(meeting).state is MeetingState.HELD
    assert builder.fill_in(answer).status_code == 302


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"starts_at": utc_now() + timedelta(hours=5)}, "Mødet begynder først"),
        ({"state": MeetingState.CANCELLED}, "Mødet er aflyst."),
        ({"state": MeetingState.DRAFT, "starts_at": None}, "Mødet er ikke indkaldt endnu."),
    ],
)
def test_page_says_why_a_meeting_is_not_over(builder, database, meeting, address, values, sentence):
    with database():
        for name, value in values.items():
            setattr(attached(meeting), name, value)
    assert sentence in text_of(builder.page(address))
    refused = builder.send(address, {"was_held": "holdt"})
    assert refused.status_code == 409
    assert sentence in refused.text


def test_day_of_follow_up_can_be_fetched_for_the_calendar(builder, database, meeting):
    address = f"/netvaerksmoeder/{meeting.id}/opfoelgning.ics"
    assert builder.get(address).status_code == 404
    with database():
        attached(meeting).follow_up_on = FOLLOW_UP
    answer = builder.get(address)
    assert answer.mimetype == "text/calendar"
    assert f"DTSTART;VALUE=DATE:{FOLLOW_UP:%Y%m%d}" in answer.text
    assert answer.headers["Content-Disposition"] == 'attachment; filename="opfoelgning.ics"'


def test_thirty_participants_fit_on_a_light_page(builder, database):
    with database():
        meeting = make_meeting(
            state=MeetingState.CALLED,
            starts_at=utc_now(),
            participants=[make_participant(f"Funktion {number}") for number in range(30)],
        )
    page = builder.get(f"/netvaerksmoeder/{meeting.id}/afslut").text
    assert page.count('name="came"') == 30
    assert len(page) < 40_000
