"""When nobody can be reached, in a sentence."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from portal.coverage.week import Gap, Week
from portal.hours.words import WEEKDAYS, clock_text, joined
from portal.web.dates import format_date, local

ALWAYS = "Der kan træffes nogen på alle tider af ugen."
NEVER = "Ingen kan træffes på noget tidspunkt i ugen."

When = tuple[str, str, int]
"""From which time of day to which, and how many days later."""


def gap_sentence(week: Week) -> str:
    """Return "Ingen kan træffes lørdag 16.00 til mandag 8.00." for the gaps of a week."""
    if not week.gaps:
        return ALWAYS
    if all(not count for day in week.counts for count in day) and len(week.gaps) == 1:
        return NEVER
    return f"Ingen kan træffes {joined(gap_phrases(week.gaps))}."


def gap_phrases(gaps: Iterable[Gap]) -> list[str]:
    """Return the gaps in words, the same times of several days as one."""
    days: dict[When, list[int]] = {}
    for gap in gaps:
        from_day, from_minutes = beginning(gap.from_at)
        to_day, to_minutes = ending(gap.to_at)
        later = (to_day - from_day).days % 7
        when = (clock_text(from_minutes), clock_text(to_minutes), later)
        days.setdefault(when, []).append(from_day.weekday())
    return [phrase(when, weekdays) for when, weekdays in days.items()]


def phrase(when: When, weekdays: list[int]) -> str:
    start, end, later = when
    first = f"{weekday_words(weekdays)} {start}"
    if later == 0:
        return f"{first} til {end}"
    if len(weekdays) > 1:
        return f"{first} til {end} {'næste dag' if later == 1 else f'{later} dage efter'}"
    return f"{first} til {WEEKDAYS[(weekdays[0] + later) % 7]} {end}"


def weekday_words(weekdays: list[int]) -> str:
    """Return "mandag til torsdag" for days in a row, else each by name."""
    first, last = weekdays[0], weekdays[-1]
    if len(weekdays) > 2 and weekdays == list(range(first, last + 1)):
        return f"{WEEKDAYS[first]}-{WEEKDAYS[last]}"
    return joined([WEEKDAYS[day] for day in weekdays])


def beginning(at: datetime) -> tuple[date, int]:
    """Return the day of an instant and the minutes since midnight by the clock."""
    there = local(at)
    return there.date(), there.hour * 60 + there.minute


def ending(at: datetime) -> tuple[date, int]:
    """Return the same for an end, where midnight is 24.00 of the day before."""
    day, minutes = beginning(at)
    return (day, minutes) if minutes else (day - timedelta(days=1), 1440)


def hours_words(minutes: int) -> str:
    """Return minutes as hours: "12", "12,5"."""
    hours = round(minutes / 60, 1)
    return f"{hours:g}".replace(".", ",")


def holiday_words(holidays: dict[date, str]) -> str:
    """Return "24. december 2026 (Juleaftensdag) og …"."""
    return joined([f"{format_date(day)} ({name})" for day, name in holidays.items()])
