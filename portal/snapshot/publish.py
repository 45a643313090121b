"""Publishing: a new snapshot beside the old one, swapped in one step."""

import fcntl
import logging
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from flask import current_app
from sqlalchemy import event, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from portal.extensions import db
from portal.models.journal import DirectoryState
from portal.snapshot.build import build_snapshot
from portal.snapshot.file import DamagedSnapshotError, seal, sync_folder
from portal.snapshot.reader import Snapshot

log = logging.getLogger(__name__)


def snapshot_path() -> Path:
    """Return where this machine's snapshot lies."""
    return Path(current_app.config["SNAPSHOT_PATH"])


def publish() -> None:
    """Build a snapshot of the directory and put it in the old one's place.

    Readers see the old file or the new one, never a part. Raises OSError when the disk is full
    or read-only.
    """
    with publishing_lock():
        replace_snapshot()


def publish_if_changed() -> None:
    """Publish unless the snapshot is of the directory's present version already."""
    with publishing_lock():
        if find_published_version() != read_directory_version():
            replace_snapshot()


@event.listens_for(db.session, "after_commit")
def publish_committed(session: Session) -> None:
    """Publish what a commit changed in the directory, whoever committed.

    A new password or token is no change of the directory's version, and is published all the same.
    The change is safe by now: a snapshot that cannot be written is logged, and the readers keep
    the one they have.
    """
    has_new_keys = session.info.pop("keys_changed", False)
    if not session.info.pop("directory_changed", False) and not has_new_keys:
        return
    try:
        publish() if has_new_keys else publish_if_changed()
    except (OSError, sqlite3.Error, SQLAlchemyError):
        log.exception("the snapshot could not be published")


def read_directory_version() -> int:
    with reading_session() as session:
        return session.scalar(select(DirectoryState.version)) or 0


def find_published_version() -> int | None:
    """Return the version of the file that readers see, or None where there is no sound one."""
    try:
        snapshot = Snapshot(snapshot_path())
    except (OSError, DamagedSnapshotError):
        return None
    snapshot.close()
    return snapshot.version


def replace_snapshot() -> None:
    path = snapshot_path()
    beside = path.with_name(f"{path.name}.new")
    beside.unlink(missing_ok=True)
    try:
        with reading_session() as session:
            build_snapshot(session, beside)
        seal(beside)
        os.replace(beside, path)
        sync_folder(path.parent)
    finally:
        beside.unlink(missing_ok=True)


def reading_session() -> Session:
    """Return a session of its own that sees one state of the database and never locks it."""
    options: dict[str, Any] = {"is_reading": True}
    if db.engine.dialect.name == "postgresql":
        options["isolation_level"] = "REPEATABLE READ"
    return Session(db.engine.execution_options(**options))


@contextmanager
def publishing_lock() -> Iterator[None]:
    """Let one process of this machine publish at a time."""
    path = snapshot_path()
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.with_name(f"{path.name}.lock").open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
