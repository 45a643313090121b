"""The check of the whole database finds whatever somebody did to it behind the portal's back."""

import random
from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import delete, insert, select, text, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from portal.extensions import db
from portal.history.integrity import find_broken_chain, find_faults
from portal.history.verbs import archive_entry, confirm_entry, edit_entry
from portal.history.writing import adding
from portal.models.contact import Contact
from portal.models.journal import JournalRow
from portal.models.vocabulary import Action, Role
from tests.factories import make_contact, make_organisation, make_user

TAMPERINGS = 1000
RELEASE_SQLITE = ["DROP TRIGGER journal_keeps_update", "DROP TRIGGER journal_keeps_delete"]
JOURNAL = JournalRow.__table__


@pytest.fixture
def chain(session: Session) -> Iterator[Session]:
    """A directory with some history, open to whoever has the database's own key."""
    admin, office = make_user(Role.ADMINISTRATOR), make_organisation()
    for entry in (admin, office.municipality, office):
        adding(None, entry, Action.LOADED)
    for number in range(8):
        contact = make_contact(f"Visitator {number}", organisation=office)
        adding(admin, contact)
        edit_entry(admin, contact, lambda one: setattr(one, "note", "Ring efter kl. 10"))
        confirm_entry(admin, contact)
    archive_entry(admin, contact)
    session.commit()
    is_sqlite = db.engine.dialect.name == "sqlite"
    for statement in RELEASE_SQLITE if is_sqlite else ["ALTER TABLE journal DISABLE TRIGGER USER"]:
        session.execute(text(statement))
    session.commit()
    yield session
    session.rollback()
    if not is_sqlite:  # the server is every test's
        session.execute(text("ALTER TABLE journal ENABLE TRIGGER USER"))
        session.commit()


def test_a_whole_database_has_no_faults(chain: Session) -> None:
    assert list(find_faults()) == []


def test_each_of_a_thousand_tamperings_with_the_journal_is_found(chain: Session) -> None:
    chance = random.Random(20261122)
    rows = [
        dict(row._mapping) for row in chain.execute(select(JOURNAL).order_by(JOURNAL.c.sequence))
    ]
    missed = []
    for number in range(TAMPERINGS):
        told = chance.choice(TAMPERERS)(chain, rows, chance)
        if not list(find_broken_chain()):
            missed.append((number, told))
        chain.rollback()
    assert missed == []


def find_broken(session: Session) -> list[str]:
    session.expire_all()
    return list(find_faults())


def alter(session: Session, rows: list[dict], chance: random.Random) -> str:
    row, name = chance.choice(rows), chance.choice([*OTHER_VALUES, "actor_id", "municipality_id"])
    if name in OTHER_VALUES:
        other = OTHER_VALUES[name](row[name], chance)
    else:  # a key must point to something
        other = chance.choice([one[name] for one in rows if one[name] != row[name]])
    session.execute(
        update(JOURNAL).where(JOURNAL.c.sequence == row["sequence"]).values({name: other})
    )
    return f"altered {name}"


def remove(session: Session, rows: list[dict], chance: random.Random) -> str:
    row = chance.choice(rows)
    session.execute(delete(JOURNAL).where(JOURNAL.c.sequence == row["sequence"]))
    return f"removed {row['sequence']}"


def swap(session: Session, rows: list[dict], chance: random.Random) -> str:
    one, other = chance.sample(rows, 2)
    for row in (one, other):
        session.execute(delete(JOURNAL).where(JOURNAL.c.sequence == row["sequence"]))
    session.execute(insert(JOURNAL).values(one | {"sequence": other["sequence"]}))
    session.execute(insert(JOURNAL).values(other | {"sequence": one["sequence"]}))
    return f"swapped {one['sequence']} and {other['sequence']}"


def insert_copy(session: Session, rows: list[dict], chance: random.Random) -> str:
    row = chance.choice(rows)
    session.execute(insert(JOURNAL).values(row | {"sequence": rows[-1]["sequence"] + 1}))
    return f"copied {row['sequence']} to the end"


def cut_off(session: Session, rows: list[dict], chance: random.Random) -> str:
    row = chance.choice(rows[1:])
    session.execute(delete(JOURNAL).where(JOURNAL.c.sequence >= row["sequence"]))
    return f"cut off from {row['sequence']}"


TAMPERERS: list[Callable[[Session, list[dict], random.Random], str]] = [
    alter,
    alter,
    remove,
    swap,
    insert_copy,
    cut_off,
]
OTHER_VALUES: dict[str, Callable[[object, random.Random], object]] = {
    "actor_name": lambda name, chance: f"{name}{chance.choice('aeæ')}",
    "action": lambda action, _: Action.ARCHIVED if action != Action.ARCHIVED else Action.EDITED,
    "entry_id": lambda key, chance: int(str(key)) + chance.randint(1, 9),
    "entry_title": lambda title, _: f" {title}",
    "after": lambda after, chance: {**dict(after), "note": chance.random()},  # type: ignore[call-overload]
    "before": lambda before, _: {"note": ""} if before is None else None,
    "address": lambda address, _: "192.0.2.1" if address is None else None,
    "hash": lambda found, _: ("1" if str(found)[0] == "0" else "0") + str(found)[1:],
    "previous_hash": lambda found, _: str(found)[1:] or "0",
}


def test_an_entry_changed_past_the_portal_is_found(chain: Session) -> None:
    contact = chain.scalars(select(Contact)).first()
    assert contact is not None
    chain.execute(update(Contact).where(Contact.id == contact.id).values(function="Ukendt"))
    (fault,) = find_broken(chain)
    assert (
        fault == f"contact {contact.id} (Ukendt, Demo Æbelø) is not what its checksum was made from"
    )


def test_an_entry_removed_past_the_portal_is_found(chain: Session) -> None:
    contact = chain.scalars(select(Contact).where(Contact.archived_at.is_(None))).first()
    assert contact is not None
    chain.delete(contact)
    chain.flush()
    assert f"contact {contact.id} stands in the journal and is gone" in find_broken(chain)


def test_the_journal_cannot_be_altered_or_emptied_by_mistake(session: Session) -> None:
    adding(None, make_organisation(), Action.LOADED)
    session.commit()
    for statement in ("UPDATE journal SET actor_name = 'En anden'", "DELETE FROM journal"):
        with pytest.raises(DBAPIError, match="append-only"):
            session.execute(text(statement))
        session.rollback()


def test_the_command_says_each_fault_and_ends_with_an_error(app, chain: Session) -> None:
    run = app.test_cli_runner().invoke
    assert run(args=["check"]).exit_code == 0
    chain.execute(update(JOURNAL).where(JOURNAL.c.sequence == 3).values(actor_name="En anden"))
    chain.commit()
    told = run(args=["check"])
    assert told.exit_code == 1
    assert "journal row 3 has been altered" in told.output
