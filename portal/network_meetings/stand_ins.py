"""Asking the deputy of one who cannot come, from the meeting's page."""

from portal.access.permissions import require
from portal.models.contact import Contact
from portal.models.meeting import MeetingParticipant
from portal.models.meeting_vocabulary import Availability, MeetingChange
from portal.models.user import User
from portal.network_meetings.events import note_change
from portal.network_meetings.planning.seats import find_deputy
from portal.network_meetings.polling.actions import (
    PollRefusedError,
    refuse_unless_open,
    send_link,
)
from portal.network_meetings.polling.answering import empty_seat
from portal.network_meetings.polling.standing import list_asked_times
from portal.web.dates import local, local_today


def find_stand_in(participant: MeetingParticipant) -> Contact | None:
    """Return the deputy who can be asked instead, or None.

    Only for one who said no to a time that is still to come or is away then, and only a deputy with
    an address who does not sit at the table already.
    """
    holder = participant.contact
    if holder is None or not misses_a_time(participant, holder):
        return None
    deputy = find_deputy(holder, local_today())
    seated = {one.contact_id for one in participant.meeting.participants}
    if deputy is None or deputy.id in seated or not deputy.email:
        return None
    return deputy


def misses_a_time(participant: MeetingParticipant, holder: Contact) -> bool:
    """Say whether somebody cannot come at one of the times that are still to come."""
    return any(
        participant.answer_at(time.id) is Availability.NO
        or holder.absence_on(local(time.starts_at).date()) is not None
        for time in list_asked_times(participant.meeting)
    )


def ask_stand_in(actor: User, participant: MeetingParticipant) -> None:
    """Give a participant's seat to the deputy, who gets a link of their own by mail.

    The seat keeps its function and role; what was answered goes, and so does the link in use. The
    participant must have been read with ``is_locking``. Raises PollRefusedError.
    """
    require(actor, "plan_meetings")
    refuse_unless_open(participant)
    deputy = find_stand_in(participant)
    if deputy is None:
        raise PollRefusedError(f"Der er ingen stedfortræder at spørge for {participant.title}.")
    former = participant.title
    empty_seat(participant)
    participant.contact, participant.stands_in_for = deputy, former
    name = deputy.name or deputy.function
    participant.name = name[: MeetingParticipant.name.type.length]
    participant.email = deputy.email or ""
    participant.organisation = deputy.organisation.full_name[
        : MeetingParticipant.organisation.type.length
    ]
    send_link(participant)
    detail = f"{participant.name} i stedet for {former}"
    note_change(participant.meeting, actor, MeetingChange.STAND_IN_ASKED, detail)
