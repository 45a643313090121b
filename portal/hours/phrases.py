"""A status in the words it is shown with."""

from datetime import date, datetime, timedelta

from portal.hours.clock import COPENHAGEN
from portal.hours.status import OpenState, OpenStatus
from portal.hours.words import MONTHS, WEEKDAYS, clock_text

_DAY = timedelta(days=1)


def describe_status(status: OpenStatus, now: datetime) -> str:
    """ "åben til 15.00", "lukket, åbner mandag 8.00": the status seen from `now` (aware)."""
    today = now.astimezone(COPENHAGEN).date()
    match status.state:
        case OpenState.UNKNOWN:
            return "åbningstid ikke oplyst"
        case OpenState.OPEN:
            if status.closes_at is None:
                return "åben hele døgnet"
            return f"åben til {_closing_text(status.closes_at, today)}"
        case OpenState.BY_APPOINTMENT | OpenState.CLOSED:
            state = "efter aftale" if status.state is OpenState.BY_APPOINTMENT else "lukket"
            if status.opens_at is None:
                return state
            return f"{state}, åbner {_opening_text(status.opens_at, today)}"


def _closing_text(closes_at: datetime, today: date) -> str:
    """Midnight is 24.00 of the day that ends, and today needs no name."""
    local = closes_at.astimezone(COPENHAGEN)
    minutes, day = local.hour * 60 + local.minute, local.date()
    if minutes == 0:
        minutes, day = 1440, day - _DAY
    named = "" if day == today else f"{_day_text(day, today)} "
    return f"{named}{clock_text(minutes)}"


def _opening_text(opens_at: datetime, today: date) -> str:
    local = opens_at.astimezone(COPENHAGEN)
    return f"{_day_text(local.date(), today)} {clock_text(local.hour * 60 + local.minute)}"


def _day_text(day: date, today: date) -> str:
    """The weekday alone is clear for six days; after that the date."""
    ahead = (day - today).days
    if ahead < 2:
        return ("i dag", "i morgen")[ahead]
    if ahead < 7:
        return WEEKDAYS[day.weekday()]
    return f"{day.day}. {MONTHS[day.month - 1]}"
