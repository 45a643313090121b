"""What the portal writes for calendar programs, read back by another library than wrote it."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import vobject
from dateutil.rrule import rrulestr

from portal.models.meeting import Meeting
from portal.models.meeting_vocabulary import MeetingRole, MeetingState
from portal.network_meetings.calling.calendar import (
    COPENHAGEN_ZONE,
    Method,
    follow_up_calendar,
    meeting_calendar,
)
from tests import factories
from tests.support.meetings import make_meeting, make_participant

# A calendar is the same whichever database the meeting comes from.
pytestmark = [
    pytest.mark.usefixtures("session"),
    pytest.mark.parametrize("app", ["sqlite"], indirect=True),
]
STARTS_AT = datetime(2026, 12, 2, 12, 0, tzinfo=UTC)
LONG_NAME = "Sundheds- og socialforvaltningens koordinator, " * 4
NAMES = ['Demo "Bo" Æbelø; Ærø, Samsø: Anholt', "Demo 🦌 Åse", LONG_NAME[:120], "Demo\nNy linje"]
ORGANISER = "organiser@example.dk"


def make_called(**values: Any) -> Meeting:
    defaults: dict[str, Any] = {
        "starts_at": STARTS_AT,
        "place": "Rådhuset, lokale 2; indgang \\ B",
        "link": "https://video.example.dk/moede?a=1&b=2",
        "state": MeetingState.CALLED,
    }
    organiser = factories.make_user(email=ORGANISER, name='Demo "Elg"; Anholt')
    return make_meeting(organiser, **(defaults | values))


def read(content: bytes) -> Any:
    """Return the calendar as vobject understands it."""
    return vobject.readOne(content.decode())


def read_event(content: bytes) -> Any:
    return read(content).vevent


@pytest.fixture
def meeting(session) -> Meeting:
    people = [
        make_participant("Rusmiddelkoordinator", email="anna@example.dk"),
        make_participant("Sagsbehandler, ydelse", email="bo@example.dk", organisation="Jobcenter"),
        make_participant("Borgeren", MeetingRole.CITIZEN),
    ]
    return make_called(participants=people)


def test_meeting_arrives_with_all_that_a_calendar_shows(meeting):
    calendar = read(meeting_calendar(meeting, Method.REQUEST, meeting.participants[0]))
    event = calendar.vevent
    assert (calendar.method.value, calendar.version.value) == ("REQUEST", "2.0")
    assert (event.uid.value, event.sequence.value) == (meeting.uid, "0")
    assert event.summary.value == f"Netværksmøde {meeting.reference}"
    assert event.location.value == f"{meeting.place}, {meeting.link}"
    assert event.dtstart.value.astimezone(UTC) == STARTS_AT
    assert event.dtend.value - event.dtstart.value == timedelta(minutes=60)
    assert event.dtstart.params["X-VOBJ-ORIGINAL-TZID"] == ["Europe/Copenhagen"]
    assert (event.status.value, event.contents["class"][0].value) == ("CONFIRMED", "PRIVATE")
    assert "- Sagsbehandler, ydelse, Jobcenter\n" in event.description.value
    assert "valarm" not in event.contents


def test_copy_names_its_own_recipient_and_nobody_elses_address(meeting):
    for participant in meeting.participants[:2]:
        content = meeting_calendar(meeting, Method.REQUEST, participant).decode()
        (attendee,) = read(content.encode()).vevent.attendee_list
        assert attendee.value == f"mailto:{participant.email}"
        unfolded = content.replace("\r\n ", "")
        others = {one.email for one in meeting.participants if one.email} - {participant.email}
        assert not any(address in unfolded for address in others)


def test_answers_reach_the_organiser_and_the_portal_sends_for_them(app, meeting):
    app.config["CONTACT_EMAIL"] = "kontakt@example.dk"
    organizer = read_event(meeting_calendar(meeting, Method.PUBLISH)).organizer
    assert organizer.value == f"mailto:{ORGANISER}"
    assert organizer.params["SENT-BY"] == ["mailto:kontakt@example.dk"]
    assert organizer.params["CN"] == ["Demo 'Elg'; Anholt"]


def test_file_to_download_asks_nobody_to_answer(meeting):
    calendar = read(meeting_calendar(meeting, Method.PUBLISH))
    assert calendar.method.value == "PUBLISH"
    assert "attendee" not in calendar.vevent.contents


def test_change_and_cancellation_arrive_as_updates_of_the_same_event(meeting):
    """A program takes what has the same UID and a higher SEQUENCE for news (RFC 5546, 2.1.4)."""
    kept: dict[str, Any] = {}

    def receive(content: bytes) -> None:
        calendar = read(content)
        event = calendar.vevent
        known = kept.get(event.uid.value)
        if known is None or int(event.sequence.value) > int(known.sequence.value):
            kept[event.uid.value] = event
        if calendar.method.value == "CANCEL":
            assert event.status.value == "CANCELLED"

    guest = meeting.participants[0]
    first = meeting_calendar(meeting, Method.REQUEST, guest)
    receive(first)
    meeting.starts_at, meeting.sequence = STARTS_AT + timedelta(days=1), 1
    receive(meeting_calendar(meeting, Method.REQUEST, guest))
    receive(first)  # a mail that was late
    assert [event.dtstart.value.astimezone(UTC).day for event in kept.values()] == [3]
    meeting.sequence = 2
    receive(meeting_calendar(meeting, Method.CANCEL, guest))
    assert [event.status.value for event in kept.values()] == ["CANCELLED"]


def test_download_of_a_meeting_that_was_called_off_says_so(meeting):
    meeting.state = MeetingState.CANCELLED
    assert read_event(meeting_calendar(meeting, Method.PUBLISH)).status.value == "CANCELLED"


@pytest.mark.parametrize(
    ("starts_at", "minutes"),
    [
        (datetime(2027, 3, 27, 12, 0, tzinfo=UTC), 60),  # the day before summer time
        (datetime(2027, 3, 28, 12, 0, tzinfo=UTC), 60),  # its first day
        (datetime(2027, 3, 28, 0, 30, tzinfo=UTC), 90),  # over the hour that is skipped
        (datetime(2027, 10, 30, 12, 0, tzinfo=UTC), 60),
        (datetime(2027, 10, 31, 12, 0, tzinfo=UTC), 60),
        (datetime(2027, 10, 31, 0, 30, tzinfo=UTC), 30),  # 2.30, the first of two
        (datetime(2027, 10, 31, 1, 30, tzinfo=UTC), 30),  # 2.30, the second
        (datetime(2027, 10, 30, 23, 30, tzinfo=UTC), 180),  # over both
    ],
)
def test_meeting_is_at_the_right_instant_on_both_sides_of_the_clock_changes(starts_at, minutes):
    meeting = make_called(starts_at=starts_at, minutes=minutes)
    event = read_event(meeting_calendar(meeting, Method.PUBLISH))
    assert event.dtstart.value.astimezone(UTC) == starts_at
    assert event.dtend.value.astimezone(UTC) == starts_at + timedelta(minutes=minutes)


def test_time_zone_of_the_file_is_denmarks_for_the_years_to_come():
    """Read with dateutil's rules: every change of the clock, before and after it."""
    zone = vobject.readOne(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" + COPENHAGEN_ZONE.decode() + "END:VCALENDAR\r\n"
    ).vtimezone
    told = zone.gettzinfo()
    copenhagen = ZoneInfo("Europe/Copenhagen")
    changes = rrulestr("FREQ=MONTHLY;BYMONTH=3,10;BYDAY=-1SU", dtstart=datetime(2026, 1, 1, 12))
    for noon in changes.between(datetime(2026, 1, 1), datetime(2040, 1, 1)):
        for at in (noon - timedelta(days=1), noon):
            assert at.replace(tzinfo=told).utcoffset() == at.replace(tzinfo=copenhagen).utcoffset()


