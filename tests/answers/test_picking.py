"""What is picked from the heads of listings is what ordering the whole directory would give."""

import random
import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime, timedelta

import pytest

from portal.answers.ladder import ALL_KINDS, CONTACTS, DOCTORS, FOR_EVERY_DOMAIN, OFFERS
from portal.answers.picking import Picker, pick
from portal.answers.rules import order
from portal.answers.situation import Situation, find_moment
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
from portal.hours.parse import parse_hours
from portal.models.freshness import CONTACT_KIND
from portal.models.vocabulary import ACUTE_KINDS, Capacity, OfferKind
from portal.snapshot.build import FORMAT, SCHEMA, insert
from portal.snapshot.entry_rows import put_in
from portal.snapshot.file import seal
from portal.snapshot.listings import (
    ANY_DOMAIN,
    HEAD_LENGTH,
    NO_DOMAIN,
    facts_of,
)
from portal.snapshot.reader import EVERYWHERE, Snapshot
from portal.snapshot.records import (
    Away,
    EntryRecord,
    MunicipalityRecord,
    Number,
    write_record,
)
from portal.snapshot.rows import scope_of, week_of

RANDERS, VIBORG = "0730", "0791"
BEGINS_AT = datetime(2026, 11, 16, tzinfo=UTC)
DOMAINS = ("alkohol", "demens", "ensomhed", "handicap", "vold")
KINDS = (
    CONTACT_KIND,
    CONTACT_KIND,
    OfferKind.ACUTE_PHONE,
    OfferKind.CRISIS_CENTRE,
    OfferKind.DOCTOR_ON_CALL,
    OfferKind.VOLUNTARY,
)
WEEKS = [
    parse_hours(text)
    for text in (
        "man-fre 8-15", "man-fre 8-15; helligdage som normalt", "døgnet rundt", "lør-søn 10-16",
        "alle dage 22-6", "efter aftale", "tir 9-12",
    )
] + [None]  # fmt: skip
AGES = [None, *(timedelta(days=days) for days in (0, 3, 29, 30, 89, 90, 91, 200, 400))]
SIZES = (3, 20, 90, 400)


