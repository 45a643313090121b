"""The moment a question is about, as it stands in an address."""

from datetime import datetime

from portal.hours.clock import COPENHAGEN

EARLIEST_YEAR, LATEST_YEAR = 2000, 2100


def parse_moment(text: str) -> datetime:
    """Return the instant of an ISO 8601 text; without an offset it is the wall clock in Denmark.

    A blank for the offset's "+" is forgiven: that is what an unquoted one becomes in an address.
    Raises ValueError for anything else.
    """
    moment = datetime.fromisoformat(text.strip().replace(" ", "+" if "T" in text else "T"))
    if not EARLIEST_YEAR <= moment.year < LATEST_YEAR:
        raise ValueError(f"the year must be {EARLIEST_YEAR} to {LATEST_YEAR - 1}")
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=COPENHAGEN)
    return moment.astimezone(COPENHAGEN)


def format_moment(at: datetime) -> str:
    """Return an instant as it stands in an address: "2026-11-23T21:00", wall clock in Denmark."""
    return at.astimezone(COPENHAGEN).strftime("%Y-%m-%dT%H:%M")
