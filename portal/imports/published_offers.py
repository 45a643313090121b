"""The offers that municipalities, region and others have published, and who provides them.

The facts are old: they are loaded unconfirmed, with source and date, until their owner vouches.
"""

from portal.config import REFERENCE
from portal.hours.errors import HoursNotUnderstood
from portal.hours.model import Hours
from portal.hours.parse import parse_hours
from portal.imports.loading import Loading, Values
from portal.imports.municipalities import organisation_key
from portal.imports.reading import Row, read_rows, split_list, yes_or_no
from portal.models.domain import Domain
from portal.models.municipality import Municipality
from portal.models.offer import Offer
from portal.models.organisation import Organisation
from portal.models.phone import Phone
from portal.models.vocabulary import Audience, Callers, OfferKind, PhoneKind, Sector
from portal.text.folding import slugify
from portal.text.phones import parse_phone

CALLERS = {"yes": Callers.BOTH, "no": Callers.PROFESSIONAL, "unknown": Callers.UNKNOWN}
UNSURE = "Kilden er usikker. Tjek oplysningerne, før du bruger dem."
SWITCHBOARD = "hovednummer"  # a kind of municipalities only; the region's is an ordinary offer

Municipalities = dict[str, Municipality]


def load_published_offers(
    loading: Loading, municipalities: Municipalities, domains: dict[str, Domain]
) -> None:
    """Load the published offers and the organisations that provide them."""
    load_named_providers(loading, municipalities)
    for row in read_rows(REFERENCE / "public_offers.csv"):
        provider = load_provider(loading, row, municipalities)
        own = municipalities.get(row["municipality_code"])
        links = {
            "organisation": provider,
            "municipalities": list(provider.serves) or ([own] if own else []),
            "domains": [domains[code] for code in split_list(row["domains"])],
        }
        loading.load(Offer, offer_key(row), offer_values(row) | links)


def offer_key(row: Row) -> str:
    """Return the key by which a published offer is found again: where, whose and what."""
    what = slugify(f"{row['provider']} {row['name']}")
    return f"offer:{row['municipality_code']}:{what}"


def load_named_providers(loading: Loading, municipalities: Municipalities) -> None:
    """Load the providers that need another name, a parent or an area; parents stand first."""
    for row in read_rows(REFERENCE / "providers.csv"):
        parent = loading.find(Organisation, organisation_key(row["parent"]))
        values: Values = {
            "name": row["name"],
            "sector": Sector(row["sector"]),
            "parent": parent,
            "municipality": parent.municipality if parent else None,
            "serves": [municipalities[code] for code in split_list(row["serves"])],
        }
        loading.load(Organisation, organisation_key(row["provider"]), values)


def load_provider(loading: Loading, row: Row, municipalities: Municipalities) -> Organisation:
    """Return an offer's provider; only a municipal one belongs to the municipality."""
    key = organisation_key(row["provider"])
    known = loading.find(Organisation, key)
    if known is not None:
        return known
    sector = Sector(row["sector"])
    own = municipalities.get(row["municipality_code"]) if sector == Sector.MUNICIPAL else None
    values = {"name": row["provider"], "sector": sector, "municipality": own}
    return loading.load(Organisation, key, values)


def offer_values(row: Row) -> Values:
    """Return what a row says of its offer itself; "unknown" is an answer nobody has given."""
    kind = OfferKind.OTHER if row["kind"] == SWITCHBOARD else OfferKind(row["kind"])
    hours, hours_note = read_hours(row["hours_text"])
    return {
        "name": row["name"],
        "kind": kind,
        "phones": read_phones(row["phone"], CALLERS[row["citizen_may_call"]]),
        "email": row["email"] or None,
        "address": row["address"] or None,
        "is_address_hidden": kind == OfferKind.CRISIS_CENTRE,
        "hours": hours,
        "hours_note": hours_note,
        "target_group": row["target_group"],
        "callers": CALLERS[row["citizen_may_call"]],
        "has_self_referral": yes_or_no(row["self_referral"]),
        "is_anonymous": yes_or_no(row["anonymous"]),
        "sends_staff_out": yes_or_no(row["dispatches_staff"]),
        "note": UNSURE if row["confidence"] == "low" else "",
        "source_url": row["source_url"],
        "source_date": row["source_date"] or None,
    }


def read_hours(text: str) -> tuple[Hours, str]:
    """Return hours and no note; words that cannot be read as a week are the note."""
    try:
        return parse_hours(text), ""
    except HoursNotUnderstood:
        return Hours.unknown(), text


def read_phones(cell: str, callers: Callers) -> list[Phone]:
    """Return the numbers of a cell; public as published, unless citizens are told not to call."""
    is_public = callers != Callers.PROFESSIONAL
    return [
        Phone(
            position=position,
            number=parse_phone(number),
            kind=PhoneKind.FUNCTION,
            audience=Audience.PUBLIC if is_public else Audience.PROFESSIONAL,
        )
        for position, number in enumerate(split_list(cell))
    ]
