"""What a change of the directory touches in the snapshot, found in the journal and by the data."""

from collections.abc import Collection
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.models.contact import Contact
from portal.models.domain import contact_domain, offer_domain
from portal.models.handover_route import HandoverRoute
from portal.models.journal import DirectoryState, JournalRow
from portal.models.offer import Offer, offer_municipality
from portal.models.organisation import Organisation, organisation_municipality
from portal.snapshot.tables import Ids

MOST_CHANGES = 500
MOST_TOUCHED = 5_000
"""Beyond these a whole build is quicker, or not much slower."""


class Edition(NamedTuple):
    """A state of the directory: two that are equal have the same history behind them."""

    version: int
    journal_head: str


class Touched(NamedTuple):
    """Whose records to write anew, by their ids; ``tables`` are the models that people changed."""

    contacts: Ids = None
    offers: Ids = None
    organisations: Ids = None
    municipalities: Ids = None
    routes: Ids = None
    tables: frozenset[str] = frozenset()

    @property
    def keys(self) -> frozenset[str]:
        """The keys of the entries among them, such as "contact:17"."""
        types = zip(("contact", "offer", "organisation", "municipality"), self, strict=False)
        return frozenset(f"{type_}:{one}" for type_, ids in types for one in ids or ())

    @property
    def size(self) -> int:
        """How many records they are."""
        return sum(len(ids or ()) for ids in self[:5])


EVERYTHING = Touched()


def read_edition(session: Session) -> Edition:
    """Return the state in which the directory is."""
    columns = (DirectoryState.version, DirectoryState.journal_head)
    row = session.execute(select(*columns).where(DirectoryState.id == 1)).first()
    return Edition(*row) if row else Edition(0, "")


def find_touched(session: Session, since: Edition) -> Touched | None:
    """Return what the changes since an earlier state touch.

    None where that cannot be said: too much, a journal that does not go on from that state (a
    restored backup), or changes that it does not hold.
    """
    now = read_edition(session)
    changes = session.execute(
        select(JournalRow.sequence, JournalRow.entry_type, JournalRow.entry_id, JournalRow.hash)
        .where(JournalRow.sequence >= since.version)
        .order_by(JournalRow.sequence)
        .limit(MOST_CHANGES)
    ).all()
    if [row.sequence for row in changes] != list(range(since.version, now.version + 1)):
        return None
    if not changes or (changes[0].hash, changes[-1].hash) != (since.journal_head, now.journal_head):
        return None
    changed: dict[str, set[int]] = {}
    for row in changes[1:]:
        changed.setdefault(row.entry_type, set()).add(row.entry_id)
    touched = with_dependants(session, changed, since)
    return touched if touched.size <= MOST_TOUCHED else None


def with_dependants(session: Session, changed: dict[str, set[int]], since: Edition) -> Touched:
    """Return what changed, and everything whose record says something of it."""
    domains, municipalities = changed.get("domain", set()), changed.get("municipality", set())
    units = find_units(session, changed.get("organisation", set()), municipalities)
    contacts = changed.get("contact", set()) | find_central_contacts(session, since)
    contacts |= ids_of(session, Contact.id, Contact.organisation_id, units)
    contacts |= ids_of(session, contact_domain.c.contact_id, contact_domain.c.domain_id, domains)
    offers = changed.get("offer", set()) | ids_of(session, Offer.id, Offer.organisation_id, units)
    offers |= ids_of(session, offer_domain.c.offer_id, offer_domain.c.domain_id, domains)
    served = offer_municipality.c
    offers |= ids_of(session, served.offer_id, served.municipality_id, municipalities)
    routes = changed.get("handover_route", set())
    routes |= ids_of(session, HandoverRoute.id, HandoverRoute.domain_id, domains)
    routes |= ids_of(session, HandoverRoute.id, HandoverRoute.municipality_id, municipalities)
    return Touched(
        contacts=frozenset(contacts),
        offers=frozenset(offers),
        organisations=frozenset(units),
        municipalities=frozenset(municipalities),
        routes=frozenset(routes),
        tables=frozenset(changed),
    )


def find_units(session: Session, changed: set[int], municipalities: set[int]) -> set[int]:
    """Return changed organisations, those of changed municipalities, and all below them."""
    units = changed | ids_of(session, Organisation.id, Organisation.municipality_id, municipalities)
    served = organisation_municipality.c
    units |= ids_of(session, served.organisation_id, served.municipality_id, municipalities)
    found = units
    while found:
        found = ids_of(session, Organisation.id, Organisation.parent_id, found) - units
        units |= found
    return units


def find_central_contacts(session: Session, since: Edition) -> set[int]:
    """Return whom changed municipalities had, or now have, as their central entrance."""
    columns = (JournalRow.before, JournalRow.after)
    query = select(*columns).where(
        JournalRow.sequence > since.version, JournalRow.entry_type == "municipality"
    )
    records = [record or {} for row in session.execute(query) for record in row]
    found = {record.get("central_contact_id") for record in records}
    return {contact_id for contact_id in found if contact_id is not None}


def ids_of(session: Session, wanted: Any, column: Any, values: Collection[int]) -> set[int]:
    """Return the ids in a column's rows where another column holds one of the values."""
    return set(session.scalars(select(wanted).where(column.in_(values)))) if values else set()
