"""From statements to hours: what goes before what, and where two statements contradict.

What is said of fewer days goes before what is said of more ("man-tor 8-15; ons 10-12"), unless
the times lie beside each other: then both readings are likely, and the text must say "også" or
"kun". Two statements of the same days, or of days that only partly overlap, must agree.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import combinations

from portal.hours.errors import Problem
from portal.hours.model import (
    LEAP_YEAR,
    MINUTES_PER_DAY,
    DatedException,
    HolidayRule,
    Hours,
    Minutes,
    Period,
    Span,
    YearlyException,
    checked_spans,
)
from portal.hours.statements import Statement, UnclearError
from portal.hours.tokens import EVERY_DAY, Kind
from portal.hours.words import WEEKDAYS

_MIXED = "det kan ikke gælde på samme tid. Skriv kun det ene."
_AGAIN = "det passer ikke med det, der ellers står om {when}. Skriv kun det ene."
_ALSO_OR_ONLY = "skriv »også«, hvis {when} har begge tider, eller »kun«, hvis det er den ene."
_ONLY_HOLIDAYS = "det kan kun siges om helligdage. Skriv klokkeslæt."
_REST = "skriv dagene, for eksempel »tor-fre 9-12«."
_NOTHING = "skriv også, hvornår der er åbent."


@dataclass(frozen=True)
class _Days:
    """Spans said of a set of weekdays; none: closed."""

    days: frozenset[int]
    spans: tuple[Minutes, ...]
    said: Statement


def resolve(statements: Sequence[Statement], text: str) -> Hours:
    """The hours that the statements make together; UnclearError when they contradict."""
    for statement in statements:
        _check_rest(statement)
    week = [_day(weekday, _said_of_days(statements)) for weekday in range(7)]
    periods = _periods(statements)
    rule, holiday_spans = _holidays(statements) or (_usual_rule(week), ())
    hours = Hours(
        spans=tuple(Span(day, *span) for day, spans in enumerate(week) for span in spans),
        holiday_rule=rule,
        holiday_spans=holiday_spans,
        exceptions=tuple(p for p in periods if isinstance(p, DatedException)),
        yearly=tuple(p for p in periods if isinstance(p, YearlyException)),
        by_appointment=any(t.kind is Kind.APPOINTMENT for s in statements for t in s.what),
        text=text,
    )
    if hours.is_empty:
        raise UnclearError(Problem(0, len(text), _NOTHING))
    return hours


def _usual_rule(week: list[tuple[Minutes, ...]]) -> HolidayRule:
    """When nothing is said of holidays: the same all week holds then too, else like Sunday."""
    if week[0] and len(set(week)) == 1:
        return HolidayRule.AS_USUAL
    return HolidayRule.AS_SUNDAY if week[-1] else HolidayRule.CLOSED


def _spans_of(statement: Statement) -> tuple[Minutes, ...]:
    """The times of a statement, none when it says closed or by appointment."""
    kinds = {token.kind for token in statement.what} - {Kind.APPOINTMENT}
    if len(kinds) > 1:
        raise UnclearError(statement.problem(_MIXED))
    if kinds & {Kind.AS_USUAL, Kind.AS_SUNDAY}:
        raise UnclearError(statement.problem(_ONLY_HOLIDAYS))
    if kinds == {Kind.ALL_DAY}:
        return ((0, MINUTES_PER_DAY),)
    try:
        return checked_spans(tuple(t.times for t in statement.what if t.kind is Kind.TIMES))
    except ValueError as error:
        raise UnclearError(statement.problem(_MIXED)) from error


def _check_rest(statement: Statement) -> None:
    """ "ellers lukket" adds nothing; "øvrige dage 9-12" does not say which."""
    says_rest = any(token.kind is Kind.REST for token in statement.when)
    if says_rest and (len(statement.when) > 1 or _spans_of(statement)):
        raise UnclearError(statement.problem(_REST))


def _said_of_days(statements: Sequence[Statement]) -> list[_Days]:
    """What is said of weekdays; around the clock without a day means every day."""
    said = []
    for statement in statements:
        for span in statement.what[0].stretch:
            said.append(_Days(frozenset({span.weekday}), ((span.start, span.end),), statement))
        if not statement.when and statement.what[0].kind is Kind.ALL_DAY:
            said.append(_Days(EVERY_DAY, _spans_of(statement), statement))
        for token in statement.when:
            if token.kind is Kind.DAYS:
                said.append(_Days(token.days, _spans_of(statement), statement))
    return said


def _day(weekday: int, said: list[_Days]) -> tuple[Minutes, ...]:
    """The spans of one weekday."""
    when = f"{WEEKDAYS[weekday]}"
    about = [one for one in said if weekday in one.days]
    kept = [one for one in about if not _is_overridden(one, about, when)]
    for one, other in combinations(kept, 2):
        agree = one.spans == other.spans or (
            one.spans and other.spans and _lie_beside(one.spans, other.spans)
        )
        if not agree:
            raise UnclearError(
                max(one, other, key=lambda d: d.said.place).said.problem(_AGAIN.format(when=when))
            )
    return checked_spans(tuple({span for one in kept for span in one.spans}))


def _is_overridden(one: _Days, about: list[_Days], when: str) -> bool:
    """Whether something said of fewer days goes before it."""
    for other in about:
        if not other.days < one.days or (other.said.also and other.spans):
            continue
        if other.said.only or not other.spans or not _lie_beside(one.spans, other.spans):
            return True
        raise UnclearError(other.said.problem(_ALSO_OR_ONLY.format(when=when)))
    return False


def _lie_beside(spans: tuple[Minutes, ...], others: tuple[Minutes, ...]) -> bool:
    """Both open, and at no time together."""
    return bool(spans and others) and all(
        end <= other_start or other_end <= start
        for start, end in spans
        for other_start, other_end in others
    )


def _holidays(
    statements: Sequence[Statement],
) -> tuple[HolidayRule, tuple[Minutes, ...]] | None:
    """What is said of public holidays, None when nothing is."""
    found: set[tuple[HolidayRule, tuple[Minutes, ...]]] = set()
    for statement in statements:
        if any(token.kind is Kind.HOLIDAYS for token in statement.when):
            found.add(_holiday_rule(statement))
        if len(found) > 1:
            raise UnclearError(statement.problem(_AGAIN.format(when="helligdage")))
    return next(iter(found), None)


def _holiday_rule(statement: Statement) -> tuple[HolidayRule, tuple[Minutes, ...]]:
    rules = {Kind.AS_USUAL: HolidayRule.AS_USUAL, Kind.AS_SUNDAY: HolidayRule.AS_SUNDAY}
    kinds = {token.kind for token in statement.what} - {Kind.APPOINTMENT}
    for kind, rule in rules.items():
        if kinds == {kind} and len(statement.when) == 1:
            return rule, ()
    spans = _spans_of(statement)
    return (HolidayRule.OWN_HOURS if spans else HolidayRule.CLOSED), spans


def _periods(statements: Sequence[Statement]) -> list[Period]:
    """The dated and yearly exceptions; a shorter one may lie inside a longer one."""
    found: dict[Period, Period] = {}
    for statement in statements:
        for token in statement.when:
            if token.period is None:
                continue
            period = replace(token.period, spans=_spans_of(statement))
            if any(_collide(period, other) for other in found.values()):
                raise UnclearError(statement.problem(_AGAIN.format(when="de datoer")))
            found[token.period] = period
    return list(found.values())


def _collide(one: Period, other: Period) -> bool:
    """Neither lies inside the other, so none goes first; the same days must say the same."""
    if type(one) is not type(other):
        return False
    days, others = _dates(one), _dates(other)
    if days == others:
        return one.spans != other.spans
    return bool(days & others) and not (days < others or others < days)


def _dates(period: Period) -> set[date]:
    """Every day of a period, of a yearly one in a leap year."""
    if isinstance(period, DatedException):
        return {period.from_on + timedelta(days=i) for i in range(period.days)}
    first = date(LEAP_YEAR, 1, 1)
    year = (first + timedelta(days=i) for i in range(366))
    return {day for day in year if period.covers(day)}
