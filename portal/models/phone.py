"""Phone numbers of contacts and offers."""

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.models.base import Base
from portal.models.vocabulary import Audience, PhoneKind


class Phone(Base):
    """A number in E.164, or a listed short number as it is dialled; first in order is called first.

    A ``professional`` number is never shown to the public.
    """

    __tablename__ = "phone"
    __table_args__ = (
        CheckConstraint("(contact_id IS NULL) <> (offer_id IS NULL)", name="one_owner"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    contact_id: Mapped[int | None] = mapped_column(
        ForeignKey("contact.id", ondelete="CASCADE"), index=True
    )
    offer_id: Mapped[int | None] = mapped_column(
        ForeignKey("offer.id", ondelete="CASCADE"), index=True
    )
    position: Mapped[int] = mapped_column(default=0)
    number: Mapped[str] = mapped_column(String(20))
    kind: Mapped[PhoneKind] = mapped_column(default=PhoneKind.FUNCTION)
    audience: Mapped[Audience] = mapped_column(default=Audience.PROFESSIONAL)
