"""The journal of every change, and the one row that says which version the directory is in."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.models.base import Base, utc_now
from portal.models.vocabulary import Action


class JournalRow(Base):
    """One change: who, what, before and after. Append-only; each row's hash covers the one before.

    ``before`` and ``after`` are the entry's whole record; ``before`` is None when it was created.
    """

    __tablename__ = "journal"
    __table_args__ = (Index("ix_journal_entry", "entry_type", "entry_id"),)

    sequence: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(default=utc_now)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"), index=True)
    actor_name: Mapped[str] = mapped_column(String(120))
    action: Mapped[Action]
    entry_type: Mapped[str] = mapped_column(String(32))
    entry_id: Mapped[int]
    entry_title: Mapped[str] = mapped_column(String(320))
    municipality_id: Mapped[int | None] = mapped_column(ForeignKey("municipality.id"), index=True)
    before: Mapped[dict[str, Any] | None]
    after: Mapped[dict[str, Any]]
    address: Mapped[str | None] = mapped_column(String(45))
    previous_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))


class DirectoryState(Base):
    """The single row that every change updates first.

    So changes queue up here on PostgreSQL too, and the journal's chain has no race. ``version``
    grows with every change; a snapshot knows from it whether it is up to date.
    """

    __tablename__ = "directory_state"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    version: Mapped[int] = mapped_column(default=0)
    journal_head: Mapped[str] = mapped_column(String(64), default="")
    changed_at: Mapped[datetime] = mapped_column(default=utc_now)


class Submission(Base):
    """A form that was carried out, so that it is not done twice.

    ``key`` is made from the key it carried and from who sent it.
    """

    __tablename__ = "submission"

    key: Mapped[str] = mapped_column(String(32), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id", ondelete="CASCADE"))
    location: Mapped[str] = mapped_column(String(500))
    at: Mapped[datetime] = mapped_column(default=utc_now)
