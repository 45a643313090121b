"""What the understanding of a question is made of: places and the lexicon."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from portal.models.base import Base
from portal.models.vocabulary import PlaceKind


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
    """A word or phrase and what it points to: a domain, a kind, danger to life, or nothing.

    ``term_type`` is domain, kind, urgent or ignore; ``weight`` is 1 (a hint) to 5 (names it).
    """

    __tablename__ = "lexicon_term"

    id: Mapped[int] = mapped_column(primary_key=True)
    term_type: Mapped[str] = mapped_column(String(10))
    code: Mapped[str] = mapped_column(String(32))
    phrase: Mapped[str] = mapped_column(String(120))
    weight: Mapped[int] = mapped_column(default=3)
