"""Danish public holidays, and the days most offices close like one."""

from datetime import date, timedelta
from functools import cache

_AROUND_EASTER = {
    -3: "Skærtorsdag",
    -2: "Langfredag",
    0: "Påskedag",
    1: "Anden påskedag",
    39: "Kristi himmelfartsdag",
    49: "Pinsedag",
    50: "Anden pinsedag",
}
"""How many days after Easter Sunday, or before it."""
_FIXED = {
    (1, 1): "Nytårsdag",
    (6, 5): "Grundlovsdag",
    (12, 24): "Juleaftensdag",
    (12, 25): "Juledag",
    (12, 26): "Anden juledag",
    (12, 31): "Nytårsaften",
}
"""By month and day. 1 May is an ordinary day to most offices."""
_GREAT_PRAYER_DAY = 26, "Store bededag"
_LAST_GREAT_PRAYER_DAY = 2023
"""It ends with law 214 of 2023."""


@cache
def _holidays_of(year: int) -> dict[date, str]:
    """The names by their days; two that fall on one day are both named."""
    easter = easter_sunday(year)
    moving = [*_AROUND_EASTER.items()]
    if year <= _LAST_GREAT_PRAYER_DAY:
        moving.append(_GREAT_PRAYER_DAY)
    names = {easter + timedelta(days=days): name for days, name in moving}
    for (month, number), name in _FIXED.items():
        day = date(year, month, number)
        names[day] = f"{names[day]}; {name}" if day in names else name
    return names


def easter_sunday(year: int) -> date:
    """The first Sunday after the first full moon of spring, by the Gregorian calendar.

    Source: the anonymous algorithm in Meeus, Astronomical Algorithms (1991), chapter 8.
    """
    century, in_century = divmod(year, 100)
    golden = year % 19
    leaps, rest = divmod(century, 4)
    moon = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leaps - moon + 15) % 30
    quarter, odd = divmod(in_century, 4)
    sunday = (32 + 2 * rest + 2 * quarter - epact - odd) % 7
    late = (golden + 11 * epact + 22 * sunday) // 451
    month, day = divmod(epact + sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def holiday_name(day: date) -> str | None:
    """The Danish name of the holiday a date is, None on an ordinary day."""
    return _holidays_of(day.year).get(day)
