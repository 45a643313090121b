"""Times of meetings in words, the same on pages, in mails and in calendars."""

from datetime import datetime

from portal.web.dates import WEEKDAYS, format_date, format_time, local


def describe_day(at: datetime) -> str:
    """Return an instant's day as "onsdag den 2. december 2026"."""
    return f"{WEEKDAYS[local(at).weekday()]} den {format_date(at)}"


def describe_hours(starts_at: datetime, ends_at: datetime) -> str:
    """Return from when to when by the clock on the wall: "kl. 10.00–11.30"."""
    return f"kl. {format_time(starts_at)}–{format_time(ends_at)}"


def describe_span(starts_at: datetime, ends_at: datetime) -> str:
    """Return a time as "onsdag den 2. december 2026 kl. 10.00–11.00"."""
    return f"{describe_day(starts_at)} {describe_hours(starts_at, ends_at)}"
