"""The mails of a meeting: each to one participant alone, and what became of it."""

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import and_, delete, or_, select, update

from portal.extensions import db
from portal.mail.message import Attachment
from portal.mail.queue import post_mail
from portal.models.base import utc_now
from portal.models.mail import OutgoingMail
from portal.models.meeting import Meeting, MeetingParticipant
from portal.text.mail_addresses import UnusableAddressError, usable_address


def mail_prefix(meeting: Meeting, participant: MeetingParticipant | None = None) -> str:
    """Return how the keys of all mails of a meeting, or of one of its participants, begin."""
    whose = "" if participant is None else f"{participant.id}-"
    return f"{meeting.mail_prefix}{whose}"


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
    Who answers the mail writes to the organiser: nobody reads what the portal gets.
    """
    if not participant.email:
        return None
    key = f"{mail_prefix(participant.meeting, participant)}{which}"
    headers = {"Reply-To": address_in_mails(participant.meeting.organiser.email)}
    return post_mail(
        key, participant.email, subject, text, attachments=attachments, headers=headers
    )


def address_in_mails(address: str) -> str:
    """Return an address as mails carry it; unchanged where no mail can go to it."""
    try:
        return usable_address(address)
    except UnusableAddressError:
        return address


def list_mails(meeting: Meeting, is_locking: bool = False) -> dict[int, list[OutgoingMail]]:
    """Return a meeting's mails by the participant's id, the newest first.

    ``is_locking`` keeps couriers from those that are waiting until the transaction ends, so that
    none is sent between looking at it and deciding what becomes of it.
    """
    query = (
        select(OutgoingMail)
        .where(OutgoingMail.key.startswith(mail_prefix(meeting), autoescape=True))
        .order_by(OutgoingMail.id.desc())
    )
    if is_locking:
        query = query.with_for_update().execution_options(populate_existing=True)
    mails: dict[int, list[OutgoingMail]] = defaultdict(list)
    for mail in db.session.scalars(query):
        mails[int(mail.key.split("-")[2])].append(mail)
    return mails


def is_claimed(mail: OutgoingMail) -> bool:
    """Say whether a courier is at a mail now: it may arrive any moment."""
    return mail.claimed_until is not None and utc_now() < mail.claimed_until


def may_have_arrived(mail: OutgoingMail) -> bool:
    """Say whether a mail was sent, or a courier took it and never said what became of it."""
    return mail.sent_at is not None or mail.claimed_until is not None


def try_again(mail: OutgoingMail) -> bool:
    """Have a mail that failed sent now; False when nothing is left to send, or a courier is at it.

    What was given up has to be written anew, what a courier is at must not be: it may arrive.
    """
    query = (
        update(OutgoingMail)
        .where(
            OutgoingMail.id == mail.id,
            OutgoingMail.sent_at.is_(None),
            OutgoingMail.content.is_not(None),
            or_(OutgoingMail.claimed_until.is_(None), OutgoingMail.claimed_until <= utc_now()),
        )
        .values(try_again_at=utc_now())
        .execution_options(synchronize_session=False)
    )
    db.session.info["mail_posted"] = True  # the courier is called after the commit
    return bool(db.session.execute(query).rowcount)  # type: ignore[attr-defined]


def withdraw_mails(meeting: Meeting, participant: MeetingParticipant | None = None) -> None:
    """Take back the mails that have not been sent: to an address or a link that is gone.

    What a courier took may arrive all the same; it stays in the list, but is not tried again.
    """
    unsent = and_(
        OutgoingMail.key.startswith(mail_prefix(meeting, participant), autoescape=True),
        OutgoingMail.sent_at.is_(None),
    )
    db.session.execute(delete(OutgoingMail).where(unsent, OutgoingMail.claimed_until.is_(None)))
    db.session.execute(update(OutgoingMail).where(unsent).values(content=None, try_again_at=None))
