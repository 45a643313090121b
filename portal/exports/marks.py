"""What stands on everything that leaves the portal with something internal in it."""

from datetime import date

from portal.web.dates import format_date

INTERNAL = "INTERNT – må ikke gives videre"


def internal_mark(what: str, day: date) -> str:
    """Return the first line of an internal file, with whom it is about and the day."""
    return f"{INTERNAL}. {what}, {format_date(day)}"
