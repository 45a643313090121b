"""Who should sit at the table, by municipality and domains, with those who hold the seats today."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from portal.contacts.queries import list_contacts_serving
from portal.handover_routes.queries import list_routes_for
from portal.models.contact import Contact
from portal.models.domain import Domain
from portal.models.handover_route import HandoverRoute
from portal.models.meeting_vocabulary import MeetingPurpose, MeetingRole
from portal.models.municipality import Municipality
from portal.models.offer import Offer
from portal.models.vocabulary import OfferKind, Preference, Sector
from portal.municipalities.queries import list_contacts_in
from portal.network_meetings.planning.seats import Seat, contact_seat, free_seat, offer_seat
from portal.offers.queries import list_offers_serving

PSYCHIATRIC_DOMAINS = frozenset({"psykisk_sygdom", "angst", "selvmord", "selvskade"})
PSYCHIATRY = "psykiatri"
VOLUNTARY_CENTRE = "frivilligcenter"
DOCTOR = "læge"
PURPOSES = {
    "hyppige_opkald": MeetingPurpose.FREQUENT_CALLS,
    "udskrivning": MeetingPurpose.DISCHARGE,
}


def propose_seats(municipality: Municipality, domains: Sequence[Domain], today: date) -> list[Seat]:
    """Return the seats of a meeting in the order of the table; nobody sits twice.

    "Skal med" are the citizen, the central entrance and one contact of each domain. What is ticked
    beside them are those in the routes; the rest is there to be chosen.
    """
    citizen = replace(free_seat(MeetingRole.CITIZEN), is_required=True, is_ticked=True)
    routes = list_routes_for(municipality, domains, today)
    seats = [
        propose_entrance(municipality, today),
        *propose_domain_contacts(municipality, domains, routes, today),
        *propose_staff(routes, today),
        *propose_psychiatry(municipality, domains, today),
        free_seat(MeetingRole.GENERAL_PRACTITIONER),
        propose_voluntary_centre(municipality),
    ]
    return [citizen, free_seat(MeetingRole.SUPPORT_PERSON), *without_doubles(seats)]


def propose_purpose(domains: Iterable[Domain]) -> MeetingPurpose:
    """Return the purpose that the domains suggest."""
    found = (PURPOSES[domain.code] for domain in domains if domain.code in PURPOSES)
    return next(found, MeetingPurpose.SHARED_PLAN)


def propose_entrance(municipality: Municipality, today: date) -> Seat:
    """Return the central entrance; where there is none, the municipality by its own address."""
    contact = municipality.central_contact
    if contact is not None and is_in_use(contact, today):
        seat = contact_seat(MeetingRole.CENTRAL_ENTRANCE, contact, today)
        return replace(seat, is_required=True)
    return replace(
        free_seat(MeetingRole.CENTRAL_ENTRANCE, municipality=municipality),
        is_required=True,
        is_ticked=True,
    )


def propose_domain_contacts(
    municipality: Municipality,
    domains: Sequence[Domain],
    routes: Sequence[HandoverRoute],
    today: date,
) -> Iterator[Seat]:
    """Yield the contacts of each domain, the first of each "skal med", or a seat to be filled."""
    contacts = [one for one in list_contacts_in(municipality) if is_in_use(one, today)]
    for domain in domains:
        known = [one for one in contacts if domain in one.domains]
        steps = list_step_contacts(routes, domain, today)
        in_order = dict.fromkeys([*(one for one in steps if one in known), *steps, *known])
        if not in_order:
            yield missing_contact_seat(municipality, domain)
        others = [one for one in in_order if one is not municipality.central_contact]
        for place, contact in enumerate(others or in_order):
            seat = contact_seat(MeetingRole.DOMAIN_CONTACT, contact, today)
            is_ticked = place == 0 or contact in steps
            yield replace(seat, is_required=place == 0, is_ticked=is_ticked)


def list_step_contacts(
    routes: Iterable[HandoverRoute], domain: Domain, today: date
) -> list[Contact]:
    """Return the contacts in the steps of a domain's own route, unless it leads to the staff."""
    return [
        step.contact
        for route in routes
        if route.domain_id == domain.id and route.preference != Preference.STAFF_NEAR_CITIZEN
        for step in route.steps
        if step.contact is not None and is_in_use(step.contact, today)
    ]


