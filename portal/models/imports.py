"""Lists that coordinators bring, from the file to what it changed."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.models.base import Base, utc_now
from portal.models.municipality import Municipality
from portal.models.user import User
from portal.models.vocabulary import ImportState


class ImportBatch(Base):
    """One file that somebody brought for a municipality.

    ``content`` is what was read of the file, without any CPR number, and ``plan`` what it would do;
    both are deleted when the batch is over. ``columns`` says which column means what, as guessed or
    as changed; ``progress`` and ``total`` count rows; ``heartbeat_at`` is when whoever works on it
    last said so. ``journal_rows`` are the sequences of the changes it made, so that all can be
    undone.
    """

    __tablename__ = "import_batch"

    id: Mapped[int] = mapped_column(primary_key=True)
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"), index=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), index=True)
    file_name: Mapped[str] = mapped_column(String(200))
    content: Mapped[bytes | None] = mapped_column(LargeBinary)
    plan: Mapped[bytes | None] = mapped_column(LargeBinary)
    content_hash: Mapped[str] = mapped_column(String(64))
    columns: Mapped[dict[str, Any]] = mapped_column(default=dict)
    state: Mapped[ImportState] = mapped_column(default=ImportState.READING)
    progress: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    created_count: Mapped[int] = mapped_column(default=0)
    changed_count: Mapped[int] = mapped_column(default=0)
    unchanged_count: Mapped[int] = mapped_column(default=0)
    fault_count: Mapped[int] = mapped_column(default=0)
    journal_rows: Mapped[list[int]] = mapped_column(JSON, default=list)
    error: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime] = mapped_column(default=utc_now)
    heartbeat_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]

    municipality: Mapped[Municipality] = relationship()
    user: Mapped[User] = relationship()
