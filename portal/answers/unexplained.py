"""Which words of a question are counted, because nothing explains them.

Never a word that may be the name or the address of somebody: none with a capital, none after "fru"
or "hedder", none that ends like a surname or a street, none with a number behind it.
"""

from portal.answers.limits import person
from portal.answers.understanding.question import Question
from portal.snapshot.reader import Snapshot
from portal.text.tokens import Token, tokenize
from portal.web.navigation import is_htmx
from portal.word_counts.tally import note_words

SHORTEST, LONGEST = 3, 30
# Folded, as all that is compared.
BEFORE_NAMES = frozenset(
    {"hr", "fru", "frk", "froken", "hedder", "kaldes", "kaldet", "navn", "navnet"}
)
NAME_ENDINGS = ("sen", "sens", "vej", "vejen", "gade", "gaden", "straede", "alle", "vaenget")


def count_unexplained(question: Question, snapshot: Snapshot) -> None:
    """Note the words of a question that nothing explains; written down later, not now.

    What htmx asks while somebody is still typing is not counted: half words explain nothing.
    """
    if question.rest and not is_htmx():
        note_words(list_countable(question, snapshot.words), person())


def list_countable(question: Question, directory_words: frozenset[str]) -> dict[str, str]:
    """Return the words to count by their folded form, each as it was typed, in lower case."""
    unexplained = set(question.rest.split())
    tokens = tokenize(question.text)
    return {
        token.folded: token.raw.casefold()
        for before, token, after in zip([None, *tokens], tokens, [*tokens[1:], None], strict=False)
        if token.raw in unexplained
        and token.folded not in directory_words
        and is_word(token)
        and not may_be_name(token, before, after)
    }


def is_word(token: Token) -> bool:
    """Say whether a token is made of letters only, and as long as words are."""
    return token.raw.isalpha() and SHORTEST <= len(token.raw.casefold()) <= LONGEST


def may_be_name(token: Token, before: Token | None, after: Token | None) -> bool:
    """Say whether a word may name a person or a street."""
    return (
        token.is_capitalised
        or token.folded.endswith(NAME_ENDINGS)
        or (before is not None and before.folded in BEFORE_NAMES)
        or (after is not None and after.is_number)
    )
