"""For load balancers: is this process alive, and can it do its work?"""

import logging
import sqlite3

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue
from sqlalchemy import literal, select
from sqlalchemy.exc import SQLAlchemyError

from portal.access.marks import always_open, public
from portal.snapshot.current import current_snapshot
from portal.snapshot.file import DamagedSnapshotError
from portal.web.availability import DatabaseAwayError, ask_soon

log = logging.getLogger(__name__)

blueprint = Blueprint("health", __name__, url_prefix="/sundhed")


@blueprint.get("/levende")
@always_open
@public
def alive() -> ResponseReturnValue:
    """Say that the process answers."""
    return jsonify(status="alive")


@blueprint.get("/klar")
@always_open
@public
def ready() -> ResponseReturnValue:
    """Say whether lookups are answered: 200, else 503.

    They are while the snapshot can be read, the database away or not. A load balancer that took a
    machine out for its database would take out all of them at once, and the lookups with them.
    """
    is_ready = can_read_snapshot()
    return jsonify(
        status="ready" if is_ready else "not ready",
        snapshot="ok" if is_ready else "down",
        database="ok" if does_database_answer() else "away",
    ), 200 if is_ready else 503


def can_read_snapshot() -> bool:
    try:
        return bool(current_snapshot().built_at)
    except (OSError, sqlite3.Error, DamagedSnapshotError, SQLAlchemyError):
        log.exception("the snapshot cannot be read")
        return False


def does_database_answer() -> bool:
    try:
        return ask_soon(select(literal(1))) is not None
    except DatabaseAwayError:
        return False
