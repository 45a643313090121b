"""Offers: the help that exists, acute or not, municipal or not."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.hours.model import Hours
from portal.models.base import Entry
from portal.models.domain import Domain, link_table, offer_domain
from portal.models.municipality import Municipality
from portal.models.organisation import Organisation
from portal.models.phone import Phone
from portal.models.vocabulary import ACUTE_KINDS, Callers, Capacity, OfferKind, OfferStatus

offer_municipality = link_table("offer_municipality", "offer", "municipality")


class Offer(Entry):
    """An offer. ``municipalities`` are those it serves; none means all of them.

    ``hours_note`` holds hours that a source gave in words no one could read as a week. An answer
    nobody has given yet ("can staff be sent out?") is None, which is not no.
    """

    __tablename__ = "offer"
    linked = ("domains", "municipalities")
    parts = ("phones",)
    unrecorded = frozenset({"numbers_changed_at", "numbers_changed_by_id"})

    name: Mapped[str] = mapped_column(String(160))
    sort_key: Mapped[str] = mapped_column(String(320), index=True)
    kind: Mapped[OfferKind]
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    status: Mapped[OfferStatus] = mapped_column(default=OfferStatus.OPEN)
    status_on: Mapped[date | None]
    email: Mapped[str | None] = mapped_column(String(254))
    web: Mapped[str | None] = mapped_column(String(300))
    address: Mapped[str | None] = mapped_column(String(200))
    is_address_hidden: Mapped[bool] = mapped_column(default=False)
    hours: Mapped[Hours] = mapped_column(default=Hours.unknown)
    hours_note: Mapped[str] = mapped_column(String(200), default="")
    target_group: Mapped[str] = mapped_column(Text, default="")
    age_from: Mapped[int | None]
    age_to: Mapped[int | None]
    callers: Mapped[Callers] = mapped_column(default=Callers.UNKNOWN)
    has_self_referral: Mapped[bool | None]
    is_anonymous: Mapped[bool | None]
    is_free_of_charge: Mapped[bool | None]
    sends_staff_out: Mapped[bool | None]
    has_overnight_stay: Mapped[bool | None]
    capacity: Mapped[Capacity] = mapped_column(default=Capacity.UNKNOWN)
    capacity_at: Mapped[datetime | None]
    referral: Mapped[str] = mapped_column(Text, default="")
    exclusions: Mapped[str] = mapped_column(Text, default="")
    note: Mapped[str] = mapped_column(Text, default="")
    # An acute number that was changed, until a second person (or the same the next day) confirms.
    numbers_changed_at: Mapped[datetime | None]
    numbers_changed_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("user_account.id", ondelete="SET NULL")
    )

    organisation: Mapped[Organisation] = relationship()
    domains: Mapped[list[Domain]] = relationship(secondary=offer_domain, order_by=Domain.position)
    municipalities: Mapped[list[Municipality]] = relationship(
        secondary=offer_municipality, order_by=Municipality.sort_key
    )
    phones: Mapped[list[Phone]] = relationship(
        cascade="all, delete-orphan", order_by=Phone.position
    )

    @property
    def title(self) -> str:
        return self.name

    @property
    def is_acute(self) -> bool:
        return self.kind in ACUTE_KINDS

    @property
    def owner(self) -> Organisation:
        """Whose coordinators may edit this."""
        return self.organisation
