"""Who is called by the words of a question that nothing else explained: "gnisten horsens"."""

from collections.abc import Set

from portal.answers.knowledge import common_words
from portal.answers.situation import Situation
from portal.answers.understanding.common_words import CommonWords
from portal.snapshot.entry_rows import long_words
from portal.snapshot.records import EntryRecord
from portal.text.tokens import tokenize

MOST_OF_A_NAME = 5
MORE_ORDINARY = frozenset({"dagtid", "dogn", "dognaben", "dognet", "ekstra", "hurtig", "oplyst"})
"""Folded words of names' additions that name nobody either; the ordinary words lack them."""


def list_called(situation: Situation) -> list[EntryRecord]:
    """Return the few entries that are called by the words that nothing else explained.

    Ordinary words name nobody by themselves: "hele natten" is not "Danner (rådgivning, hele
    døgnet)". They do where they are part of a person's name, or all of the entry's.
    """
    rest = tokenize(situation.question.rest)
    words = {token.folded: None for token in rest if token.folded in situation.snapshot.words}
    if not words:
        return []
    municipality = situation.question.municipality
    called = situation.snapshot.list_named(words, municipality, MOST_OF_A_NAME)
    common = common_words(situation.snapshot)
    if not all(word in MORE_ORDINARY or common.contains(word) for word in words):
        return called
    said = {token.folded for token in tokenize(situation.question.text)}
    return [entry for entry in called if is_named_by(entry, words.keys(), said, common)]


def is_named_by(entry: EntryRecord, words: Set[str], said: Set[str], common: CommonWords) -> bool:
    """Say whether ordinary words are of a person's name, or all of the entry's own was said.

    "Hans" is no name here: it is "hans mor" far more often.
    """
    persons = set(long_words(entry.name)) - common.determiners
    own = set(long_words(entry.function)) - common.function
    return not persons.isdisjoint(words) or (bool(own) and own <= said)
