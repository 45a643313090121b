"""Connections to PostgreSQL that end on this side when the server says nothing."""

from concurrent.futures import Future, ThreadPoolExecutor
from time import monotonic
from typing import Any, Self

import psycopg

from portal.database.patience import seconds_left

# Threads that connect, because psycopg waits two seconds for a connection at the least.
_connectors = ThreadPoolExecutor(max_workers=4, thread_name_prefix="connect")


class ImpatientConnection(psycopg.Connection[Any]):
    """A connection to PostgreSQL that is given up when an answer takes too long."""

    @classmethod
    def connect(cls, *args: Any, **options: Any) -> Self:
        """Return a new connection. Raises OperationalError when that takes too long."""
        attempt: Future[Self] = _connectors.submit(super().connect, *args, **options)
        try:
            return attempt.result(timeout=seconds_left())
        except TimeoutError:
            if not attempt.cancel():
                attempt.add_done_callback(close_late_connection)
            raise psycopg.OperationalError("the database does not take connections") from None

    def wait(self, gen: Any, interval: float = 0.1, timeout: float | None = None) -> Any:
        """Wait for an answer; give the connection up when it does not come in time."""
        start = monotonic()
        left = seconds_left() if timeout is None else timeout
        try:
            return super().wait(gen, interval, left)
        except psycopg.OperationalError:
            if monotonic() - start >= left:
                self.pgconn.finish()  # the server may answer yet, to a question nobody remembers
            raise


def close_late_connection(attempt: Future[Any]) -> None:
    """Close a connection that came about after nobody waited for it any more."""
    if attempt.exception() is None:
        attempt.result().close()
