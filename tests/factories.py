"""Entries for tests, with readable defaults; call them inside ``with database():``.

They are written through the same pen as everything else, so the journal, the checksums and the
directory's version are what they would be.
"""

import csv
import itertools
from collections.abc import Iterable
from functools import cache
from typing import Any, TypeVar

from argon2 import PasswordHasher
from sqlalchemy import select

from portal.config import REFERENCE
from portal.extensions import db
from portal.history.writing import adding, municipality_id_of
from portal.imports.lists.sheets import Row, Sheet, pack_sheets
from portal.models.base import Entry, utc_now
from portal.models.contact import Contact
from portal.models.domain import Domain
from portal.models.handover_route import HandoverRoute, RouteStep
from portal.models.imports import ImportBatch
from portal.models.municipality import Municipality
from portal.models.offer import Offer
from portal.models.organisation import Organisation
from portal.models.phone import Phone
from portal.models.report import Drill, DrillCall, Report
from portal.models.user import User
from portal.models.vocabulary import (
    Audience,
    Callers,
    Fault,
    OfferKind,
    Participation,
    PhoneKind,
    Preference,
    Role,
    Sector,
    TermType,
)
from portal.models.words import OwnTerm
from portal.text.folding import slugify
from tests.support.databases import ARGON2_MINIMUM_KIB

PASSWORD = "regnbuen over Gudenåen"
AnyEntry = TypeVar("AnyEntry", bound=Entry)
Target = Contact | Offer | Organisation | RouteStep | str
numbers = itertools.count(1)
places = itertools.count(1)  # a municipality has only four digits


def make_municipality(name: str = "Randers", **values: Any) -> Municipality:
    """Return the municipality with that name, made unless it is there already; it participates."""
    slug = slugify(name)
    found = db.session.scalar(select(Municipality).where(Municipality.slug == slug))
    if found is not None:
        return found
    code = (
        reference("municipalities", "name").get(name, {}).get("code")
        or f"9{next(places) % 1000:03}"
    )
    defaults = {"switchboard": "+4584001000", "participation": Participation.PARTICIPATES}
    return add(Municipality(code=code, slug=slug, name=name, **(defaults | values)))


def make_domain(code: str = "alkohol", **values: Any) -> Domain:
    """Return the problem domain with that code, made unless it is there already."""
    found = db.session.scalar(select(Domain).where(Domain.code == code))
    if found is not None:
        return found
    row = reference("domains", "code").get(code, {})
    defaults = {
        "name": row.get("name_da", code.capitalize()),
        "group_name": row.get("group_da", "Andet"),
        "position": list(reference("domains", "code")).index(code) if row else 99,
    }
    return add(Domain(code=code, **(defaults | values)))


def make_organisation(
    name: str = "Socialforvaltningen",
    municipality: Municipality | None = None,
    sector: Sector = Sector.MUNICIPAL,
    **values: Any,
) -> Organisation:
    """Return a new organisation; a municipal one belongs to Randers unless another is named."""
    if municipality is None and sector == Sector.MUNICIPAL:
        municipality = make_municipality()
    return add(
        Organisation(
            name=name,
            sector=sector,
            municipality=attached(municipality),
            parent=attached(values.pop("parent", None)),
            serves=all_attached(values.pop("serves", ())),
            **values,
        )
    )


def make_contact(
    function: str = "Rusmiddelkoordinator",
    name: str | None = "Demo Æbelø",
    organisation: Organisation | None = None,
    phones: Iterable[str | Phone] = ("+4584000101",),
    domains: Iterable[Domain] = (),
    **values: Any,
) -> Contact:
    """Return a new contact; its numbers (E.164) are for professionals only."""
    return add(
        Contact(
            function=function,
            name=name,
            organisation=attached(organisation) or make_organisation(),
            phones=make_phones(phones, Audience.PROFESSIONAL),
            domains=all_attached(domains),
            deputy=attached(values.pop("deputy", None)),
            **({"confirmed_at": utc_now(), "confirmed_by_name": "Demo Anholt"} | values),
        )
    )


def make_batch(municipality: Municipality, user: User) -> ImportBatch:
    """Return a list that a user brought for a municipality, with two rows, still unlooked at."""
    rows = [Row(1, ["Funktion", "Telefon"]), Row(2, ["Visitator", "86 12 34 56"])]
    plain = {"kind": "contact", "heading": 1, "fields": {"0": "function", "1": "phone"}}
    batch = ImportBatch(
        municipality=attached(municipality),
        user=attached(user),
        file_name="kontakter.csv",
        content=pack_sheets([Sheet("", rows)]),
        content_hash="f00d",
        columns={"sheets": [plain]},
        total=1,
    )
    db.session.add(batch)
    db.session.flush()
    return batch


