"""From the tables' rows to the snapshot's records."""

import hashlib
import json
from functools import lru_cache
from typing import Any, TypedDict

from sqlalchemy import Row

from portal.hours.model import Hours
from portal.models.freshness import CONTACT_KIND, SWITCHBOARD_KIND
from portal.models.handover_route import HandoverRoute, RouteStep
from portal.models.municipality import Municipality
from portal.models.organisation import Organisation
from portal.models.vocabulary import Audience
from portal.snapshot.records import (
    EntryRecord,
    MunicipalityRecord,
    Number,
    RouteRecord,
    StepRecord,
    write_hours,
)
from portal.snapshot.tables import Surroundings, municipality_code


def contact_record(contact: Row[Any], around: Surroundings) -> EntryRecord:
    """Return a contact as the snapshot holds it."""
    unit = around.units[contact.organisation_id]
    return EntryRecord(
        type="contact",
        id=contact.id,
        kind=CONTACT_KIND,
        function=contact.function,
        name=contact.name or "",
        organisation=unit.full_name,
        sector=unit.sector,
        municipality=unit.municipality,
        serves=unit.serves,
        domains=around.contact_domains.get(contact.id, ()),
        phones=around.contact_phones.get(contact.id, ()),
        secure_mail=contact.secure_mail or "",
        **read_week(contact.hours),
        absences=around.absences.get(contact.id, ()),
        deputy_id=contact.deputy_id,
        is_central=contact.id in around.central_ids,
        level=contact.level,
        valid_from_on=contact.valid_from_on,
        valid_to_on=contact.valid_to_on,
        note=contact.note,
        confirmed_at=contact.confirmed_at,
        source_url=contact.source_url or "",
        source_date=contact.source_date or "",
        is_demo=contact.is_demo,
    )


def offer_record(offer: Row[Any], around: Surroundings) -> EntryRecord:
    """Return an offer as the snapshot holds it."""
    unit = around.units[offer.organisation_id]
    return EntryRecord(
        type="offer",
        id=offer.id,
        kind=offer.kind,
        function=offer.name,
        organisation=unit.full_name,
        sector=unit.sector,
        municipality=unit.municipality,
        serves=around.offer_municipalities.get(offer.id, unit.serves),
        domains=around.offer_domains.get(offer.id, ()),
        phones=around.offer_phones.get(offer.id, ()),
        **read_week(offer.hours),
        hours_note=offer.hours_note,
        callers=offer.callers,
        new_number_at=offer.numbers_changed_at,
        capacity=offer.capacity,
        capacity_at=offer.capacity_at,
        sends_staff_out=offer.sends_staff_out is True,
        has_overnight_stay=offer.has_overnight_stay is True,
        has_self_referral=offer.has_self_referral is True,
        target_group=offer.target_group,
        exclusions=offer.exclusions,
        referral=offer.referral,
        note=offer.note,
        address=offer.address or "",
        is_address_hidden=offer.is_address_hidden,
        web=offer.web or "",
        confirmed_at=offer.confirmed_at,
        source_url=offer.source_url or "",
        source_date=offer.source_date or "",
        is_demo=offer.is_demo,
    )


class Week(TypedDict):
    """Opening hours, and what the file finds them by."""

    week: str
    hours: Hours


@lru_cache(maxsize=20_000)
def read_week(stored: str) -> Week:
    """Return the hours of a column's text."""
    hours = Hours.from_json(json.loads(stored))
    return {"week": week_of(hours), "hours": hours}


def week_of(hours: Hours) -> str:
    """Return what tells hours from others, "" where none are known."""
    if hours.is_empty:
        return ""
    return hashlib.blake2b(write_hours(hours).encode(), digest_size=8).hexdigest()


def organisation_record(organisation: Organisation) -> EntryRecord:
    """Return an organisation that a route step may point to."""
    return EntryRecord(
        type="organisation",
        id=organisation.id,
        kind="anden",
        function=organisation.name,
        organisation=organisation.parent.full_name if organisation.parent else "",
        sector=organisation.sector.value,
        municipality=municipality_code(organisation),
        web=organisation.web or "",
        confirmed_at=organisation.confirmed_at,
        source_date=organisation.source_date or "",
        is_demo=organisation.is_demo,
    )


def switchboard_record(municipality: Municipality) -> EntryRecord:
    """Return a municipality's switchboard: the number that always remains."""
    number = municipality.switchboard
    return EntryRecord(
        type="municipality",
        id=municipality.id,
        kind=SWITCHBOARD_KIND,
        function="Hovednummer",
        organisation=municipality.full_name,
        sector="kommune",
        municipality=municipality.code,
        phones=(Number(number, Audience.PUBLIC.value),) if number else (),
        secure_mail=municipality.secure_mail or "",
        week=week_of(municipality.hours),
        hours=municipality.hours,
        web=municipality.web or "",
        confirmed_at=municipality.confirmed_at,
        source_url=municipality.source_url or "",
        source_date=municipality.source_date or "",
        is_demo=municipality.is_demo,
    )


def municipality_record(municipality: Municipality) -> MunicipalityRecord:
    """Return what the answers say about a municipality itself."""
    return MunicipalityRecord(
        id=municipality.id,
        code=municipality.code,
        slug=municipality.slug,
        name=municipality.name,
        participation=municipality.participation.value,
        participation_note=municipality.participation_note,
        central_contact_id=municipality.central_contact_id,
        consent_note=municipality.consent_note,
        legal_note=municipality.legal_note,
    )


def route_record(route: HandoverRoute) -> RouteRecord:
    """Return a handover route with its steps in order."""
    return RouteRecord(
        id=route.id,
        municipality=route.municipality.code,
        domain=route.domain.code if route.domain else "",
        preference=route.preference.value,
        consent=route.consent.value,
        legal_note=route.legal_note,
        bring=tuple(route.bring),
        answer_within=route.answer_within or "",
        typical_wait_days=route.typical_wait_days,
        is_advice_welcome=route.is_advice_welcome,
        acknowledgement=route.acknowledgement,
        note=route.note,
        valid_from_on=route.valid_from_on,
        valid_to_on=route.valid_to_on,
        confirmed_at=route.confirmed_at,
        is_demo=route.is_demo,
        steps=tuple(step_record(step) for step in route.steps),
    )


def step_record(step: RouteStep) -> StepRecord:
    return StepRecord(
        channel=step.channel.value,
        continue_when=step.continue_when.value,
        target=step_target(step),
        free_function=step.free_function or "",
        instruction=step.instruction,
        continue_after_minutes=step.continue_after_minutes,
    )


def step_target(step: RouteStep) -> str:
    """Return the key of the entry a step points to, or nothing for a function in words."""
    if step.contact_id is not None:
        return f"contact:{step.contact_id}"
    if step.offer_id is not None:
        return f"offer:{step.offer_id}"
    if step.organisation_id is not None:
        return f"organisation:{step.organisation_id}"
    return ""


def scope_of(entry: EntryRecord) -> tuple[str, ...]:
    """Return the codes of the municipalities an entry is listed under; "" stands for everywhere."""
    own = (entry.municipality,) if entry.municipality else ()
    return tuple(dict.fromkeys((*own, *entry.serves))) or ("",)
