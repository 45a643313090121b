"""What a sentence is weighed by: its words, their rows of letters, and words side by side."""

from portal.answers.understanding.alike import phrase_key

_WORD = "="
_WORD_SHARE = 1.0
_PAIR_SHARE = 0.7
_LETTERS_SHARE = 0.5
"""A long word has many rows of letters."""
_HEAVY = 8.0
"""A domain for which the terms of the lexicon weigh so much counts in full."""

_ROWS = (3, 4)
_SHORTEST = 4
_AGES_OF_OLD = range(65, 106)
_EMERGENCY = "112"


def traits_of_word(word: str) -> list[str]:
    """The traits of a folded word: its key, and its rows of three and four letters.

    The key stands for all forms ("=<drikke>" for "drak"); the rows ("^dra", "rak$") it shares with
    compounds, inflections and mistyped words.
    """
    key = _WORD + key_of(word)
    if len(word) < _SHORTEST or word.isdigit():
        return [key]
    marked = f"^{word}$"
    return [key, *(marked[at : at + n] for n in _ROWS for at in range(len(marked) - n + 1))]


def trait_of_pair(before: str, after: str) -> str:
    """The trait of two words side by side, in their order."""
    return f"{key_of(before)} {key_of(after)}"


def trait_of_domain(code: str) -> str:
    """The trait of a domain that terms of the lexicon tell of."""
    return f"#{code}"


def share_of(trait: str) -> float:
    """How much a trait of words counts."""
    if trait.startswith(_WORD):
        return _WORD_SHARE
    return _PAIR_SHARE if " " in trait else _LETTERS_SHARE


def share_of_domain(weight: float) -> float:
    """How much a domain counts for which the terms of the lexicon have a weight."""
    return min(weight, _HEAVY) / _HEAVY


def key_of(word: str) -> str:
    """What a folded word counts as: the age of somebody old, a number, or the key of phrases."""
    if not word.isdigit() or word == _EMERGENCY:
        return phrase_key(word)
    return "<old>" if len(word) < 4 and int(word) in _AGES_OF_OLD else "<number>"
