"""Words that folding would make one: "får" is not "far", and "år" is not "ar"."""

from portal.text.tokens import Token

_APART = {
    "får": "fa",
    "faar": "fa",
    "år": "år",
    "aar": "år",
    "året": "året",
    "aaret": "året",
    "nøgen": "nøgen",
}
"""As typed; the keys keep their Danish letter, so that no folded word is the same."""


def word_key(token: Token) -> str:
    """The folded word by which the lexicon and a question are compared."""
    return _APART.get(token.raw.casefold(), token.folded)
