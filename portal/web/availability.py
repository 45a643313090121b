"""What goes on while the database is away: lookups at once, everything else not for the moment."""

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from math import inf
from time import monotonic
from typing import Any

from flask import Flask, current_app, request
from sqlalchemy import Row, Select, literal, select
from werkzeug.exceptions import ServiceUnavailable

from portal.database.outage import DATABASE_ERRORS
from portal.database.patience import answering_within
from portal.extensions import db, outage

log = logging.getLogger(__name__)

LOOKUP_SECONDS = 0.3
"""How long a lookup waits for the database before it goes on with what the snapshot knows."""
TRIAL_SECONDS = 1.0
"""How long the first page after a failure waits, that would find the database back."""

NEARLY = 0.9
"""The part of its time after which a question that failed had no answer: clocks differ."""


class DatabaseAwayError(Exception):
    """The database does not answer, or not soon enough."""


def patient(seconds: float) -> float:
    """Return how long to wait here for what elsewhere gets so many seconds: setting PATIENCE."""
    return seconds * float(current_app.config["PATIENCE"])


@contextmanager
def soon(seconds: float = LOOKUP_SECONDS) -> Iterator[None]:
    """Ask the database inside the block. Raises DatabaseAwayError after at most these seconds.

    By default as long as a lookup waits. Asks nothing while the database is known to be away.
    """
    seconds = patient(seconds)
    if not outage.may_ask(seconds):
        raise DatabaseAwayError
    asked_at = monotonic()
    try:
        with answering_within(seconds):
            yield
    except DATABASE_ERRORS as error:
        is_silent = monotonic() - asked_at > NEARLY * seconds
        note_outage(error, seconds if is_silent else inf)
        raise DatabaseAwayError from error
    outage.end()


def note_outage(error: BaseException, waited: float = inf) -> None:
    """Note that the database failed, or was silent for some seconds; undo what is uncommitted."""
    if not outage.is_on:
        log.warning("the database is away: %s", error)
    outage.begin(waited)
    db.session.rollback()


def ask_soon(
    query: Select[Any],
    seconds: float = LOOKUP_SECONDS,
    values: Mapping[str, Any] | None = None,
) -> Row[Any] | None:
    """Return the first row of a query, in a transaction of its own. Raises DatabaseAwayError."""
    with soon(seconds), db.engine.connect() as connection:
        connection.execution_options(is_reading=True)
        return connection.execute(query, values).first()


def is_always_open() -> bool:
    """Say whether the page being asked for can do without the database; an error page can."""
    view = current_app.view_functions.get(request.endpoint or "")
    return view is None or getattr(view, "is_always_open", False)


def refuse_while_away() -> None:
    """Answer 503 at once while the database is known to be away, where the page needs it."""
    if is_always_open() or not outage.is_on:
        return
    try:
        ask_soon(select(literal(1)), TRIAL_SECONDS)  # a trial that waits for nobody's writing
    except DatabaseAwayError as error:
        raise ServiceUnavailable from error


def guard_pages(app: Flask) -> None:
    """Put the check before every view of an application."""
    app.before_request(refuse_while_away)
