"""Mails that are to be sent, and whom the portal has reminded of what."""

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from portal.models.base import Base, utc_now


class OutgoingMail(Base):
    """A mail, written in the transaction that is its reason, sent after it; ``key`` says which.

    A second mail with the same key cannot be written. ``content`` is the whole message (RFC 5322);
    it is emptied once it is sent or given up. ``attempts`` failed so far, the last with ``error``;
    ``try_again_at`` is when it is due: from the start on, later again, then never. Until
    ``claimed_until`` a process is at it, and nobody else may send it or take it back.
    """

    __tablename__ = "outgoing_mail"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(120), unique=True)
    recipient: Mapped[str] = mapped_column(String(254))
    subject: Mapped[str] = mapped_column(String(200))
    content: Mapped[bytes | None] = mapped_column(LargeBinary)
    created_at: Mapped[datetime] = mapped_column(default=utc_now)
    sent_at: Mapped[datetime | None] = mapped_column(index=True)
    attempts: Mapped[int] = mapped_column(default=0)
    try_again_at: Mapped[datetime | None]
    claimed_until: Mapped[datetime | None]
    error: Mapped[str] = mapped_column(Text, default="")


class Reminder(Base):
    """That somebody was reminded to confirm an entry.

    ``level`` 1 is the coordinator, 2 the deputy, 3 the leader; 4 says that all was in vain.
    ``due_at`` is when the confirmation ran out, so that a new one begins at level 1 again.
    """

    __tablename__ = "reminder"

    entry_type: Mapped[str] = mapped_column(String(32), primary_key=True)
    entry_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    due_at: Mapped[datetime] = mapped_column(primary_key=True)
    level: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    sent_at: Mapped[datetime] = mapped_column(default=utc_now)
    mail_id: Mapped[int | None] = mapped_column(ForeignKey("outgoing_mail.id", ondelete="SET NULL"))
