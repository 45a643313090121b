"""What a public export holds: the acute offers that citizens may call, as on ``/akut``."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from portal.exports.cells import hours_in_words
from portal.models.vocabulary import ACUTE_KINDS
from portal.public.acute import PublicOffer, is_for_citizens, public_offer
from portal.snapshot.reader import EVERYWHERE, Snapshot
from portal.text.phones import format_phone
from portal.web.dates import format_date
from portal.web.labels import label

ALL_PLACES = "Alle kommuner"
HEADINGS = [
    "Kommune", "Tilbud", "Slags", "Organisation", "Telefon", "Åbningstid", "Målgruppe", "Adresse",
    "Hjemmeside", "Bekræftet",
]  # fmt: skip


@dataclass(frozen=True)
class PublicRow:
    """A public offer, where it is and when it is open, in words."""

    place: str
    offer: PublicOffer
    hours: str

    @property
    def phone(self) -> str:
        return format_phone(self.offer.phone) if self.offer.phone else ""

    @property
    def cells(self) -> list[str]:
        """The row of a list, under HEADINGS."""
        offer = self.offer
        confirmed = format_date(offer.confirmed_at) if offer.confirmed_at else ""
        return [
            self.place, offer.name, label(offer.kind), offer.organisation, self.phone, self.hours,
            offer.target_group, offer.address or "", offer.web, confirmed,
        ]  # fmt: skip


def list_public_rows(snapshot: Snapshot, at: datetime) -> list[PublicRow]:
    """Return all acute offers that citizens may use, those of a municipality under its name."""
    places = {code: one.full_name for code, one in snapshot.municipalities.items()}
    return [
        row
        for code, name in (places | {EVERYWHERE: ALL_PLACES}).items()
        for row in rows_of(snapshot, code, name, at)
    ]


def rows_of(snapshot: Snapshot, code: str, name: str, at: datetime) -> Iterator[PublicRow]:
    for record in snapshot.list_entries(code, (), sorted(ACUTE_KINDS)):
        if is_for_citizens(record):
            offer = public_offer(record, at)
            yield PublicRow(name, offer, hours_in_words(record.hours) or offer.hours_note)
