"""The demo's departments, contacts, offers and routes, from their rows."""

from portal.hours.parse import parse_hours
from portal.imports.demo_source import DemoSource, demo_key, demo_phones, demo_rows
from portal.imports.loading import Values
from portal.imports.reading import Row, optional_number, split_list, yes_or_no
from portal.models.base import Entry
from portal.models.contact import Absence, Contact
from portal.models.handover_route import HandoverRoute, RouteStep
from portal.models.offer import Offer
from portal.models.organisation import Organisation
from portal.models.vocabulary import (
    Callers,
    Capacity,
    Channel,
    Consent,
    ContinueWhen,
    Level,
    OfferKind,
    OfferStatus,
    Preference,
    Sector,
)


def load_organisations(source: DemoSource) -> None:
    """Load the departments, and the voluntary organisations that belong to no municipality."""
    for row in demo_rows("organisations"):
        municipality = source.municipalities[row["municipality"]]
        sector = Sector(row["sector"])
        is_own = sector == Sector.MUNICIPAL
        values: Values = {
            "name": row["name"],
            "sector": sector,
            "parent": parent_of(source, row) if is_own else None,
            "municipality": municipality if is_own else None,
            "serves": [] if is_own else [municipality],
        }
        source.loading.load(Organisation, demo_key(row["key"]), values)


def parent_of(source: DemoSource, row: Row) -> Organisation:
    """Return the department above one; the municipality as a whole where none is named."""
    if row["parent"]:
        return source.named(Organisation, demo_key(row["parent"]))
    return source.root(row["municipality"])


def load_contacts(source: DemoSource) -> None:
    """Load people and functions; a deputy stands before those it stands in for."""
    for row in demo_rows("contacts"):
        deputy = row["deputy"]
        values: Values = {
            "function": row["function"],
            "name": row["name"] or None,
            "organisation": source.organisation(row),
            "level": Level(row["level"]),
            "phones": demo_phones(row["phones"]),
            "email": row["email"],
            "secure_mail": row["secure_mail"] or None,
            "hours": parse_hours(row["hours"]),
            "domains": source.listed_domains(row["domains"]),
            "deputy": source.named(Contact, demo_key(deputy)) if deputy else None,
            "absences": absences(source, row["absences"]),
            "is_in_steering_group": row["is_in_steering_group"] == "yes",
            "note": row["note"],
        }
        values |= source.confirmation(row)
        source.loading.load(Contact, demo_key(row["key"]), values)


def absences(source: DemoSource, cell: str) -> list[Absence]:
    """Return the absences of a cell such as "-1..+2 ferie|+6..+10": days from the load, a note."""
    absent = []
    for position, part in enumerate(split_list(cell)):
        days, _, note = part.partition(" ")
        first, last = days.split("..")
        absent.append(
            Absence(position=position, from_on=source.day(first), to_on=source.day(last), note=note)
        )
    return absent


def load_offers(source: DemoSource) -> None:
    """Load the offers; each serves its own municipality."""
    for row in demo_rows("offers"):
        values = offer_facts(row) | source.confirmation(row)
        values |= {
            "organisation": source.organisation(row),
            "municipalities": [source.municipalities[row["municipality"]]],
            "domains": source.listed_domains(row["domains"]),
            "status_on": source.day(row["status_days"]) if row["status_days"] else None,
        }
        is_known = values["capacity"] != Capacity.UNKNOWN
        values["capacity_at"] = values["confirmed_at"] if is_known else None
        source.loading.load(Offer, demo_key(row["key"]), values)


def offer_facts(row: Row) -> Values:
    """Return what a row says of its offer itself."""
    return {
        "name": row["name"],
        "kind": OfferKind(row["kind"]),
        "status": OfferStatus(row["status"]),
        "phones": demo_phones(row["phones"]),
        "hours": parse_hours(row["hours"]),
        "target_group": row["target_group"],
        "age_from": optional_number(row["age_from"]),
        "age_to": optional_number(row["age_to"]),
        "callers": Callers(row["callers"]),
        "has_self_referral": yes_or_no(row["has_self_referral"]),
        "is_anonymous": yes_or_no(row["is_anonymous"]),
        "is_free_of_charge": yes_or_no(row["is_free_of_charge"]),
        "sends_staff_out": yes_or_no(row["sends_staff_out"]),
        "has_overnight_stay": yes_or_no(row["has_overnight_stay"]),
        "capacity": Capacity(row["capacity"]),
        "address": row["address"] or None,
        "is_address_hidden": row["is_address_hidden"] == "yes",
        "referral": row["referral"],
        "exclusions": row["exclusions"],
        "note": row["note"],
    }


def load_routes(source: DemoSource) -> None:
    """Load the handover routes with their steps."""
    steps: dict[str, list[RouteStep]] = {}
    for row in demo_rows("route_steps"):
        of_route = steps.setdefault(row["route"], [])
        of_route.append(route_step(source, row, len(of_route)))
    for row in demo_rows("routes"):
        values: Values = {
            "municipality": source.municipalities[row["municipality"]],
            "domain": source.domains[row["domain"]] if row["domain"] else None,
            "preference": Preference(row["preference"]),
            "consent": Consent(row["consent"]),
            "legal_note": row["legal_note"],
            "bring": split_list(row["bring"]),
            "answer_within": row["answer_within"],
            "typical_wait_days": optional_number(row["typical_wait_days"]),
            "is_advice_welcome": yes_or_no(row["is_advice_welcome"]),
            "acknowledgement": row["acknowledgement"],
            "note": row["note"],
            "steps": steps[row["key"]],
        }
        values |= source.confirmation(row)
        source.loading.load(HandoverRoute, demo_key(row["key"]), values)


def route_step(source: DemoSource, row: Row, position: int) -> RouteStep:
    """Return one step; its target is written "contact:key", "organisation:slug" or "free:words"."""
    step = RouteStep(
        position=position,
        channel=Channel(row["channel"]),
        instruction=row["instruction"],
        continue_when=ContinueWhen(row["continue_when"]),
        continue_after_minutes=optional_number(row["continue_after_minutes"]),
        contact_id=None,
    )
    kind, _, target = row["target"].partition(":")
    if kind == "free":
        step.free_function = target
    else:
        setattr(step, f"{kind}_id", step_target(source, kind, target).id)
    return step


def step_target(source: DemoSource, kind: str, target: str) -> Entry:
    """Return the entry that a step points to."""
    if kind == "organisation":
        return source.root(target)
    return source.named(Contact if kind == "contact" else Offer, demo_key(target))
