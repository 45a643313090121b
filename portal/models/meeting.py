"""Network meetings: who should sit at the table, when they can, and nothing about the citizen.

A meeting is no entry of the directory: the journal keeps everything for good, a meeting is deleted
on its day with all that belongs to it. So it brings its own short history.
"""

from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.models.base import Base, parent_id, utc_now
from portal.models.contact import Contact
from portal.models.meeting_vocabulary import (
    Availability,
    MeetingChange,
    MeetingPurpose,
    MeetingRole,
    MeetingState,
)
from portal.models.municipality import Municipality
from portal.models.offer import Offer
from portal.models.user import User


class Meeting(Base):
    """A meeting of all who help one citizen; ``reference`` ("BLÅ-ELG-27") is all that names them.

    ``uid`` and ``sequence`` are what calendars know it by (RFC 5545). ``starts_at`` is None until
    it is called. ``consent_on`` is the day on which the citizen agreed to the meeting and to who
    takes part; without it nothing is sent. ``delete_on`` is the day on which all of it goes.
    """

    __tablename__ = "meeting"
    # An id is never used again: mails, links and calendars know a meeting and its people by it.
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column()
    created_at: Mapped[datetime] = mapped_column(default=utc_now)
    updated_at: Mapped[datetime] = mapped_column(default=utc_now, onupdate=utc_now)
    is_demo: Mapped[bool] = mapped_column(default=False)

    reference: Mapped[str] = mapped_column(String(32), unique=True)
    uid: Mapped[str] = mapped_column(String(64), unique=True)
    sequence: Mapped[int] = mapped_column(default=0)
    organiser_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), index=True)
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"), index=True)
    domains: Mapped[list[str]] = mapped_column(default=list)  # codes
    purpose: Mapped[MeetingPurpose]
    state: Mapped[MeetingState] = mapped_column(default=MeetingState.DRAFT)
    consent_on: Mapped[date | None]
    minutes: Mapped[int] = mapped_column(default=60)
    deadline_at: Mapped[datetime | None]
    starts_at: Mapped[datetime | None]
    place: Mapped[str] = mapped_column(String(200), default="")
    link: Mapped[str] = mapped_column(String(500), default="")
    follow_up_on: Mapped[date | None]
    follow_up_told_at: Mapped[datetime | None]
    delete_on: Mapped[date] = mapped_column(index=True)

    organiser: Mapped[User] = relationship()
    municipality: Mapped[Municipality] = relationship()
    participants: Mapped[list["MeetingParticipant"]] = relationship(
        back_populates="meeting",
        cascade="all, delete-orphan",
        order_by="MeetingParticipant.position",
    )
    times: Mapped[list["MeetingTime"]] = relationship(
        back_populates="meeting", cascade="all, delete-orphan", order_by="MeetingTime.starts_at"
    )
    events: Mapped[list["MeetingEvent"]] = relationship(
        back_populates="meeting", cascade="all, delete-orphan", order_by="MeetingEvent.id"
    )

    __mapper_args__ = {"version_id_col": version_id}  # noqa: RUF012

    @property
    def mail_prefix(self) -> str:
        """How the keys of all its mails begin."""
        return f"meeting-{self.id}-"

    @property
    def citizen_takes_part(self) -> bool:
        return any(one.role == MeetingRole.CITIZEN for one in self.participants)


class MeetingParticipant(Base):
    """A function at the table, and who holds it: for the citizen and the support person no one.

    ``link_key`` is the random part of the personal link, ``token_hash`` what finds the participant
    by it; both None when there is no link. ``stands_in_for`` and ``passed_on_by`` say whose place a
    deputy or a colleague took. ``answered_by`` is who answered instead of them, who has no link or
    told it on the phone. ``came`` is None until the meeting is over.
    """

    __tablename__ = "meeting_participant"
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012
    nameless: ClassVar[frozenset[MeetingRole]] = frozenset(
        {MeetingRole.CITIZEN, MeetingRole.SUPPORT_PERSON}
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = parent_id("meeting")
    position: Mapped[int] = mapped_column(default=0)
    role: Mapped[MeetingRole]
    function: Mapped[str] = mapped_column(String(160))
    name: Mapped[str] = mapped_column(String(120), default="")
    organisation: Mapped[str] = mapped_column(String(160), default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id", ondelete="SET NULL"))
    offer_id: Mapped[int | None] = mapped_column(ForeignKey("offer.id", ondelete="SET NULL"))
    is_required: Mapped[bool] = mapped_column(default=True)
    stands_in_for: Mapped[str] = mapped_column(String(320), default="")
    passed_on_by: Mapped[str] = mapped_column(String(320), default="")
    link_key: Mapped[str | None] = mapped_column(String(64))
    token_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    link_expires_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[str] = mapped_column(String(320), default="")
    note: Mapped[str] = mapped_column(String(300), default="")
    came: Mapped[bool | None]

    meeting: Mapped[Meeting] = relationship(back_populates="participants")
    contact: Mapped[Contact | None] = relationship()
    offer: Mapped[Offer | None] = relationship()
    answers: Mapped[list["MeetingAnswer"]] = relationship(cascade="all, delete-orphan")

    @property
    def title(self) -> str:
        """Function first, then the name, as people are shown everywhere."""
        return f"{self.function}, {self.name}" if self.name else self.function

    def answer_at(self, time_id: int) -> Availability | None:
        """Return what was answered for a proposed time, None for nothing yet."""
        return next((one.answer for one in self.answers if one.time_id == time_id), None)

    @property
    def is_nameless(self) -> bool:
        """Say whether the portal must not know who this is: then the organiser speaks for them."""
        return self.role in self.nameless


class MeetingTime(Base):
    """A proposed time; the end is kept, for a change of length must not move what was answered."""

    __tablename__ = "meeting_time"
    __table_args__ = (UniqueConstraint("meeting_id", "starts_at", name="uq_meeting_time_start"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = parent_id("meeting")
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]

    meeting: Mapped[Meeting] = relationship(back_populates="times")


class MeetingAnswer(Base):
    """Whether a participant can at a proposed time; one row each, the newest answer counts."""

    __tablename__ = "meeting_answer"

    participant_id: Mapped[int] = mapped_column(
        ForeignKey("meeting_participant.id", ondelete="CASCADE"), primary_key=True
    )
    time_id: Mapped[int] = mapped_column(
        ForeignKey("meeting_time.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    answer: Mapped[Availability]
    answered_at: Mapped[datetime] = mapped_column(default=utc_now)


class MeetingEvent(Base):
    """One line of a meeting's history: when, by whom, what; gone with the meeting."""

    __tablename__ = "meeting_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = parent_id("meeting")
    at: Mapped[datetime] = mapped_column(default=utc_now)
    by: Mapped[str] = mapped_column(String(320))
    change: Mapped[MeetingChange]
    detail: Mapped[str] = mapped_column(String(400), default="")

    meeting: Mapped[Meeting] = relationship(back_populates="events")


class MeetingTurnout(Base):
    """How often a role was asked to the meetings held in a month, and how often it came.

    ``meetings`` is at how many of them the role had a seat. All that remains of a meeting; nothing
    in it says which.
    """

    __tablename__ = "meeting_turnout"

    month: Mapped[str] = mapped_column(String(7), primary_key=True)  # 2026-11
    role: Mapped[MeetingRole] = mapped_column(primary_key=True)
    meetings: Mapped[int] = mapped_column(default=0)
    invited: Mapped[int] = mapped_column(default=0)
    came: Mapped[int] = mapped_column(default=0)
