"""The acute offers that citizens may use, with nothing in them that is not for citizens."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from portal.hours.status import OpenState, OpenStatus, open_status
from portal.models.vocabulary import ACUTE_KINDS, Audience, Callers, OfferKind
from portal.snapshot.reader import EVERYWHERE, Snapshot
from portal.snapshot.records import EntryRecord

FOR_CITIZENS = frozenset({Callers.CITIZEN.value, Callers.BOTH.value})


@dataclass(frozen=True)
class PublicOffer:
    """What a citizen is shown of an offer. A field that is not here cannot leak.

    Contact persons, notes, ways of referral and numbers for professionals are left out; the address
    is None where it is hidden, as a crisis centre's is.
    """

    name: str
    kind: OfferKind
    organisation: str
    phone: str | None
    status: OpenStatus
    hours_note: str
    target_group: str
    address: str | None
    web: str
    is_local: bool
    is_demo: bool
    confirmed_at: datetime | None
    source_date: str


def list_public_offers(
    snapshot: Snapshot, municipality: str | None, domain: str | None, at: datetime
) -> list[PublicOffer]:
    """Return the acute offers a citizen may use at an instant: open ones first, near ones first.

    Without a municipality only those for everybody, wherever they live. An offer that names no
    domain is there for all of them. Each number stands there once.
    """
    places = [municipality, EVERYWHERE] if municipality else [EVERYWHERE]
    records = [
        record
        for place in places
        for record in snapshot.list_entries(place, (), sorted(ACUTE_KINDS))
        if domain is None or not record.domains or domain in record.domains
    ]
    offers = [public_offer(record, at) for record in records if is_for_citizens(record)]
    best: dict[str, PublicOffer] = {}
    for offer in sorted(offers, key=lambda offer: urgency(offer, at)):
        best.setdefault(offer.phone or offer.name, offer)
    return list(best.values())


def is_for_citizens(record: EntryRecord) -> bool:
    """Say whether citizens may call; where nobody has said so, they may not be sent there."""
    has_way_in = bool(public_phone(record)) or bool(record.address and not record.is_address_hidden)
    return record.type == "offer" and record.callers in FOR_CITIZENS and has_way_in


def public_offer(record: EntryRecord, at: datetime) -> PublicOffer:
    """Return the part of an offer that anybody may see."""
    return PublicOffer(
        name=record.function,
        kind=OfferKind(record.kind),
        organisation=record.organisation,
        phone=public_phone(record),
        status=open_status(record.hours, at),
        hours_note=record.hours_note,
        target_group=record.target_group,
        address=None if record.is_address_hidden else record.address or None,
        web=record.web,
        is_local=bool(record.municipality or record.serves),
        is_demo=record.is_demo,
        confirmed_at=record.confirmed_at,
        source_date=record.source_date,
    )


def public_phone(record: EntryRecord) -> str | None:
    """Return the first number that is not for professionals only."""
    numbers: Iterable[str] = (
        phone.number for phone in record.phones if phone.audience == Audience.PUBLIC
    )
    return next(iter(numbers), None)


def urgency(offer: PublicOffer, at: datetime) -> tuple[object, ...]:
    """Return the order: open now, unknown hours, what opens first; with a number, then near."""
    waits = {OpenState.OPEN: 0, OpenState.UNKNOWN: 1, OpenState.BY_APPOINTMENT: 2}
    opens_at = offer.status.opens_at or datetime.max.replace(tzinfo=at.tzinfo)
    return (
        waits.get(offer.status.state, 3),
        offer.phone is None,
        not offer.is_local,
        opens_at if offer.status.state == OpenState.CLOSED else at,
        -(offer.confirmed_at.date() if offer.confirmed_at else date.min).toordinal(),
        offer.name,
    )
