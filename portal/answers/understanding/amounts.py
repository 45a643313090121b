"""Four digits that are no postcode: money, a time, a year, half a phone number."""

from collections.abc import Sequence

from portal.text.tokens import Token

_BEFORE_AMOUNTS = frozenset({"kl", "klokken", "kr", "skylder", "skyldte", "par", "paragraf"})
_AMOUNTS = frozenset(
    {"gaeld", "gaelden", "lan", "lanet", "regning", "regningen", "restance", "husleje", "bode"}
    | {"lon", "pension", "ydelse", "kontanthjaelp", "indtaegt", "udgift", "belob", "minus"}
    | {"overtraek"}
)
"""Before "på 8900" they tell that it is money."""
_AFTER_AMOUNTS = frozenset({"kr", "kroner", "dkk", "mg", "g", "gram", "ml", "gange", "timer"})
_BEFORE_YEARS = frozenset(
    {"i", "siden", "fra", "for", "efter", "fodt", "ar", "aret", "ca", "er", "var", "tror"}
)
_AFTER_YEARS = frozenset({"og", "eller", "men", "da", "hvor", "blev", "var", "har"})
_YEARS = range(1900, 2100)


def is_amount(tokens: Sequence[Token], position: int) -> bool:
    """True for four digits that are money, a time, a year or half a phone number."""
    word = tokens[position].folded
    before = tokens[position - 1].folded if position else ""
    after = tokens[position + 1].folded if position + 1 < len(tokens) else ""
    if before in _BEFORE_AMOUNTS or after in _AFTER_AMOUNTS:
        return True
    if before == "pa" and position > 1 and tokens[position - 2].folded in _AMOUNTS:
        return True
    if any(len(number) == 4 and number.isdigit() for number in (before, after)):
        return True
    return int(word) in _YEARS and (before in _BEFORE_YEARS or after in _AFTER_YEARS)
