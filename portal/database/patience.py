"""How long this thread waits for the database, whatever the database does.

A stopped server refuses connections, but a hung one (SIGSTOP, a dead network) keeps them open and
says nothing; its own ``statement_timeout`` is hung with it. So the waiting ends on this side.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from time import monotonic

LONGEST_SILENCE = 5.0
"""Seconds for one statement where nobody said less: more than the server's statement_timeout."""
LEAST = 0.01

_deadline: ContextVar[float | None] = ContextVar("deadline", default=None)


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
