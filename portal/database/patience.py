"""How long this thread waits for the database, whatever the database does.

A stopped server refuses connections, but a hung one (SIGSTOP, a dead network) keeps them open and
says nothing; its own ``statement_timeout`` is hung with it. So the waiting ends on this side.
"""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import ContextVar
from time import monotonic
from typing import Any, Self

import psycopg

LONGEST_SILENCE = 5.0
"""Seconds for one statement where nobody said less: more than the server's statement_timeout."""
LEAST = 0.01

_deadline: ContextVar[float | None] = ContextVar("deadline", default=None)
# Threads that connect, because psycopg waits two seconds for a connection at the least.
_connectors = ThreadPoolExecutor(max_workers=4, thread_name_prefix="connect")


@contextmanager
def answering_within(seconds: float) -> Iterator[None]:
    """Give the database so many seconds for all that is asked of it inside the block."""
    token = _deadline.set(monotonic() + seconds)
    try:
        yield
    finally:
        _deadline.reset(token)


def seconds_left(longest: float = LONGEST_SILENCE) -> float:
    """Return how long to wait for the next answer: what is left of the block's time."""
    deadline = _deadline.get()
    return longest if deadline is None else max(LEAST, deadline - monotonic())


class ImpatientConnection(psycopg.Connection[Any]):
    """A connection to PostgreSQL that is given up when an answer takes too long."""

    @classmethod
    def connect(cls, *args: Any, **options: Any) -> Self:
        """Return a new connection. Raises OperationalError when that takes too long."""
        attempt: Future[Self] = _connectors.submit(super().connect, *args, **options)
        try:
            return attempt.result(timeout=seconds_left())
        except TimeoutError:
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
