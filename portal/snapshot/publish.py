"""Publishing: a new snapshot beside the old one, swapped in one step."""

import fcntl
import json
import logging
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from flask import current_app
from sqlalchemy.orm import Session

from portal.extensions import db
from portal.snapshot.build import build_snapshot, update_snapshot
from portal.snapshot.changes import Edition, read_edition
from portal.snapshot.file import (
    DamagedSnapshotError,
    Identity,
    copy_unsealed,
    identify,
    seal,
    sync_folder,
)

log = logging.getLogger(__name__)


def snapshot_path() -> Path:
    """Return where this machine's snapshot lies."""
    return Path(current_app.config["SNAPSHOT_PATH"])


def publish() -> None:
    """Build a snapshot of the whole directory and put it in the old one's place.

    Readers see the old file or the new one, never a part. Raises OSError when the disk is full
    or read-only.
    """
    with publishing_lock():
        replace_snapshot(is_whole=True)


def publish_changes(has_new_keys: bool = False, waits: bool = True) -> None:
    """Bring the snapshot up to the directory's present state, unless it is there already.

    New passwords and tokens change nothing that is told apart, so they have to be told of. Raises
    BlockingIOError while another process publishes, where this one does not wait for it.
    """
    with publishing_lock(waits):
        with reading_session() as session:
            is_behind = find_published_edition() != read_edition(session)
        if is_behind or has_new_keys:
            replace_snapshot()


def find_published_edition() -> Edition | None:
    """Return the state that readers see, or None where there is none; it may yet be damaged."""
    address = f"{snapshot_path().resolve().as_uri()}?mode=ro&immutable=1"
    try:
        with closing(sqlite3.connect(address, uri=True)) as file:
            return Edition(*file.execute("SELECT version, journal_head FROM meta").fetchone())
    except (sqlite3.Error, TypeError):
        return None


def replace_snapshot(is_whole: bool = False) -> None:
    path = snapshot_path()
    beside = path.with_name(f"{path.name}.new")
    beside.unlink(missing_ok=True)
    try:
        with reading_session() as session:
            if is_whole or not make_from(path, session, beside):
                beside.unlink(missing_ok=True)
                build_snapshot(session, beside)
        seal(beside)
        sealed_path(path).write_text(json.dumps(identify(beside)))
        os.replace(beside, path)
        sync_folder(path.parent)
    finally:
        beside.unlink(missing_ok=True)


def find_sealed(path: Path) -> Identity:
    """Return which file this machine has sealed last, None where that is not known.

    Who sees that very file in the snapshot's place need not read it through: to check 30 MB before
    the next answer, in every process after every change, would be felt.
    """
    try:
        inode, time, length = json.loads(sealed_path(path).read_text())
    except (OSError, ValueError, TypeError):
        return None
    return inode, time, length


def sealed_path(path: Path) -> Path:
    """Return where it stands which file was sealed last."""
    return path.with_name(f"{path.name}.sealed")


def make_from(path: Path, session: Session, beside: Path) -> bool:
    """Make a snapshot from the published one; say whether that could be done."""
    try:
        copy_unsealed(path, beside)
        return update_snapshot(session, beside)
    except FileNotFoundError:
        return False
    except (DamagedSnapshotError, sqlite3.Error) as error:
        log.warning("the snapshot is built anew: %s", error)
        return False


def reading_session() -> Session:
    """Return a session of its own that sees one state of the database and never locks it."""
    options: dict[str, Any] = {"is_reading": True}
    if db.engine.dialect.name == "postgresql":
        options["isolation_level"] = "REPEATABLE READ"
    return Session(db.engine.execution_options(**options))


@contextmanager
def publishing_lock(waits: bool = True) -> Iterator[None]:
    """Let one process of this machine publish at a time."""
    path = snapshot_path()
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.with_name(f"{path.name}.lock").open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX if waits else fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
