"""Where an entry lives: the sections of the address space, by the name of the entry's table."""

from portal.models.base import Entry
from portal.models.municipality import Municipality

SECTIONS: dict[str, str] = {
    "contact": "kontaktpersoner",
    "offer": "tilbud",
    "handover_route": "overleveringsveje",
    "organisation": "organisationer",
    "municipality": "kommuner",
    "domain": "administration/omraader",
    "user_account": "administration/brugere",
}


def entry_url(entry: Entry, verb: str = "") -> str:
    """Return an entry's address, or that of something done to it: ``entry_url(contact, "ret")``."""
    own = entry.slug if isinstance(entry, Municipality) else str(entry.id)
    address = f"/{SECTIONS[entry.__tablename__]}/{own}"
    return f"{address}/{verb}" if verb else address
