"""The call ladder: which sections an answer has, in which order, and what stands in each.

1. Danger to life: 1-1-2, and the acute offers above everything. Thoughts of suicide: the acute
   offers first while nobody on the route is open, the region's and the country's lines among them.
2. Several domains: contacts that cover more than one of them.
3. What was asked for by kind ("akuttelefon"), unless the route begins with it.
4. The routes that apply: the domain's, else the municipality's for all others.
5. What is called by the words that nothing explained ("gnisten horsens").
6. Acute offers that may be open, contacts, other offers, the switchboard.
7. The region's and the country's lines.

A municipality that does not take part has no route: its switchboard comes first. Everything stands
once, in its first place, with the reasons of all its places.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from portal.answers.answer import WIDER, Answer, Line, Section
from portal.answers.lines import (
    about_domains,
    emergency_line,
    entry_line,
    find_switchboard,
    route_lines,
)
from portal.answers.naming import list_called
from portal.answers.notices import DOMAINS_OF_LIFE, list_notices, municipality_name, touches_life
from portal.answers.once import each_once
from portal.answers.picking import Also, IsWanted, Kinds, Picker, pick
from portal.answers.rules import covers_words, order
from portal.answers.situation import MOST_FOUND, Candidate, Found, Situation, find_moment
from portal.answers.understanding.question import Question
from portal.answers.wanted import (
    can_be_asked_for,
    has_national_number,
    has_number,
    is_any,
    is_ordinary_or_closed,
    may_be_open,
    may_be_open_nationally,
)
from portal.models.freshness import CONTACT_KIND, SWITCHBOARD_KIND
from portal.models.vocabulary import ACUTE_KINDS, OfferKind
from portal.snapshot.listings import ANY_DOMAIN, NO_DOMAIN
from portal.snapshot.reader import EVERYWHERE, Snapshot
from portal.snapshot.records import EntryRecord, RouteRecord

CONTACTS = frozenset({CONTACT_KIND})
OFFERS = frozenset(OfferKind)
ALL_KINDS = CONTACTS | OFFERS
DOCTORS = frozenset({OfferKind.DOCTOR_ON_CALL})
FOR_EVERY_DOMAIN = frozenset(
    {
        OfferKind.ACUTE_PHONE,
        OfferKind.ACUTE_TEAM,
        OfferKind.SOCIAL_DUTY,
        OfferKind.DOCTOR_ON_CALL,
    }
)
"""Acute kinds that help whatever the problem is; the others only in their own domains."""


def answer(question: Question, at: datetime, snapshot: Snapshot) -> Answer:
    """Return the answer to a question at an instant (aware), from the snapshot alone.

    Who asks the same meanwhile (:class:`Moment`) gets the same sections: do not change their lines.
    """
    situation = Situation(question, find_moment(snapshot, at))
    sections, notices = find(situation)
    return Answer(
        question=question,
        at=at,
        as_of=snapshot.built_at,
        municipality=situation.municipality,
        municipality_name=municipality_name(situation),
        sections=sections,
        notices=notices,
    )


def find(situation: Situation) -> Found:
    """Return the sections and the notices of an answer, as found before in the same moment."""
    known, meaning = situation.moment.found, situation.meaning
    found = known.get(meaning)
    if found is None:
        sections = tuple(each_once(list_sections(situation)))
        found = sections, tuple(list_notices(situation))
        if len(known) >= MOST_FOUND:
            known.popitem()  # the last: the first are those that were thought of ahead
        known[meaning] = found
    return found


def list_sections(situation: Situation) -> Iterator[Section]:
    """Yield the sections in order, before what stands twice is left out."""
    if situation.question.urgent:
        yield Section("emergency", "Fare for liv", [emergency_line()])
        yield from acute_section(situation)
    if len(situation.domains) > 1:
        yield from shared_section(situation)
    routes = [*route_sections(situation)]
    if touches_life(situation) and not any(line.status.is_open for line in lines_of(routes)):
        yield from acute_section(situation)
    asked = [*asked_section(situation)]
    begins_with_asked = routes and routes[0].lines[0].kind in situation.question.kinds
    yield from [*routes, *asked] if begins_with_asked else [*asked, *routes]
    yield from named_section(situation)
    if situation.municipality and not situation.municipality.participates:
        yield from switchboard_section(situation)
    yield from acute_section(situation)
    yield from contact_section(situation)
    yield from offer_section(situation)
    yield from switchboard_section(situation)
    yield from wider_section(situation)


def lines_of(sections: Iterable[Section]) -> Iterator[Line]:
    return (line for section in sections for line in section.lines)


def route_sections(situation: Situation) -> Iterator[Section]:
    """Yield a section for each route that applies and has a step left."""
    municipality = situation.municipality
    if municipality is None or not municipality.participates:
        return
    for route, codes in routes_that_apply(situation):
        about = about_domains(codes, situation)
        lines = route_lines(route, about, situation)
        if lines:
            title = f"Sådan vil {municipality.full_name} kontaktes"
            title = f"{title} om {about}" if about else title
            yield Section("route", title, lines, route, implied_by(codes, situation))


def routes_that_apply(situation: Situation) -> list[tuple[RouteRecord, list[str]]]:
    """Return the valid routes, each with the domains asked about that it is for."""
    code = situation.question.municipality or ""
    routes = situation.snapshot.list_routes(code, situation.domains)
    valid = {route.domain: route for route in routes if route.is_valid_on(situation.day)}
    applying: dict[int, tuple[RouteRecord, list[str]]] = {}
    for domain in situation.domains or ("",):
        route = valid.get(domain) or valid.get("")
        if route is not None:
            codes = applying.setdefault(route.id, (route, []))[1]
            codes.extend([domain] if domain else [])
    return list(applying.values())


def asked_section(situation: Situation) -> Iterator[Section]:
    """Yield what was asked for by kind: the municipality's own, else the region's and country's.

    Neither the country's lines nor ordinary offers without a number go before the way in which
    the municipality wants to be contacted about a domain.
    """
    kinds = situation.question.kinds
    if SWITCHBOARD_KIND in kinds:
        yield from switchboard_section(situation)
    wanted = ALL_KINDS & set(kinds)
    if not wanted:
        return
    found = pick_local(situation, wanted, can_be_asked_for, also={ANY_DOMAIN: wanted})
    if not found and not situation.domains:
        found = pick_wider(situation, also={ANY_DOMAIN: wanted})
    yield section(situation, "asked", "Det, du spurgte efter", found)


def named_section(situation: Situation) -> Iterator[Section]:
    """Yield the few that are called by the words nothing else explained: "gnisten horsens"."""
    called = [entry for entry in list_called(situation) if entry.type != "organisation"]
    title = f"Svarer til »{situation.question.rest}«"
    yield section(situation, "named", title, order(called, situation))


def shared_section(situation: Situation) -> Iterator[Section]:
    """Yield the contacts that cover more than one of the domains asked about."""
    if situation.municipality is not None:
        picker = Picker(situation, is_any)
        picker.add_shared(situation.municipality.code, CONTACTS)
        yield section(situation, "shared", "Dækker flere af områderne", picker.pick())


def acute_section(situation: Situation) -> Iterator[Section]:
    """Yield the acute offers that are open, or may be.

    Where life may be in danger, the region's and the country's lines for that are among them.
    """
    is_outside = situation.question.outside_region
    picker = Picker(situation, may_be_open_nationally if is_outside else may_be_open)
    if situation.municipality is not None:
        also: Also = {ANY_DOMAIN: ACUTE_KINDS}
        if situation.domains:
            also = {NO_DOMAIN: ACUTE_KINDS, ANY_DOMAIN: FOR_EVERY_DOMAIN}
        picker.add(situation.municipality.code, ACUTE_KINDS, also)
    for domain in situation.domains:
        if domain in DOMAINS_OF_LIFE:
            picker.add_listing(EVERYWHERE, domain, ACUTE_KINDS, covers=1)
    yield section(situation, "acute", "Akut hjælp", picker.pick())


def contact_section(situation: Situation) -> Iterator[Section]:
    """Yield the central entrance and the contacts of the domains."""
    municipality = situation.municipality
    if municipality is None:
        return
    central = situation.snapshot.find_entry(f"contact:{municipality.central_contact_id}")
    found = pick_local(
        situation,
        CONTACTS,
        is_any,
        also={} if situation.domains else {ANY_DOMAIN: CONTACTS},
        entry=central if municipality.participates else None,
    )
    yield section(situation, "contacts", f"Kontaktpersoner i {municipality.full_name}", found)


def offer_section(situation: Situation) -> Iterator[Section]:
    """Yield the domains' other offers, and the acute ones that are closed now."""
    about = about_domains([*situation.domains], situation)
    if situation.domains:
        found = pick_local(situation, OFFERS, is_ordinary_or_closed, also={})
        yield section(situation, "offers", f"Andre tilbud om {about}", found)
    else:
        also = {ANY_DOMAIN: ACUTE_KINDS}
        found = pick_local(situation, ACUTE_KINDS, is_ordinary_or_closed, also)
        yield section(situation, "offers", "Akut hjælp, der åbner senere", found)


