"""How long a confirmation holds, by what goes wrong when the entry is no longer true."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from portal.models.vocabulary import ACUTE_KINDS

CONTACT_KIND = "kontaktperson"
ROUTE_KIND = "overleveringsvej"
SWITCHBOARD_KIND = "hovednummer"


@dataclass(frozen=True)
class Clocks:
    """For how many days a confirmation holds, by the risk; settings of the portal."""

    acute: int = 30
    contact: int = 90
    route: int = 180
    community: int = 365

    def days_for(self, kind: str) -> int:
        """Return the days for a kind of the contract's list."""
        if kind in ACUTE_KINDS:
            return self.acute
        return {CONTACT_KIND: self.contact, ROUTE_KIND: self.route}.get(kind, self.community)


_clocks = Clocks()


def set_clocks(clocks: Clocks) -> None:
    """Set the clocks of this process, when it starts."""
    global _clocks
    _clocks = clocks


def days_fresh(kind: str) -> int:
    """Return for how many days an entry of a kind (the contract's list) counts as confirmed."""
    return _clocks.days_for(kind)


def is_stale(kind: str, confirmed_at: datetime | None, at: datetime) -> bool:
    """Say whether an entry's confirmation has run out at an instant, or was never given."""
    return confirmed_at is None or at - confirmed_at > timedelta(days=days_fresh(kind))
