"""Reading the lists that people brought."""

from datetime import datetime, timedelta

from flask import abort
from flask_login import current_user
from sqlalchemy import ColumnElement, func, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import defer
from werkzeug.exceptions import Conflict

from portal.access.permissions import may
from portal.database.outage import is_cut_off
from portal.extensions import db
from portal.models.base import utc_now
from portal.models.imports import ImportBatch
from portal.models.municipality import Municipality
from portal.models.user import User
from portal.models.vocabulary import ImportState
from portal.municipalities.queries import list_municipalities
from portal.retention.periods import IMPORTED_FILES

KEPT = IMPORTED_FILES.time
SILENT = timedelta(minutes=2)
"""How long work on a list may say nothing before it counts as interrupted: writing 20,000 rows is
one transaction, during which SQLite lets nobody else write, not even a heartbeat."""
WORKING = frozenset({ImportState.READING, ImportState.APPLYING, ImportState.UNDOING})
SHOWN = 20


def get_batch(batch_id: int) -> ImportBatch:
    """Return a list that somebody brought, or answer 404."""
    return db.session.get(ImportBatch, batch_id) or abort(404)


def lock_batch(batch_id: int) -> ImportBatch:
    """Return a list as it is now, for one who decides about it: the others wait until that is done.

    The gate has read the list already, perhaps before somebody else decided. Answers 404, and 409
    when the one at work does not get done soon.
    """
    try:
        batch = db.session.get(ImportBatch, batch_id, populate_existing=True, with_for_update=True)
    except OperationalError as error:
        if is_cut_off(error):
            raise Conflict from error
        raise
    return batch or abort(404)


def get_batch_municipality(batch_id: int) -> Municipality:
    """Return the municipality that a list is for: whose coordinators may see it, or answer 404."""
    return get_batch(batch_id).municipality


def list_own_municipalities() -> list[Municipality]:
    """Return the municipalities that whoever is looking may bring lists for."""
    return [one for one in list_municipalities() if may(current_user, "edit_municipality", one)]


def find_own_municipality(municipality_id: int) -> Municipality:
    """Return one of the municipalities that whoever is looking may bring lists for, or 404."""
    own = {one.id: one for one in list_own_municipalities()}
    return own.get(municipality_id) or abort(404)


def list_batches(user: User) -> list[ImportBatch]:
    """Return the newest lists of the municipalities that a user looks after."""
    query = select(ImportBatch).options(defer(ImportBatch.content), defer(ImportBatch.plan))
    places = [m.id for m in list_municipalities() if may(user, "edit_municipality", m)]
    query = query.where(ImportBatch.municipality_id.in_(places))
    return list(db.session.scalars(query.order_by(ImportBatch.id.desc()).limit(SHOWN)))


def is_working(batch: ImportBatch) -> bool:
    """Say whether somebody is at work on a list at this moment."""
    return batch.state in WORKING and batch.heartbeat_at is not None and not is_interrupted(batch)


def is_interrupted(batch: ImportBatch) -> bool:
    """Say whether whoever worked on a list has stopped saying so: then nothing was written."""
    began = batch.heartbeat_at
    return batch.state in WORKING and began is not None and utc_now() - began > SILENT


def has_file(batch: ImportBatch, now: datetime | None = None) -> bool:
    """Say whether what was read of the file is still there; it is kept for a day at most."""
    return batch.content is not None and (now or utc_now()) - batch.created_at < KEPT


def is_old_file(now: datetime) -> ColumnElement[bool]:
    """Return the condition for lists whose file has been kept long enough."""
    return (ImportBatch.created_at < now - KEPT) & ImportBatch.content.is_not(None)


def count_old_files(now: datetime) -> int:
    """Return how many files have been kept long enough."""
    query = select(func.count()).select_from(ImportBatch).where(is_old_file(now))
    return db.session.scalar(query) or 0
