"""What an export of a municipality is made from."""

from dataclasses import dataclass

from portal.contacts.queries import list_contacts_in
from portal.imports.lists.known import list_own_offers
from portal.models.contact import Contact
from portal.models.municipality import Municipality
from portal.models.offer import Offer


@dataclass(frozen=True)
class OwnEntries:
    """A municipality's own contacts and offers in use, in Danish order."""

    municipality: Municipality
    contacts: list[Contact]
    offers: list[Offer]


def list_entries_of(municipality: Municipality) -> OwnEntries:
    """Return the entries that a municipality exports: its own, archived ones left out."""
    return OwnEntries(municipality, list_contacts_in(municipality), list_own_offers(municipality))
