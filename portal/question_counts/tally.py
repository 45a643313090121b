"""Endings noted in memory while questions are answered, and written down a while later.

So an answer waits for nothing, and goes on while the database is away. What a process that ends
has not written yet is lost; these are counts.
"""

import logging
import threading
from collections import Counter
from datetime import date

from flask import Flask, current_app
from sqlalchemy.exc import SQLAlchemyError

from portal.hours.clock import COPENHAGEN
from portal.models.base import utc_now
from portal.models.vocabulary import AnswerEnd
from portal.question_counts.writing import Ending, write_endings

log = logging.getLogger(__name__)

MOST = 5_000
"""Different endings that wait at the most; a day has no more than a few hundred."""


class Tally:
    """The endings that one process has noted since it last wrote them down."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.counts: Counter[Ending] = Counter()
        self.timer: threading.Timer | None = None

    def note(self, ending: Ending) -> None:
        with self.lock:
            if len(self.counts) < MOST or ending in self.counts:
                self.counts[ending] += 1

    def take(self) -> Counter[Ending]:
        """Return what was noted, and begin anew."""
        with self.lock:
            counts, self.counts, self.timer = self.counts, Counter(), None
            return counts

    def give_back(self, counts: Counter[Ending]) -> None:
        """Keep what could not be written, for the next time."""
        with self.lock:
            self.counts += counts

    def start(self, app: Flask, seconds: float) -> None:
        """Write the endings down after some seconds, unless that is on its way already."""
        with self.lock:
            if self.timer is None:
                self.timer = threading.Timer(seconds, write_down, [app])
                self.timer.daemon = True
                self.timer.start()


def note_ending(municipality: str, domain: str, ended_in: AnswerEnd) -> None:
    """Note how a question ended; codes are empty where none was understood."""
    tally = tally_of(current_app)
    tally.note(Ending(local_day(), municipality, domain, ended_in))
    seconds = current_app.config["WRITE_WORDS_AFTER"]
    if seconds and tally.timer is None:
        tally.start(current_app._get_current_object(), seconds)  # type: ignore[attr-defined]


def local_day() -> date:
    """Return the date in Denmark."""
    return utc_now().astimezone(COPENHAGEN).date()


def write_down(app: Flask) -> None:
    """Write what was noted into the database; while it is away, keep it for the next time."""
    with app.app_context():
        tally = tally_of(app)
        counts = tally.take()
        try:
            write_endings(counts)
        except SQLAlchemyError as error:
            tally.give_back(counts)
            log.warning("%s endings wait to be written: %s", len(counts), type(error).__name__)


def tally_of(app: Flask) -> Tally:
    """Return the tally of this process for an application."""
    tally: Tally = app.extensions.setdefault("question_tally", Tally())
    return tally
