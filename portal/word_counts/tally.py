"""Words noted in memory while questions are answered, and written down a while later.

So an answer waits for nothing, and goes on while the database is away. What a process that ends
has not written yet is lost; these are counts.
"""

import logging
import threading
from datetime import date

from flask import Flask, current_app
from sqlalchemy.exc import SQLAlchemyError

from portal.hours.clock import COPENHAGEN
from portal.models.base import utc_now
from portal.word_counts.writing import Noted, write_sightings

log = logging.getLogger(__name__)

MOST = 5_000
"""Words that wait at the most; more in a minute are no questions that people ask."""


class Tally:
    """The words that one process has noted since it last wrote them down."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.noted: dict[Noted, str] = {}
        self.timer: threading.Timer | None = None

    def note(self, folded: str, word: str, person: str, day: date) -> None:
        """Note that a person asked with a word on a day."""
        with self.lock:
            if len(self.noted) < MOST:
                self.noted.setdefault(Noted(folded, person, day), word)

    def take(self) -> dict[Noted, str]:
        """Return what was noted, with each word as it was typed, and begin anew."""
        with self.lock:
            noted, self.noted, self.timer = self.noted, {}, None
            return noted

    def start(self, app: Flask, seconds: float) -> None:
        """Write the words down after some seconds, unless that is on its way already."""
        with self.lock:
            if self.timer is None:
                self.timer = threading.Timer(seconds, write_down, [app])
                self.timer.daemon = True
                self.timer.start()


def note_words(words: dict[str, str], person: str) -> None:
    """Note the words of a question, by their folded form, each as it was typed."""
    tally = tally_of(current_app)
    today = utc_now().astimezone(COPENHAGEN).date()
    for folded, word in words.items():
        tally.note(folded, word, person, today)
    seconds = current_app.config["WRITE_WORDS_AFTER"]
    if words and seconds:
        tally.start(current_app._get_current_object(), seconds)  # type: ignore[attr-defined]


def write_down(app: Flask) -> None:
    """Write the noted words into the database; where it is away they are forgotten."""
    with app.app_context():
        noted = tally_of(app).take()
        try:
            write_sightings(noted)
        except SQLAlchemyError as error:
            # Its text would hold the words.
            log.warning("%s words were not counted: %s", len(noted), type(error).__name__)


def tally_of(app: Flask) -> Tally:
    """Return the tally of this process for an application."""
    tally: Tally = app.extensions.setdefault("word_tally", Tally())
    return tally
