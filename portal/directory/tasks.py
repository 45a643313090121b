"""What a coordinator still has to do: what is missing, and what nobody vouches for."""

from dataclasses import dataclass
from datetime import datetime

from portal.directory.queries import (
    list_contacts_of,
    list_entries_of,
    list_offers_of,
    list_routes_of,
)
from portal.models.base import Entry
from portal.models.contact import Contact
from portal.models.due import kind_of
from portal.models.freshness import is_stale
from portal.models.municipality import Municipality
from portal.models.offer import Offer
from portal.models.vocabulary import Participation
from portal.web.addresses import entry_url


@dataclass(frozen=True)
class Missing:
    """Something the municipality has not told yet, and where to tell it."""

    what: str
    do: str
    url: str


@dataclass(frozen=True)
class Tasks:
    """A municipality's work: ``known`` is how many entries there are to vouch for in all."""

    municipality: Municipality
    missing: list[Missing]
    unconfirmed: list[Entry]
    known: int

    @property
    def count(self) -> int:
        return len(self.missing) + len(self.unconfirmed)

    @property
    def minutes(self) -> int:
        """Roughly how long the work takes: half a minute a row, at least one minute."""
        return max(1, round(self.count / 2))


def find_tasks(municipality: Municipality, now: datetime) -> Tasks:
    """Return what a municipality lacks and what must be confirmed, oldest confirmation first."""
    entries = list_entries_of(municipality)
    stale = [entry for entry in entries if is_stale(kind_of(entry), entry.confirmed_at, now)]
    stale.sort(key=lambda entry: (rank(entry), entry.confirmed_at or entry.created_at))
    return Tasks(municipality, list_missing(municipality), stale, len(entries))


def rank(entry: Entry) -> int:
    """Return how urgent an entry is: acute offers first, then contacts, then the rest."""
    if isinstance(entry, Offer) and entry.is_acute:
        return 0
    return 1 if isinstance(entry, Contact) else 2


def list_missing(municipality: Municipality) -> list[Missing]:
    """Return what no bridge-builder can find out about a municipality yet."""
    edit = entry_url(municipality, "ret")
    missing: list[Missing] = []
    if not municipality.switchboard:
        missing.append(Missing("Hovednummer", "Skriv nummeret", edit))
    if municipality.participation == Participation.PARTICIPATES:
        missing += list_missing_ways(municipality, edit)
    reachable: list[Contact | Offer] = [
        *list_contacts_of(municipality),
        *list_own_acute_offers(municipality),
    ]
    missing += [
        Missing(f"Telefonnummer: {entry.title}", "Skriv nummeret", entry_url(entry, "ret"))
        for entry in reachable
        if not entry.phones
    ]
    return missing


def list_missing_ways(municipality: Municipality, edit: str) -> list[Missing]:
    """Return the entrance and the default route that a participating municipality lacks."""
    missing = []
    if municipality.central_contact is None:
        missing.append(Missing("Central indgang", "Vælg en person", edit))
    if not any(route.domain is None for route in list_routes_of(municipality)):
        url = f"/overleveringsveje/ny?kommune={municipality.code}"
        missing.append(Missing("Overleveringsvej for alle områder", "Beskriv vejen", url))
    return missing


def list_own_acute_offers(municipality: Municipality) -> list[Offer]:
    """Return the municipality's own acute offers in use."""
    return [
        offer
        for offer in list_offers_of(municipality)
        if offer.is_acute and offer.organisation.municipality_id == municipality.id
    ]
