"""The call ladder: which sections an answer has, in which order, and what stands in each.

1. Danger to life: 1-1-2, and the acute offers above everything.
2. Several domains: contacts that cover more than one of them.
3. What was asked for by kind ("akuttelefon"), unless the route begins with it.
4. The routes that apply: the domain's, else the municipality's for all others.
5. What is called by the words that nothing explained ("gnisten horsens").
6. Acute offers that may be open, contacts, other offers, the switchboard.
7. The region's and the country's lines.

A municipality that does not take part has no route: its switchboard comes first. Everything stands
once, in its first place, with the reasons of all its places.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime

from portal.answers.answer import WIDER, Answer, Section
from portal.answers.lines import (
    about_domains,
    emergency_line,
    entry_line,
    find_switchboard,
    route_lines,
)
from portal.answers.notices import list_notices, municipality_name
from portal.answers.once import each_once
from portal.answers.rules import order
from portal.answers.situation import MOST_FOUND, Found, Situation, find_moment
from portal.answers.understanding.question import Question
from portal.hours.status import OpenState
from portal.models.freshness import CONTACT_KIND, ROUTE_KIND, SWITCHBOARD_KIND
from portal.models.vocabulary import ACUTE_KINDS, OfferKind, Sector
from portal.snapshot.reader import EVERYWHERE, Snapshot
from portal.snapshot.records import EntryRecord, RouteRecord
from portal.text.tokens import tokenize

LONGEST_SECTION = 8
MOST_OF_A_NAME = 5
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

    Who asks the same within the minute gets the same sections: do not change their lines.
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
    """Return the sections and the notices of an answer, as found before in the same minute."""
    known, meaning = situation.moment.found, situation.meaning
    found = known.get(meaning)
    if found is None:
        sections = tuple(each_once(list_sections(situation)))
        found = sections, tuple(list_notices(situation))
        if len(known) >= MOST_FOUND:
            known.clear()
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
            yield Section("route", f"{title} om {about}" if about else title, lines, route)


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
    wanted = [kind for kind in kinds if kind not in {SWITCHBOARD_KIND, ROUTE_KIND}]
    if not wanted:
        return
    local = list_local(situation, (), wanted)
    entries = [entry for entry in local if entry.phone or entry.kind in ACUTE_KINDS]
    if not entries and not situation.domains:
        entries = list_wider(situation, (), wanted)
    yield section(situation, "asked", "Det, du spurgte efter", entries)


def named_section(situation: Situation) -> Iterator[Section]:
    """Yield the few that are called by the words nothing else explained: "gnisten horsens"."""
    rest = situation.question.rest
    words = [token.folded for token in tokenize(rest) if token.folded in situation.snapshot.words]
    if not words:
        return
    municipality = situation.question.municipality
    named = situation.snapshot.list_named(words, municipality, MOST_OF_A_NAME)
    shown = [entry for entry in named if entry.type != "organisation"]
    yield section(situation, "named", f"Svarer til »{rest}«", shown)


def shared_section(situation: Situation) -> Iterator[Section]:
    """Yield the contacts that cover more than one of the domains asked about."""
    wanted = set(situation.domains)
    contacts = list_local(situation, situation.domains, [CONTACT_KIND])
    shared = [contact for contact in contacts if len(wanted & set(contact.domains)) > 1]
    yield section(situation, "shared", "Dækker flere af områderne", shared)


def acute_section(situation: Situation) -> Iterator[Section]:
    """Yield the acute offers that are open, or may be."""
    entries = [e for e in list_local(situation, (), ACUTE_KINDS) if helps_with(e, situation)]
    open_ones = [e for e in entries if not is_closed(e, situation)]
    yield section(situation, "acute", "Akut hjælp nu", open_ones)


def contact_section(situation: Situation) -> Iterator[Section]:
    """Yield the central entrance and the contacts of the domains."""
    municipality = situation.municipality
    if municipality is None:
        return
    contacts = list_local(situation, situation.domains, [CONTACT_KIND])
    central = situation.snapshot.find_entry(f"contact:{municipality.central_contact_id}")
    if central and municipality.participates and central not in contacts:
        contacts.append(central)
    yield section(situation, "contacts", f"Kontaktpersoner i {municipality.full_name}", contacts)


def offer_section(situation: Situation) -> Iterator[Section]:
    """Yield the domains' other offers, and the acute ones that are closed now."""
    acute = list_local(situation, situation.domains, ACUTE_KINDS)
    closed = [entry for entry in acute if is_closed(entry, situation)]
    about = about_domains([*situation.domains], situation)
    if situation.domains:
        others = list_local(situation, situation.domains, set(OfferKind) - ACUTE_KINDS)
        yield section(situation, "offers", f"Andre tilbud om {about}", [*others, *closed])
    else:
        yield section(situation, "offers", "Akut hjælp, der åbner senere", closed)


def switchboard_section(situation: Situation) -> Iterator[Section]:
    """Yield the municipality's switchboard."""
    switchboard = find_switchboard(situation.question.municipality or "", situation)
    if switchboard and switchboard.phones:
        yield section(situation, "switchboard", "Kommunens hovednummer", [switchboard])


def wider_section(situation: Situation) -> Iterator[Section]:
    """Yield the lines of the region and the country, outside the region only the country's."""
    found = list_wider(situation, situation.domains, () if situation.domains else FOR_EVERY_DOMAIN)
    found += list_wider(situation, (), [OfferKind.DOCTOR_ON_CALL])
    if not found:
        found = list_wider(situation, (), FOR_EVERY_DOMAIN)
    each = {entry.key: entry for entry in found}
    yield section(situation, WIDER, "Regionen og hele landet", each.values())


def list_local(
    situation: Situation, domains: Iterable[str], kinds: Iterable[str]
) -> list[EntryRecord]:
    """Return what the municipality has itself, or is served by from outside."""
    if situation.municipality is None:
        return []
    return [*situation.snapshot.list_entries(situation.municipality.code, domains, kinds)]


def list_wider(
    situation: Situation, domains: Iterable[str], kinds: Iterable[str]
) -> list[EntryRecord]:
    """Return what serves the whole region or country and has a number.

    For a place outside the region, only what serves the country.
    """
    entries = situation.snapshot.list_entries(EVERYWHERE, domains, kinds)
    is_outside = situation.question.outside_region
    return [e for e in entries if e.phone and not (is_outside and e.sector == Sector.REGIONAL)]


def helps_with(entry: EntryRecord, situation: Situation) -> bool:
    """Say whether an acute offer is for what was asked about."""
    if not situation.domains or entry.kind in FOR_EVERY_DOMAIN:
        return True
    return not entry.domains or not set(entry.domains).isdisjoint(situation.domains)


def is_closed(entry: EntryRecord, situation: Situation) -> bool:
    return situation.moment.candidate(entry).status.state is OpenState.CLOSED


def section(situation: Situation, code: str, title: str, entries: Iterable[EntryRecord]) -> Section:
    """Return a section of entries as the rules order them."""
    candidates = order(situation.moment.list_candidates(entries), situation)[:LONGEST_SECTION]
    return Section(code, title, [entry_line(one, situation) for one in candidates])