def make_offer(
    name: str = "Akuttelefonen",
    kind: OfferKind = OfferKind.ACUTE_PHONE,
    organisation: Organisation | None = None,
    phones: Iterable[str | Phone] = ("+4584000202",),
    domains: Iterable[Domain] = (),
    **values: Any,
) -> Offer:
    """Return a new offer that citizens and professionals may call; its numbers are public."""
    defaults = {
        "callers": Callers.BOTH,
        "confirmed_at": utc_now(),
        "confirmed_by_name": "Demo Anholt",
    }
    return add(
        Offer(
            name=name,
            kind=kind,
            organisation=attached(organisation) or make_organisation(),
            phones=make_phones(phones, Audience.PUBLIC),
            domains=all_attached(domains),
            municipalities=all_attached(values.pop("municipalities", ())),
            **(defaults | values),
        )
    )


def make_route(
    municipality: Municipality | None = None,
    domain: Domain | None = None,
    steps: Iterable[Target] = ("egen læge",),
    preference: Preference = Preference.UNIT,
    **values: Any,
) -> HandoverRoute:
    """Return a new route; a step is a contact, an offer, an organisation or a function in words."""
    return add(
        HandoverRoute(
            municipality=attached(municipality) or make_municipality(),
            domain=attached(domain),
            preference=preference,
            steps=[make_step(target, position) for position, target in enumerate(steps)],
            **({"confirmed_at": utc_now(), "confirmed_by_name": "Demo Anholt"} | values),
        )
    )


def make_own_term(
    phrase: str = "slåbrokseri", meaning: str = "domain:alkohol", **values: Any
) -> OwnTerm:
    """Return a new term that people added to the lexicon."""
    term_type, code = meaning.split(":")
    return add(OwnTerm(phrase=phrase, term_type=TermType(term_type), code=code, **values))


def make_report(
    subject: Contact | Offer | Organisation | Municipality,
    reporter: User | None = None,
    fault: Fault = Fault.WRONG_NUMBER,
    **values: Any,
) -> Report:
    """Return a new report about an entry; without a reporter it is the portal's own."""
    found = attached(subject)
    assert found is not None
    return add(
        Report(
            subject_type=found.__tablename__,
            subject_id=found.id,
            subject_title=found.title,
            municipality_id=municipality_id_of(found),
            reporter_id=reporter.id if reporter else None,
            fault=fault,
            **values,
        )
    )


def make_user(
    role: Role = Role.BRIDGE_BUILDER,
    email: str | None = None,
    municipalities: Iterable[Municipality] = (),
    organisations: Iterable[Organisation] = (),
    **values: Any,
) -> User:
    """Return a new user who signs in with ``PASSWORD``."""
    name = values.pop("name", "Demo Samsø")
    return add(
        User(
            email=email or f"{role.value}-{next(numbers)}@example.invalid",
            name=name,
            role=role,
            password_hash=values.pop("password_hash", None) or password_hash(),
            municipalities=all_attached(municipalities),
            organisations=all_attached(organisations),
            **values,
        )
    )


def make_drill_call(contact: Contact, month: str = "2026-11", **values: Any) -> DrillCall:
    """Return a contact's number as drawn for a month's drill, which is made where there is none."""
    drill = db.session.scalar(select(Drill).where(Drill.month == month))
    drill = drill or Drill(month=month, seed=1, calls=[])
    call = DrillCall(
        position=len(drill.calls),
        subject_type="contact",
        subject_id=contact.id,
        subject_title=contact.title,
        municipality_id=contact.organisation.municipality_id,
        number=contact.phones[0].number,
        **values,
    )
    drill.calls.append(call)
    db.session.add(drill)
    db.session.flush()
    return call


def make_phones(phones: Iterable[str | Phone], audience: Audience) -> list[Phone]:
    made = [
        phone
        if isinstance(phone, Phone)
        else Phone(number=phone, kind=PhoneKind.FUNCTION, audience=audience)
        for phone in phones
    ]
    for position, phone in enumerate(made):
        phone.position = position
    return made


def make_step(target: Target, position: int) -> RouteStep:
    if isinstance(target, RouteStep):
        target.position = position
        return target
    if isinstance(target, str):
        return RouteStep(free_function=target, position=position)
    return RouteStep(**{target.__tablename__: attached(target)}, position=position)


def add(entry: AnyEntry) -> AnyEntry:
    """Write a new entry as the system itself would."""
    adding(None, entry)
    return entry


def attached(entry: AnyEntry | None) -> AnyEntry | None:
    """Return an entry of an earlier ``with database():`` as this one knows it."""
    if entry is None or entry in db.session:
        return entry
    return db.session.get_one(type(entry), entry.id)


def all_attached(entries: Iterable[AnyEntry]) -> list[AnyEntry]:
    return [found for entry in entries if (found := attached(entry)) is not None]


@cache
def password_hash() -> str:
    """Return the hash of PASSWORD at the cost that tests have; made once, it takes a while."""
    hasher = PasswordHasher(time_cost=1, memory_cost=ARGON2_MINIMUM_KIB, parallelism=1)
    return hasher.hash(PASSWORD)


@cache
def reference(table: str, key: str) -> dict[str, dict[str, str]]:
    """Return a file of reference data by one of its columns."""
    with (REFERENCE / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return {row[key]: row for row in csv.DictReader(file)}
