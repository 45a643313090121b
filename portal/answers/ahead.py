"""Thinking ahead: the plain questions, answered while nobody waits.

Most questions are about a municipality, or a municipality and one problem. When somebody may have
opened or closed, or the directory has changed, a thread answers all of these anew, a little at a
time, so that whoever asks next finds what the answer is made of. "I morgen" and "lørdag" are asked
about too, so it also finds out when everybody is open in the days to come.
"""

import gc
import threading
from collections.abc import Iterator
from datetime import timedelta

from flask import Flask

from portal.answers.ladder import find
from portal.answers.situation import Moment, Situation, find_moment, stretches_on
from portal.answers.understanding.question import Question
from portal.models.base import utc_now
from portal.snapshot.current import find_snapshot
from portal.snapshot.reader import Snapshot

LOOK_SECONDS = 2.0
"""How long a moment must have lasted: during a burst of edits it is not worth it."""
PAUSE_SECONDS = 0.01
"""How long the thread lets the others go first between two questions of about a millisecond."""
DAYS_AHEAD = 7


class Forethought(threading.Thread):
    """Thinks ahead until it is told to end."""

    def __init__(self, app: Flask, look_seconds: float = LOOK_SECONDS) -> None:
        super().__init__(name="forethought", daemon=True)
        self.app = app
        self.look_seconds = look_seconds
        self.ending = threading.Event()

    def end(self) -> None:
        """Let the thread end, and wait for it."""
        self.ending.set()
        self.join()

    def run(self) -> None:
        before, done = self.find_now(), None
        while not self.ending.wait(self.look_seconds):
            gc.collect(0)  # what is young, or a question would have to wait for it
            moment = self.find_now()
            if (
                moment is not None
                and moment is before
                and moment is not done
                and self.think(moment)
            ):
                done = moment
            before = moment

    def think(self, moment: Moment) -> bool:
        """Think all that can be thought at a moment; False when it has passed before the end."""
        return all(
            not self.ending.wait(PAUSE_SECONDS) and self.find_now() is moment
            for _ in think_ahead(moment)
        )

    def find_now(self) -> Moment | None:
        """Return the directory as it stands now, or None while there is no snapshot."""
        with self.app.app_context():
            snapshot = find_snapshot()
        return None if snapshot is None else find_moment(snapshot, utc_now())


def think_ahead(moment: Moment) -> Iterator[None]:
    """Answer every plain question at a moment, then look at the coming days; yield in between."""
    for question in list_plain(moment.snapshot):
        find(Situation(question, moment))
        yield
    for hours in [*moment.snapshot.weeks.values()]:
        for days in range(DAYS_AHEAD + 1):
            stretches_on(hours, moment.day + timedelta(days=days))
        yield


def list_plain(snapshot: Snapshot) -> Iterator[Question]:
    """Yield a question about each municipality, without a problem and with each one."""
    for code in snapshot.municipalities:
        yield Question("", municipality=code)
        for domain in snapshot.domains:
            yield Question("", municipality=code, domains=(domain,))
