"""What understanding a question needs, kept ready in each process: places, words, phrases."""

import threading
from datetime import datetime
from functools import cache

from portal.answers.understanding.gazetteer import Gazetteer
from portal.answers.understanding.lexicon import Lexicon, LexiconRow, TermType, read_reference
from portal.answers.understanding.question import Question
from portal.answers.understanding.understand import understand
from portal.config import REFERENCE
from portal.hours.clock import COPENHAGEN
from portal.models.base import utc_now
from portal.snapshot.reader import Snapshot

Terms = tuple[tuple[str, str, str, int], ...]


class LexiconShelf:
    """The lexicon of the newest snapshot, made anew only when its words are others.

    That takes most of a second. Meanwhile the other threads answer with the words they had.
    """

    def __init__(self) -> None:
        self.making = threading.Lock()
        self.known: tuple[str, Lexicon] | None = None

    def of(self, snapshot: Snapshot) -> Lexicon:
        """Return the lexicon of a snapshot; the shipped one where the database holds none."""
        known = self.known
        if known is not None and known[0] == snapshot.lexicon:
            return known[1]
        if not self.making.acquire(blocking=known is None) and known is not None:
            return known[1]
        try:
            if self.known is None or self.known[0] != snapshot.lexicon:
                self.known = snapshot.lexicon, make_lexicon(snapshot.terms)
            return self.known[1]
        finally:
            self.making.release()


shelf = LexiconShelf()


def understand_text(text: str, snapshot: Snapshot, now: datetime) -> Question:
    """Return what a text asks about, by the snapshot's words; "i aften" counts from ``now``."""
    return understand(text, gazetteer(), shelf.of(snapshot), snapshot.words, now)


def warm_up(snapshot: Snapshot) -> None:
    """Read the places and the words now, not while somebody waits for the first answer."""
    understand_text("randers alkohol", snapshot, utc_now().astimezone(COPENHAGEN))


def make_lexicon(terms: Terms) -> Lexicon:
    if not terms:
        return shipped_lexicon()
    known: dict[str, TermType] = {"domain": "domain", "kind": "kind", "urgent": "urgent"}
    shipped = {row[:3] for row in read_reference(REFERENCE)}
    rows = [
        LexiconRow(known.get(t, "ignore"), code, p, float(w), (t, code, p) not in shipped)
        for t, code, p, w in terms
    ]
    return Lexicon.with_rows(rows, REFERENCE)


@cache
def shipped_lexicon() -> Lexicon:
    """Return the lexicon that the portal ships."""
    return Lexicon.from_reference(REFERENCE)


@cache
def gazetteer() -> Gazetteer:
    """Return the places of the country."""
    return Gazetteer.from_reference(REFERENCE)
