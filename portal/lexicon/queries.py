"""Reading the lexicon: the shipped terms and people's own as one list."""

from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from flask import abort
from sqlalchemy import select

from portal.answers.knowledge import shelf
from portal.answers.understanding.lexicon import Lexicon
from portal.extensions import db
from portal.models.vocabulary import TermType
from portal.models.words import LexiconTerm, OwnTerm, term_key
from portal.snapshot.reader import Snapshot
from portal.text.folding import fold, sort_key
from portal.text.tokens import tokenize
from portal.word_counts.queries import CountedWord, list_counted_words

AnyTerm = TypeVar("AnyTerm", LexiconTerm, OwnTerm)


@dataclass(frozen=True)
class Term:
    """A term of the lexicon. ``own_id`` is the number of people's own, None of a shipped one;
    ``stands_for`` is the key of the shipped term in whose place an own one stands.
    """

    term_type: str
    code: str
    phrase: str
    weight: int
    own_id: int | None = None
    stands_for: str | None = None
    is_archived: bool = False

    @classmethod
    def of(cls, term: LexiconTerm | OwnTerm) -> "Term":
        """Return a row of either table as a term."""
        shared = (str(term.term_type), term.code, term.phrase, term.weight)
        if isinstance(term, LexiconTerm):
            return cls(*shared)
        return cls(*shared, term.id, term.reference_key, term.is_archived)

    @property
    def key(self) -> str:
        return term_key(self.term_type, self.code, self.phrase)

    @property
    def meaning(self) -> str:
        return f"{self.term_type}:{self.code}"


def get_term(term_id: int) -> OwnTerm:
    """Return one of people's own terms, archived or not, or answer 404."""
    return db.session.get(OwnTerm, term_id) or abort(404)


def find_own_in_place_of(key: str) -> OwnTerm | None:
    """Return the term that stands in the place of a shipped one, archived or not, or None."""
    return db.session.scalar(select(OwnTerm).where(OwnTerm.reference_key == key))


def get_shipped(key: str) -> LexiconTerm:
    """Return the shipped term with a key ("domain:alkohol:druk") or answer 404."""
    return find_by_key(LexiconTerm, key) or abort(404)


def find_term(key: str) -> OwnTerm | LexiconTerm | None:
    """Return the term in use with a key: people's own where one is, else the shipped, or None."""
    own = find_by_key(OwnTerm, key)
    return own if own is not None and not own.is_archived else find_by_key(LexiconTerm, key)


def find_by_key(table: type[AnyTerm], key: str) -> AnyTerm | None:
    """Return the first term of a table with a key, or None."""
    parts = key.replace("\0", "").split(":", 2)
    if len(parts) != 3 or parts[0] not in set(TermType):
        return None
    same = (table.term_type == parts[0], table.code == parts[1], table.phrase == parts[2])
    return db.session.scalars(select(table).where(*same).order_by(table.id)).first()


def list_terms(is_archived: bool = False) -> list[Term]:
    """Return the terms in use, or those taken out of use, in Danish order."""
    own = list_own_terms()
    terms = [Term.of(term) for term in own if term.is_archived is is_archived]
    if not is_archived:
        replaced = {term.reference_key for term in own}
        terms += [term for term in list_shipped_terms() if term.key not in replaced]
    return sorted(terms, key=lambda term: (cached_sort_key(term.phrase), term.meaning))


def list_own_terms() -> list[OwnTerm]:
    return list(db.session.scalars(select(OwnTerm).order_by(OwnTerm.id)))


def list_shipped_terms() -> list[Term]:
    columns = (LexiconTerm.term_type, LexiconTerm.code, LexiconTerm.phrase, LexiconTerm.weight)
    return [Term(*row) for row in db.session.execute(select(*columns).order_by(LexiconTerm.id))]


def find_same_term(meaning: str, phrase: str) -> Term | None:
    """Return the term that means the same by the same words, however they are spelled, or None.

    One that was taken out of use counts too.
    """
    words = words_of(phrase)
    known = [*list_terms(), *list_terms(is_archived=True)]
    return next((t for t in known if t.meaning == meaning and words_of(t.phrase) == words), None)


def list_waiting_words(snapshot: Snapshot) -> list[CountedWord]:
    """Return the counted words that nothing explains yet, the most frequent first."""
    lexicon = shelf.of(snapshot)
    return [counted for counted in list_counted_words() if not is_explained(counted.word, lexicon)]


def is_explained(word: str, lexicon: Lexicon) -> bool:
    folded = fold(word)
    known = lexicon.common.contains(folded) or lexicon.senses_of_compound(folded)
    return bool(known or lexicon.senses_of_word(folded))


@lru_cache(maxsize=20_000)
def cached_sort_key(phrase: str) -> str:
    return sort_key(phrase)


@lru_cache(maxsize=20_000)
def words_of(phrase: str) -> tuple[str, ...]:
    """Return the folded words of a phrase: what tells it from others."""
    return tuple(token.folded for token in tokenize(phrase))
