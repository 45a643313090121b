"""The snapshot that this process reads: opened once, and again when the file was replaced."""

import logging
import sqlite3
import threading
from pathlib import Path

from sqlalchemy import literal, select
from sqlalchemy.exc import SQLAlchemyError

from portal.snapshot.file import DamagedSnapshotError, Identity, identify
from portal.snapshot.inheriting import inherit
from portal.snapshot.publish import find_sealed, publish, snapshot_path
from portal.snapshot.reader import Snapshot
from portal.snapshot.watch import PUBLISHING_ERRORS, watch
from portal.web.availability import DatabaseAwayError, ask_soon

log = logging.getLogger(__name__)

LEFT: Identity = (0, 0, 0)
"""Stands for the file of a snapshot that was closed before a fork: no file is that one."""

_open: dict[Path, tuple[Identity, Snapshot]] = {}
_lock = threading.Lock()


def current_snapshot() -> Snapshot:
    """Return the newest snapshot; build it where there is none or only a damaged one.

    A replaced one is not closed: another thread may still be reading it.
    """
    watch()
    path = snapshot_path()
    known = _open.get(path)
    if known is not None and known[0] == identify(path):
        return known[1]
    with _lock:
        if path not in _open or _open[path][0] != identify(path):
            _open[path] = open_or_build(path)
        return _open[path][1]


def leave_to_forks(snapshot: Snapshot) -> None:
    """Close a snapshot; the processes that part from this one go on with what it has read.

    No connection outlives a fork, so each of them opens the file, and goes on if it is the same.
    """
    snapshot.close()
    _open[snapshot_path()] = LEFT, snapshot


def find_snapshot() -> Snapshot | None:
    """Return the newest snapshot, or None where there is none and none can be built."""
    try:
        return current_snapshot()
    except (OSError, sqlite3.Error, DamagedSnapshotError, SQLAlchemyError):
        log.exception("there is no snapshot to read")
        return None


def open_or_build(path: Path) -> tuple[Identity, Snapshot]:
    """Return the open snapshot and which file it is.

    The file is told apart before it is opened: replaced in between, it is opened again next time.
    One that other code wrote is written anew when a process starts, if the database can be asked.
    While it cannot, and the file is gone, the one that is open answers on; the watcher puts another
    in its place once the database is back.
    """
    try:
        identity = identify(path)
        if path in _open:
            is_known = identity is not None and identity == find_sealed(path)
            snapshot, earlier = Snapshot(path, is_known), _open[path][1]
            if snapshot.built_at == earlier.built_at:
                earlier.file = snapshot.file
                return identity, earlier
            inherit(snapshot, earlier)
            return identity, snapshot
        snapshot = Snapshot(path)
        if snapshot.is_of_this_code:
            return identity, snapshot
        try_to_build()
        return identify(path), Snapshot(path)
    except FileNotFoundError:
        log.info("there is no snapshot there")
        if path in _open and _open[path][0] != LEFT:
            is_built = try_to_build()
            return (identify(path), Snapshot(path)) if is_built else (None, _open[path][1])
    except DamagedSnapshotError as error:
        log.warning("the snapshot is refused and built anew: %s", error)
    publish()
    return identify(path), Snapshot(path)


def try_to_build() -> bool:
    """Build the snapshot anew if the database answers soon; say whether that was done."""
    try:
        ask_soon(select(literal(1)))
        publish()
    except DatabaseAwayError:
        return False
    except PUBLISHING_ERRORS:
        log.exception("the snapshot could not be published")
        return False
    return True
