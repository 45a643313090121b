"""Reading which unexplained words people ask with."""

from datetime import date
from typing import NamedTuple

from flask import abort
from sqlalchemy import func, select

from portal.extensions import db
from portal.models.words import UnknownWord, WordSighting


class CountedWord(NamedTuple):
    """A word, how many times it was asked with, and the day it was seen last."""

    word_hash: str
    word: str
    times: int
    last_seen_on: date


def list_counted_words(is_dismissed: bool = False) -> list[CountedWord]:
    """Return the words that may be read, the most frequent first."""
    times, last = func.count().label("times"), func.max(WordSighting.seen_on)
    dismissed_at = UnknownWord.dismissed_at
    query = (
        select(UnknownWord.word_hash, UnknownWord.word, times, last)
        .join(WordSighting, WordSighting.word_hash == UnknownWord.word_hash)
        .where(dismissed_at.is_not(None) if is_dismissed else dismissed_at.is_(None))
        .group_by(UnknownWord.word_hash, UnknownWord.word)
        .order_by(times.desc(), UnknownWord.word)
    )
    return [CountedWord(*row) for row in db.session.execute(query)]


def get_unknown_word(word_hash: str) -> UnknownWord:
    """Return a word by its hash or answer 404."""
    return db.session.get(UnknownWord, word_hash) or abort(404)
