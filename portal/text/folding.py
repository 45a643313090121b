"""One key for every spelling of a Danish word, plus slugs and alphabetical order."""

import re
import unicodedata

_SINGLE = str.maketrans({"å": "a", "ø": "o", "ö": "o", "œ": "o", "æ": "ae", "ä": "ae", "đ": "d"})
_LONG_A = re.compile("aa+")
_O_WITH_E = re.compile("oe+")
_NOT_IN_SLUG = re.compile("[^a-z0-9]+")

_SLUG = str.maketrans({"å": "aa", "ø": "oe", "ö": "oe", "æ": "ae", "ä": "ae"})

# Letters and digits only, lower case: compared alike by SQLite's bytes and by any PostgreSQL
# collation. The letters after z become pairs that start with z, so z itself is a pair too;
# no pair ends in a, because a Danish collation would read "aa" as å.
_SORT = str.maketrans(
    {"z": "zb", "æ": "zc", "ä": "zc", "ø": "zd", "ö": "zd", "å": "ze", "ü": "y", "đ": "d"}
    | {str(digit): f"1{digit}" for digit in range(10)}
)
_NOT_IN_SORT_KEY = re.compile("[^a-z0-9]+")


def fold(text: str) -> str:
    """The key of a word: the same for every way of typing it.

    NFKC and case folding, then å and aa become a, ø, ö and oe become o, æ and ä become ae, and
    other accents fall away: "Århus", "Aarhus" and "Arhus" are all "arhus". Folding a folded text
    changes nothing.
    """
    folded = unicodedata.normalize("NFKC", text).casefold()
    if not folded.isascii():
        folded = _without_accents(folded.translate(_SINGLE))
    if "aa" in folded:
        folded = _LONG_A.sub("a", folded)
    if "oe" in folded:
        folded = _O_WITH_E.sub("o", folded)
    return folded


def slugify(name: str) -> str:
    """The name as it stands in an address: "Ringkøbing-Skjern" is "ringkoebing-skjern"."""
    lowered = unicodedata.normalize("NFKC", name).casefold().translate(_SLUG)
    return _NOT_IN_SLUG.sub("-", _without_accents(lowered)).strip("-")


def sort_key(name: str) -> str:
    """A key of ASCII letters and digits that sorts names in Danish order in any database.

    Æ, ø and å come after z, aa counts as å (as in names), a space comes before every letter.
    """
    lowered = unicodedata.normalize("NFKC", name).casefold().replace("aa", "å")
    spelled = _without_accents(lowered.translate(_SORT))
    return _NOT_IN_SORT_KEY.sub("0", spelled).strip("0")


def _without_accents(text: str) -> str:
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))
