"""What is asked about a poll."""

from sqlalchemy import select

from portal.extensions import db
from portal.models.mail import OutgoingMail
from portal.models.meeting import MeetingParticipant
from portal.network_meetings.mails import mail_prefix


def get_participant(
    meeting_id: int, participant_id: int, is_locking: bool = False
) -> MeetingParticipant:
    """Return a participant of a meeting, or answer 404; ``is_locking`` as in find_participant."""
    query = select(MeetingParticipant).where(
        MeetingParticipant.id == participant_id, MeetingParticipant.meeting_id == meeting_id
    )
    participant: MeetingParticipant = db.one_or_404(
        query.with_for_update() if is_locking else query,
        description="Deltageren findes ikke eller er taget af mødet.",
    )
    return participant


def find_last_mail(participant: MeetingParticipant) -> OutgoingMail | None:
    """Return the newest mail to a participant about the meeting, sent or waiting, or None."""
    prefix = mail_prefix(participant.meeting, participant)
    query = (
        select(OutgoingMail)
        .where(OutgoingMail.key.startswith(prefix, autoescape=True))
        .order_by(OutgoingMail.id.desc())
        .limit(1)
    )
    return db.session.scalar(query)
