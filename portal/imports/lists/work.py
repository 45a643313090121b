"""The work on a list: look it through, apply it, take it back; little at once, much in a thread.

What takes long and writes nothing goes first, with a heartbeat in the batch's row. All that is
written then goes into one transaction, with the batch's new state: a worker that is killed leaves
nothing behind but a batch that says nothing any more.
"""

import logging
import threading
from dataclasses import dataclass
from time import monotonic

from flask import Flask, Response, after_this_request, current_app
from sqlalchemy import update

from portal.database.outage import DATABASE_ERRORS
from portal.extensions import db
from portal.imports.lists.batches import WORKING, lock_batch
from portal.imports.lists.guessing import SheetGuess
from portal.imports.lists.known import Known, read_known
from portal.imports.lists.planning import Plan, Planner, Verdict
from portal.imports.lists.preview import pack_plan, read_digest
from portal.imports.lists.rows import ListRow, Progress, read_rows
from portal.imports.lists.sheets import unpack_sheets
from portal.imports.lists.undoing import take_back
from portal.imports.lists.words import ListWords, read_words
from portal.imports.lists.writing import PlanWriter
from portal.models.base import utc_now
from portal.models.imports import ImportBatch
from portal.models.user import User
from portal.models.vocabulary import ImportState

log = logging.getLogger(__name__)

LITTLE = 300  # rows that are worked on while the person waits
BEAT_SECONDS = 1.0

CHANGED_MEANWHILE = (
    "Oplysningerne i portalen er ændret, siden du så listen igennem. Intet er indlæst. Se den "
    "igennem igen."
)
FAILED = (
    "Der skete en fejl hos os. Intet er ændret. Fejlen er skrevet ned, så den kan blive rettet."
)


@dataclass(frozen=True)
class Read:
    """What was read of a list before anything of it is held against the directory."""

    rows: list[ListRow]
    words: ListWords


def begin(batch: ImportBatch) -> None:
    """Do what a batch's state asks for: at once for a short list, else once this is committed."""
    batch.progress, batch.error, batch.heartbeat_at = 0, "", utc_now()
    if batch.total <= LITTLE:
        work_on(batch, read(batch, lambda _: None))
        return
    app, batch_id = current_app._get_current_object(), batch.id  # type: ignore[attr-defined]

    @after_this_request
    def start(response: Response) -> Response:
        threading.Thread(target=work_alone, args=(app, batch_id), daemon=True).start()
        return response


def work_alone(app: Flask, batch_id: int) -> None:
    """Work on a batch in a thread of its own; whatever goes wrong is told in the batch."""
    with app.app_context():
        try:
            what_is_read = read(db.session.get_one(ImportBatch, batch_id), Heartbeat(batch_id))
            db.session.rollback()
            with db.session.begin():
                work_on(lock_batch(batch_id), what_is_read)
        except Exception:
            log.exception("the work on list %s failed", batch_id)
            db.session.rollback()
            with db.session.begin():
                end_in_failure(lock_batch(batch_id))


def end_in_failure(batch: ImportBatch) -> None:
    """Say that the work failed; an import that was to be undone stands as it stood."""
    if batch.state in WORKING:
        was_undoing = batch.state == ImportState.UNDOING
        batch.state = ImportState.APPLIED if was_undoing else ImportState.FAILED
        batch.error, batch.heartbeat_at = FAILED, None


def read(batch: ImportBatch, progress: Progress) -> Read:
    """Return the rows of a batch's file; nobody waits for the database meanwhile."""
    if batch.state == ImportState.UNDOING:
        return Read([], ListWords({}, {}))
    guesses = [SheetGuess.from_plain(plain) for plain in batch.columns["sheets"]]
    sheets, words = unpack_sheets(batch.content or b""), read_words()
    if isinstance(progress, Heartbeat):
        db.session.rollback()
    return Read(read_rows(sheets, guesses, words, progress), words)


class Heartbeat:
    """Says in the batch's row, at most once a second, that the work goes on and how far it is."""

    def __init__(self, batch_id: int) -> None:
        self.batch_id = batch_id
        self.told_at = 0.0

    def __call__(self, rows: int) -> None:
        if monotonic() - self.told_at < BEAT_SECONDS:
            return
        self.told_at = monotonic()
        values = {"progress": rows, "heartbeat_at": utc_now()}
        try:
            with db.engine.begin() as connection:
                connection.execute(
                    update(ImportBatch).where(ImportBatch.id == self.batch_id).values(values)
                )
        except DATABASE_ERRORS as error:
            log.warning("no heartbeat for list %s: %s", self.batch_id, error)


def work_on(batch: ImportBatch, what_is_read: Read) -> None:
    """Do what a batch's state asks for; nothing where another worker has done it already."""
    if batch.state == ImportState.READING:
        keep_plan(batch, *plan_for(batch, what_is_read))
    elif batch.state == ImportState.APPLYING:
        apply_list(batch, what_is_read)
    elif batch.state == ImportState.UNDOING:
        undo_list(batch)
    batch.heartbeat_at = None


def plan_for(batch: ImportBatch, what_is_read: Read) -> tuple[Plan, Known]:
    """Return what a batch would do to the directory as it is now."""
    known = read_known(batch.municipality)
    allows_demo = bool(current_app.config["DEMO"]) and batch.user.is_demo
    return Planner(known, what_is_read.words, allows_demo).plan(what_is_read.rows), known


def keep_plan(batch: ImportBatch, plan: Plan, known: Known) -> None:
    batch.plan = pack_plan(plan, known.root.full_name if known.root else "")
    batch.created_count = len(plan.of(Verdict.CREATED))
    batch.changed_count = len(plan.of(Verdict.CHANGED))
    batch.unchanged_count = len(plan.of(Verdict.UNCHANGED))
    batch.fault_count = len(plan.of(Verdict.FAULTY))
    batch.progress, batch.state = len(plan.rows), ImportState.PREVIEW


def apply_list(batch: ImportBatch, what_is_read: Read) -> None:
    """Carry out what the person saw; where that is no longer what would be done, show it anew."""
    plan, known = plan_for(batch, what_is_read)
    if plan.digest != read_digest(batch.plan or b""):
        keep_plan(batch, plan, known)
        batch.error = CHANGED_MEANWHILE
        return
    batch.journal_rows = PlanWriter(batch.user, known).write(plan)
    batch.state, batch.finished_at = ImportState.APPLIED, utc_now()
    if not batch.fault_count:
        batch.content = batch.plan = None


def undo_list(batch: ImportBatch) -> None:
    """Take back what a list did; name what had to stay."""
    actor = db.session.get_one(User, batch.columns["undone_by"])
    left = take_back(actor, batch.journal_rows)
    batch.columns = {**batch.columns, "left": [list(one) for one in left]}
    batch.state, batch.content, batch.plan = ImportState.UNDONE, None, None
