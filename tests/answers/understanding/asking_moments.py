"""The moment of a question; on Wednesday 25 November 2026, 13.30, unless said otherwise."""

from datetime import datetime

from portal.answers.understanding.moments import Moment, find_moment
from portal.hours.clock import COPENHAGEN
from portal.text.tokens import tokenize

NOW = "2026-11-25 13:30"


def moment(text: str, now: str = NOW) -> Moment | None:
    local = datetime.fromisoformat(now).replace(tzinfo=COPENHAGEN)
    return find_moment(text, tokenize(text), local)


def wall(text: str, now: str = NOW) -> str | None:
    found = moment(text, now)
    return None if found is None else found.at.strftime("%Y-%m-%d %H:%M")
