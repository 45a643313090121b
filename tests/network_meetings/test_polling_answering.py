"""Answers at once: two tabs, a double tap, a whole region; each is there once."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from portal.models.base import utc_now
from portal.models.meeting import Meeting, MeetingAnswer, MeetingEvent, MeetingParticipant
from portal.models.meeting_vocabulary import Availability, MeetingChange
from portal.network_meetings.links import link_token
from portal.network_meetings.polling.answering import PollClosedError, pass_on, save_answers
from tests.support.databases import statements_of
from tests.support.polls import make_poll, path_of

MEETINGS, PEOPLE, TIMES = 5, 20, 3
THREADS = 8


def test_a_hundred_people_who_answer_twice_each_at_once_are_all_there_once(app, database):
    with database():
        meetings = [make_poll(PEOPLE, TIMES) for _ in range(MEETINGS)]
        orders = [
            (path_of(one), [time.id for time in meeting.times])
            for meeting in meetings
            for one in meeting.participants
        ]

    def send(order):
        path, times = order
        client = app.test_client()
        return client.send(path, {f"time_{time}": "yes" for time in times}).status_code

    with ThreadPoolExecutor(THREADS) as pool:
        statuses = Counter(pool.map(send, orders + orders))
    people = MEETINGS * PEOPLE
    assert statuses == {303: 2 * people}
    with database() as session:
        assert session.scalar(select(func.count()).select_from(MeetingAnswer)) == people * TIMES
        told = Counter(session.scalars(select(MeetingEvent.by)))
        events = session.scalar(select(func.count()).select_from(MeetingEvent))
        answered = MeetingParticipant.answered_at.is_not(None)
        count = select(func.count()).select_from(MeetingParticipant).where(answered)
        assert session.scalar(count) == people
    assert events == people  # once each: the second time changed nothing
    assert set(told.values()) == {MEETINGS}


def test_different_answers_of_one_person_at_once_leave_one_of_them_whole(app, database):
    with database():
        meeting = make_poll(1, TIMES)
        path, times = path_of(meeting.participants[0]), [time.id for time in meeting.times]

    def send(answer):
        return app.test_client().send(path, {f"time_{time}": answer for time in times}).status_code

    with ThreadPoolExecutor(THREADS) as pool:
        assert set(pool.map(send, ["yes", "no"] * THREADS)) == {303}
    with database() as session:
        given = session.scalars(select(MeetingAnswer.answer)).all()
    assert len(given) == TIMES
    assert len(set(given)) == 1


def test_answering_does_not_read_the_whole_history(app, session):
    meeting = make_poll()
    participant = meeting.participants[0]
    session.commit()
    with statements_of(app) as asked:
        save_answers(participant, {meeting.times[0].id: Availability.YES}, "")
        session.commit()
    assert [one for one in asked if "INSERT INTO meeting_event" in one]
    assert [one for one in asked if "FROM meeting_event" in one] == []


def test_history_says_who_answered_what_and_never_the_note(session):
    meeting = make_poll()
    participant, (first, second) = meeting.participants[0], meeting.times
    save_answers(participant, {first.id: Availability.YES}, "Kun med elevator")
    save_answers(participant, {first.id: Availability.YES}, "Kun med elevator")
    save_answers(participant, {second.id: Availability.IF_NEED_BE}, "Kun med elevator")
    session.expire(meeting, ["events"])
    told = [(one.change, one.by, one.detail) for one in meeting.events]
    assert told == [
        (MeetingChange.ANSWERED, participant.title, "1 ja"),
        (MeetingChange.ANSWERED, participant.title, "1 ja, 1 hvis nødvendigt"),
    ]


def test_unknown_time_is_told_and_not_kept(session):
    meeting, other = make_poll(), make_poll()
    strange = other.times[0].id
    answers = {meeting.times[0].id: Availability.NO, strange: Availability.YES}
    assert save_answers(meeting.participants[0], answers, "") == {strange}
    assert [one.time_id for one in meeting.participants[0].answers] == [meeting.times[0].id]


@pytest.mark.parametrize("values", [{"deadline_at": utc_now() - timedelta(minutes=1)}])
def test_answer_and_passing_on_after_the_deadline_are_refused(session, values):
    meeting = make_poll(**values)
    participant = meeting.participants[0]
    with pytest.raises(PollClosedError, match="Svarfristen er udløbet"):
        save_answers(participant, {meeting.times[0].id: Availability.YES}, "")
    with pytest.raises(PollClosedError):
        pass_on(participant, "Demo Agersø", "agersoe@example.invalid")
    assert participant.answers == []


def test_answering_changes_no_version_so_that_nobody_who_edits_is_stopped(session):
    meeting = make_poll()
    session.commit()
    before = meeting.version_id
    save_answers(meeting.participants[0], {meeting.times[0].id: Availability.YES}, "")
    session.commit()
    assert session.get_one(Meeting, meeting.id).version_id == before


def test_two_participants_answer_at_once_with_links_that_do_not_resemble(session):
    meeting = make_poll(people=2)
    first, second = (link_token(one.link_key) for one in meeting.participants)
    assert len(first) == len(second) == 43  # 256 bits
    assert sum(a == b for a, b in zip(first, second, strict=True)) < 12
