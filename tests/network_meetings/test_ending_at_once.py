"""Two who end the same meeting at once: it is counted once, and the figures fit what is noted."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

from sqlalchemy import select

from portal.extensions import db
from portal.models.base import utc_now
from portal.models.meeting import Meeting, MeetingTurnout
from portal.models.meeting_vocabulary import MeetingRole, MeetingState
from portal.network_meetings.ending.actions import end_meeting
from portal.web.dates import local_today
from tests.support.meetings import make_meeting, make_participant


def test_meeting_ended_by_many_at_once_is_counted_once(app, database):
    with database():
        people = [make_participant(f"Funktion {n}", MeetingRole.OTHER) for n in range(6)]
        meeting = make_meeting(
            state=MeetingState.CALLED, starts_at=utc_now() - timedelta(hours=1), participants=people
        )
        came = [{one.id for one in people[: number + 1]} for number in range(6)]
    ready = Barrier(len(came))

    def end(mine: set[int]) -> None:
        with app.app_context():
            ready.wait(timeout=30)
            here = db.session.get_one(Meeting, meeting.id)
            end_meeting(here.organiser, here, True, mine, local_today())
            db.session.commit()

    with ThreadPoolExecutor(len(came)) as threads:
        list(threads.map(end, came))
    with database() as session:
        saved = session.get_one(Meeting, meeting.id)
        row = session.scalars(select(MeetingTurnout)).one()
        assert (row.meetings, row.invited) == (1, 6)
        assert row.came == sum(bool(one.came) for one in saved.participants)
