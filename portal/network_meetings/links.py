"""Personal links: who holds one answers for a participant, without signing in.

A link's token is worked out from the portal's secret key and a random part, so that a reminder can
bring the same link again; the database holds only the random part and the token's hash, of which
neither opens anything.
"""

import hmac
import secrets
from base64 import urlsafe_b64encode
from datetime import datetime, timedelta

from flask import current_app
from sqlalchemy import select

from portal.accounts.links import whole_address
from portal.accounts.sessions import token_hash
from portal.extensions import db
from portal.models.base import utc_now
from portal.models.meeting import Meeting, MeetingParticipant

GRACE = timedelta(days=14)


def give_link(participant: MeetingParticipant, expires_at: datetime) -> None:
    """Give a participant a new personal link; an older one stops working."""
    participant.link_key = secrets.token_urlsafe(32)
    participant.token_hash = token_hash(link_token(participant.link_key))
    participant.link_expires_at = expires_at


def link_expiry(meeting: Meeting) -> datetime:
    """Return when the links of a meeting run out: 14 days after the last time it may be held.

    Not on its day of deletion, which is put off with every change: a key should not outlive what it
    opens. Whoever comes back shortly after the meeting still sees when and where it was.
    """
    ends = [time.ends_at for time in meeting.times]
    if meeting.starts_at is not None:
        ends.append(meeting.starts_at)
    return max(ends, default=utc_now()) + GRACE


def extend_links(meeting: Meeting) -> None:
    """Let the links that work hold as long as a meeting with other times needs them."""
    for participant in meeting.participants:
        if participant.link_key is not None:
            participant.link_expires_at = link_expiry(meeting)


def withdraw_link(participant: MeetingParticipant) -> None:
    """Make a participant's link worthless."""
    participant.link_key = participant.token_hash = participant.link_expires_at = None


def link_token(link_key: str) -> str:
    """Return the token (256 bits, URL-safe) that belongs to a link's random part."""
    key = str(current_app.config["SECRET_KEY"]).encode()
    digest = hmac.digest(key, f"network-meeting-link:{link_key}".encode(), "sha256")
    return urlsafe_b64encode(digest).rstrip(b"=").decode()


def link_address(participant: MeetingParticipant) -> str:
    """Return the whole address of a participant's page, as it stands in a mail.

    Raises ValueError where there is no link. After a change of SECRET_KEY the address is another
    one; the participant's hash follows, so that the mail being written works.
    """
    if participant.link_key is None:
        raise ValueError("the participant has no link")
    token = link_token(participant.link_key)
    participant.token_hash = token_hash(token)
    return whole_address(f"/moede/{token}")


def find_participant(token: str, is_locking: bool = False) -> MeetingParticipant | None:
    """Return whose link this is, or None: unknown, withdrawn or run out, all at the same cost.

    ``is_locking`` keeps others from changing the participant until the transaction ends, so that
    nothing is written for one who has meanwhile got another link.
    """
    query = select(MeetingParticipant).where(
        MeetingParticipant.token_hash == token_hash(token),
        MeetingParticipant.link_expires_at > utc_now(),
    )
    return db.session.scalar(query.with_for_update() if is_locking else query)
