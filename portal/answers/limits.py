"""How often one person may ask; the page and the API count alike.

Each process counts for itself and keeps nothing but the window it is in. That costs a lookup
microseconds, where counting like sign-ins costs it a thread; and lookups need no Redis.
"""

import time
from collections import Counter
from functools import cache

from flask import current_app
from flask_limiter.util import get_remote_address
from flask_login import current_user
from limits import RateLimitItem, parse
from werkzeug.exceptions import TooManyRequests

ANSWERS = "1200 per minute"
EXTENSION = "answers_asked_for"


class Window:
    """What everybody asked since the window began; it ends for all at once."""

    def __init__(self, seconds: float) -> None:
        self.ends_at = time.monotonic() + seconds
        self.answers: Counter[str] = Counter()


def count_answer() -> None:
    """Count an answer to whoever is asking.

    Raises TooManyRequests when the person has had as many as the contract's limit in this window.
    """
    limit = parse_limit(current_app.config.get("RATELIMIT_ANSWERS", ANSWERS))
    window: Window | None = current_app.extensions.get(EXTENSION)
    if window is None or time.monotonic() >= window.ends_at:
        window = current_app.extensions[EXTENSION] = Window(limit.get_expiry())
    who = person()
    window.answers[who] += 1
    if window.answers[who] > limit.amount:
        raise TooManyRequests(retry_after=1 + int(window.ends_at - time.monotonic()))


@cache
def parse_limit(text: str) -> RateLimitItem:
    """Return a limit such as "1200 per minute"; the contract promises at least 600."""
    return parse(text)


def person() -> str:
    """Return who is asking: the user, or the address of somebody who is not signed in."""
    if current_user.is_authenticated:
        return f"user {current_user.id}"
    return get_remote_address()