@pytest.mark.parametrize("name", NAMES)
def test_name_with_any_sign_breaks_nothing(name):
    function = f"{name}; {name}, {name}"[:160]
    guest = make_participant(function, name=name[:120], email="anna@example.dk")
    meeting = make_called(participants=[guest], place=name[:200])
    content = meeting_calendar(meeting, Method.REQUEST, guest)
    event = read_event(content)
    assert event.location.value.startswith(name[:200])
    assert f"- {function}\n" in event.description.value
    cleaned = " ".join(name.split()).replace('"', "'")
    assert event.attendee.params["CN"] == [cleaned]
    assert max(map(len, content.split(b"\r\n"))) <= 75
    assert b"\n" not in content.replace(b"\r\n", b"")


def test_address_that_nobody_can_write_to_breaks_no_calendar():
    guest = make_participant(email="anna\r\nATTENDEE:mailto:alle@example.dk")
    content = meeting_calendar(make_called(participants=[guest]), Method.REQUEST, guest)
    assert len(read_event(content).attendee_list) == 1


def test_meeting_without_a_time_has_no_calendar():
    with pytest.raises(ValueError, match="has not been called"):
        meeting_calendar(make_called(starts_at=None), Method.PUBLISH)


def test_day_of_follow_up_takes_no_time_of_the_day():
    meeting = make_called(follow_up_on=date(2027, 6, 2))
    event = read_event(follow_up_calendar(meeting))
    assert (event.dtstart.value, event.dtend.value) == (date(2027, 6, 2), date(2027, 6, 3))
    assert event.uid.value != meeting.uid
    assert meeting.reference in event.summary.value
    assert event.transp.value == "TRANSPARENT"


def test_day_of_follow_up_that_was_moved_is_an_update(session):
    meeting = make_called(follow_up_on=date(2027, 6, 2))
    first = read_event(follow_up_calendar(meeting))
    meeting.follow_up_on = date(2027, 6, 9)
    session.flush()
    second = read_event(follow_up_calendar(meeting))
    assert first.uid.value == second.uid.value
    assert int(first.sequence.value) < int(second.sequence.value)


def test_meeting_that_is_not_followed_up_has_no_day_for_it():
    with pytest.raises(ValueError, match="no day of follow-up"):
        follow_up_calendar(make_called())
