"""The mails of a meeting: each to one participant alone, and what became of it."""

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import delete, select, update

from portal.extensions import db
from portal.mail.message import Attachment
from portal.mail.queue import post_mail
from portal.models.base import utc_now
from portal.models.mail import OutgoingMail
from portal.models.meeting import Meeting, MeetingParticipant


def mail_prefix(meeting: Meeting, participant: MeetingParticipant | None = None) -> str:
    """Return how the keys of all mails of a meeting, or of one of its participants, begin."""
    whose = "" if participant is None else f"{participant.id}-"
    return f"meeting-{meeting.id}-{whose}"


def post_to(
    participant: MeetingParticipant,
    which: str,
    subject: str,
    text: str,
    attachments: Sequence[Attachment] = (),
) -> int | None:
    """Queue a mail to one participant; None for one without an address.

    ``which`` (at most 60 characters) tells it from the participant's other mails ("call-3"): the
    same is never sent twice. The subject carries the meeting's reference and nothing of anybody.
    """
    if not participant.email:
        return None
    key = f"{mail_prefix(participant.meeting, participant)}{which}"
    return post_mail(key, participant.email, subject, text, attachments=attachments)


def list_mails(meeting: Meeting) -> dict[int, list[OutgoingMail]]:
    """Return a meeting's mails by the participant's id, the newest first."""
    query = (
        select(OutgoingMail)
        .where(OutgoingMail.key.startswith(mail_prefix(meeting), autoescape=True))
        .order_by(OutgoingMail.id.desc())
    )
    mails: dict[int, list[OutgoingMail]] = defaultdict(list)
    for mail in db.session.scalars(query):
        mails[int(mail.key.split("-")[2])].append(mail)
    return mails


def try_again(mail: OutgoingMail) -> bool:
    """Have a mail that failed sent now; False when it was given up and has to be written anew."""
    query = (
        update(OutgoingMail)
        .where(
            OutgoingMail.id == mail.id,
            OutgoingMail.sent_at.is_(None),
            OutgoingMail.content.is_not(None),
        )
        .values(try_again_at=utc_now())
        .execution_options(synchronize_session=False)
    )
    db.session.info["mail_posted"] = True  # the courier is called after the commit
    return bool(db.session.execute(query).rowcount)  # type: ignore[attr-defined]


def withdraw_mails(meeting: Meeting, participant: MeetingParticipant | None = None) -> None:
    """Take back the mails that have not been sent: to an address or a link that is gone."""
    query = delete(OutgoingMail).where(
        OutgoingMail.key.startswith(mail_prefix(meeting, participant), autoescape=True),
        OutgoingMail.sent_at.is_(None),
    )
    db.session.execute(query)
