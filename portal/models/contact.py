"""Contact persons, their absences and deputies."""

from datetime import date

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.hours.model import Hours
from portal.models.base import Base, Entry, parent_id
from portal.models.domain import Domain, contact_domain
from portal.models.organisation import Organisation
from portal.models.phone import Phone
from portal.models.vocabulary import Level


class Absence(Base):
    """Days on which a contact cannot be reached, both included."""

    __tablename__ = "absence"

    id: Mapped[int] = mapped_column(primary_key=True)
    contact_id: Mapped[int] = parent_id("contact")
    position: Mapped[int] = mapped_column(default=0)
    from_on: Mapped[date]
    to_on: Mapped[date]
    note: Mapped[str] = mapped_column(String(200), default="")


class Contact(Entry):
    """A person, or a function without a name, whom a bridge-builder may call.

    ``note`` is for bridge-builders only; ``deputy`` stands in while the contact is absent.
    """

    __tablename__ = "contact"
    linked = ("domains",)
    parts = ("phones", "absences")

    function: Mapped[str] = mapped_column(String(160))
    name: Mapped[str | None] = mapped_column(String(120))
    sort_key: Mapped[str] = mapped_column(String(320), index=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    level: Mapped[Level] = mapped_column(default=Level.EMPLOYEE)
    email: Mapped[str | None] = mapped_column(String(254))
    secure_mail: Mapped[str | None] = mapped_column(String(254))
    hours: Mapped[Hours] = mapped_column(default=Hours.unknown)
    deputy_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id", ondelete="SET NULL"))
    is_in_steering_group: Mapped[bool] = mapped_column(default=False)
    valid_from_on: Mapped[date | None]
    valid_to_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(Text, default="")

    organisation: Mapped[Organisation] = relationship()
    deputy: Mapped["Contact | None"] = relationship(remote_side="Contact.id")
    domains: Mapped[list[Domain]] = relationship(secondary=contact_domain, order_by=Domain.position)
    phones: Mapped[list[Phone]] = relationship(
        cascade="all, delete-orphan", order_by=Phone.position
    )
    absences: Mapped[list[Absence]] = relationship(
        cascade="all, delete-orphan", order_by=Absence.from_on
    )

    @property
    def title(self) -> str:
        """Function first, then the name, as people are shown everywhere."""
        return f"{self.function}, {self.name}" if self.name else self.function

    @property
    def owner(self) -> Organisation:
        """Whose coordinators may edit this."""
        return self.organisation

    def is_absent_between(self, first: date, last: date) -> bool:
        """Say whether any absence touches the days from the first to the last, both included."""
        return any(a.from_on <= last and a.to_on >= first for a in self.absences)

    def absence_on(self, day: date) -> Absence | None:
        """Return the absence that covers a day, if there is one."""
        return next((a for a in self.absences if a.from_on <= day <= a.to_on), None)
