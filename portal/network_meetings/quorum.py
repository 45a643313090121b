"""Which of the proposed times are best: by the roles that must be there, not by head count.

Two participants with the same role and the same function are one seat: it is filled when either of
them can. A time suits when every seat that must be filled is; the fewer are filled only if need be,
and the more of the others can come, the better.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from portal.models.meeting import Meeting, MeetingParticipant, MeetingTime
from portal.models.meeting_vocabulary import Availability, MeetingRole

SeatKey = tuple[MeetingRole, str]


@dataclass(frozen=True)
class RoleSeat:
    """A function at the table, and who may fill it."""

    holders: tuple[MeetingParticipant, ...]
    is_required: bool

    @property
    def title(self) -> str:
        return self.holders[0].function

    def answer_at(self, time_id: int) -> Availability | None:
        """Return the best answer of those who may fill it; None while it may still be filled."""
        given = [one.answer_at(time_id) for one in self.holders]
        for best in (Availability.YES, Availability.IF_NEED_BE):
            if best in given:
                return best
        return None if None in given else Availability.NO


@dataclass(frozen=True)
class TimeStanding:
    """How a proposed time stands: the seats that must be filled, by what they answered."""

    time: MeetingTime
    missing: tuple[RoleSeat, ...]
    unanswered: tuple[RoleSeat, ...]
    if_need_be: tuple[RoleSeat, ...]
    required: int
    others_coming: int
    others: int
    has_passed: bool

    @property
    def suits(self) -> bool:
        """Say whether everybody who must be there can."""
        return not (self.missing or self.unanswered or self.has_passed)

    @property
    def rank(self) -> tuple[bool, int, int, int, int, datetime]:
        """What times are ordered by, the best first."""
        return (
            self.has_passed,
            len(self.missing),
            len(self.unanswered),
            len(self.if_need_be),
            -self.others_coming,
            self.time.starts_at,
        )


def list_seats(participants: Iterable[MeetingParticipant]) -> list[RoleSeat]:
    """Return the functions at the table, in the order of the list of participants."""
    holders: dict[SeatKey, list[MeetingParticipant]] = {}
    for one in participants:
        holders.setdefault((one.role, one.function.casefold()), []).append(one)
    return [
        RoleSeat(tuple(those), any(one.is_required for one in those)) for those in holders.values()
    ]


def rank_times(meeting: Meeting, now: datetime) -> list[TimeStanding]:
    """Return the proposed times, the best first; those that have passed last."""
    seats = list_seats(meeting.participants)
    standings = [find_standing(time, seats, now) for time in meeting.times]
    return sorted(standings, key=lambda standing: standing.rank)


def find_standing(time: MeetingTime, seats: Sequence[RoleSeat], now: datetime) -> TimeStanding:
    """Return how one time stands."""
    required = [(seat, seat.answer_at(time.id)) for seat in seats if seat.is_required]
    others = [seat.answer_at(time.id) for seat in seats if not seat.is_required]

    def those(answer: Availability | None) -> tuple[RoleSeat, ...]:
        return tuple(seat for seat, given in required if given == answer)

    return TimeStanding(
        time=time,
        missing=those(Availability.NO),
        unanswered=those(None),
        if_need_be=those(Availability.IF_NEED_BE),
        required=len(required),
        others_coming=sum(given in {Availability.YES, Availability.IF_NEED_BE} for given in others),
        others=len(others),
        has_passed=time.starts_at <= now,
    )
