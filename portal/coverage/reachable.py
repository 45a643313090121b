"""Who can be reached when: a municipality's contacts and acute offers, with or without a domain.

Counted are the contacts (for a domain: those who cover it, and the central entrance), the acute
offers that are for it, and whom a route points to; each with a number and known hours, each once,
and a deputy in place of somebody absent. Not counted are the switchboard and the lines of the
region and the country: they are what remains.
"""

from collections.abc import Iterator
from datetime import date, datetime, time

from portal.answers.situation import Moment
from portal.coverage.kept import once_a_snapshot
from portal.coverage.week import Week, make_week
from portal.hours.clock import COPENHAGEN, merged
from portal.hours.model import Hours, Minutes
from portal.hours.status import open_minutes
from portal.models.freshness import CONTACT_KIND
from portal.models.vocabulary import ACUTE_KINDS
from portal.snapshot.reader import Snapshot
from portal.snapshot.records import EntryRecord, RouteRecord

NOON = time(12)


@once_a_snapshot
def week_of(snapshot: Snapshot, code: str, domain: str, monday: date) -> Week:
    """Return how many can be reached in a municipality; ``domain`` may be "" for any."""

    def spans_on(day: date) -> Iterator[tuple[Minutes, ...]]:
        for entry in list_present(snapshot, code, domain, day):
            yield open_minutes(entry.hours, day)

    return make_week(monday, spans_on)


@once_a_snapshot
def region_week(snapshot: Snapshot, domain: str, monday: date) -> Week:
    """Return in how many municipalities somebody can be reached."""

    def spans_on(day: date) -> Iterator[tuple[Minutes, ...]]:
        for code in snapshot.municipalities:
            entries = list_present(snapshot, code, domain, day)
            yield merged_minutes([entry.hours for entry in entries], day)

    return make_week(monday, spans_on)


def merged_minutes(all_hours: list[Hours], day: date) -> tuple[Minutes, ...]:
    """Return when at least one of them is open on a day."""
    return merged(span for hours in all_hours for span in open_minutes(hours, day))


def list_present(snapshot: Snapshot, code: str, domain: str, day: date) -> list[EntryRecord]:
    """Return who can be called in a municipality on a day, each once; absent ones left out."""
    moment = Moment(snapshot, datetime.combine(day, NOON, COPENHAGEN))
    routes = routes_on(snapshot, code, domain, day)
    targets = tuple(step.target for route in routes for step in route.steps if step.target)
    present: dict[str, EntryRecord] = {}
    for entry in list_known(snapshot, code, domain, targets):
        if not entry.is_valid_on(day):
            continue
        found = moment.find_deputy(entry) if entry.absence_on(day) else entry
        if found is not None and found.phone:
            present[found.key] = found
    return list(present.values())


@once_a_snapshot
def list_known(
    snapshot: Snapshot, code: str, domain: str, targets: tuple[str, ...]
) -> list[EntryRecord]:
    """Return whom the ladder knows in a municipality, before anybody's absence is asked about.

    ``targets`` are the keys that the municipality's routes point to.
    """
    domains = (domain,) if domain else ()
    acute = snapshot.list_entries(code, (), ACUTE_KINDS)
    known = [
        *snapshot.list_entries(code, domains, [CONTACT_KIND]),
        *(one for one in acute if not domain or not one.domains or domain in one.domains),
    ]
    municipality = snapshot.municipalities[code]
    if municipality.participates:
        keys = dict.fromkeys((f"contact:{municipality.central_contact_id}", *targets))
        found = (snapshot.find_entry(key) for key in keys)
        known += [one for one in found if one is not None]
    return known


def routes_on(snapshot: Snapshot, code: str, domain: str, day: date) -> list[RouteRecord]:
    """Return the route that holds for a domain on a day; without a domain all that hold."""
    domains = [domain] if domain else [*snapshot.domains]
    routes = [one for one in snapshot.list_routes(code, domains) if one.is_valid_on(day)]
    own = [route for route in routes if route.domain == domain]
    return own if domain and own else routes


def count_without_hours(snapshot: Snapshot, code: str, domain: str, day: date) -> int:
    """Return how many have a number but no fixed hours: not told, or by appointment only."""
    hours = [entry.hours for entry in list_present(snapshot, code, domain, day)]
    return sum(1 for one in hours if one.is_empty or (one.by_appointment and not one.spans))
