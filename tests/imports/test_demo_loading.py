"""Loading and removing the demo."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.app import Portal
from portal.extensions import db
from portal.history.queries import find_directory_version
from portal.history.verbs import confirm_entry
from portal.history.writing import adding, changing
from portal.imports.demo import load_demo
from portal.imports.demo_removal import Removed, remove_demo
from portal.imports.demo_source import DemoRefusedError
from portal.imports.reference import load_reference
from portal.models.contact import Contact
from portal.models.journal import JournalRow
from portal.models.municipality import Municipality
from portal.models.offer import Offer
from portal.models.organisation import Organisation
from portal.models.registry import ENTRY_MODELS
from portal.models.user import User
from portal.models.vocabulary import Action, Participation, Role
from tests.factories import make_municipality, make_user
from tests.support import databases


def count(session: Session, is_demo: bool) -> int:
    return sum(
        session.scalar(select(func.count(model.id)).where(model.is_demo.is_(is_demo))) or 0
        for model in ENTRY_MODELS.values()
    )


def demo_user(session: Session, name: str) -> User:
    return session.scalars(select(User).where(User.email == f"{name}@demo.invalid")).one()


@dataclass(frozen=True)
class Removal:
    """A portal whose demo was removed, and what was known of it before."""

    portal: Portal
    removed: Removed
    real_before: int
    contact_ids: list[int]


def livslinien(session: Session) -> Offer:
    return session.scalars(select(Offer).where(Offer.name.startswith("Livslinien"))).one()


@pytest.fixture(scope="module")
def removal(filled_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Removal]:
    """A demo in which a demo user edited and confirmed a real entry, and which was then removed."""
    folder = tmp_path_factory.mktemp("removed")
    portal = databases.make_app(databases.copy_sqlite(filled_template, folder), folder)
    with portal.app_context():
        session = db.session()
        admin, offer = demo_user(session, "admin"), livslinien(session)
        with changing(admin, offer, Action.EDITED):
            offer.target_group = "Rettet af en demobruger"
        confirm_entry(admin, offer)
        real_before = count(session, is_demo=False)
        contact_ids = list(session.scalars(select(Contact.id)))
        removed = remove_demo()
        session.commit()
    yield Removal(portal, removed, real_before, contact_ids)
    databases.dispose(portal)


@pytest.fixture
def after(removal: Removal) -> Iterator[Session]:
    """The database session of the portal whose demo was removed."""
    with removal.portal.app_context():
        yield db.session()


def test_a_second_load_changes_nothing(demo: Session) -> None:
    version = find_directory_version()
    hashes = set(demo.scalars(select(User.password_hash)))
    loaded = load_demo()
    assert (loaded.added, loaded.changed) == (0, 0)
    assert find_directory_version() == version
    assert set(demo.scalars(select(User.password_hash))) == hashes


def test_reference_data_loaded_again_leaves_the_demo_alone(demo: Session) -> None:
    loaded = load_reference()
    assert (loaded.added, loaded.changed) == (0, 0)


def test_what_a_demo_user_changed_survives_a_second_load(demo: Session) -> None:
    contact = demo.scalars(
        select(Contact).where(Contact.function == "Rusmiddelkoordinator")
    ).first()
    assert contact is not None
    with changing(demo_user(demo, "admin"), contact, Action.EDITED):
        contact.name = "Ny Medarbejder"
    load_demo()
    assert contact.name == "Ny Medarbejder"


def test_it_refuses_a_database_with_real_users(session: Session) -> None:
    make_municipality()
    make_user(Role.COORDINATOR)
    with pytest.raises(DemoRefusedError, match="real users"):
        load_demo()
    assert session.scalar(select(func.count(Contact.id))) == 0


def test_it_refuses_before_the_reference_data(session: Session) -> None:
    with pytest.raises(DemoRefusedError, match="load-reference"):
        load_demo()
    assert session.scalar(select(func.count(User.id))) == 0


def test_removing_leaves_what_was_there_before(after: Session, removal: Removal) -> None:
    assert removal.removed.entries > 300
    assert removal.removed.users == 23
    assert count(after, is_demo=False) == removal.real_before
    for municipality in after.scalars(select(Municipality)):
        assert municipality.participation == Participation.FALLBACK
        assert municipality.central_contact_id is None
        assert municipality.participation_note == ""


def test_removing_takes_back_what_demo_users_did_to_real_entries(
    after: Session, removal: Removal
) -> None:
    offer = livslinien(after)
    assert removal.removed.put_back == 1
    assert offer.target_group.startswith("Mennesker med selvmordstanker")
    assert (offer.confirmed_at, offer.edited_at) == (None, None)


def test_a_demo_user_who_stands_in_the_journal_is_kept_but_can_never_sign_in(
    after: Session,
) -> None:
    (kept,) = after.scalars(select(User).where(User.is_demo))
    assert count(after, is_demo=True) == 1
    assert kept.email == "admin@demo.invalid"
    assert not kept.is_active
    assert kept.password_hash is None


def test_every_removal_stands_in_the_journal(after: Session, removal: Removal) -> None:
    archived = select(JournalRow.entry_id).where(
        JournalRow.entry_type == "contact", JournalRow.action == Action.ARCHIVED
    )
    found = after.scalars(archived)
    assert sorted(found) == sorted(removal.contact_ids)


def test_a_removed_demo_can_be_loaded_again(after: Session) -> None:
    load_demo()
    admin = demo_user(after, "admin")
    assert admin.is_active
    assert admin.password_hash
    assert count(after, is_demo=True) > 350
    after.rollback()


def test_removing_refuses_while_real_entries_refer_to_demo_entries(demo: Session) -> None:
    unit = demo.scalars(select(Organisation).where(Organisation.name == "Rusmiddelteamet")).one()
    person = make_user(Role.ADMINISTRATOR)
    adding(person, Contact(function="Alkoholkonsulent, privat", organisation=unit))
    with pytest.raises(DemoRefusedError, match="Alkoholkonsulent, privat"):
        remove_demo()
    demo.rollback()
    assert count(demo, is_demo=True) > 350


def test_the_commands_fill_a_database_and_publish_it(app: Flask) -> None:
    runner = app.test_cli_runner()
    first = runner.invoke(args=["load-demo"])
    assert first.exit_code == 1
    assert "load-reference" in first.output
    for command, said in (
        ("load-reference", "253 added, 0 changed"),
        ("load-reference", "0 added, 0 changed"),
        ("load-demo", "406 added"),
        ("load-demo", "0 added, 0 changed"),
        ("remove-demo", "23 users removed"),
    ):
        done = runner.invoke(args=[command])
        assert done.exit_code == 0, done.output
        assert said in done.output
    assert app.config["SNAPSHOT_PATH"].exists()