class Directory:
    """Invented entries, all of which differ in what the rules look at."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.size = SIZES[seed % len(SIZES)]
        chosen = self.chance.randint(1, len(WEEKS))
        self.weeks = self.chance.sample(WEEKS, chosen)
        self.rarely = self.chance.choice((0.0, 0.05, 0.4))
        entries = [self.make_entry(number) for number in range(1, self.size + 1)]
        self.entries = {entry.key: entry for entry in entries}
        self.faults = [key for key in self.entries if self.now_and_then()]

    def now_and_then(self) -> bool:
        return self.chance.random() < self.rarely

    def make_entry(self, number: int) -> EntryRecord:
        chance = self.chance
        kind = str(chance.choice(KINDS))
        hours = chance.choice(self.weeks)
        age = chance.choice(AGES)
        entry = EntryRecord(
            type="contact" if kind == CONTACT_KIND else "offer",
            id=number,
            kind=kind,
            function=chance.choice(("Ålborg", "Bente", '"Citat"', "Demens")),
            sector=chance.choice(("kommune", "region", "frivillig")),
            municipality=chance.choice((RANDERS, RANDERS, VIBORG, "")),
            serves=chance.choice(((), (), (RANDERS,), (RANDERS, VIBORG))),
            domains=tuple(chance.sample(DOMAINS, chance.choice((0, 1, 1, 2, 3, 5)))),
            phones=() if self.now_and_then() else (Number(f"+45840{number:05}", "public"),),
            confirmed_at=None if age is None else BEGINS_AT + timedelta(days=7) - age,
            level=chance.choice(("leader", "employee", "employee")),
            is_central=chance.random() < 0.02,
            sends_staff_out=chance.random() < 0.2,
        )
        if hours is not None:
            entry = entry._replace(week=week_of(hours), hours=hours)
        return self.with_dates(entry)

    def with_dates(self, entry: EntryRecord) -> EntryRecord:
        """Return an entry with what holds on some days only."""
        if entry.kind != CONTACT_KIND:
            if self.now_and_then():
                said_at = BEGINS_AT + timedelta(hours=self.chance.randrange(24 * 14))
                return entry._replace(capacity=self.chance.choice([*Capacity]), capacity_at=said_at)
            return entry
        if self.now_and_then():
            entry = entry._replace(absences=(Away(*self.days()),))
        if self.now_and_then():
            entry = entry._replace(deputy_id=self.chance.randint(1, self.size))
        if self.now_and_then():
            first, last = self.days()
            entry = entry._replace(valid_from_on=first, valid_to_on=last)
        return entry

    def days(self) -> tuple[date, date]:
        first = BEGINS_AT.date() + timedelta(days=self.chance.randrange(14))
        return first, first + timedelta(days=self.chance.randrange(10))

    def random_moment(self) -> datetime:
        return BEGINS_AT + timedelta(minutes=self.chance.randrange(14 * 24 * 60))

    def random_question(self, municipality: str) -> Question:
        return Question(
            text="",
            municipality=municipality or None,
            domains=tuple(self.chance.sample(DOMAINS, self.chance.choice((0, 1, 1, 2, 3, 5)))),
            kinds=tuple(str(k) for k in self.chance.sample(KINDS, self.chance.choice((0, 0, 1)))),
        )


def write(directory, path):
    """Write a snapshot of nothing but the entries."""
    entries = list(directory.entries.values())
    with closing(sqlite3.connect(path, isolation_level=None)) as file:
        file.executescript(SCHEMA)
        file.execute("BEGIN")
        file.execute(
            "INSERT INTO meta (format, version, built_at, lexicon) VALUES (?, 1, ?, '')",
            (FORMAT, BEGINS_AT.isoformat()),
        )
        records = [
            MunicipalityRecord(1, RANDERS, "randers", "Randers", "participates"),
            MunicipalityRecord(2, VIBORG, "viborg", "Viborg", "participates"),
        ]
        insert(file, "municipality", [(one.code, one.id, write_record(one)) for one in records])
        insert(file, "domain", [(code, at, code) for at, code in enumerate(DOMAINS)])
        insert(file, "fault", [(key, BEGINS_AT.isoformat()) for key in directory.faults])
        put_in(file, entries, ())
        file.execute("COMMIT")
    seal(path)


@pytest.fixture(scope="module", params=range(16))
def directory(request):
    return Directory(request.param)


@pytest.fixture(scope="module")
def snapshot(directory, tmp_path_factory):
    path = tmp_path_factory.mktemp("picking") / "snapshot.sqlite"
    write(directory, path)
    return Snapshot(path)


SECTIONS = {
    "acute": (ACUTE_KINDS, may_be_open, {NO_DOMAIN: ACUTE_KINDS, ANY_DOMAIN: FOR_EVERY_DOMAIN}),
    "acute outside": (ACUTE_KINDS, may_be_open_nationally, {NO_DOMAIN: ACUTE_KINDS}),
    "contacts": (CONTACTS, is_any, {}),
    "all contacts": (CONTACTS, is_any, {ANY_DOMAIN: CONTACTS}),
    "offers": (OFFERS, is_ordinary_or_closed, {}),
    "asked": (ALL_KINDS, can_be_asked_for, {ANY_DOMAIN: ALL_KINDS}),
    "wider": (ALL_KINDS, has_number, {ANY_DOMAIN: DOCTORS}),
    "outside": (ALL_KINDS, has_national_number, {ANY_DOMAIN: FOR_EVERY_DOMAIN}),
}


def pick_from_all(directory, situation, municipality, kinds, is_wanted, also):
    """Order every entry that is listed, and cut the list: what ``pick`` is to be the same as."""
    domains = set(situation.domains)
    listed = [
        entry
        for entry in directory.entries.values()
        if municipality in scope_of(entry)
        and (
            (entry.kind in kinds and not domains.isdisjoint(entry.domains))
            or entry.kind in also.get(ANY_DOMAIN, ())
            or (not entry.domains and entry.kind in also.get(NO_DOMAIN, ()))
        )
        and is_wanted(facts_of(entry, municipality), situation.moment.candidate(entry).status.state)
    ]
    return order(listed, situation)[:HEAD_LENGTH]


def shown(candidates):
    return [
        (one.entry.key, one.stands_in_for and one.stands_in_for.key, one.status, one.is_stale)
        for one in candidates
    ]


@pytest.mark.parametrize("section", SECTIONS)
@pytest.mark.parametrize("municipality", [RANDERS, EVERYWHERE])
def test_the_picked_are_the_first_of_all(directory, snapshot, section, municipality):
    for _ in range(5):
        question = directory.random_question(municipality)
        situation = Situation(question, find_moment(snapshot, directory.random_moment()))
        wanted = (municipality, *SECTIONS[section])
        expected = pick_from_all(directory, situation, *wanted)
        assert shown(pick(situation, *wanted)) == shown(expected), (question, situation.at)


def test_those_who_cover_several_domains_are_the_first_of_all_such(directory, snapshot):
    for _ in range(12):
        question = directory.random_question(RANDERS)
        situation = Situation(question, find_moment(snapshot, directory.random_moment()))
        picker = Picker(situation, is_any)
        picker.add_shared(RANDERS, CONTACTS)
        several = [
            entry
            for entry in directory.entries.values()
            if entry.kind == CONTACT_KIND
            and RANDERS in scope_of(entry)
            and len(set(question.domains) & set(entry.domains)) > 1
        ]
        expected = order(several, situation)[:HEAD_LENGTH]
        assert shown(picker.pick()) == shown(expected), (question, situation.at)


def test_an_entry_reads_back_from_the_file_as_it_was(directory, snapshot):
    for key, entry in directory.entries.items():
        assert snapshot.find_entry(key) == entry


def test_some_directories_are_longer_than_heads_are():
    assert max(SIZES) > 10 * HEAD_LENGTH
