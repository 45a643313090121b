"""Building the snapshot: everything an answer needs, read with few queries, into one file."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from functools import lru_cache
from itertools import product
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from portal.models.contact import Contact
from portal.models.domain import Domain
from portal.models.handover_route import HandoverRoute
from portal.models.journal import DirectoryState
from portal.models.municipality import Municipality
from portal.models.offer import Offer
from portal.models.organisation import Organisation
from portal.models.vocabulary import OfferStatus
from portal.models.words import LexiconTerm, OwnTerm, term_key
from portal.snapshot.records import EntryRecord, write_record
from portal.snapshot.rows import (
    contact_record,
    municipality_record,
    offer_record,
    organisation_record,
    rank_of,
    route_record,
    scope_of,
    switchboard_record,
)
from portal.snapshot.tables import read_rows, read_surroundings
from portal.snapshot.users import token_rows, user_rows
from portal.text.tokens import tokenize

FORMAT = 5
"""Grows when the file's shape changes; a file of another format is refused and built anew."""

SCHEMA = """
CREATE TABLE meta (format INTEGER, version INTEGER, built_at TEXT);
CREATE TABLE municipality (code TEXT PRIMARY KEY, position INTEGER, payload TEXT) WITHOUT ROWID;
CREATE TABLE domain (code TEXT PRIMARY KEY, position INTEGER, name TEXT) WITHOUT ROWID;
CREATE TABLE entry (key TEXT PRIMARY KEY, payload TEXT) WITHOUT ROWID;
CREATE TABLE listing (
    municipality_code TEXT, domain_code TEXT, kind TEXT, rank TEXT, key TEXT,
    PRIMARY KEY (municipality_code, domain_code, kind, rank, key)
) WITHOUT ROWID;
CREATE TABLE route (
    municipality_code TEXT, domain_code TEXT, id INTEGER, payload TEXT,
    PRIMARY KEY (municipality_code, domain_code, id)
) WITHOUT ROWID;
CREATE TABLE term (term_type TEXT, code TEXT, phrase TEXT, weight INTEGER);
CREATE TABLE word (
    folded TEXT, municipality_code TEXT, key TEXT, PRIMARY KEY (folded, municipality_code, key)
) WITHOUT ROWID;
CREATE TABLE user (id INTEGER PRIMARY KEY, email TEXT UNIQUE, payload TEXT);
CREATE TABLE token (token_hash TEXT PRIMARY KEY, user_id INTEGER, expires_at TEXT) WITHOUT ROWID;
"""

Row = tuple[object, ...]


def build_snapshot(session: Session, path: Path) -> None:
    """Write the directory as it stands into a new file at ``path``.

    Only what may be shown is in it: nothing archived, no offer that is not in operation. What
    depends on the moment (absence, validity, hours) is there for the reader to judge.
    """
    state = session.get(DirectoryState, 1)
    entries = list_entries(session)
    path.touch(mode=0o600)  # it holds the users' password hashes
    with closing(sqlite3.connect(path, isolation_level=None)) as file:
        file.execute("PRAGMA journal_mode=OFF")
        file.execute("PRAGMA synchronous=OFF")  # the whole file is synced before it is published
        file.executescript(SCHEMA)
        file.execute("BEGIN")
        version = state.version if state else 0
        insert(file, "meta", [(FORMAT, version, datetime.now(UTC).isoformat())])
        insert(file, "municipality", municipality_rows(session))
        insert(file, "domain", domain_rows(session))
        insert(file, "entry", ((entry.key, write_record(entry)) for entry in entries))
        insert(file, "listing", listing_rows(entries))
        insert(file, "route", route_rows(session))
        insert(file, "term", term_rows(session))
        insert(file, "word", sorted(words_of(entries)))
        insert(file, "user", user_rows(session))
        insert(file, "token", token_rows(session))
        file.execute("COMMIT")


def insert(file: sqlite3.Connection, table: str, rows: Iterable[Row]) -> None:
    """Insert rows that have a value for each of a table's columns."""
    (columns,) = file.execute("SELECT count(*) FROM pragma_table_info(?)", (table,)).fetchone()
    marks = ", ".join("?" * columns)
    file.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)  # noqa: S608


def list_entries(session: Session) -> list[EntryRecord]:
    """Return every entry that may be shown."""
    organisations = session.scalars(
        select(Organisation).options(selectinload(Organisation.serves))
    ).all()
    municipalities = session.scalars(select(Municipality)).all()
    around = read_surroundings(session, organisations, municipalities)
    contacts = read_rows(session, Contact, Contact.archived_at.is_(None))
    in_operation = (Offer.archived_at.is_(None), Offer.status == OfferStatus.OPEN)
    return [
        *map(switchboard_record, municipalities),
        *(contact_record(contact, around) for contact in contacts),
        *(offer_record(offer, around) for offer in read_rows(session, Offer, *in_operation)),
        *(organisation_record(unit) for unit in organisations if not unit.is_archived),
    ]


def listing_rows(entries: Iterable[EntryRecord]) -> Iterator[Row]:
    """Yield where each entry is found: under its municipalities, its domains, and without one."""
    for entry in entries:
        if entry.type in {"contact", "offer"}:
            for place in product(scope_of(entry), ("", *entry.domains), (entry.kind,)):
                yield (*place, rank_of(entry), entry.key)


def municipality_rows(session: Session) -> Iterator[Row]:
    ordered = session.scalars(select(Municipality).order_by(Municipality.sort_key))
    for position, municipality in enumerate(ordered):
        yield municipality.code, position, write_record(municipality_record(municipality))


def domain_rows(session: Session) -> Iterator[Row]:
    for domain in session.scalars(select(Domain).where(Domain.archived_at.is_(None))):
        yield domain.code, domain.position, domain.name


def route_rows(session: Session) -> Iterator[Row]:
    routes = select(HandoverRoute).where(HandoverRoute.archived_at.is_(None))
    parts = (HandoverRoute.municipality, HandoverRoute.domain, HandoverRoute.steps)
    for route in session.scalars(routes.options(*map(selectinload, parts))):
        record = route_record(route)
        yield record.municipality, record.domain, record.id, write_record(record)


def term_rows(session: Session) -> Iterator[Row]:
    """Yield the lexicon: people's own terms first, then the shipped ones that none stands for."""
    own = session.scalars(select(OwnTerm).order_by(OwnTerm.id)).all()
    for term in own:
        if not term.is_archived:
            yield term.term_type.value, term.code, term.phrase, term.weight
    replaced = {term.reference_key for term in own}
    columns = (LexiconTerm.term_type, LexiconTerm.code, LexiconTerm.phrase, LexiconTerm.weight)
    for row in session.execute(select(*columns).order_by(LexiconTerm.id)):
        if term_key(*row[:3]) not in replaced:
            yield tuple(row)


def words_of(entries: list[EntryRecord]) -> set[tuple[str, str, str]]:
    """Return the folded words that entries are called by, each with where and the entry's key.

    "og" and "i" are left out: they tell nobody apart.
    """
    return {
        (word, code, entry.key)
        for entry in entries
        for text in (entry.function, entry.name, entry.organisation)
        for word in long_words(text)
        for code in scope_of(entry)
    }


@lru_cache(maxsize=20_000)
def long_words(text: str) -> tuple[str, ...]:
    """Return the folded words of three letters or more; many entries share a text."""
    return tuple(token.folded for token in tokenize(text) if len(token.folded) > 2)
