"""A snapshot made from the one before holds row for row what a whole build would."""

import os
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from portal.models.journal import DirectoryState
from portal.snapshot import build, changes
from portal.snapshot.build import build_snapshot
from portal.snapshot.current import current_snapshot
from portal.snapshot.file import seal
from portal.snapshot.publish import publish, publish_changes, reading_session, snapshot_path
from tests import factories
from tests.snapshot.edits import Editor

EDITS = 30
LIST_TABLES = "SELECT name FROM sqlite_master WHERE sql > '' AND name != 'change'"
OWN_TO_EACH_BUILD = {"built_at", "built_whole_at"}


def rows_of(path: Path) -> dict[str, list[object]]:
    """Return all rows of a file by table; the lexicon in its order, which counts.

    What was noted of changes is left out: a whole build knows of none.
    """
    with closing(sqlite3.connect(path)) as file:
        file.row_factory = as_dict
        tables = [row["name"] for row in file.execute(LIST_TABLES)]
        return {name: file.execute(f"SELECT * FROM {name}").fetchall() for name in tables}  # noqa: S608


def as_dict(cursor: sqlite3.Cursor, row: tuple[object, ...]) -> dict[str, object]:
    values = zip((column[0] for column in cursor.description), row, strict=True)
    return {name: value for name, value in values if name not in OWN_TO_EACH_BUILD}


def rows_of_a_whole_build(folder: Path) -> dict[str, list[object]]:
    path = folder / "whole.sqlite"
    with reading_session() as session:
        build_snapshot(session, path)
    rows = rows_of(path)
    path.unlink()
    return rows


def built_whole_at() -> str:
    with closing(sqlite3.connect(snapshot_path())) as file:
        at: str = file.execute("SELECT built_whole_at FROM meta").fetchone()[0]
        return at


@pytest.mark.parametrize("seed", range(3))
def test_after_any_edits_it_holds_what_a_whole_build_holds(app, database, tmp_path, seed):
    editor = Editor(seed)
    with database():
        editor.begin()
    with app.app_context():
        publish()
        whole_at = built_whole_at()
    for _ in range(EDITS):
        with database():
            done = [editor.edit() for _ in range(editor.chance.choice((1, 1, 1, 2, 5)))]
        with app.app_context():
            assert rows_of(snapshot_path()) == rows_of_a_whole_build(tmp_path), done
            assert built_whole_at() == whole_at, f"built whole after {done}"


@pytest.fixture
def published(app, database):
    """A directory with a published snapshot; return when it was built whole."""
    with database():
        factories.make_contact("Alkoholrådgiver")
    with app.app_context():
        publish()
        yield built_whole_at()


def edit_once(database) -> None:
    with database():
        factories.make_contact("Demenskoordinator")


def test_nothing_is_built_where_nothing_changed(published):
    before = snapshot_path().stat().st_ino
    publish_changes()
    assert snapshot_path().stat().st_ino == before


def test_more_changes_than_it_looks_through_are_a_whole_build(published, database, monkeypatch):
    monkeypatch.setattr(changes, "MOST_CHANGES", 1)
    edit_once(database)
    assert built_whole_at() > published


def test_changes_that_touch_very_many_are_a_whole_build(published, database, monkeypatch):
    monkeypatch.setattr(changes, "MOST_TOUCHED", 0)
    edit_once(database)
    assert built_whole_at() > published


def test_once_a_day_all_is_built(published, database, monkeypatch):
    monkeypatch.setattr(build, "WHOLE_EVERY", timedelta(0))
    edit_once(database)
    assert built_whole_at() > published


def test_what_other_code_wrote_is_no_base(published, database, monkeypatch):
    monkeypatch.setattr(build, "code_digest", lambda: "of another version")
    edit_once(database)
    assert built_whole_at() > published


def test_a_damaged_base_is_no_base(published, database):
    damaged = bytearray(snapshot_path().read_bytes())
    damaged[3000] ^= 0b100
    snapshot_path().write_bytes(damaged)
    edit_once(database)
    assert built_whole_at() > published
    names = {entry.function for entry in current_snapshot().list_entries("0730", ())}
    assert names == {"Alkoholrådgiver", "Demenskoordinator"}


def test_a_base_of_another_history_is_no_base(published, database):
    """As after a backup was restored: it had the same version, reached by other changes."""
    path = snapshot_path()
    os.truncate(path, path.stat().st_size - 32)  # the seal, which is made anew
    with build.writing(path) as file:
        file.execute("UPDATE meta SET journal_head = ?", ["0" * 64])
    seal(path)
    edit_once(database)
    assert built_whole_at() > published


def test_changes_that_the_journal_does_not_hold_are_a_whole_build(published, database):
    with database() as session:
        session.execute(update(DirectoryState).values(version=DirectoryState.version + 1))
    publish_changes()
    assert built_whole_at() > published
