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
    """Refuse what cannot be an e-mail address; whether it exists is not asked."""
    if not field.data:
        raise StopValidation
    try:
        field.data = read_email(field.data)
    except ValueError as error:
        raise ValidationError(str(error)) from error


def read_email(text: str) -> str:
    """Return an e-mail address in its usual spelling. Raises ValueError with a Danish sentence.

    The demo's addresses end in ``.invalid`` (RFC 2606), which the library refuses: all but the
    ending is checked.
    """
    is_demo = text.casefold().endswith(DEMO_ENDING)
    checkable = f"{text[: -len(DEMO_ENDING)]}.dk" if is_demo else text
    try:
        checked = validate_email(checkable, check_deliverability=False)
    except EmailNotValidError as error:
        raise ValueError("Skriv e-mailen som navn@sted.dk.") from error
    return text if is_demo else checked.normalized


def web_address(_form: Form, field: Field) -> None:
    """Refuse links that are not to a web page: ``javascript:`` and the like."""
    if not field.data:
        raise StopValidation
    try:
        field.data = read_web_address(field.data)
    except ValueError as error:
        raise ValidationError(str(error)) from error


def read_web_address(text: str) -> str:
    """Return a link with its scheme. Raises ValueError with a Danish sentence for no web page."""
    link = text if "://" in text else f"https://{text}"
    scheme, _, rest = link.partition("://")
    if scheme.lower() not in {"http", "https"} or "." not in rest or " " in rest:
        raise ValueError("Skriv adressen som www.sted.dk.")
    return link
