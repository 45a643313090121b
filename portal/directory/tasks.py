"""What somebody still has to do: what is missing, what is reported, what nobody vouches for."""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from portal.directory.queries import (
    list_entries_in,
    list_entries_of,
    list_routes_of,
)
from portal.history.numbers import awaits_confirmation_by
from portal.models.base import Entry
from portal.models.contact import Contact
from portal.models.due import kind_of
from portal.models.freshness import is_stale
from portal.models.municipality import Municipality
from portal.models.offer import Offer
from portal.models.organisation import Organisation
from portal.models.report import Report
from portal.models.user import User
from portal.models.vocabulary import Participation
from portal.reports.subjects import subject_of
from portal.web.addresses import entry_url

MOST_SHOWN = 50
"""Rows of a list on the page; when they are done the next ones come."""

EntryKey = tuple[str, int]


@dataclass(frozen=True)
class Missing:
    """Something nobody has told yet, and where to tell it."""

    what: str
    do: str
    url: str


@dataclass(frozen=True)
class Reported:
    """An open report with the entry it is about; ``form_key`` lets it be answered once."""

    report: Report
    subject: Entry
    form_key: str = field(default_factory=lambda: secrets.token_hex(16))


@dataclass(frozen=True)
class Tasks:
    """The work in a place; ``known`` is how many entries there are to vouch for in all.

    ``place`` is None for what belongs to no municipality; ``key`` is the place's in addresses.
    """

    key: str
    title: str
    place: Municipality | Organisation | None
    missing: list[Missing]
    reported: list[Reported]
    unconfirmed: list[Entry]
    known: int

    @property
    def count(self) -> int:
        return len(self.missing) + len(self.reported) + len(self.unconfirmed)

    @property
    def total(self) -> int:
        """All that could be left to do: the bar's whole length."""
        return len(self.missing) + len(self.reported) + self.known

    @property
    def minutes(self) -> int:
        """Roughly how long the work takes: half a minute a row, at least one minute."""
        return max(1, round(self.count / 2))

    @property
    def shown(self) -> list[Entry]:
        """The entries to confirm that stand on the page: the most urgent ones."""
        return self.unconfirmed[:MOST_SHOWN]


def find_tasks(
    municipality: Municipality, person: User, now: datetime, reports: Iterable[Report] = ()
) -> Tasks:
    """Return what is left to do in a municipality: of the open reports those that are its own."""
    entries = list_entries_of(municipality)
    own = [report for report in reports if report.municipality_id == municipality.id]
    return Tasks(
        key=municipality.code,
        title=municipality.full_name,
        place=municipality,
        missing=[*list_missing_facts(municipality), *list_missing_numbers(entries)],
        reported=with_subjects(own),
        unconfirmed=list_unconfirmed(entries, person, now),
        known=len(entries),
    )


def find_unit_tasks(
    title: str,
    units: Sequence[Organisation],
    person: User,
    now: datetime,
    reports: Iterable[Report] = (),
    place: Organisation | None = None,
) -> Tasks:
    """Return what is left to do in some organisations: of the open reports those about them."""
    entries = list_entries_in(units)
    keys = {key_of(entry) for entry in (*entries, *units)}
    own = [one for one in reports if (one.subject_type, one.subject_id) in keys]
    return Tasks(
        key=f"o{place.id}" if place else "andre",
        title=title,
        place=place,
        missing=list_missing_numbers(entries),
        reported=with_subjects(own),
        unconfirmed=list_unconfirmed(entries, person, now),
        known=len(entries),
    )


def key_of(entry: Entry) -> EntryKey:
    return (entry.__tablename__, entry.id)


def with_subjects(reports: Iterable[Report]) -> list[Reported]:
    """Return reports with what they are about; what is gone or archived needs no answer."""
    found = ((report, subject_of(report)) for report in reports)
    return [Reported(one, subject) for one, subject in found if subject and not subject.is_archived]


def list_unconfirmed(entries: Iterable[Entry], person: User, now: datetime) -> list[Entry]:
    """Return the entries that a person must confirm, the most urgent and oldest first.

    A new acute number stands on top, for everybody but who changed it today.
    """
    new = {entry for entry in entries if awaits_confirmation_by(person, entry, now)}
    stale = {entry for entry in entries if is_stale(kind_of(entry), entry.confirmed_at, now)}
    return sorted(
        new | stale,
        key=lambda entry: (entry not in new, rank(entry), entry.confirmed_at or entry.created_at),
    )


def rank(entry: Entry) -> int:
    """Return how urgent an entry is: acute offers first, then contacts, then the rest."""
    if isinstance(entry, Offer) and entry.is_acute:
        return 0
    return 1 if isinstance(entry, Contact) else 2


def list_missing_numbers(entries: Iterable[Entry]) -> list[Missing]:
    """Return the contacts and acute offers that nobody can call."""
    return [
        Missing(f"Telefonnummer: {entry.title}", "Skriv nummeret", entry_url(entry, "ret"))
        for entry in entries
        if (isinstance(entry, Contact) or (isinstance(entry, Offer) and entry.is_acute))
        and not entry.phones
    ]


def list_missing_facts(municipality: Municipality) -> list[Missing]:
    """Return what no bridge-builder can find out about a municipality yet."""
    edit = entry_url(municipality, "ret")
    missing: list[Missing] = []
    if not municipality.switchboard:
        missing.append(Missing("Hovednummer", "Skriv nummeret", edit))
    if municipality.participation != Participation.PARTICIPATES:
        return missing
    if municipality.central_contact is None:
        missing.append(Missing("Central indgang", "Vælg en person", edit))
    if not any(route.domain is None for route in list_routes_of(municipality)):
        url = f"/overleveringsveje/ny?kommune={municipality.code}"
        missing.append(Missing("Overleveringsvej for alle områder", "Beskriv vejen", url))
    return missing
