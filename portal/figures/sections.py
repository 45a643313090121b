"""The figures of the page, each a table: by municipality, by hour, by domain, by week."""

from collections.abc import Callable, Iterable

from portal.coverage.cells import count_covered, coverage_on
from portal.coverage.ordinary import monday_of, ordinary_day
from portal.figures.accuracy import drill_table
from portal.figures.queries import (
    ACUTE,
    CONTACTS,
    OFFERS,
    ROUTES,
    Confirmed,
    list_calls,
    list_confirmed,
    list_daily,
)
from portal.figures.questions import domains_table, questions_table
from portal.figures.reach import LEAST_CALLS, hour_of, reach_by, reach_of
from portal.figures.recording import COVERED, FRESH, REACH, REPORTS
from portal.figures.shares import Share
from portal.figures.tables import TOO_FEW, Cell, Table
from portal.figures.turnout import turnout_table
from portal.figures.wanted import ALL, OUTSIDE, Wanted
from portal.models.base import utc_now
from portal.models.figures import EVERYWHERE
from portal.reports.queries import measure_handling


def reach_table(wanted: Wanted) -> Table:
    """Return the reach rate of each municipality."""
    calls = list_calls(wanted.period.since)
    reach = reach_by(calls, lambda call: call.municipality)
    names = wanted.names | {EVERYWHERE: OUTSIDE}
    rows: list[list[Cell]] = [
        [name, reach[code], reach[code].whole, reach[code].part]
        for code, name in names.items()
        if code in reach
    ]
    total = reach_of(calls)
    return Table(
        "opkald",
        "Fik brobyggerne fat i nogen?",
        ["Kommune", "Andel", "Opkald", "Fik fat i nogen"],
        [*rows, [ALL, total, total.whole, total.part]] if rows else [],
        "Nogen er truffet, når opkaldet blev overtaget, endte det forkerte sted eller blev vist "
        "videre; ikke ved intet svar eller dødt nummer. Intervallet er 95 % (Wilson). Under "
        f"{LEAST_CALLS} opkald vises ingen andel.",
        TOO_FEW,
    )


def hours_table(wanted: Wanted) -> Table:
    """Return the reach rate by the hour of the day, of the municipality chosen or of all."""
    code = wanted.chosen.code if wanted.chosen else None
    calls = [c for c in list_calls(wanted.period.since) if code in (None, c.municipality)]
    reach = reach_by(calls, hour_of)
    rows: list[list[Cell]] = [
        [f"{hour}-{hour + 1}", reach[hour], reach[hour].whole, reach[hour].part]
        for hour in sorted(reach)
    ]
    return Table(
        "timer",
        f"Hvornår på dagen træffes nogen? ({wanted.place})",
        ["Klokken", "Andel", "Opkald", "Fik fat i nogen"],
        rows,
        "Dansk tid. Timer uden opkald er ikke med.",
        TOO_FEW,
    )


def freshness_table(wanted: Wanted) -> Table:
    """Return how much is confirmed in time, in all and by kind."""
    confirmed = list_confirmed(utc_now())
    names = wanted.names | {EVERYWHERE: OUTSIDE}

    def row(name: str, of_place: Iterable[Confirmed]) -> list[Cell]:
        shares = {kind: Share(0, 0) for kind in (ACUTE, CONTACTS, ROUTES, OFFERS)}
        for one in of_place:
            shares[one.kind] += Share(one.fresh, one.whole)
        total = sum(shares.values(), Share(0, 0))
        return [name, total, total.whole, *shares.values()]

    rows = [
        row(name, [one for one in confirmed if one.municipality == code])
        for code, name in names.items()
    ]
    return Table(
        "friskhed",
        "Er oplysningerne bekræftet i tide?",
        ["Kommune", "I tide", "Oplysninger", "Akutte", "Kontakter", "Veje", "Andre tilbud"],
        [*[one for one in rows if one[2]], row(ALL, confirmed)] if confirmed else [],
        "Fristen afhænger af, hvor galt det går, når noget er forkert. Som det er nu.",
    )


def coverage_table(wanted: Wanted) -> Table:
    """Return for how many of the domains each municipality has something."""
    coverage = coverage_on(wanted.snapshot, ordinary_day(wanted.period.today))
    shares = {code: Share(*count_covered(cells.values())) for code, cells in coverage.items()}
    rows: list[list[Cell]] = [
        [name, shares[code], shares[code].part, shares[code].whole - shares[code].part]
        for code, name in wanted.names.items()
        if code in shares and shares[code].whole
    ]
    total = sum(shares.values(), Share(0, 0))
    return Table(
        "daekning",
        "Er der nogen for hvert problemområde?",
        ["Kommune", "Andel", "Dækkede områder", "Huller"],
        [*rows, [ALL, total, total.part, total.whole - total.part]] if rows else [],
        "Dækket er et område med en vej, en kontaktperson eller et akuttilbud. Som det er nu.",
    )


def reports_table(wanted: Wanted) -> Table:
    """Return how many reports are open, and how long the closed ones took."""
    since = wanted.period.since

    def row(name: str, municipality_id: int | None) -> list[Cell]:
        taken = measure_handling(municipality_id, since)
        return [name, taken.open_now, taken.closed, taken.median, taken.slowest_tenth]

    rows = [row(one.name, one.id) for one in wanted.municipalities]
    total = row(ALL, None)
    return Table(
        "meldinger",
        "Hvor hurtigt bliver fejl rettet?",
        ["Kommune", "Åbne nu", "Lukket", "Median", "9 af 10 inden"],
        [*[one for one in rows if one[1] or one[2]], total] if total[1] or total[2] else [],
        "Tiden er fra fejlen meldes, til den er rettet eller afvist.",
    )


def history_table(wanted: Wanted) -> Table:
    """Return the figures week by week: calls of the whole week, the rest as on its last day."""
    code = wanted.chosen.code if wanted.chosen else EVERYWHERE
    weeks: dict[object, dict[str, Share]] = {}
    for one in list_daily(code, wanted.period.first_on):
        week = weeks.setdefault(monday_of(one.day_on), {})
        share = Share(one.part, one.whole)
        if one.name == REACH:
            reach = Share(one.part, one.whole, LEAST_CALLS, is_sample=True)
            week[REACH] = week[REACH] + reach if REACH in week else reach
        else:
            week[one.name] = share
    rows = [history_row(monday, week) for monday, week in weeks.items()]
    return Table(
        "udvikling",
        f"Bliver det bedre? ({wanted.place})",
        ["Ugen fra", "Bekræftet i tide", "Dækket", "Fik fat i nogen", "Åbne fejl"],
        rows,
        "Skrives ned en gang i døgnet.",
        TOO_FEW,
    )


def history_row(monday: object, week: dict[str, Share]) -> list[Cell]:
    open_reports = week[REPORTS].part if REPORTS in week else None
    return [monday, week.get(FRESH), week.get(COVERED), week.get(REACH), open_reports]  # type: ignore[list-item]


SECTIONS: dict[str, Callable[[Wanted], Table]] = {
    "opkald": reach_table,
    "timer": hours_table,
    "friskhed": freshness_table,
    "daekning": coverage_table,
    "meldinger": reports_table,
    "spoergsmaal": questions_table,
    "omraader": domains_table,
    "udvikling": history_table,
    "fremmoede": lambda wanted: turnout_table(wanted.period),
    "stikproeve": lambda _wanted: drill_table(),
}
"""The figures by their names in addresses, in the order of the page."""
