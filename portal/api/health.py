"""For load balancers: is this process alive, and can it do its work?"""

import logging
import sqlite3

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from portal.access.marks import public
from portal.extensions import db
from portal.snapshot.current import current_snapshot
from portal.snapshot.file import DamagedSnapshotError

log = logging.getLogger(__name__)

blueprint = Blueprint("health", __name__, url_prefix="/sundhed")


@blueprint.get("/levende")
@public
def alive() -> ResponseReturnValue:
    """Say that the process answers."""
    return jsonify(status="alive")


@blueprint.get("/klar")
@public
def ready() -> ResponseReturnValue:
    """Say whether the snapshot can be read and the database answers: 200, else 503."""
    parts = {"snapshot": can_read_snapshot(), "database": does_database_answer()}
    is_ready = all(parts.values())
    words = {name: "ok" if works else "down" for name, works in parts.items()}
    return jsonify(status="ready" if is_ready else "not ready", **words), 200 if is_ready else 503


def can_read_snapshot() -> bool:
    try:
        return bool(current_snapshot().built_at)
    except (OSError, sqlite3.Error, DamagedSnapshotError, SQLAlchemyError):
        log.exception("the snapshot cannot be read")
        return False


def does_database_answer() -> bool:
    try:
        db.session.execute(text("SELECT 1"))
    except SQLAlchemyError:
        log.exception("the database does not answer")
        db.session.rollback()
        return False
    return True
