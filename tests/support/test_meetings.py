"""The meetings made for tests are such as the portal itself would keep."""

from portal.models.meeting_vocabulary import Availability, MeetingRole
from tests.support.meetings import make_answer, make_meeting, make_meeting_time, make_participant


def test_a_made_meeting_is_kept_with_its_participants_times_and_answers(session):
    meeting = make_meeting(participants=[make_participant(), make_participant("Sagsbehandler")])
    citizen = make_participant("Borgeren", MeetingRole.CITIZEN, meeting)
    time = make_meeting_time(meeting=meeting)
    make_answer(meeting.participants[0], time, Availability.NO)
    session.commit()
    session.expire_all()
    assert [one.position for one in meeting.participants] == [0, 1, 2]
    assert (citizen.name, citizen.email) == ("", "")
    assert meeting.participants[0].answers[0].time_id == meeting.times[0].id
    assert (meeting.times[0].ends_at - meeting.times[0].starts_at).total_seconds() == 3600


def test_two_made_meetings_have_their_own_references(session):
    assert make_meeting().reference != make_meeting().reference
