"""How a place name may be written: abbreviations, compass suffixes, hyphens."""

from collections.abc import Iterator

from portal.text.tokens import tokenize

_COMPASS = {"n", "s", "o", "v", "nv", "no", "sv", "so", "nord", "syd", "ost", "vest"}
SUFFIXES = frozenset(_COMPASS | {"c", "k", "j", "jyll", "st", "by", "midtby", "midtbyen"})
"""Folded words after a town's name that belong to it: "Aarhus C", "Viby J", "Lem St"."""

_WITHOUT_DANISH = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})

_ABBREVIATIONS = {
    "norre": ("nr",),
    "sonder": ("sdr", "sd"),
    "sondre": ("sdr",),
    "vester": ("vr",),
    "store": ("st",),
    "lille": ("ll",),
    "gammel": ("gl",),
    "sankt": ("skt", "sct"),
    "kongens": ("kgs",),
    "nykobing": ("nyk",),
}


def folded_key(name: str) -> str:
    """The folded words of a name, parted by one space: "Ikast-Brande" is "ikast brande"."""
    return " ".join(token.folded for token in tokenize(name))


def without_danish_letters(name: str) -> str:
    """The name in lower case as a foreign keyboard has it: "laasby", "soeften"."""
    return name.casefold().translate(_WITHOUT_DANISH)


def without_suffix(key: str) -> str:
    """The key without a compass point, "J", "St" or "By" at its end."""
    base, _, last = key.rpartition(" ")
    return base if base and last in SUFFIXES else key


def abbreviations(key: str) -> Iterator[str]:
    """The key with its first word shortened as people write it: "nr snede"."""
    first, _, rest = key.partition(" ")
    if rest:
        for short in _ABBREVIATIONS.get(first, ()):
            yield f"{short} {rest}"
