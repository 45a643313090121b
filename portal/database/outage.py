"""Whether the database is away, as this process has seen it: nobody waits for what is known."""

import sqlite3
import threading
from math import inf
from time import monotonic

from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionLeftError

ASK_AGAIN_AFTER = 2.0
"""Seconds for which a database that failed is left alone; then one request tries it again."""

SQLITE_AWAY = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_NOTADB,
}
# https://www.postgresql.org/docs/current/errcodes-appendix.html: connection, resources, operator
# intervention and system errors; a server that only reads. A query cut off for its length is none.
POSTGRES_AWAY = ("08", "25006", "53", "57P", "58")
POSTGRES_CUT_OFF = "57014"

DATABASE_ERRORS = (DBAPIError, NoConnectionLeftError)


class Outage:
    """One process's knowledge of one database; shared by its threads.

    A database that did not answer in time may only be slow: that it was waited for in vain tells
    nothing to those who would wait longer.
    """

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.ask_again_at: float | None = None
        self.waited = 0.0

    @property
    def is_on(self) -> bool:
        """The database failed when it was last asked."""
        return self.ask_again_at is not None

    def begin(self, waited: float = inf) -> None:
        """Note that the database failed: with an error, or by not answering for some seconds."""
        with self.lock:
            self.waited = max(waited, self.waited if self.is_on else 0.0)
            self.ask_again_at = monotonic() + ASK_AGAIN_AFTER

    def doubt(self) -> None:
        """Let the next who asks find out at once: only a write failed, and reading may do."""
        with self.lock:
            if self.is_on:
                self.ask_again_at = monotonic()

    def end(self) -> None:
        """Note that the database answered."""
        self.ask_again_at = None

    def may_ask(self, patience: float) -> bool:
        """Say whether to ask the database and wait so many seconds.

        After a failure those hear yes who would wait longer than was waited, and one of the others
        now and then.
        """
        with self.lock:
            if self.ask_again_at is None or patience > self.waited:
                return True
            is_due = monotonic() >= self.ask_again_at
            if is_due:
                self.ask_again_at = monotonic() + ASK_AGAIN_AFTER
            return is_due


def is_locked(error: BaseException | None) -> bool:
    """Say whether SQLite refused because somebody else is writing, or keeps it all to themselves.

    On PostgreSQL writers wait for a row only, never for the whole database.
    """
    code = getattr(getattr(error, "orig", None), "sqlite_errorcode", 0)
    return code & 0xFF in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}


def is_outage(error: BaseException | None) -> bool:
    """Say whether an error means that the database cannot be used, not that a query is wrong."""
    if isinstance(error, NoConnectionLeftError):
        return True
    if not isinstance(error, DBAPIError):
        return False
    if isinstance(error.orig, sqlite3.Error):
        return getattr(error.orig, "sqlite_errorcode", 0) & 0xFF in SQLITE_AWAY
    state: str | None = getattr(error.orig, "sqlstate", None)
    if state is None:
        return error.connection_invalidated or isinstance(error, OperationalError)
    return state.startswith(POSTGRES_AWAY)


def is_cut_off(error: DBAPIError) -> bool:
    """Say whether PostgreSQL ended a query for its length, as it does with one that waits."""
    return getattr(error.orig, "sqlstate", None) == POSTGRES_CUT_OFF
