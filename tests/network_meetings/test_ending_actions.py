"""How a meeting ends: who came, the follow-up, the figures, and the day on which it is deleted."""

from datetime import UTC, date, datetime, timedelta

import pytest
from freezegun import freeze_time
from sqlalchemy import select
from werkzeug.exceptions import Conflict, Forbidden

from portal.models.mail import OutgoingMail
from portal.models.meeting import Meeting, MeetingEvent, MeetingTurnout
from portal.models.meeting_vocabulary import MeetingChange, MeetingRole, MeetingState
from portal.models.vocabulary import Role
from portal.network_meetings.ending.actions import (
    default_follow_up,
    deletion_day,
    end_meeting,
    months_after,
)
from portal.network_meetings.links import find_participant, give_link, link_token
from portal.network_meetings.mails import post_to
from tests.factories import make_user
from tests.support.meetings import make_meeting, make_participant

STARTS_AT = datetime(2026, 11, 30, 23, 30, tzinfo=UTC)  # 1 December, half past midnight in Denmark
AFTER = "2026-12-01 09:00:00"
FOLLOW_UP = date(2027, 6, 1)


@pytest.fixture(autouse=True)
def today():
    with freeze_time(AFTER, ignore=["psycopg"]):
        yield


@pytest.fixture
def meeting(session) -> Meeting:
    """A meeting that began this night: the entrance, two others, and the citizen."""
    return make_meeting(
        state=MeetingState.CALLED,
        starts_at=STARTS_AT,
        participants=[
            make_participant("Central indgang", MeetingRole.CENTRAL_ENTRANCE),
            make_participant("Sagsbehandler", MeetingRole.OTHER),
            make_participant("Hjemmepleje", MeetingRole.OTHER),
            make_participant("Borgeren", MeetingRole.CITIZEN),
        ],
    )


def end(meeting, *functions, was_held=True, follow_up_on=FOLLOW_UP) -> None:
    came = {one.id for one in meeting.participants if one.function in functions}
    end_meeting(meeting.organiser, meeting, was_held, came, follow_up_on)


def turnout(session) -> dict[str, tuple[int, int, int]]:
    session.flush()
    rows = session.execute(
        select(
            MeetingTurnout.role,
            MeetingTurnout.meetings,
            MeetingTurnout.invited,
            MeetingTurnout.came,
        ).where(MeetingTurnout.month == "2026-12")
    )
    return {role.value: (meetings, invited, came) for role, meetings, invited, came in rows}


def history(session, meeting) -> list[tuple[MeetingChange, str]]:
    session.flush()
    query = select(MeetingEvent.change, MeetingEvent.detail).order_by(MeetingEvent.id)
    return [tuple(row) for row in session.execute(query)]


def test_held_meeting_knows_who_came_and_counts_them_by_role(session, meeting):
    end(meeting, "Central indgang", "Hjemmepleje", "Borgeren")
    assert meeting.state is MeetingState.HELD
    assert [one.came for one in meeting.participants] == [True, False, True, True]
    assert turnout(session) == {
        "central_entrance": (1, 1, 1),
        "other": (1, 2, 1),
        "citizen": (1, 1, 1),
    }
    assert history(session, meeting) == [
        (MeetingChange.HELD, "3 af 4 kom"),
        (MeetingChange.FOLLOW_UP_CHANGED, "1. juni 2027"),
    ]


def test_month_of_the_figures_is_the_one_in_denmark(session, meeting):
    end(meeting, "Borgeren")
    assert set(session.scalars(select(MeetingTurnout.month))) == {"2026-12"}


def test_correcting_the_attendance_corrects_the_figures(session, meeting):
    end(meeting, "Central indgang")
    end(meeting, "Sagsbehandler", "Hjemmepleje")
    assert turnout(session) == {
        "central_entrance": (1, 1, 0),
        "other": (1, 2, 2),
        "citizen": (1, 1, 0),
    }
    assert history(session, meeting)[-1] == (MeetingChange.EDITED, "Fremmøde: 2 af 4 kom")


def test_same_again_changes_nothing(session, meeting):
    end(meeting, "Central indgang")
    before, told = turnout(session), history(session, meeting)
    end(meeting, "Central indgang")
    assert (turnout(session), history(session, meeting)) == (before, told)


def test_figures_of_two_meetings_add_up(session, meeting):
    other = make_meeting(
        state=MeetingState.CALLED,
        starts_at=STARTS_AT,
        participants=[make_participant("Central indgang", MeetingRole.CENTRAL_ENTRANCE)],
    )
    end(meeting, "Central indgang")
    end(other, "Central indgang")
    assert turnout(session)["central_entrance"] == (2, 2, 2)


