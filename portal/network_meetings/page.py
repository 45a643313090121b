"""What the page of one meeting shows beside the meeting itself."""

from dataclasses import dataclass
from datetime import datetime

from portal.domains.queries import list_domains
from portal.models.contact import Contact
from portal.models.mail import OutgoingMail
from portal.models.meeting import Meeting, MeetingTime
from portal.models.meeting_vocabulary import Availability
from portal.network_meetings.mails import list_mails
from portal.network_meetings.planning.hints import TimeHint, hints_for
from portal.network_meetings.polling.buttons import poll_buttons
from portal.network_meetings.polling.standing import Standing, standing_of
from portal.network_meetings.quorum import TimeStanding, rank_times
from portal.network_meetings.stand_ins import find_stand_in


@dataclass(frozen=True)
class MeetingPage:
    """A meeting as its organisers see it now.

    ``standings`` are the proposed times, the best first; ``answers`` by participant and time;
    ``stand_ins`` by participant the deputy who can be asked instead.
    """

    meeting: Meeting
    now: datetime
    standings: list[TimeStanding]
    hints: dict[datetime, TimeHint]
    mails: dict[int, list[OutgoingMail]]
    answers: dict[int, dict[int, Availability]]
    stand_ins: dict[int, Contact]
    domains: str

    @property
    def is_answered(self) -> bool:
        """Say whether anybody has answered."""
        return any(self.answers.values())

    @property
    def best(self) -> TimeStanding | None:
        """The time to call the meeting for; None once all have passed."""
        return next((one for one in self.standings if not one.has_passed), None)

    @property
    def suits_nobody(self) -> bool:
        """Say whether every time lacks somebody who must be there, and nobody can change that."""
        best = self.best
        return best is not None and bool(best.missing) and not best.unanswered

    @property
    def is_closed(self) -> bool:
        """Say whether the poll takes no more answers by link."""
        return standing_of(self.meeting) is Standing.CLOSED

    @property
    def can_remind(self) -> bool:
        """Say whether anybody can be reminded to answer now."""
        buttons = (
            poll_buttons(one, self.mails.get(one.id, [])) for one in self.meeting.participants
        )
        return any(one.reminds and one.remind_from is None for one in buttons)

    @property
    def has_begun(self) -> bool:
        starts_at = self.meeting.starts_at
        return starts_at is not None and starts_at <= self.now

    def hints_of(self, time: MeetingTime) -> list[str]:
        """Return what is known of a time whatever was answered: holidays and absences."""
        hint = self.hints[time.starts_at]
        holiday = [f"Helligdag: {hint.holiday}"] if hint.holiday else []
        return [*holiday, *dict.fromkeys(hint.absent.values())]


def show_meeting(meeting: Meeting, now: datetime) -> MeetingPage:
    """Return what the page of a meeting shows at an instant."""
    names = {domain.code: domain.name for domain in list_domains()}
    return MeetingPage(
        meeting=meeting,
        now=now,
        standings=rank_times(meeting, now),
        hints=hints_for(meeting.times, meeting.participants),
        mails=list_mails(meeting),
        answers={
            one.id: {given.time_id: given.answer for given in one.answers}
            for one in meeting.participants
        },
        stand_ins=list_stand_ins(meeting),
        domains=", ".join(names.get(code, code) for code in meeting.domains),
    )


def list_stand_ins(meeting: Meeting) -> dict[int, Contact]:
    """Return by participant the deputy who can be asked instead, while the poll is open."""
    if standing_of(meeting) is not Standing.OPEN or meeting.consent_on is None:
        return {}
    found = ((one.id, find_stand_in(one)) for one in meeting.participants)
    return {participant_id: deputy for participant_id, deputy in found if deputy is not None}
