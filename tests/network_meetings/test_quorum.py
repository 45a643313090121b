"""The best times are those at which every role that must be there is filled."""

from datetime import UTC, datetime, timedelta

from portal.models.meeting import Meeting, MeetingAnswer, MeetingParticipant, MeetingTime
from portal.models.meeting_vocabulary import Availability, MeetingRole
from portal.network_meetings.quorum import list_seats, rank_times

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
YES, MAYBE, NO = Availability.YES, Availability.IF_NEED_BE, Availability.NO


def asked(function: str, *answers: Availability | None, **values: object) -> MeetingParticipant:
    """Return a participant who answered the times 1, 2, 3 … so; None for no answer."""
    return MeetingParticipant(
        function=function,
        role=values.pop("role", MeetingRole.OTHER),
        is_required=values.pop("is_required", True),
        answers=[
            MeetingAnswer(time_id=number, answer=answer)
            for number, answer in enumerate(answers, 1)
            if answer is not None
        ],
        **values,
    )


def meeting_of(*participants: MeetingParticipant, times: int = 2) -> Meeting:
    return Meeting(
        participants=[*participants],
        times=[
            MeetingTime(
                id=number,
                starts_at=NOW + timedelta(days=number),
                ends_at=NOW + timedelta(days=number, hours=1),
            )
            for number in range(1, times + 1)
        ],
    )


def order_of(meeting: Meeting) -> list[int]:
    return [standing.time.id for standing in rank_times(meeting, NOW)]


def test_time_at_which_all_required_can_beats_one_at_which_more_can():
    crowd = [asked(f"frivillig {number}", YES, NO, is_required=False) for number in range(9)]
    meeting = meeting_of(asked("psykiatrien", NO, YES), *crowd)
    assert order_of(meeting) == [2, 1]
    best, other = rank_times(meeting, NOW)
    assert best.suits
    assert [seat.title for seat in other.missing] == ["psykiatrien"]
    assert (other.others_coming, other.others) == (9, 9)


def test_of_two_times_that_suit_the_one_with_fewer_if_need_be_is_better():
    meeting = meeting_of(asked("lægen", MAYBE, YES), asked("indgangen", YES, YES))
    assert order_of(meeting) == [2, 1]
    assert all(standing.suits for standing in rank_times(meeting, NOW))


def test_of_two_times_that_suit_all_required_the_one_for_more_others_is_better():
    meeting = meeting_of(asked("lægen", YES, YES), asked("frivillig", NO, MAYBE, is_required=False))
    assert order_of(meeting) == [2, 1]


def test_what_may_still_be_answered_goes_before_what_is_refused():
    meeting = meeting_of(asked("lægen", NO, None), asked("indgangen", YES, YES))
    first, last = rank_times(meeting, NOW)
    assert (first.time.id, last.time.id) == (2, 1)
    assert [seat.title for seat in first.unanswered] == ["lægen"]
    assert not first.suits


def test_two_with_the_same_function_are_one_seat_that_either_fills():
    same = {"role": MeetingRole.DOMAIN_CONTACT}
    meeting = meeting_of(
        asked("Rusmiddelkoordinator", NO, YES, **same),
        asked("rusmiddelkoordinator", YES, NO, **same),
    )
    assert len(list_seats(meeting.participants)) == 1
    assert all(standing.suits for standing in rank_times(meeting, NOW))


def test_same_function_in_another_role_is_another_seat():
    meeting = meeting_of(
        asked("Leder", NO, role=MeetingRole.CENTRAL_ENTRANCE),
        asked("Leder", YES, role=MeetingRole.PSYCHIATRY),
        times=1,
    )
    [standing] = rank_times(meeting, NOW)
    assert [seat.holders[0].role for seat in standing.missing] == [MeetingRole.CENTRAL_ENTRANCE]


def test_seat_is_open_while_one_of_its_two_has_not_answered():
    meeting = meeting_of(asked("Leder", NO), asked("Leder", None), times=1)
    [standing] = rank_times(meeting, NOW)
    assert (len(standing.missing), len(standing.unanswered)) == (0, 1)


def test_time_that_has_passed_comes_last_and_suits_nobody():
    meeting = meeting_of(asked("lægen", YES, NO))
    late = NOW + timedelta(days=1, minutes=1)
    assert [one.time.id for one in rank_times(meeting, late)] == [2, 1]
    assert not rank_times(meeting, late)[-1].suits


def test_without_anybody_required_every_time_suits_and_the_fullest_is_first():
    meeting = meeting_of(
        asked("a", NO, YES, is_required=False), asked("b", YES, YES, is_required=False)
    )
    assert order_of(meeting) == [2, 1]
    assert all(standing.suits for standing in rank_times(meeting, NOW))


def test_equal_times_stand_in_the_order_of_the_calendar():
    meeting = meeting_of(asked("lægen", YES, YES, YES), times=3)
    assert order_of(meeting) == [1, 2, 3]
