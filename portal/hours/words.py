"""Danish names of days and months, and how a time of day is written."""

from portal.hours.model import MINUTES_PER_DAY

WEEKDAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")
SHORT_WEEKDAYS = ("man", "tir", "ons", "tor", "fre", "lør", "søn")
MONTHS = (
    "januar",
    "februar",
    "marts",
    "april",
    "maj",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "december",
)


def clock_text(minutes: int) -> str:
    """900 is "15.00", 1440 is "24.00", and 1620 the "3.00" of the next morning."""
    if minutes > MINUTES_PER_DAY:
        minutes -= MINUTES_PER_DAY
    return f"{minutes // 60}.{minutes % 60:02d}"


def joined(words: list[str]) -> str:
    """ "a", "a og b", "a, b og c"."""
    return " og ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
