"""The numbers by which authorities know an organisation, each checked by its own rule."""

from collections.abc import Callable

from wtforms import Field, Form
from wtforms.validators import StopValidation, ValidationError

CVR_DIGITS = 8
GLN_DIGITS = 13
SOR_MOST_DIGITS = 20


def without_blanks(text: str | None) -> str:
    """Return a number without the blanks and dots people put into it."""
    return "".join(sign for sign in text or "" if not (sign.isspace() or sign == "."))


def checked_by(is_right: Callable[[str], bool], message: str) -> Callable[[Form, Field], None]:
    """Return the validator of a number that may be left out."""

    def check(_form: Form, field: Field) -> None:
        if not field.data:
            raise StopValidation
        if not is_right(field.data):
            raise ValidationError(message)

    return check


def has_digits(number: str, least: int, most: int) -> bool:
    return number.isascii() and number.isdecimal() and least <= len(number) <= most


def is_cvr(number: str) -> bool:
    """Say whether this can be a CVR number: eight digits."""
    return has_digits(number, CVR_DIGITS, CVR_DIGITS)


def is_sor(number: str) -> bool:
    """Say whether this can be a SOR code: digits only (an SCTID of Sundhedsvæsenets register)."""
    return has_digits(number, 1, SOR_MOST_DIGITS)


def is_gln(number: str) -> bool:
    """Say whether this is a GLN: 13 digits whose last is the check digit (GS1, as for EAN-13)."""
    if not has_digits(number, GLN_DIGITS, GLN_DIGITS):
        return False
    weighted = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(number))
    return weighted % 10 == 0
