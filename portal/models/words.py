"""What the understanding of a question is made of: places, the lexicon, and what it lacks."""

from datetime import date, datetime

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from portal.models.base import Base, Entry
from portal.models.vocabulary import PlaceKind, TermType


class Place(Base):
    """A name or postcode and a municipality it lies in; ``share`` is the part of its area, 0-1."""

    __tablename__ = "place"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[PlaceKind]
    name: Mapped[str] = mapped_column(String(80))
    postcode: Mapped[str | None] = mapped_column(String(4))
    municipality_code: Mapped[str] = mapped_column(String(4), index=True)
    share: Mapped[float] = mapped_column(default=1.0)
    is_primary: Mapped[bool] = mapped_column(default=True)


class LexiconTerm(Base):
    """A word or phrase as shipped, and what it points to: a domain, a kind, danger, or nothing.

    ``term_type`` is domain, kind, urgent or ignore; ``weight`` is 1 (a hint) to 5 (names it).
    These thousands of rows are data, loaded anew at every update. What people add or change is an
    :class:`OwnTerm`, which no loader touches.
    """

    __tablename__ = "lexicon_term"

    id: Mapped[int] = mapped_column(primary_key=True)
    term_type: Mapped[str] = mapped_column(String(10))
    code: Mapped[str] = mapped_column(String(32))
    phrase: Mapped[str] = mapped_column(Text)
    weight: Mapped[int] = mapped_column(default=3)

    @property
    def key(self) -> str:
        """What tells the term from all others, whenever it was loaded."""
        return term_key(self.term_type, self.code, self.phrase)


class OwnTerm(Entry):
    """A term that people added, or one that they changed or took out of the shipped lexicon.

    With a ``reference_key`` it stands in the place of the shipped term with that key, archived too:
    then the shipped one is out of use.
    """

    __tablename__ = "own_term"

    term_type: Mapped[TermType]
    code: Mapped[str] = mapped_column(String(32))
    phrase: Mapped[str] = mapped_column(Text)
    weight: Mapped[int] = mapped_column(default=3)

    @property
    def title(self) -> str:
        return self.phrase


class WordSighting(Base):
    """That somebody asked with a word that nothing explains, on a day; who and what are hidden.

    Both hashes are keyed by the portal's secret, the person's by the word too, so that the rows of
    one person cannot be put together.
    """

    __tablename__ = "word_sighting"

    word_hash: Mapped[str] = mapped_column(String(32), primary_key=True)
    person_hash: Mapped[str] = mapped_column(String(32), primary_key=True)
    seen_on: Mapped[date] = mapped_column(primary_key=True)


class UnknownWord(Base):
    """A word that nothing explains and that several people have asked with, so that it may be read.

    ``dismissed_at`` is when an administrator said that it is not worth a place in the lexicon.
    """

    __tablename__ = "unknown_word"

    word_hash: Mapped[str] = mapped_column(String(32), primary_key=True)
    word: Mapped[str] = mapped_column(String(30))
    dismissed_at: Mapped[datetime | None]


def term_key(term_type: str, code: str, phrase: str) -> str:
    """Return the key of a term, such as "domain:alkohol:drikker sig fuld"."""
    return f"{term_type}:{code}:{phrase}"
