"""Danish phone numbers: every usual spelling in, E.164 or a short number out.

The rule of the Danish numbering plan (8 digits, first 2-9; BEK om den samlede danske
nummerplan), not a library's table: those refuse numbers that may exist.
"""

import re
import unicodedata

SHORT_NUMBERS = frozenset(
    {
        "112",  # danger to life
        "113",  # acute illness
        "114",  # police
        "118",  # directory
        "1813",  # acute line of the capital
        "1881",  # directory
        "1888",  # Lev Uden Vold
        "116000",  # missing children
        "116006",  # victims of crime
        "116111",  # children's line
        "116117",  # doctor on call (EU)
        "116123",  # emotional support (EU)
    }
)
"""Numbers that are kept as they are dialled."""

_LABEL = re.compile(
    r"^(?:tlf|telefonnummer|telefonnr|telefon|tel|mobilnummer|mobilnr|mobil|mob|nr)?"
    r"[\s.:]*(?:nr)?[\s.:]*",
    re.IGNORECASE,
)
_ALLOWED = re.compile(r"\+?[\d\s().\-/]+")
_DANISH = re.compile(r"[2-9]\d{7}")
_FOREIGN = re.compile(r"[1-9]\d{6,14}")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))


class InvalidPhone(ValueError):  # noqa: N818 (the name says what is wrong)
    """The text is no phone number; the message is a Danish sentence for the one who typed it."""

    def __init__(self) -> None:
        super().__init__("Skriv et telefonnummer med 8 cifre.")


def parse_phone(text: str) -> str:
    """The number as E.164 ("+4589151515"), or a short number as it is dialled ("112").

    Danish numbers in any usual spelling ("89 15 15 15", "tlf. 8915 1515", "0045 …",
    "(+45) 89-15-15-15"); foreign ones with + or 00. Raises InvalidPhone for all else.
    """
    typed = unicodedata.normalize("NFKC", text).translate(_DASHES).strip()
    typed = _LABEL.sub("", typed, count=1).strip()
    if typed.startswith("(+"):
        typed = typed.replace("(", "", 1).replace(")", "", 1)
    if not _ALLOWED.fullmatch(typed):
        raise InvalidPhone
    digits = "".join(sign for sign in typed if sign.isdigit())
    if typed.startswith("+"):
        return _international(digits)
    if digits in SHORT_NUMBERS:
        return digits
    if digits.startswith("00"):
        return _international(digits[2:])
    return _danish(digits[2:] if len(digits) == 10 and digits.startswith("45") else digits)


def format_phone(number: str) -> str:
    """A stored number as people read it: "89 15 15 15", "116 111"; a foreign one keeps its +."""
    if number.startswith("+45") and len(number) == 11:
        digits = number[3:]
        return " ".join(digits[pair : pair + 2] for pair in range(0, 8, 2))
    if len(number) == 6 and number.startswith("116"):
        return f"{number[:3]} {number[3:]}"
    return number


def is_demo_number(number: str) -> bool:
    """True for the reserved series of invented numbers, 84 00 00 00 to 84 99 99 99."""
    return number.startswith("+4584") and len(number) == 11


def _international(digits: str) -> str:
    if digits.startswith("45"):
        return _danish(digits[2:])
    if not _FOREIGN.fullmatch(digits):
        raise InvalidPhone
    return f"+{digits}"


def _danish(digits: str) -> str:
    if not _DANISH.fullmatch(digits):
        raise InvalidPhone
    return f"+45{digits}"
