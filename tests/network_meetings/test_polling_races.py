"""An answer that is on its way while the organiser changes what it is about."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import delete, select

from portal.models.meeting import MeetingAnswer, MeetingParticipant, MeetingTime
from portal.models.meeting_vocabulary import Availability
from portal.network_meetings.links import give_link, link_expiry
from tests.support.polls import make_poll, path_of


@pytest.fixture
def overtake(app, database):
    """``overtake(change, path, answers)``: send answers while a change is not committed yet."""

    def send_meanwhile(change, path, answers):
        with ThreadPoolExecutor(1) as pool:
            with database() as session:
                change(session)
                session.flush()
                sent = pool.submit(lambda: app.test_client().send(path, answers))
                with pytest.raises(TimeoutError):  # it waits for the one who was first
                    sent.result(timeout=0.5)
            return sent.result()

    return send_meanwhile


def test_time_that_is_just_being_removed_costs_no_other_answer(overtake, database):
    with database():
        meeting = make_poll()
        path, (gone, left) = path_of(meeting.participants[0]), [one.id for one in meeting.times]

    def remove(session):
        session.execute(delete(MeetingTime).where(MeetingTime.id == gone))

    sent = overtake(remove, path, {f"time_{gone}": "yes", f"time_{left}": "no"})
    assert sent.headers["Location"] == "?svaret&fjernet"
    with database() as session:
        kept = [(one.time_id, one.answer) for one in session.scalars(select(MeetingAnswer))]
    assert kept == [(left, Availability.NO)]


def test_link_that_is_just_being_replaced_answers_for_nobody(overtake, database):
    with database():
        meeting = make_poll()
        path, time = path_of(meeting.participants[0]), meeting.times[0].id

    def replace(session):
        seat = session.get_one(MeetingParticipant, meeting.participants[0].id)
        give_link(seat, link_expiry(seat.meeting))

    assert overtake(replace, path, {f"time_{time}": "yes"}).status_code == 404
    with database() as session:
        assert session.scalars(select(MeetingAnswer)).all() == []
