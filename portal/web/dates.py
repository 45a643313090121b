"""Instants and days as Danes write them."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
MONTHS = (
    "januar", "februar", "marts", "april", "maj", "juni",
    "juli", "august", "september", "oktober", "november", "december",
)  # fmt: skip
WEEKDAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")


def local(at: datetime) -> datetime:
    """Return an instant as wall-clock time in Denmark."""
    return at.astimezone(COPENHAGEN)


def local_today() -> date:
    """Return today's date in Denmark."""
    return datetime.now(UTC).astimezone(COPENHAGEN).date()


def start_of(day: date) -> datetime:
    """Return the instant at which a day begins in Denmark; no farther off than clocks can tell."""
    within = min(max(day, date(1970, 1, 1)), date(2999, 12, 31))
    return datetime.combine(within, time(), COPENHAGEN).astimezone(UTC)


def format_date(day: date | datetime) -> str:
    """Return a day as "3. november 2026"; an instant's day is the one in Denmark."""
    if isinstance(day, datetime):
        day = local(day).date()
    return f"{day.day}. {MONTHS[day.month - 1]} {day.year}"


def format_short_date(day: date | datetime, today: date) -> str:
    """Return a day as "3. dec.", with the year when it is another than today's."""
    if isinstance(day, datetime):
        day = local(day).date()
    month = MONTHS[day.month - 1]
    short = month if len(month) < 5 else f"{month[:3]}."
    return f"{day.day}. {short}" + (f" {day.year}" if day.year != today.year else "")


def format_partial_date(text: str) -> str:
    """Return a year, a month or a day written by ISO 8601 as Danes do: "2021", "juni 2021"."""
    year, *rest = text.split("-")
    if not rest:
        return year
    if len(rest) == 1:
        return f"{MONTHS[int(rest[0]) - 1]} {year}"
    return format_date(date.fromisoformat(text))


def format_time(at: datetime) -> str:
    """Return an instant's wall-clock time as "15.00"."""
    return local(at).strftime("%H.%M").removeprefix("0")


def format_instant(at: datetime) -> str:
    """Return an instant as "3. november 2026 kl. 15.00"."""
    return f"{format_date(at)} kl. {format_time(at)}"


def format_age(at: datetime | date, today: date) -> str:
    """Return how long ago something was, roughly: "i dag", "for 9 dage siden"."""
    day = local(at).date() if isinstance(at, datetime) else at
    days = (today - day).days
    if days <= 0:
        return "i dag"
    if days == 1:
        return "i går"
    if days < 61:
        return f"for {days} dage siden"
    if days < 730:
        return f"for {round(days / 30.44)} måneder siden"
    return f"for {days // 365} år siden"
