"""Ordinary days and weeks: those without a public holiday."""

from datetime import date, timedelta

from portal.hours.holidays import holiday_name

ORDINARY_HOUR = 10
"""When offices are open: the hour at which the ladder is asked what it falls back to."""

DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
SATURDAY = 5


def ordinary_day(today: date) -> date:
    """Return today, or the next day that is neither in a weekend nor a public holiday."""
    day = today
    while day.weekday() >= SATURDAY or holiday_name(day):
        day += DAY
    return day


def monday_of(day: date) -> date:
    """Return the Monday of a day's week."""
    return day - day.weekday() * DAY


def days_of(monday: date) -> list[date]:
    """Return the seven days of a week."""
    return [monday + offset * DAY for offset in range(7)]


def holidays_in(monday: date) -> dict[date, str]:
    """Return the public holidays of a week with their names."""
    return {day: name for day in days_of(monday) if (name := holiday_name(day))}


def next_ordinary_week(today: date) -> date:
    """Return the Monday of the first week after today's without a public holiday."""
    monday = monday_of(today) + WEEK
    while holidays_in(monday):
        monday += WEEK
    return monday
