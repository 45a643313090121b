"""What stands in the way of taking a change back: the world may have moved on around the entry."""

from portal.extensions import db
from portal.history.records import Record
from portal.models.base import Entry
from portal.models.contact import Contact
from portal.models.municipality import Municipality
from portal.models.offer import Offer
from portal.models.organisation import Organisation
from portal.models.vocabulary import Participation
from portal.organisations.queries import lies_within


def would_archive(record: Record | None, entry: Entry) -> bool:
    """Say whether an entry would go out of use if it got an earlier record (None: it was not)."""
    was_out_of_use = record is None or record.get("archived_at") is not None
    return was_out_of_use and not entry.is_archived


def find_archived_above(entry: Entry) -> Organisation | None:
    """Return the organisation that an entry lies in when that is archived."""
    if isinstance(entry, Organisation):
        above = entry.parent
    else:
        above = entry.organisation if isinstance(entry, Contact | Offer) else None
    return above if above is not None and above.is_archived else None


def find_obstacle(record: Record | None, entry: Entry) -> str | None:
    """Return in a sentence why an entry cannot get an earlier record, or None when it can."""
    before = record or {}
    above = find_archived_above(entry)
    if above is not None and entry.is_archived and not before.get("archived_at"):
        return f"{above.title} er arkiveret. Gendan den først."
    if isinstance(entry, Organisation) and would_close_circle(entry, before.get("parent_id")):
        return "Organisationen ville komme til at høre under sig selv. Ret den i stedet."
    if isinstance(entry, Municipality) and would_lose_entrance(before):
        return "Kommunen ville stå uden central indgang. Ret den i stedet."
    return None


def would_close_circle(organisation: Organisation, parent_id: int | None) -> bool:
    parent = db.session.get(Organisation, parent_id) if parent_id is not None else None
    return parent is not None and lies_within(parent, organisation)


def would_lose_entrance(before: Record) -> bool:
    """Say whether a municipality would take part with no entrance, or with an archived one."""
    if before.get("participation") != Participation.PARTICIPATES:
        return False
    contact_id = before.get("central_contact_id")
    contact = db.session.get(Contact, contact_id) if contact_id is not None else None
    return contact is None or contact.is_archived
