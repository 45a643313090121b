"""How long a confirmation holds, by what goes wrong when the entry is no longer true."""

from datetime import datetime, timedelta

from portal.models.vocabulary import ACUTE_KINDS

ACUTE_DAYS = 30
CONTACT_DAYS = 90
ROUTE_DAYS = 180
COMMUNITY_DAYS = 365

CONTACT_KIND = "kontaktperson"
ROUTE_KIND = "overleveringsvej"
SWITCHBOARD_KIND = "hovednummer"


def days_fresh(kind: str) -> int:
    """Return for how many days an entry of a kind (the contract's list) counts as confirmed."""
    if kind in ACUTE_KINDS:
        return ACUTE_DAYS
    return {CONTACT_KIND: CONTACT_DAYS, ROUTE_KIND: ROUTE_DAYS}.get(kind, COMMUNITY_DAYS)


def is_stale(kind: str, confirmed_at: datetime | None, at: datetime) -> bool:
    """Say whether an entry's confirmation has run out at an instant, or was never given."""
    return confirmed_at is None or at - confirmed_at > timedelta(days=days_fresh(kind))
