"""How often one person may ask; the page and the API count alike."""

from flask import current_app
from flask_limiter.util import get_remote_address
from flask_login import current_user

ANSWERS = "1200 per minute"


def answers_limit() -> str:
    """Return how many answers a person gets in a minute; the contract promises at least 600."""
    return str(current_app.config.get("RATELIMIT_ANSWERS", ANSWERS))


def person() -> str:
    """Return who is asking: the user, or the address of somebody who is not signed in."""
    if current_user.is_authenticated:
        return f"user {current_user.id}"
    return get_remote_address()
