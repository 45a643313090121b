"""Problem domains: what a call is about."""

from sqlalchemy import Column, ForeignKey, String, Table, Text
from sqlalchemy.orm import Mapped, mapped_column

from portal.models.base import Base, Entry


class Domain(Entry):
    """One of the 18 problem domains; ``position`` is its place in menus."""

    __tablename__ = "domain"

    code: Mapped[str] = mapped_column(String(32), unique=True)
    name: Mapped[str] = mapped_column(String(80))
    group_name: Mapped[str] = mapped_column(String(80))
    description: Mapped[str] = mapped_column(Text, default="")
    position: Mapped[int] = mapped_column(default=0)

    @property
    def title(self) -> str:
        return self.name


def link_table(name: str, left: str, right: str) -> Table:
    """Return the table of a many-to-many link between two tables."""
    return Table(
        name,
        Base.metadata,
        Column(f"{left}_id", ForeignKey(f"{left}.id", ondelete="CASCADE"), primary_key=True),
        Column(
            f"{right}_id",
            ForeignKey(f"{right}.id", ondelete="CASCADE"),
            primary_key=True,
            index=True,
        ),
    )


contact_domain = link_table("contact_domain", "contact", "domain")
offer_domain = link_table("offer_domain", "offer", "domain")