def switchboard_section(situation: Situation) -> Iterator[Section]:
    """Yield the municipality's switchboard."""
    switchboard = find_switchboard(situation.question.municipality or "", situation)
    if switchboard and switchboard.phones:
        found = order([switchboard], situation)
        yield section(situation, "switchboard", "Kommunens hovednummer", found)


def wider_section(situation: Situation) -> Iterator[Section]:
    """Yield the lines of the region and the country, outside the region only the country's."""
    found = []
    if situation.domains:
        found = pick_wider(situation, also={ANY_DOMAIN: DOCTORS})
    if not found:
        found = pick_wider(situation, also={ANY_DOMAIN: FOR_EVERY_DOMAIN})
    yield section(situation, WIDER, "Regionen og hele landet", found)


def pick_local(
    situation: Situation,
    kinds: Kinds,
    is_wanted: IsWanted,
    also: Also,
    entry: EntryRecord | None = None,
) -> list[Candidate]:
    """Return the first that the municipality has itself, or is served by from outside."""
    if situation.municipality is None:
        return []
    return pick(situation, situation.municipality.code, kinds, is_wanted, also, entry)


def pick_wider(situation: Situation, also: Also) -> list[Candidate]:
    """Return the first that serve the whole region or country and have a number.

    For a place outside the region, only those that serve the country.
    """
    is_outside = situation.question.outside_region
    is_wanted = has_national_number if is_outside else has_number
    return pick(situation, EVERYWHERE, ALL_KINDS, is_wanted, also)


def section(situation: Situation, code: str, title: str, found: Iterable[Candidate]) -> Section:
    """Return a section of candidates in order."""
    lines = [entry_line(one, situation) for one in found]
    return Section(code, title, lines, implied=implied_by(situation.domains, situation))


def implied_by(codes: Sequence[str], situation: Situation) -> str:
    """Return the reason that a title with one domain says already."""
    return covers_words(codes, situation) if len(codes) == 1 else ""
