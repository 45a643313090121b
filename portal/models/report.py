"""What bridge-builders tell about an entry: that it is wrong, and how a call went."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.models.base import Base, Entry, utc_now
from portal.models.municipality import Municipality
from portal.models.user import User
from portal.models.vocabulary import OPEN_STATES, Fault, Outcome, ReportState


class Report(Entry):
    """That an entry is wrong, until somebody has dealt with it.

    ``subject_type`` and ``subject_id`` name the entry. Without a reporter the portal itself found
    the fault, from how calls went. ``municipality_id`` is the one whose coordinators answer it;
    None: the organisation's own, or the administrators.
    """

    __tablename__ = "report"
    __table_args__ = (Index("ix_report_subject", "subject_type", "subject_id"),)
    unrecorded = frozenset({"subject_type", "subject_id", "answer_seen_at"})

    subject_type: Mapped[str] = mapped_column(String(32))
    subject_id: Mapped[int]
    subject_title: Mapped[str] = mapped_column(String(320))
    municipality_id: Mapped[int | None] = mapped_column(ForeignKey("municipality.id"), index=True)
    fault: Mapped[Fault]
    note: Mapped[str] = mapped_column(String(300), default="")
    reporter_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"), index=True)
    state: Mapped[ReportState] = mapped_column(default=ReportState.NEW)
    answer: Mapped[str] = mapped_column(String(300), default="")
    closed_at: Mapped[datetime | None]
    answer_seen_at: Mapped[datetime | None]

    municipality: Mapped[Municipality | None] = relationship()
    reporter: Mapped[User | None] = relationship()

    @property
    def title(self) -> str:
        return f"Meldt fejl: {self.subject_title}"[:320]

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES and not self.is_archived

    @property
    def owner(self) -> Municipality | None:
        """Whose history this belongs to; who may answer it is who may edit the entry."""
        return self.municipality


class CallOutcome(Base):
    """How one call went: one tap, and never anything about the citizen."""

    __tablename__ = "call_outcome"
    __table_args__ = (Index("ix_call_outcome_subject", "subject_type", "subject_id", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(default=utc_now, index=True)
    user_id: Mapped[int] = mapped_column(
        ForeignKey("user_account.id", ondelete="CASCADE"), index=True
    )
    subject_type: Mapped[str] = mapped_column(String(32))
    subject_id: Mapped[int]
    municipality_id: Mapped[int | None] = mapped_column(ForeignKey("municipality.id"), index=True)
    outcome: Mapped[Outcome]


class Drill(Base):
    """A month's sample of numbers to call, drawn fairly, to learn how true the directory is."""

    __tablename__ = "drill"

    id: Mapped[int] = mapped_column(primary_key=True)
    month: Mapped[str] = mapped_column(String(7), unique=True)  # 2026-11
    seed: Mapped[int]
    drawn_at: Mapped[datetime] = mapped_column(default=utc_now)

    calls: Mapped[list["DrillCall"]] = relationship(
        back_populates="drill", order_by="DrillCall.position"
    )


class DrillCall(Base):
    """A number of a drill, and what happened when it was called."""

    __tablename__ = "drill_call"

    id: Mapped[int] = mapped_column(primary_key=True)
    drill_id: Mapped[int] = mapped_column(ForeignKey("drill.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    subject_type: Mapped[str] = mapped_column(String(32))
    subject_id: Mapped[int]
    subject_title: Mapped[str] = mapped_column(String(320))
    municipality_id: Mapped[int | None] = mapped_column(ForeignKey("municipality.id"))
    number: Mapped[str] = mapped_column(String(20))
    outcome: Mapped[Outcome | None]
    called_at: Mapped[datetime | None]
    called_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("user_account.id", ondelete="SET NULL")
    )

    drill: Mapped[Drill] = relationship(back_populates="calls")
    municipality: Mapped[Municipality | None] = relationship()
