"""When an entry must be confirmed again."""

from datetime import datetime, timedelta

from portal.models.base import Entry
from portal.models.contact import Contact
from portal.models.freshness import CONTACT_KIND, ROUTE_KIND, SWITCHBOARD_KIND, days_fresh
from portal.models.handover_route import HandoverRoute
from portal.models.offer import Offer


def kind_of(entry: Entry) -> str:
    """Return the kind by which an entry's freshness is measured."""
    if isinstance(entry, Offer):
        return entry.kind
    if isinstance(entry, Contact):
        return CONTACT_KIND
    return ROUTE_KIND if isinstance(entry, HandoverRoute) else SWITCHBOARD_KIND


def due_at(entry: Entry) -> datetime:
    """Return when an entry's confirmation runs out; what nobody ever confirmed is due at once."""
    if entry.confirmed_at is None:
        return entry.created_at
    return entry.confirmed_at + timedelta(days=days_fresh(kind_of(entry)))
