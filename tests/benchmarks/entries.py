"""Invented contacts and offers in any number, evenly over municipalities and problem domains.

They go straight into the tables: through the verbs 30,000 would take minutes, and nothing that is
measured reads their history. What edits them afterwards does go through the verbs.
"""

import csv
import random
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from sqlalchemy import func, insert, select, update

from portal.config import REFERENCE
from portal.extensions import db
from portal.hours.parse import parse_hours
from portal.models.base import Entry, utc_now
from portal.models.contact import Absence, Contact
from portal.models.domain import Domain, contact_domain, offer_domain
from portal.models.journal import DirectoryState
from portal.models.municipality import Municipality
from portal.models.offer import Offer, offer_municipality
from portal.models.organisation import Organisation
from portal.models.phone import Phone
from portal.models.vocabulary import Audience, Callers, Capacity, Level, OfferKind
from portal.text.folding import sort_key

FUNCTIONS = (
    "Rusmiddelkonsulent", "Alkoholbehandler", "Demenskoordinator", "Socialpsykiatrisk vejleder",
    "Visitator", "Socialrådgiver", "Hjemløsekoordinator", "Gadesygeplejerske", "Familierådgiver",
    "Bostøtte", "Forebyggende konsulent", "Borgerrådgiver", "Sygeplejefaglig leder",
    "Ungekonsulent", "Mentor", "Hjemmevejleder", "Afdelingsleder", "Specialkonsulent",
)  # fmt: skip
FIRST_NAMES = "Anne Bo Carl Dorte Emil Fie Gitte Hans Ida Jens Karen Lars Mette Niels Ole Pia Rune"
LAST_NAMES = "Bæk Dahl Eskildsen Friis Gram Holm Iversen Juul Krogh Lund Møller Nygaard Odgaard"
HOURS = ("man-tor 8-15, fre 8-13", "døgnet rundt", "man-fre 9-14", "alle dage 16-23", "")
CONTACTS_OF_TEN = 6
ABSENT_OF = 20

Rows = dict[Any, list[dict[str, Any]]]


def fill_directory(total: int) -> None:
    """Bring the open database to a total of contacts and offers; the caller commits."""
    contacts = db.session.scalar(select(func.count(Contact.id))) or 0
    offers = db.session.scalar(select(func.count(Offer.id))) or 0
    missing = total - contacts - offers
    rows = make_rows(missing, next_id(Contact), next_id(Offer))
    for target, values in rows.items():
        db.session.execute(insert(target), values)
    db.session.execute(update(DirectoryState).values(version=DirectoryState.version + 1))


def next_id(model: type[Entry]) -> int:
    return (db.session.scalar(select(func.max(model.id))) or 0) + 1


def make_rows(count: int, contact_id: int, offer_id: int) -> Rows:
    """Return the rows of new entries by table, parents first."""
    chance = random.Random(count)
    villages = list_villages()
    domains = list(db.session.scalars(select(Domain.id).order_by(Domain.id)))
    units = list(list_units())
    targets = (Contact.__table__, Offer.__table__, Phone.__table__, Absence.__table__,
               contact_domain, offer_domain, offer_municipality)  # fmt: skip
    rows: Rows = {target: [] for target in targets}
    for number in range(count):
        unit, municipality = units[number % len(units)]
        chosen = chance.sample(domains, chance.choice((1, 1, 2, 3)))
        entry = {"organisation_id": unit, **common_values(chance, number)}
        village = villages[number % len(villages)]
        if number % 10 < CONTACTS_OF_TEN:
            add_contact(rows, entry | {"id": contact_id}, chosen, chance)
            contact_id += 1
        else:
            offer = entry | {"id": offer_id} | offer_values(chance, village)
            add_offer(rows, offer, chosen, municipality, number)
            offer_id += 1
    return {target: values for target, values in rows.items() if values}


def list_villages() -> list[str]:
    """Return the names of villages, so that entries use as many words as real ones."""
    with (REFERENCE / "parishes.csv").open(encoding="utf-8", newline="") as file:
        return [row["parish"] for row in csv.DictReader(file)]


def list_units() -> Iterator[tuple[int, int]]:
    """Yield the municipalities' own organisations: id, and id of the municipality."""
    own = select(Organisation.id, Organisation.municipality_id).join(
        Municipality, Municipality.id == Organisation.municipality_id
    )
    by_municipality: dict[int, list[int]] = {}
    for unit, municipality in db.session.execute(own.order_by(Organisation.id)):
        assert municipality is not None, "the join leaves out those without one"
        by_municipality.setdefault(municipality, []).append(unit)
    for turn in range(6):
        for municipality, of_one in by_municipality.items():
            yield of_one[turn % len(of_one)], municipality


def common_values(chance: random.Random, number: int) -> dict[str, Any]:
    confirmed_at = utc_now() - timedelta(days=chance.randrange(1, 500))
    return {
        "version_id": 1,
        "is_demo": True,
        "hours": WEEKS[number % len(WEEKS)],
        "confirmed_at": confirmed_at,
        "confirmed_by_name": "Demo Målefelt",
        "note": "Ring gerne før klokken 14." if number % 3 == 0 else "",
    }


WEEKS = [parse_hours(text) for text in HOURS]


def add_contact(
    rows: Rows, contact: dict[str, Any], domains: list[int], chance: random.Random
) -> None:
    function = chance.choice(FUNCTIONS)
    first, last = chance.choice(FIRST_NAMES.split()), chance.choice(LAST_NAMES.split())
    name = f"{first} {last}"
    level = Level.LEADER if contact["id"] % 12 == 0 else Level.EMPLOYEE
    title = f"{function}, {name}"
    contact |= {"function": function, "name": name, "level": level, "sort_key": sort_key(title)}
    key = contact["id"]
    rows[Contact.__table__].append(contact)
    rows[Phone.__table__].append(phone(f"+4571{key:06}", contact_id=key))
    rows[contact_domain] += [{"contact_id": key, "domain_id": one} for one in domains]
    if key % ABSENT_OF == 0:
        today = utc_now().date()
        away = {"from_on": today - timedelta(days=3), "to_on": today + timedelta(days=9)}
        rows[Absence.__table__].append({"contact_id": key, "note": "Ferie", **away})


def offer_values(chance: random.Random, village: str) -> dict[str, Any]:
    kind = chance.choice(list(OfferKind))
    name = f"{kind.value.replace('_', ' ').capitalize()} {village}"
    return {
        "name": name,
        "sort_key": sort_key(name),
        "kind": kind,
        "callers": Callers.BOTH,
        "capacity": chance.choice(list(Capacity)),
        "target_group": "Voksne over 18 år med akut behov for støtte.",
    }


def add_offer(
    rows: Rows, offer: dict[str, Any], domains: list[int], municipality: int, number: int
) -> None:
    key = offer["id"]
    rows[Offer.__table__].append(offer)
    rows[Phone.__table__].append(phone(f"+4572{key:06}", offer_id=key))
    if number % 4 == 0:
        rows[Phone.__table__].append(phone(f"+4573{key:06}", offer_id=key, position=1))
    rows[offer_domain] += [{"offer_id": key, "domain_id": one} for one in domains]
    rows[offer_municipality].append({"offer_id": key, "municipality_id": municipality})


def phone(
    number: str, contact_id: int | None = None, offer_id: int | None = None, position: int = 0
) -> dict[str, Any]:
    audience = Audience.PROFESSIONAL if contact_id else Audience.PUBLIC
    owner = {"contact_id": contact_id, "offer_id": offer_id}
    return {"number": number, "position": position, "audience": audience, **owner}
