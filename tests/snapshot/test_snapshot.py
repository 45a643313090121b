"""The snapshot holds what may be shown, and is always the directory's newest state."""

import logging
import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from portal.extensions import db, outage
from portal.history.writing import changing
from portal.models.base import utc_now
from portal.models.municipality import Municipality
from portal.models.vocabulary import Action, Level, OfferStatus, Sector
from portal.snapshot import build
from portal.snapshot.current import current_snapshot
from portal.snapshot.file import check_seal, identify, seal
from portal.snapshot.publish import (
    find_published_edition,
    find_sealed,
    publish,
    snapshot_path,
)
from portal.snapshot.reader import EVERYWHERE, Snapshot
from portal.snapshot.watch import publish_what_changed
from tests import factories

pytestmark = pytest.mark.usefixtures("published")

RANDERS = "0730"


def functions(municipality=RANDERS, domains=(), kinds=()):
    entries = current_snapshot().list_entries(municipality, domains, kinds)
    return [entry.function for entry in entries]


def test_a_change_can_be_looked_up_right_after_its_commit(app, database):
    with database():
        contact = factories.make_contact("Alkoholrådgiver")
    with app.app_context():
        assert functions() == ["Alkoholrådgiver"]
    with database() as session:
        contact = session.get_one(type(contact), contact.id)
        with changing(None, contact, Action.EDITED):
            contact.function = "Rusmiddelrådgiver"
    with app.app_context():
        assert functions() == ["Rusmiddelrådgiver"]


def test_a_change_that_is_rolled_back_is_not_published(app, database):
    with database():
        factories.make_contact("Alkoholrådgiver")
    with database() as session:
        factories.make_contact("Fortrudt")
        session.rollback()
    with app.app_context():
        assert functions() == ["Alkoholrådgiver"]


def test_archived_contacts_and_offers_out_of_operation_are_not_in_it(app, database):
    with database():
        factories.make_contact("Arkiveret", archived_at=utc_now())
        factories.make_offer("Planlagt", status=OfferStatus.PLANNED)
        factories.make_offer("Holder pause", status=OfferStatus.PAUSED)
        factories.make_offer("Nedlagt", status=OfferStatus.CLOSED)
        factories.make_offer("I drift")
    with app.app_context():
        assert functions() == ["I drift"]


def test_entries_are_found_by_municipality_domain_and_kind(app, database):
    with database():
        alcohol, dementia = factories.make_domain("alkohol"), factories.make_domain("demens")
        factories.make_contact("Alkoholrådgiver", domains=[alcohol])
        factories.make_contact("Demenskoordinator", domains=[dementia])
        factories.make_offer("Akuttelefonen", domains=[alcohol, dementia])
        viborg = factories.make_municipality("Viborg")
        factories.make_contact(
            "Viborgs rådgiver", organisation=factories.make_organisation("Social", viborg)
        )
    with app.app_context():
        assert set(functions(domains=["alkohol"])) == {"Alkoholrådgiver", "Akuttelefonen"}
        assert functions(domains=["alkohol", "demens"], kinds=["akuttelefon"]) == ["Akuttelefonen"]
        assert functions("0791") == ["Viborgs rådgiver"]


def test_an_offer_is_listed_under_every_municipality_it_serves(app, database):
    with database():
        randers, viborg = factories.make_municipality(), factories.make_municipality("Viborg")
        region = factories.make_organisation("Regionen", sector=Sector.REGIONAL)
        factories.make_offer("For alle", organisation=region)
        factories.make_offer("For to", organisation=region, municipalities=[randers, viborg])
        factories.make_offer("Randers' eget")
    with app.app_context():
        assert functions(EVERYWHERE) == ["For alle"]
        assert set(functions()) == {"For to", "Randers' eget"}
        assert functions("0791") == ["For to"]


def test_of_equals_the_leaders_are_listed_first_then_the_newest(app, database):
    with database():
        for name in ("Første", "Anden", "Tredje"):
            factories.make_contact(name)
        factories.make_contact("Leder", level=Level.LEADER)
        factories.make_offer("Akuttelefonen")
    with app.app_context():
        assert functions(kinds=["kontaktperson"]) == ["Leder", "Tredje", "Anden", "Første"]
        assert functions(kinds=["akuttelefon"]) == ["Akuttelefonen"]


def test_names_are_found_in_the_municipality_however_many_bear_them_elsewhere(app, database):
    with database():
        viborg = factories.make_organisation("Social", factories.make_municipality("Viborg"))
        for number in range(3):
            factories.make_contact(name=f"Jens Hansen {number}", organisation=viborg)
        factories.make_contact("Den rette", name="Hansen Jensen")
        factories.make_contact("En anden", name="Hansen Nielsen")
    with app.app_context():
        snapshot = current_snapshot()
        assert [e.function for e in snapshot.list_named(["jensen", "hansen"], RANDERS, 1)] == [
            "Den rette"
        ]
        assert snapshot.list_named(["hansen"], None, 4) == []
        assert len(snapshot.list_named(["hansen"], None, 5)) == 5


def test_a_route_keeps_its_steps_in_order(app, database):
    with database():
        contact = factories.make_contact()
        route = factories.make_route(steps=[contact, "egen læge"], bring=["samtykke"])
    with app.app_context():
        (found,) = current_snapshot().list_routes(RANDERS, ("alkohol",))
        assert found.id == route.id
        assert found.bring == ("samtykke",)
        assert [step.target or step.free_function for step in found.steps] == [
            f"contact:{contact.id}",
            "egen læge",
        ]


