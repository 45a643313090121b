"""When to publish: after a commit, and when another process or machine changed the directory.

A process that looks things up also looks every second whether the directory has moved on. So what
another machine saved gets here, and nothing is lost with a process that is killed between its
commit and its publishing. The looking has a thread of its own, so no lookup ever waits for it.
"""

import logging
import sqlite3
import threading
import time

from flask import Flask, current_app
from sqlalchemy import event
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from portal.extensions import db
from portal.snapshot.changes import read_edition
from portal.snapshot.publish import (
    find_published_edition,
    publish_changes,
    reading_session,
    snapshot_path,
)
from portal.web.availability import DatabaseAwayError, soon

log = logging.getLogger(__name__)

GAP_SECONDS = 0.4
"""Commits that follow sooner on a publication are published together, when it has passed."""
NAP_SECONDS = 0.05
"""How long the thread waits for another process that is publishing, before it looks again."""
PATIENCE_SECONDS = 2.0
"""How long the thread waits for the database; nobody waits for the thread."""

PUBLISHING_ERRORS = (OSError, sqlite3.Error, SQLAlchemyError)

_starting = threading.Lock()


class Watcher(threading.Thread):
    """Publishes what has changed: every so many seconds, and soon when it is woken."""

    def __init__(self, app: Flask, seconds: float) -> None:
        super().__init__(name="snapshot", daemon=True)
        self.app = app
        self.seconds = seconds
        self.woken = threading.Event()

    def run(self) -> None:
        while True:
            is_woken = self.woken.wait(self.seconds)
            with self.app.app_context():
                if is_woken and (left := seconds_left()):
                    time.sleep(left)  # another process may have published meanwhile
                    continue
                self.woken.clear()
                if not publish_what_changed():
                    time.sleep(NAP_SECONDS)
                    self.woken.set()


def watch() -> Watcher | None:
    """Return this process's watcher, started if need be; None where the settings want none."""
    watcher: Watcher | None = current_app.extensions.get("snapshot_watcher")
    if watcher is not None and watcher.is_alive():  # in a forked process it is not
        return watcher
    seconds = current_app.config["LOOK_FOR_CHANGES_EVERY"]
    if not seconds:
        return None
    with _starting:
        watcher = current_app.extensions.get("snapshot_watcher")
        if watcher is None or not watcher.is_alive():
            watcher = Watcher(current_app._get_current_object(), seconds)  # type: ignore[attr-defined]
            watcher.start()
            current_app.extensions["snapshot_watcher"] = watcher
    return watcher


def publish_what_changed() -> bool:
    """Publish if the database can be asked, and is in another state than the snapshot.

    False while another process publishes, who may not have seen the last change.
    """
    try:
        with soon(PATIENCE_SECONDS), reading_session() as session:
            is_behind = read_edition(session) != find_published_edition()
        if is_behind:
            publish_changes(waits=False)
    except DatabaseAwayError:
        pass
    except BlockingIOError:
        return False
    except PUBLISHING_ERRORS:
        log.exception("the snapshot could not be published")
    return True


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
        if has_new_keys:
            publish_changes(has_new_keys=True)
        else:
            publish_soon()
    except PUBLISHING_ERRORS:
        log.exception("the snapshot could not be published")


def publish_soon() -> None:
    """Publish now; where that was done a moment ago, or is being done, leave it to the watcher."""
    watcher = watch()
    if watcher is None:
        publish_changes()
        return
    try:
        if not seconds_left():
            publish_changes(waits=False)
            return
    except BlockingIOError:
        log.debug("another process is publishing")
    watcher.woken.set()


def seconds_left() -> float:
    """Return how much of the gap is left since the snapshot was put in its place, by the clock."""
    try:
        age = time.time() - snapshot_path().stat().st_mtime
    except FileNotFoundError:
        return 0
    return max(0, GAP_SECONDS - age) if age >= 0 else 0
