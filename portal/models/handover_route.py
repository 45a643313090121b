"""Handover routes: how a municipality wants to be contacted, step by step."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.models.base import Base, Entry, parent_id
from portal.models.contact import Contact
from portal.models.domain import Domain
from portal.models.municipality import Municipality
from portal.models.offer import Offer
from portal.models.organisation import Organisation
from portal.models.vocabulary import Channel, Consent, ContinueWhen, Preference


class RouteStep(Base):
    """One step: a contact, an offer, an organisation, or a function in words ("egen læge")."""

    __tablename__ = "route_step"
    __table_args__ = (
        CheckConstraint(
            "(CASE WHEN contact_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN offer_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN organisation_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN free_function IS NULL THEN 0 ELSE 1 END) = 1",
            name="one_target",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    route_id: Mapped[int] = parent_id("handover_route")
    position: Mapped[int] = mapped_column(default=0)
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id"), index=True)
    offer_id: Mapped[int | None] = mapped_column(ForeignKey("offer.id"), index=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    free_function: Mapped[str | None] = mapped_column(String(120))
    channel: Mapped[Channel] = mapped_column(default=Channel.PHONE)
    instruction: Mapped[str] = mapped_column(Text, default="")
    continue_when: Mapped[ContinueWhen] = mapped_column(default=ContinueWhen.NO_ANSWER)
    continue_after_minutes: Mapped[int | None]

    contact: Mapped[Contact | None] = relationship()
    offer: Mapped[Offer | None] = relationship()
    organisation: Mapped[Organisation | None] = relationship()

    @property
    def target(self) -> Contact | Offer | Organisation | None:
        """The entry the step points to, or None for a function in words."""
        return self.contact or self.offer or self.organisation


class HandoverRoute(Entry):
    """The way a municipality wants to be contacted about a domain, or (no domain) all others.

    ``answer_within`` is an ISO 8601 duration such as ``P1D``; ``bring`` is what to have ready.
    """

    __tablename__ = "handover_route"
    parts = ("steps",)

    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"), index=True)
    domain_id: Mapped[int | None] = mapped_column(ForeignKey("domain.id"), index=True)
    preference: Mapped[Preference]
    consent: Mapped[Consent] = mapped_column(default=Consent.VERBAL)
    legal_note: Mapped[str] = mapped_column(Text, default="")
    bring: Mapped[list[str]] = mapped_column(default=list)
    answer_within: Mapped[str | None] = mapped_column(String(12))
    typical_wait_days: Mapped[int | None]
    is_advice_welcome: Mapped[bool | None]
    acknowledgement: Mapped[str] = mapped_column(Text, default="")
    note: Mapped[str] = mapped_column(Text, default="")
    valid_from_on: Mapped[date | None]
    valid_to_on: Mapped[date | None]

    municipality: Mapped[Municipality] = relationship()
    domain: Mapped[Domain | None] = relationship()
    steps: Mapped[list[RouteStep]] = relationship(
        cascade="all, delete-orphan", order_by=RouteStep.position
    )

    @property
    def title(self) -> str:
        about = self.domain.name if self.domain else "Alle andre områder"
        return f"{self.municipality.name}: {about}"

    @property
    def owner(self) -> Municipality:
        """Whose coordinators may edit this."""
        return self.municipality
