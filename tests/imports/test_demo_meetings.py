"""The demo's network meetings: each at another point, on days on which people are at work."""

from datetime import date

from sqlalchemy import func, select

from portal.hours.clock import COPENHAGEN
from portal.hours.holidays import holiday_name
from portal.imports.demo import load_demo
from portal.imports.demo_meetings import working_day
from portal.imports.demo_removal import remove_demo
from portal.models.meeting import Meeting, MeetingParticipant
from portal.models.meeting_vocabulary import MeetingRole, MeetingState


def test_meetings_stand_at_different_points(directory):
    meetings = [*directory.scalars(select(Meeting).where(Meeting.is_demo))]
    states = {meeting.state for meeting in meetings}
    assert states == {MeetingState.POLLING, MeetingState.CALLED, MeetingState.HELD}
    assert all(meeting.consent_on for meeting in meetings)


def test_meetings_seat_the_citizen_without_a_name_and_contacts_with_one(directory):
    for meeting in directory.scalars(select(Meeting)):
        roles = [one.role for one in meeting.participants]
        assert roles[:3] == [
            MeetingRole.CITIZEN,
            MeetingRole.CENTRAL_ENTRANCE,
            MeetingRole.DOMAIN_CONTACT,
        ]
        citizen, central, *_ = meeting.participants
        assert (citizen.name, citizen.email) == ("", "")
        assert central.contact is meeting.municipality.central_contact
        assert central.email.endswith(".invalid")


def test_some_have_answered_and_some_have_not(directory):
    meeting = directory.scalars(select(Meeting).filter_by(state=MeetingState.POLLING)).one()
    given = [len(one.answers) for one in meeting.participants]
    assert 0 in given
    assert max(given) == len(meeting.times) == 3


def test_nobody_is_asked_to_come_on_a_day_off(directory):
    for meeting in directory.scalars(select(Meeting)):
        for time in meeting.times:
            day = time.starts_at.astimezone(COPENHAGEN).date()
            assert day.weekday() < 5
            assert holiday_name(day) is None


def test_day_off_moves_to_the_next_working_day():
    assert working_day(date(2026, 12, 24)) == date(2026, 12, 28)
    assert working_day(date(2026, 12, 23)) == date(2026, 12, 23)


def test_second_load_adds_no_meeting(directory):
    before = directory.scalar(select(func.count(MeetingParticipant.id)))
    load_demo()
    assert directory.scalar(select(func.count(MeetingParticipant.id))) == before


def test_removing_the_demo_removes_its_meetings_and_those_of_its_users(demo):
    planned = demo.scalars(select(Meeting)).first()
    planned.is_demo = False
    demo.flush()
    remove_demo()
    assert [*demo.scalars(select(Meeting))] == []
    assert [*demo.scalars(select(MeetingParticipant))] == []
