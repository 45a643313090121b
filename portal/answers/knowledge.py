"""What understanding a question needs, kept ready in each process: places, words, phrases."""

import threading
from datetime import datetime
from functools import cache, lru_cache

from portal.answers.understanding.common_words import CommonWords
from portal.answers.understanding.gazetteer import Gazetteer
from portal.answers.understanding.lexicon import Lexicon, LexiconRow, TermType, read_reference
from portal.answers.understanding.question import Question
from portal.answers.understanding.understand import understand
from portal.config import REFERENCE
from portal.hours.clock import COPENHAGEN
from portal.models.base import utc_now
from portal.snapshot.reader import Snapshot

_WORDS_OF_A_SENTENCE = 8

Terms = tuple[tuple[str, str, str, int], ...]


class LexiconShelf:
    """The lexicon of the newest snapshot, made anew only when its words are others.

    Where a shipped term was changed that takes most of a second. Meanwhile the other threads
    answer with the words they had.
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


def common_words(snapshot: Snapshot) -> CommonWords:
    """Return the ordinary words that a snapshot's lexicon was made with."""
    return shelf.of(snapshot).common


def meet_words(snapshot: Snapshot) -> None:
    """Meet the ordinary words before anybody types them: a word is taken apart only once."""
    now = utc_now().astimezone(COPENHAGEN)
    words = sorted(common_words(snapshot).spellings)
    for at in range(0, len(words), _WORDS_OF_A_SENTENCE):
        understand_text(" ".join(words[at : at + _WORDS_OF_A_SENTENCE]), snapshot, now)


def make_lexicon(terms: Terms) -> Lexicon:
    """Return the lexicon of a snapshot's terms, people's own in front of the shipped ones.

    Of the shipped ones it is made once; so to know one word more takes some milliseconds.
    """
    if not terms:
        return shipped_lexicon()
    known: dict[str, TermType] = {"domain": "domain", "kind": "kind", "urgent": "urgent"}
    rows = [LexiconRow(known.get(t, "ignore"), code, p, float(w)) for t, code, p, w in terms]
    first_shipped = len(rows)
    shipped = reversed(shipped_rows())
    while first_shipped and rows[first_shipped - 1] in shipped:  # reads on behind the row
        first_shipped -= 1
    lexicon = lexicon_of(tuple(rows[first_shipped:]))
    keys = shipped_keys()
    own = [row._replace(is_own=row[:3] not in keys) for row in rows[:first_shipped]]
    return lexicon.with_own(own) if own else lexicon


@lru_cache(maxsize=2)
def lexicon_of(rows: tuple[LexiconRow, ...]) -> Lexicon:
    """Return a lexicon of shipped rows: all of them, or those that none of people's replaces."""
    return shipped_lexicon() if rows == shipped_rows() else Lexicon.with_rows(rows, REFERENCE)


@cache
def shipped_lexicon() -> Lexicon:
    """Return the lexicon that the portal ships."""
    return Lexicon.with_rows(shipped_rows(), REFERENCE)


@cache
def shipped_rows() -> tuple[LexiconRow, ...]:
    """Return the rows that the portal ships, in the order in which they are loaded."""
    return tuple(read_reference(REFERENCE))


@cache
def shipped_keys() -> frozenset[tuple[str, ...]]:
    """Return the type, code and phrase of each row that the portal ships."""
    return frozenset(row[:3] for row in shipped_rows())


@cache
def gazetteer() -> Gazetteer:
    """Return the places of the country."""
    return Gazetteer.from_reference(REFERENCE)
