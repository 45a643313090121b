"""Organisations and their departments."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.models.base import Entry
from portal.models.domain import link_table
from portal.models.municipality import Municipality
from portal.models.vocabulary import Sector

organisation_municipality = link_table("organisation_municipality", "organisation", "municipality")


class Organisation(Entry):
    """Who employs contacts and runs offers; a department is one with a parent.

    ``serves`` names the municipalities it is there for; none means all of them.
    """

    __tablename__ = "organisation"
    linked = ("serves",)

    name: Mapped[str] = mapped_column(String(160))
    sort_key: Mapped[str] = mapped_column(String(320), index=True)
    sector: Mapped[Sector]
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    municipality_id: Mapped[int | None] = mapped_column(ForeignKey("municipality.id"), index=True)
    address: Mapped[str | None] = mapped_column(String(200))
    web: Mapped[str | None] = mapped_column(String(300))
    cvr: Mapped[str | None] = mapped_column(String(8))
    sor: Mapped[str | None] = mapped_column(String(20))
    gln: Mapped[str | None] = mapped_column(String(13))

    parent: Mapped["Organisation | None"] = relationship(remote_side="Organisation.id")
    municipality: Mapped[Municipality | None] = relationship()
    serves: Mapped[list[Municipality]] = relationship(
        secondary=organisation_municipality, order_by=Municipality.sort_key
    )

    @property
    def title(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        """The name and those above it, nearest first: "Alkoholteam, Randers Kommune"."""
        names = [self.name]
        above = self.parent
        while above is not None:
            names.append(above.name)
            above = above.parent
        return ", ".join(names)

    @property
    def switchboard(self) -> str | None:
        """The number that puts callers through: a municipality's own organisation has one."""
        is_whole = self.municipality is not None and self.parent_id is None
        return self.municipality.switchboard if self.municipality and is_whole else None

    @property
    def owner(self) -> "Organisation":
        """Whose coordinators may edit this."""
        return self
