"""Danish public holidays, and the days most offices close like one."""

from datetime import date
from functools import cache

import holidays

_LABOUR_DAY = "Arbejdernes kampdag"


@cache
def _holidays_of(year: int) -> dict[date, str]:
    """5 June, 24 and 31 December are "optional" in the library and holidays to us; 1 May, the
    fourth of that kind, is an ordinary day. Store bededag ends with 2023 (law 214 of 2023)."""
    found = holidays.country_holidays(
        "DK", years=year, language="da", categories=("public", "optional")
    )
    names = {day: _without_labour_day(name) for day, name in found.items()}
    return {day: name for day, name in names.items() if name}


def _without_labour_day(name: str) -> str:
    return "; ".join(part for part in name.split("; ") if part != _LABOUR_DAY)


def holiday_name(day: date) -> str | None:
    """The Danish name of the holiday a date is, None on an ordinary day."""
    return _holidays_of(day.year).get(day)