def test_an_entry_reads_back_as_it_was_written(app, database):
    with database():
        contact = factories.make_contact("Visitator", name="Demo Ærø", level="leader")
    with app.app_context():
        found = current_snapshot().find_entry(f"contact:{contact.id}")
        assert found is not None
        assert (found.function, found.name, found.phone) == ("Visitator", "Demo Ærø", "+4584000101")
        assert found.organisation == "Socialforvaltningen"
        assert found.confirmed_at == contact.confirmed_at


@pytest.mark.parametrize("place", [20, 3000, -40, -5])
def test_a_damaged_snapshot_is_refused_and_built_anew(app, database, place):
    with database():
        factories.make_contact("Alkoholrådgiver")
    with app.app_context():
        current_snapshot()
        damaged = bytearray(snapshot_path().read_bytes())
        damaged[place] ^= 0b100
        snapshot_path().write_bytes(damaged)
        assert functions() == ["Alkoholrådgiver"]
        check_seal(snapshot_path())


def test_it_is_known_which_file_was_sealed_until_that_is_written_to(app, database):
    with database():
        factories.make_contact()
    with app.app_context():
        path = snapshot_path()
        assert find_sealed(path) == identify(path) is not None
        path.write_bytes(path.read_bytes())
        assert find_sealed(path) != identify(path)


@pytest.mark.parametrize("content", [b"", b"SQLite format 3\0", b"x" * 5000])
def test_something_else_in_its_place_is_refused_and_built_anew(app, database, content):
    with database():
        factories.make_contact("Alkoholrådgiver")
    with app.app_context():
        snapshot_path().write_bytes(content)
        assert functions() == ["Alkoholrådgiver"]


def test_a_missing_snapshot_is_built_at_the_first_lookup(app, database):
    with database():
        factories.make_contact("Alkoholrådgiver")
    with app.app_context():
        snapshot_path().unlink()
        assert functions() == ["Alkoholrådgiver"]


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_the_open_one_answers_on_when_its_file_vanishes_while_the_database_is_away(
    app, database, tmp_path
):
    with database():
        factories.make_contact("Alkoholrådgiver")
    with app.app_context():
        assert functions() == ["Alkoholrådgiver"]
        snapshot_path().unlink()
        with database_away():
            assert functions() == ["Alkoholrådgiver"]
            assert list(current_snapshot().words), "what was not read yet can be read"
            assert functions() == ["Alkoholrådgiver"]
        outage.end()
        publish_what_changed()
        assert snapshot_path().exists()
        assert functions() == ["Alkoholrådgiver"]


@contextmanager
def database_away() -> Iterator[None]:
    """Put a folder in the place of SQLite's file, so that nobody can open it."""
    file = Path(str(db.engine.url.database))
    aside = file.with_suffix(".aside")
    db.session.remove()
    db.engine.dispose()
    file.rename(aside)
    file.mkdir()
    try:
        yield
    finally:
        file.rmdir()
        aside.rename(file)


def test_a_change_is_kept_when_the_snapshot_cannot_be_written(app, database, caplog, tmp_path):
    with database():
        factories.make_municipality()
    app.config["SNAPSHOT_PATH"] = Path("/dev/null/snapshot.sqlite")
    with caplog.at_level(logging.ERROR), app.app_context():
        viborg_id = factories.make_municipality("Viborg").id
        db.session.commit()
    assert "could not be published" in caplog.text
    with database() as session:
        assert session.get(Municipality, viborg_id) is not None


def test_readers_in_other_threads_see_a_whole_snapshot_while_it_is_replaced(app, database):
    with database():
        factories.make_contact("Alkoholrådgiver")
    seen, stopped = [], threading.Event()

    def read() -> None:
        with app.app_context():
            while not stopped.is_set():
                seen.append(functions())

    thread = threading.Thread(target=read)
    thread.start()
    with app.app_context():
        for _ in range(5):
            publish()
    stopped.set()
    thread.join()
    assert seen
    assert all(found == ["Alkoholrådgiver"] for found in seen)


def test_the_file_is_read_only_and_of_a_known_format(app, database):
    with database():
        factories.make_contact()
    with app.app_context():
        snapshot = Snapshot(snapshot_path())
        published = find_published_edition()
        assert published is not None
        assert published.version == snapshot.version
        with pytest.raises(sqlite3.OperationalError):
            snapshot.file.execute("DELETE FROM entry")
        snapshot.close()


def written_by_other_code(payload: str) -> None:
    """Make the published file one of another version of the code."""
    path = snapshot_path()
    os.truncate(path, path.stat().st_size - 32)  # the seal, which is made anew
    with build.writing(path) as file:
        file.execute("UPDATE meta SET code = 'of another version'")
        file.execute("UPDATE entry SET payload = coalesce(nullif(?, ''), payload)", [payload])
    seal(path)


def test_what_other_code_wrote_is_written_anew_when_a_process_starts(app, database):
    with database():
        contact = factories.make_contact()
    with app.app_context():
        written_by_other_code('{"function": "som andre skriver det"}')
        assert current_snapshot().find_entry(f"contact:{contact.id}").function == contact.function


def test_what_other_code_wrote_is_read_while_the_database_is_away(app, database):
    with database():
        contact = factories.make_contact()
    with app.app_context():
        written_by_other_code("")
        outage.begin()
        snapshot = current_snapshot()
        assert not snapshot.is_of_this_code
        assert snapshot.find_entry(f"contact:{contact.id}").function == contact.function
