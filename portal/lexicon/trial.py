"""Trying a term before it is saved: what a sentence and the example questions would become."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache

from portal.answers.asking import CPR_NOTICE, without_cpr
from portal.answers.knowledge import Terms, gazetteer, make_lexicon, shelf
from portal.answers.understanding.lexicon import Lexicon
from portal.answers.understanding.question import Question
from portal.answers.understanding.understand import understand
from portal.answers.wording import KIND_NAMES
from portal.extensions import db
from portal.hours.clock import COPENHAGEN
from portal.lexicon.examples import Example, list_examples
from portal.lexicon.queries import Term
from portal.models.base import utc_now
from portal.snapshot.reader import Snapshot
from portal.web.labels import label

Fact = tuple[str, str]


@dataclass(frozen=True)
class Turn:
    """A sentence as it is understood now and as it would be: pairs of what and which."""

    text: str
    before: list[Fact]
    after: list[Fact]

    @property
    def is_changed(self) -> bool:
        return self.before != self.after


@dataclass(frozen=True)
class ChangedExample:
    """An example question that would be understood otherwise, and whether as it should be."""

    turn: Turn
    was_right: bool
    is_right: bool


@dataclass(frozen=True)
class Trial:
    """What a term does; ``notices`` are sentences to read first. No term: all stays as it is."""

    has_term: bool
    sentence: Turn | None
    changed: list[ChangedExample]
    example_count: int
    notices: tuple[str, ...] = ()


def try_term(text: str, term: Term | None, replaced: Term | None, snapshot: Snapshot) -> Trial:
    """Try a sentence and the example questions with one more term, or with one instead of another.

    ``replaced`` is the term as it stands in the lexicon now. The transaction ends here: nobody
    shall wait for the lock that a sent form takes.
    """
    db.session.rollback()
    typed = " ".join(text.split())
    text = without_cpr(typed)
    notices = () if text == typed else (CPR_NOTICE,)
    now = shelf.of(snapshot)
    then = now if term is None else lexicon_of(changed_terms(snapshot.terms, term, replaced))
    trier = Trier(now, then, snapshot)
    changed = [found for example in list_examples() if (found := trier.try_example(example))]
    sentence = trier.try_text(text)[0] if text else None
    return Trial(term is not None, sentence, changed, len(list_examples()), notices)


@lru_cache(maxsize=1)
def lexicon_of(terms: Terms) -> Lexicon:
    """Return a lexicon to try; the last one is kept, for a sentence is typed letter by letter."""
    return make_lexicon(terms)


def changed_terms(terms: Terms, term: Term, replaced: Term | None) -> Terms:
    """Return the lexicon's terms with one in another's place, or one more, in front."""
    old = row_of(replaced) if replaced else None
    return (row_of(term), *(row for row in terms if row != old))


def row_of(term: Term) -> tuple[str, str, str, int]:
    return term.term_type, term.code, term.phrase, term.weight


@dataclass(frozen=True)
class Trier:
    """Two lexicons to hold against each other."""

    now: Lexicon
    then: Lexicon
    snapshot: Snapshot
    at: datetime = field(default_factory=lambda: utc_now().astimezone(COPENHAGEN))

    def try_text(self, text: str) -> tuple[Turn, Question, Question]:
        """Return a text's turn, and the questions it is understood as, now and then."""
        now, then = (
            understand(text, gazetteer(), lexicon, self.snapshot.words, self.at)
            for lexicon in (self.now, self.then)
        )
        return Turn(text, self.tell(now), self.tell(then)), now, then

    def try_example(self, example: Example) -> ChangedExample | None:
        """Return what becomes of an example question, None where all stays as it is."""
        if self.then is self.now:
            return None
        turn, now, then = self.try_text(example.text)
        if not turn.is_changed:
            return None
        return ChangedExample(turn, example.is_met_by(now), example.is_met_by(then))

    def tell(self, question: Question) -> list[Fact]:
        """Return in words what was understood; what was not is left out."""
        domains, kinds = self.snapshot.domains, KIND_NAMES
        places, code = gazetteer().municipalities, question.municipality
        facts = [
            ("Kommune", places[code].name if code in places else ""),
            ("Problemområde", ", ".join(domains.get(d, d) for d in question.domains)),
            ("Hjælpens art", ", ".join(kinds.get(kind, kind) for kind in question.kinds)),
            ("Livsfare", label(True) if question.urgent else ""),
            ("Ikke forstået", question.rest),
        ]
        return [(what, which) for what, which in facts if which]
