"""Writing down which words were asked with: hidden until several people have used them."""

import hashlib
import hmac
from datetime import date
from typing import NamedTuple

from flask import current_app
from sqlalchemy import Connection, Date, bindparam, delete, func, select, text

from portal.extensions import db
from portal.models.base import utc_now
from portal.models.words import UnknownWord, WordSighting
from portal.retention.periods import WORDS

# A word may be read when it was asked with three times by at least two people; one person on one
# day counts once. What only one asks about may be the name of the one they ask about.
SIGHTINGS = 3
PEOPLE = 2
KEPT = WORDS.time

# Another process may have written the same a moment ago.
INSERT_SIGHTING = text(
    "INSERT INTO word_sighting (word_hash, person_hash, seen_on)"
    " VALUES (:word_hash, :person_hash, :seen_on) ON CONFLICT DO NOTHING"
).bindparams(bindparam("seen_on", type_=Date))
INSERT_WORD = text(
    "INSERT INTO unknown_word (word_hash, word) VALUES (:word_hash, :word) ON CONFLICT DO NOTHING"
)


class Noted(NamedTuple):
    """That a person asked with a word, in its folded form, on a day."""

    folded: str
    person: str
    day: date


def write_sightings(noted: dict[Noted, str]) -> None:
    """Write down what was noted, in a transaction of its own; the values are the words as typed."""
    words = {hide(folded): word for (folded, _, _), word in noted.items()}
    rows = [
        {"word_hash": hide(folded), "person_hash": hide(f"{folded} {person}"), "seen_on": day}
        for folded, person, day in sorted(noted)  # in one order, or two processes would lock up
    ]
    if not rows:
        return
    with db.engine.begin() as connection:
        connection.execute(INSERT_SIGHTING, rows)
        shown = list_frequent(connection, [*words])
        if shown:
            connection.execute(INSERT_WORD, [{"word_hash": h, "word": words[h]} for h in shown])
        forget_old(connection)


def list_frequent(connection: Connection, hashes: list[str]) -> list[str]:
    """Return those of the hidden words that enough people have asked with to be read."""
    column = WordSighting.word_hash
    people = func.count(WordSighting.person_hash.distinct())
    query = select(column).where(column.in_(hashes)).group_by(column)
    return list(connection.scalars(query.having(func.count() >= SIGHTINGS, people >= PEOPLE)))


def forget_old(connection: Connection) -> None:
    """Delete what was seen long ago, and the words that nobody asks with any more."""
    oldest = utc_now().date() - KEPT
    connection.execute(delete(WordSighting).where(WordSighting.seen_on < oldest))
    seen = select(WordSighting.word_hash)
    connection.execute(
        delete(UnknownWord).where(
            UnknownWord.word_hash.not_in(seen), UnknownWord.dismissed_at.is_(None)
        )
    )


def hide(value: str) -> str:
    """Return a text that tells a value from others, and from which nobody without the key reads it.

    HMAC-SHA256, cut to 128 bits (RFC 2104 section 5).
    """
    key = str(current_app.config["SECRET_KEY"]).encode()
    return hmac.new(key, f"unknown word {value}".encode(), hashlib.sha256).hexdigest()[:32]
