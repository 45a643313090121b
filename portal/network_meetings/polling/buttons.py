"""Which buttons about the poll stand beside a participant, and from when on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from portal.models.base import utc_now
from portal.models.mail import OutgoingMail
from portal.models.meeting import MeetingParticipant
from portal.network_meetings.polling.actions import ANSWERABLE, REMIND_AFTER
from portal.network_meetings.polling.standing import (
    Standing,
    list_asked_times,
    list_unanswered,
    standing_of,
)


@dataclass(frozen=True)
class Buttons:
    """What can be done about a participant now.

    ``remind_from`` is the instant from which a reminder can be sent, None for now.
    """

    asks: bool
    reminds: bool
    remind_from: datetime | None
    replaces: bool
    withdraws: bool
    answers: bool

    @property
    def is_empty(self) -> bool:
        return not (self.asks or self.reminds or self.withdraws or self.answers)


def poll_buttons(participant: MeetingParticipant, mails: Sequence[OutgoingMail] = ()) -> Buttons:
    """Return a participant's buttons; ``mails`` are those to the participant."""
    meeting, has_link = participant.meeting, participant.link_key is not None
    is_open = standing_of(meeting) is Standing.OPEN and meeting.consent_on is not None
    can_mail = is_open and bool(participant.email)
    last = max((mail.created_at for mail in mails), default=None)
    is_too_soon = last is not None and utc_now() < last + REMIND_AFTER
    return Buttons(
        asks=can_mail and not has_link,
        reminds=can_mail and has_link and bool(list_unanswered(participant)),
        remind_from=last + REMIND_AFTER if last is not None and is_too_soon else None,
        replaces=can_mail and has_link,
        withdraws=has_link,
        answers=meeting.state in ANSWERABLE and bool(list_asked_times(meeting)),
    )