def missing_contact_seat(municipality: Municipality, domain: Domain) -> Seat:
    """Return the seat of a domain for which the directory knows nobody."""
    function = f"Fagperson for {domain.name.lower()}"
    return replace(
        free_seat(MeetingRole.DOMAIN_CONTACT, function, municipality),
        is_required=True,
        is_ticked=True,
    )


def propose_staff(routes: Iterable[HandoverRoute], today: date) -> Iterator[Seat]:
    """Yield whom the routes name where a municipality wants contact with the staff itself."""
    role = MeetingRole.STAFF_NEAR_CITIZEN
    for route in routes:
        if route.preference != Preference.STAFF_NEAR_CITIZEN:
            continue
        for step in route.steps:
            if step.contact is not None and is_in_use(step.contact, today):
                yield contact_seat(role, step.contact, today)
            elif step.offer is not None and not step.offer.is_archived:
                yield offer_seat(role, step.offer)
            elif step.free_function and DOCTOR not in step.free_function.casefold():
                yield free_seat(role, step.free_function)


def propose_psychiatry(
    municipality: Municipality, domains: Sequence[Domain], today: date
) -> Iterator[Seat]:
    """Yield one seat of psychiatry where a domain asks for it: who knows the domains best."""
    if not any(domain.code in PSYCHIATRIC_DOMAINS for domain in domains):
        return
    role = MeetingRole.PSYCHIATRY
    contacts = [
        one
        for one in list_contacts_serving(municipality, Sector.REGIONAL)
        if PSYCHIATRY in one.organisation.full_name.casefold() and is_in_use(one, today)
    ]
    if contacts:
        best = max(contacts, key=lambda one: sum(domain in domains for domain in one.domains))
        yield contact_seat(role, best, today)
        return
    offers = list_offers_serving(municipality, OfferKind.SOCIAL_PSYCHIATRY)
    yield ticked_with_address(offer_seat(role, offers[0])) if offers else free_seat(role)


def propose_voluntary_centre(municipality: Municipality) -> Seat:
    """Return the voluntary centre that serves a municipality, or a seat to be filled."""
    role = MeetingRole.VOLUNTARY_CENTRE
    offers = list_offers_serving(municipality, OfferKind.VOLUNTARY)
    centres = (offer for offer in offers if is_voluntary_centre(offer))
    centre = next(centres, None)
    return ticked_with_address(offer_seat(role, centre)) if centre else free_seat(role)


def is_voluntary_centre(offer: Offer) -> bool:
    """Say whether an offer is a voluntary centre, by its name or its organisation's."""
    return VOLUNTARY_CENTRE in f"{offer.name} {offer.organisation.full_name}".casefold()


def ticked_with_address(seat: Seat) -> Seat:
    """Return a seat that is ticked only when it can be asked by mail."""
    return replace(seat, is_ticked=bool(seat.email))


def is_in_use(contact: Contact, today: date) -> bool:
    """Say whether a contact is valid today and not archived."""
    has_begun = contact.valid_from_on is None or contact.valid_from_on <= today
    goes_on = contact.valid_to_on is None or today <= contact.valid_to_on
    return has_begun and goes_on and not contact.is_archived


def without_doubles(seats: Iterable[Seat]) -> list[Seat]:
    """Return the seats without those whose holder already has one; the first role counts.

    One that has to be there in a later role has to be there.
    """
    kept: dict[str, Seat] = {}
    for place, seat in enumerate(seats):
        key = f"free:{place}" if seat.is_free else seat.source
        first = kept.setdefault(key, seat)
        if first is not seat:
            kept[key] = replace(
                first,
                is_required=first.is_required or seat.is_required,
                is_ticked=first.is_ticked or seat.is_ticked,
                remark=first.remark or seat.remark,
            )
    return list(kept.values())
