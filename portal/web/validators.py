"""Checks on what was typed, each with a Danish sentence that says what to do."""

from email_validator import EmailNotValidError, validate_email
from wtforms import Field, Form
from wtforms.validators import DataRequired, Length, StopValidation, ValidationError


def required(message: str) -> DataRequired:
    """Return the check that a field is filled in, with more than blanks."""
    return DataRequired(message)


def max_length(most: int) -> Length:
    """Return the check that a text fits its column."""
    return Length(max=most, message=f"Skriv højst {most} tegn.")


DEMO_ENDING = ".invalid"


def email_address(_form: Form, field: Field) -> None:
    """Refuse what cannot be an e-mail address; whether it exists is not asked.

    The demo's addresses end in ``.invalid`` (RFC 2606), which the library refuses: all but the
    ending is checked.
    """
    if not field.data:
        raise StopValidation
    is_demo = field.data.casefold().endswith(DEMO_ENDING)
    checkable = f"{field.data[: -len(DEMO_ENDING)]}.dk" if is_demo else field.data
    try:
        checked = validate_email(checkable, check_deliverability=False)
    except EmailNotValidError as error:
        raise ValidationError("Skriv e-mailen som navn@sted.dk.") from error
    if not is_demo:
        field.data = checked.normalized


def web_address(_form: Form, field: Field) -> None:
    """Refuse links that are not to a web page: ``javascript:`` and the like."""
    if not field.data:
        raise StopValidation
    if "://" not in field.data:
        field.data = f"https://{field.data}"
    scheme, _, rest = field.data.partition("://")
    if scheme.lower() not in {"http", "https"} or "." not in rest or " " in rest:
        raise ValidationError("Skriv adressen som www.sted.dk.")
