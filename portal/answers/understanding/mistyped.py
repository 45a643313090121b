"""What a word that nothing explained may have been meant to be: a word of the lexicon."""

from collections.abc import Sequence

from portal.answers.understanding.lexicon import Lexicon
from portal.answers.understanding.place_signs import BEFORE_PLACES

_SHORTEST = 4
_LONG = 8
"""From this length on a word may have two wrong letters."""
_MOST = 4
"""So many words are tried in the place of one."""


def list_meant_words(word: str, lexicon: Lexicon) -> list[str]:
    """The words of the lexicon that may be meant, the likeliest first.

    A word made of known ones is no mistake ("sovested" is not meant to be "værested"). Of four
    letters only a word is guessed that lost one.
    """
    if len(word) < _SHORTEST or lexicon.is_compound(word):
        return []
    _, near = lexicon.nearest_words(word, farthest_from(word))
    near = tuple(choice for choice in near if len(choice) > _SHORTEST or len(word) > _SHORTEST)
    known = [choice for choice in near if choice in lexicon.vocabulary]
    known += [choice for choice in lexicon.words_sounding_like(word) if choice not in known]
    known.sort(key=lambda choice: (choice[0] != word[0], choice not in lexicon.words))
    return known[:_MOST]


def farthest_from(word: str) -> int:
    """How many wrong letters a word may have."""
    return 2 if len(word) >= _LONG else 1


def has_only_keywords(words: Sequence[str], lexicon: Lexicon) -> bool:
    """True for "demens i randers", which is no sentence: a word alone may be put right there."""
    return lexicon.common.function.isdisjoint(set(words) - BEFORE_PLACES)
