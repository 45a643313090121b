"""What is asked about network meetings."""

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from portal.extensions import db
from portal.models.contact import Contact
from portal.models.meeting import Meeting, MeetingParticipant
from portal.models.meeting_vocabulary import ENDED_MEETINGS


def get_meeting(meeting_id: int) -> Meeting:
    """Return a meeting with all that its page shows, or answer 404."""
    people = selectinload(Meeting.participants)
    holders = people.selectinload(MeetingParticipant.contact)
    return db.get_or_404(
        Meeting,
        meeting_id,
        options=(
            people.selectinload(MeetingParticipant.answers),
            people.selectinload(MeetingParticipant.offer),
            holders.selectinload(Contact.phones),
            holders.selectinload(Contact.absences),
            selectinload(Meeting.times),
            selectinload(Meeting.events),
        ),
    )


def list_meetings(has_ended: bool) -> list[Meeting]:
    """Return the meetings that are being planned, or those that are over; the newest first.

    All of them: bridge-builders work in shifts and take over from each other.
    """
    ended = Meeting.state.in_(ENDED_MEETINGS)
    query = (
        select(Meeting)
        .where(ended if has_ended else ~ended)
        .options(
            selectinload(Meeting.participants).selectinload(MeetingParticipant.answers),
            selectinload(Meeting.times),
        )
        .order_by(Meeting.created_at.desc(), Meeting.id.desc())
    )
    return [*db.session.scalars(query)]