def test_meeting_that_was_not_held_after_all_leaves_the_figures(session, meeting):
    end(meeting, "Central indgang")
    end(meeting, was_held=False)
    assert turnout(session) == {}
    assert meeting.state is MeetingState.NOT_HELD
    assert {one.came for one in meeting.participants} == {None}
    assert (meeting.follow_up_on, meeting.delete_on) == (None, date(2026, 12, 31))


def test_links_end_and_what_was_not_sent_is_taken_back(session, meeting):
    participant = meeting.participants[0]
    give_link(participant, STARTS_AT + timedelta(days=300))
    token = link_token(participant.link_key)
    post_to(participant, "call-0", "Netværksmøde", "…")
    assert find_participant(token) is participant
    end(meeting, "Central indgang")
    assert find_participant(token) is None
    assert session.scalars(select(OutgoingMail)).all() == []


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"starts_at": STARTS_AT + timedelta(days=1)}, "begynder først 2. december 2026 kl. 0.30"),
        ({"state": MeetingState.CANCELLED}, "aflyst"),
        ({"state": MeetingState.POLLING, "starts_at": None}, "ikke indkaldt"),
    ],
)
def test_nobody_ends_a_meeting_that_is_not_over(session, meeting, values, sentence):
    for name, value in values.items():
        setattr(meeting, name, value)
    session.flush()
    with pytest.raises(Conflict, match=sentence):
        end(meeting, "Central indgang")
    assert turnout(session) == {}


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        (None, "hvornår"),
        (date(2026, 11, 30), "Dagen er gået"),
        (date(2028, 12, 2), "senest 1. december 2028"),
    ],
)
def test_follow_up_is_neither_in_the_past_nor_after_two_years(session, meeting, day, sentence):
    with pytest.raises(Conflict, match=sentence):
        end(meeting, "Central indgang", follow_up_on=day)


@pytest.mark.parametrize("day", [date(2026, 12, 1), date(2028, 12, 1)])
def test_follow_up_may_be_today_and_two_years_after_the_meeting(session, meeting, day):
    end(meeting, "Central indgang", follow_up_on=day)
    assert (meeting.follow_up_on, meeting.delete_on) == (day, day + timedelta(days=14))


def test_another_day_of_follow_up_is_told_anew_and_moves_the_deletion(session, meeting):
    end(meeting, "Central indgang")
    meeting.follow_up_told_at = STARTS_AT
    end(meeting, "Central indgang", follow_up_on=date(2027, 9, 1))
    assert meeting.follow_up_told_at is None
    assert meeting.delete_on == date(2027, 9, 15)
    assert history(session, meeting)[-1] == (MeetingChange.FOLLOW_UP_CHANGED, "1. september 2027")


def test_attendance_can_be_corrected_after_the_follow_up_has_passed(session, meeting):
    end(meeting, "Central indgang")
    with freeze_time("2027-06-05", ignore=["psycopg"]):
        end(meeting, "Sagsbehandler")
    assert meeting.follow_up_on == FOLLOW_UP
    assert turnout(session)["other"] == (1, 2, 1)


def test_whoever_may_not_plan_meetings_cannot_end_one(session, meeting):
    with pytest.raises(Forbidden):
        end_meeting(make_user(Role.READER), meeting, True, set(), FOLLOW_UP)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 12, 1), 24, date(2028, 12, 1)),
        (date(2026, 6, 30), 6, date(2026, 12, 30)),
    ],
)
def test_months_end_on_the_last_day_there_is(day, months, expected):
    assert months_after(day, months) == expected


def test_usual_follow_up_is_six_months_after_the_meeting_but_never_past(session, meeting):
    assert default_follow_up(meeting, date(2026, 12, 1)) == FOLLOW_UP
    assert default_follow_up(meeting, date(2027, 7, 1)) == date(2027, 7, 1)


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (MeetingState.DRAFT, date(2027, 4, 1)),
        (MeetingState.POLLING, date(2027, 4, 1)),
        (MeetingState.CALLED, date(2027, 3, 1)),
        (MeetingState.HELD, date(2027, 6, 15)),
        (MeetingState.NOT_HELD, date(2027, 1, 31)),
        (MeetingState.CANCELLED, date(2027, 1, 31)),
    ],
)
def test_every_state_has_its_day_of_deletion(session, meeting, state, expected):
    meeting.state = state
    meeting.follow_up_on = FOLLOW_UP if state is MeetingState.HELD else None
    assert deletion_day(meeting, date(2027, 1, 1)) == expected
