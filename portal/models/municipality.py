"""Municipalities: the 19 of Region Midtjylland, each with one central entrance."""

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.hours.model import Hours
from portal.models.base import Entry
from portal.models.vocabulary import Participation

if TYPE_CHECKING:
    from portal.models.contact import Contact
    from portal.models.user import User


class Municipality(Entry):
    """A municipality. While it participates it has exactly one central entrance.

    ``code`` is the four-digit municipality code; ``consent_note`` and ``legal_note`` hold for all
    its routes.
    """

    __tablename__ = "municipality"

    code: Mapped[str] = mapped_column(String(4), unique=True)
    slug: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(80))
    sort_key: Mapped[str] = mapped_column(String(160), index=True)
    variants: Mapped[list[str]] = mapped_column(default=list)
    participation: Mapped[Participation] = mapped_column(default=Participation.FALLBACK)
    participation_note: Mapped[str] = mapped_column(Text, default="")
    participation_since_on: Mapped[date | None]
    central_contact_id: Mapped[int | None] = mapped_column(
        ForeignKey("contact.id", use_alter=True, ondelete="SET NULL")
    )
    switchboard: Mapped[str | None] = mapped_column(String(20))
    email: Mapped[str | None] = mapped_column(String(254))
    secure_mail: Mapped[str | None] = mapped_column(String(254))
    web: Mapped[str | None] = mapped_column(String(300))
    hours: Mapped[Hours] = mapped_column(default=Hours.unknown)
    consent_note: Mapped[str] = mapped_column(Text, default="")
    legal_note: Mapped[str] = mapped_column(Text, default="")

    # Who is reminded first, and who next; without them all the municipality's coordinators are.
    coordinator_id: Mapped[int | None] = mapped_column(
        ForeignKey("user_account.id", ondelete="SET NULL")
    )
    deputy_coordinator_id: Mapped[int | None] = mapped_column(
        ForeignKey("user_account.id", ondelete="SET NULL")
    )

    central_contact: Mapped["Contact | None"] = relationship(foreign_keys=central_contact_id)
    coordinator: Mapped["User | None"] = relationship(foreign_keys=coordinator_id)
    deputy_coordinator: Mapped["User | None"] = relationship(foreign_keys=deputy_coordinator_id)

    @property
    def title(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        return f"{self.name} Kommune"

    @property
    def owner(self) -> "Municipality":
        """Whose coordinators may edit this."""
        return self
