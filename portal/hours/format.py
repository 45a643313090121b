"""Hours as Danish text, in the one spelling that `parse_hours` reads back unchanged."""

from portal.hours.model import (
    MINUTES_PER_DAY,
    HolidayRule,
    Hours,
    Minutes,
    Period,
    YearlyException,
)
from portal.hours.words import MONTHS, SHORT_WEEKDAYS, WEEKDAYS, clock_text, joined

_RULES = {
    HolidayRule.CLOSED: "lukket",
    HolidayRule.AS_SUNDAY: "som søndag",
    HolidayRule.AS_USUAL: "som normalt",
}


def format_hours(hours: Hours) -> str:
    """Canonical text, "" when nothing is known.

    "man-tor 8.00-15.00, fre 8.00-13.00; helligdage lukket; 24. december lukket".
    """
    if hours.is_empty:
        return ""
    parts = [_week_text(hours)]
    if _names_holidays(hours):
        parts.append(f"helligdage {_holiday_text(hours)}")
    parts += [f"{_period_text(e)} {_day_text(e.spans)}" for e in _exceptions(hours)]
    if hours.by_appointment:
        parts.append("ellers efter aftale" if any(parts) else "efter aftale")
    return "; ".join(part for part in parts if part)


def week_rows(hours: Hours) -> list[tuple[str, str]]:
    """Seven rows (weekday, times), then holidays and exceptions; none when nothing is known."""
    if hours.is_empty:
        return []
    closed = "efter aftale" if hours.by_appointment else "lukket"
    rows = [
        (name, _day_text(spans) if spans else closed)
        for name, spans in zip(WEEKDAYS, hours.week, strict=True)
    ]
    rows.append(("helligdage", _holiday_text(hours)))
    return rows + [(_period_text(e), _day_text(e.spans)) for e in _exceptions(hours)]


def _week_text(hours: Hours) -> str:
    if hours.always:
        return "døgnet rundt"
    days_of: dict[tuple[Minutes, ...], list[int]] = {}
    for weekday, spans in enumerate(hours.week):
        if spans:
            days_of.setdefault(spans, []).append(weekday)
    return ", ".join(f"{_weekdays_text(days)} {_day_text(s)}" for s, days in days_of.items())


def _weekdays_text(days: list[int]) -> str:
    """[0, 1, 2, 4] is "man-ons og fre"."""
    if len(days) == len(WEEKDAYS):
        return "alle dage"
    first_days = [day for day in days if day - 1 not in days]
    last_days = [day for day in days if day + 1 not in days]
    return joined(
        [
            SHORT_WEEKDAYS[first]
            if first == last
            else f"{SHORT_WEEKDAYS[first]}-{SHORT_WEEKDAYS[last]}"
            for first, last in zip(first_days, last_days, strict=True)
        ]
    )


def _day_text(spans: tuple[Minutes, ...]) -> str:
    return joined([_span_text(span) for span in spans]) if spans else "lukket"


def _span_text(span: Minutes) -> str:
    start, end = span
    if span == (0, MINUTES_PER_DAY):
        return "hele døgnet"
    next_day = " næste dag" if end > MINUTES_PER_DAY else ""
    return f"{clock_text(start)}-{clock_text(end)}{next_day}"


def _names_holidays(hours: Hours) -> bool:
    """Said aloud whenever there is a week it changes; else only when it adds something."""
    if hours.always:
        return hours.holiday_rule is not HolidayRule.AS_USUAL
    return bool(hours.spans) or hours.holiday_rule is not HolidayRule.CLOSED


def _holiday_text(hours: Hours) -> str:
    return _RULES.get(hours.holiday_rule) or _day_text(hours.holiday_spans)


def _exceptions(hours: Hours) -> tuple[Period, ...]:
    return (*hours.exceptions, *hours.yearly)


def _period_text(exception: Period) -> str:
    """ "24. december", "1.-15. juli", "1. juli-15. august", "24. december 2026"."""
    if isinstance(exception, YearlyException):
        ends = [(exception.from_day, ""), (exception.to_day, "")]
    else:
        dates = (exception.from_on, exception.to_on)
        ends = [((day.month, day.day), f" {day.year}") for day in dates]
    (first, _), (last, _) = ends
    months = [f"{MONTHS[month - 1]}{year}" for (month, _), year in ends]
    if first == last and months[0] == months[1]:
        return f"{first[1]}. {months[0]}"
    if months[0] == months[1]:
        return f"{first[1]}.-{last[1]}. {months[0]}"
    return f"{first[1]}. {months[0]}-{last[1]}. {months[1]}"
