"""Danish public holidays, and the days most offices close like one."""

from datetime import date, timedelta
from functools import cache

from dateutil.easter import easter

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
    sunday = easter(year)
    moving = [*_AROUND_EASTER.items()]
    if year <= _LAST_GREAT_PRAYER_DAY:
        moving.append(_GREAT_PRAYER_DAY)
    names = {sunday + timedelta(days=days): name for days, name in moving}
    for (month, number), name in _FIXED.items():
        day = date(year, month, number)
        names[day] = f"{names[day]}; {name}" if day in names else name
    return names


def holiday_name(day: date) -> str | None:
    """The Danish name of the holiday a date is, None on an ordinary day."""
    return _holidays_of(day.year).get(day)
