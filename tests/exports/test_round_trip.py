"""An export comes back through the import without a difference, whatever stands in the entries."""

import random
from datetime import UTC, date, datetime

import pytest

from portal.exports.entries import list_entries_of
from portal.exports.lists import make_csv, make_workbook
from portal.extensions import db
from portal.history.bulk import add_entries
from portal.hours.parse import parse_hours
from portal.imports.lists.guessing import guess_sheet
from portal.imports.lists.known import read_known
from portal.imports.lists.planning import Plan, Planner, Verdict, faults_of
from portal.imports.lists.reading import read_list
from portal.imports.lists.rows import read_rows
from portal.imports.lists.words import read_words
from portal.models.contact import Contact
from portal.models.domain import Domain
from portal.models.municipality import Municipality
from portal.models.offer import Offer
from portal.models.phone import Phone
from portal.models.vocabulary import (
    Audience,
    Callers,
    Capacity,
    Level,
    OfferKind,
    OfferStatus,
    PhoneKind,
)
from tests import factories

pytestmark = pytest.mark.parametrize("app", ["sqlite"], indirect=True)

TEXTS = [
    "", "Ring først.", "- en\n- to", "=1+1", "+45 er landekoden", "@hjem", "'citat'", "a;b,c\t|d",
    'sagde "hej"', "Æblegård, Ølby & Ådal", "linje 1\r\nlinje 2", "  luft  ", "0012", "12:30", "-",
    "Tlf. 86 12 34 56 (tirsdag)", "1. maj", "ja", "https://sted.dk/?a=b&c=d", "<b>fed</b>", "😀",
]  # fmt: skip
HOURS = ["", "man-fre 8-15", "døgnet rundt", "efter aftale", "man-tor 8-15, fre 8-13; ons lukket",
         "hverdage 8-20; helligdage 10-14; 24. december lukket", "alle dage 22-7"]  # fmt: skip
NAMES = ["Anna Vind", "Bent Ø. Hede", "Carl-Åge O'Brien", "Dr. Eva (vikar)", "Ali; Bo"]


def some_phones(chance: random.Random) -> list[Phone]:
    return [
        Phone(
            position=place,
            number=chance.choice(["1813", "+4684712345", f"+4586{chance.randrange(10**6):06}"]),
            kind=chance.choice(list(PhoneKind)),
            audience=chance.choice(list(Audience)),
        )
        for place in range(chance.randrange(4))
    ]


def some_contact(chance: random.Random, units, domains) -> Contact:
    return Contact(
        function=chance.choice(["Visitator", "Leder, Nord", "=Vagt", "Demenskoordinator"]),
        name=chance.choice([None, *NAMES]),
        organisation=chance.choice(units),
        level=chance.choice(list(Level)),
        phones=some_phones(chance),
        email=chance.choice([None, "faelles@sted.dk", "a.b+c@sted.dk"]),
        secure_mail=chance.choice([None, "sikker@randers.invalid"]),
        hours=parse_hours(chance.choice(HOURS)),
        domains=sorted(chance.sample(domains, chance.randrange(4)), key=lambda d: d.id),
        is_in_steering_group=chance.random() < 0.5,
        valid_from_on=chance.choice([None, date(2026, 1, 1)]),
        valid_to_on=chance.choice([None, date(2030, 12, 31)]),
        note=chance.choice(TEXTS),
    )


def some_offer(chance: random.Random, units, domains, places) -> Offer:
    yes_or_no = [None, True, False]
    return Offer(
        name=chance.choice(
            ["Akuttelefonen", "Værestedet »Broen«", "@Hjem", "Kriser - og hvad så?"]
        ),
        kind=chance.choice(list(OfferKind)),
        organisation=chance.choice(units),
        status=chance.choice(list(OfferStatus)),
        status_on=chance.choice([None, date(2020, 5, 1)]),
        phones=some_phones(chance),
        email=chance.choice([None, "tilbud@sted.dk"]),
        web=chance.choice([None, "https://www.sted.dk/a_b?c=d"]),
        address=chance.choice([None, "Torvet 1, 8900 Randers C"]),
        is_address_hidden=chance.random() < 0.5,
        hours=parse_hours(chance.choice(HOURS)),
        hours_note=chance.choice(["", "Se døren"]),
        domains=sorted(chance.sample(domains, chance.randrange(3)), key=lambda d: d.id),
        municipalities=chance.choice([[], [places[0]], places]),
        target_group=chance.choice(TEXTS),
        age_from=chance.choice([None, 0, 18]),
        age_to=chance.choice([None, 65, 120]),
        callers=chance.choice(list(Callers)),
        has_self_referral=chance.choice(yes_or_no),
        is_anonymous=chance.choice(yes_or_no),
        is_free_of_charge=chance.choice(yes_or_no),
        sends_staff_out=chance.choice(yes_or_no),
        has_overnight_stay=chance.choice(yes_or_no),
        capacity=chance.choice(list(Capacity)),
        capacity_at=datetime(2026, 11, 1, tzinfo=UTC),
        referral=chance.choice(TEXTS),
        exclusions=chance.choice(TEXTS),
        note=chance.choice(TEXTS),
    )


@pytest.fixture
def randers(session) -> Municipality:
    """A municipality with 1,000 entries of every make."""
    chance = random.Random(1112)
    randers, viborg = factories.make_municipality("Randers"), factories.make_municipality("Viborg")
    names = ("alkohol", "stoffer", "medicin", "aeldre", "demens", "vold", "hyppige_opkald")
    domains: list[Domain] = [factories.make_domain(code) for code in names]
    root = factories.make_organisation("Randers Kommune", randers)
    units = [root]
    for name in ("Social, sundhed og børn", "Team Nord", "Team Nord"):
        units.append(factories.make_organisation(name, randers, parent=chance.choice(units)))
    entries = [some_contact(chance, units, domains) for _ in range(600)]
    offers = [some_offer(chance, units, domains, [randers, viborg]) for _ in range(400)]
    add_entries(None, [*entries, *offers])
    session.commit()
    session.expire_all()
    return randers


def plan_of(municipality: Municipality, data: bytes) -> Plan:
    words, sheets = read_words(), read_list(data)
    rows = read_rows(sheets, [guess_sheet(one, words) for one in sheets], words, lambda _: None)
    return Planner(read_known(municipality), words, allows_demo=False).plan(rows)


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_a_thousand_entries_come_back_without_one_change(randers, form):
    own = [list_entries_of(randers)]
    data = make_csv(own) if form == "csv" else make_workbook(own, "INTERNT. Randers Kommune")
    plan = plan_of(randers, data)
    assert faults_of(plan.rows) == []
    assert [(one.title, one.changes) for one in plan.rows if one.changes] == []
    assert len(plan.of(Verdict.UNCHANGED)) == 1_000


def test_what_somebody_changed_in_the_export_is_the_only_change(randers):
    own = list_entries_of(randers)
    text = make_csv([own]).decode("utf-8-sig")
    plan = plan_of(randers, text.replace("Dr. Eva (vikar)", "Dr. Eva Lund").encode())
    changed = plan.of(Verdict.CHANGED)
    assert {change.label for one in changed for change in one.changes} == {"Navn"}
    assert len(changed) == sum(one.name == "Dr. Eva (vikar)" for one in own.contacts)
    assert list(db.session.dirty) == []
