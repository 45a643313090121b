"""What people do with a list: bring it, say what its columns mean, apply it, undo it, let it go.

A list that is there already must have been read with ``lock_batch``: its state says what may be
done, and two must not do it both.
"""

import hashlib
from datetime import datetime

from sqlalchemy import update
from werkzeug.exceptions import Conflict

from portal.access.permissions import require
from portal.extensions import db
from portal.imports.lists.batches import has_file, is_interrupted, is_old_file, is_working
from portal.imports.lists.guessing import SheetGuess, guess_sheet
from portal.imports.lists.reading import read_list
from portal.imports.lists.rows import count_rows
from portal.imports.lists.sheets import Sheet, pack_sheets
from portal.imports.lists.words import read_words
from portal.imports.lists.work import begin
from portal.models.base import utc_now
from portal.models.imports import ImportBatch
from portal.models.municipality import Municipality
from portal.models.user import User
from portal.models.vocabulary import ImportState

LONGEST_NAME = 200
DROPPED = "Filen er slettet. Den bliver højst gemt i 24 timer."


def bring_list(actor: User, municipality: Municipality, file_name: str, data: bytes) -> ImportBatch:
    """Read a file, guess its columns and keep both. Raises NotAListError; then nothing is kept."""
    require(actor, "edit_municipality", municipality)
    drop_old_files(utc_now())
    sheets, words = read_list(data), read_words()
    guesses = [guess_sheet(sheet, words) for sheet in sheets]
    batch = ImportBatch(
        municipality=municipality,
        user=actor,
        file_name=file_name[:LONGEST_NAME],
        content=pack_sheets(sheets),
        content_hash=hashlib.sha256(data).hexdigest(),
        columns={"sheets": [guess.to_plain() for guess in guesses]},
        total=count_rows(sheets, guesses),
    )
    db.session.add(batch)
    db.session.flush()
    return batch


def choose_columns(
    actor: User, batch: ImportBatch, sheets: list[Sheet], guesses: list[SheetGuess]
) -> None:
    """Take what the columns mean as somebody has said it, and look the list through."""
    require(actor, "edit_municipality", batch.municipality)
    refuse_unless(has_file(batch) and can_begin(batch))
    batch.columns = {"sheets": [guess.to_plain() for guess in guesses]}
    batch.total = count_rows(sheets, guesses)
    batch.state, batch.plan = ImportState.READING, None
    begin(batch)


def apply_batch(actor: User, batch: ImportBatch, leaves_faults_out: bool) -> None:
    """Apply a list as it was seen; with faults in it only when somebody says to leave those out."""
    require(actor, "edit_municipality", batch.municipality)
    refuse_unless(has_file(batch) and batch.state == ImportState.PREVIEW)
    refuse_unless(leaves_faults_out or not batch.fault_count)
    batch.user, batch.state = actor, ImportState.APPLYING
    begin(batch)


def undo_batch(actor: User, batch: ImportBatch) -> None:
    """Take back all that a list did."""
    require(actor, "edit_municipality", batch.municipality)
    refuse_unless(batch.state == ImportState.APPLIED and bool(batch.journal_rows))
    batch.state, batch.columns = ImportState.UNDOING, {**batch.columns, "undone_by": actor.id}
    begin(batch)


def take_up_again(actor: User, batch: ImportBatch) -> None:
    """Bring a list whose work was interrupted back to where it can be begun anew."""
    require(actor, "edit_municipality", batch.municipality)
    refuse_unless(is_interrupted(batch))
    before = {
        ImportState.READING: ImportState.READING,
        ImportState.APPLYING: ImportState.PREVIEW,
        ImportState.UNDOING: ImportState.APPLIED,
    }
    batch.state, batch.heartbeat_at = before[batch.state], None


def discard_batch(actor: User, batch: ImportBatch) -> None:
    """Let a list go before it was applied; what was read of the file is deleted."""
    require(actor, "edit_municipality", batch.municipality)
    refuse_unless(can_begin(batch))
    db.session.delete(batch)


def can_begin(batch: ImportBatch) -> bool:
    """Say whether a list still waits for somebody to decide what becomes of it."""
    waits = {ImportState.READING, ImportState.PREVIEW, ImportState.FAILED}
    return batch.state in waits and not is_working(batch)


def drop_old_files(now: datetime) -> None:
    """Delete what was read of files a day ago; what was applied can still be undone."""
    old = is_old_file(now)
    waiting = ImportBatch.state.in_([ImportState.READING, ImportState.PREVIEW])
    db.session.execute(
        update(ImportBatch)
        .where(old, waiting)
        .values(state=ImportState.FAILED, error=DROPPED, heartbeat_at=None)
    )
    db.session.execute(update(ImportBatch).where(old).values(content=None, plan=None))


def refuse_unless(is_possible: bool) -> None:
    """Answer 409 when the list is no longer in the state in which the page was shown."""
    if not is_possible:
        raise Conflict
