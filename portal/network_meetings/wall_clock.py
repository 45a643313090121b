"""The time of a day as people write it, and the instant it stands for in Denmark."""

import re
from datetime import UTC, date, datetime, time, timedelta

from wtforms import Field
from wtforms.widgets import TextInput

from portal.web.dates import COPENHAGEN, format_date

CLOCK = re.compile(r"(?:kl\.?\s*)?(\d{1,2})(?:[.:]?(\d\d))?", re.IGNORECASE)
FARTHEST = timedelta(days=366)
"""How far ahead a meeting can be: a slip of the year must not keep it for ever."""

HOW = "Skriv klokkeslættet som 13.00."


def read_clock(text: str) -> time:
    """Return a time of day written as "13.00", "13:00", "1300", "13" or "kl. 13".

    Raises ValueError with a Danish sentence for anything else.
    """
    found = CLOCK.fullmatch(text.strip())
    if found is None or not text.isascii() or int(found[1]) > 23 or int(found[2] or 0) > 59:
        raise ValueError(HOW)
    return time(int(found[1]), int(found[2] or 0))


def write_clock(clock: time) -> str:
    """Return a time of day as "13.00"."""
    return f"{clock.hour}.{clock.minute:02}"


def instant_at(day: date, clock: time) -> datetime:
    """Return the instant (UTC) at which the clocks in Denmark show a time on a day.

    Raises ValueError with a Danish sentence for a time in the hour that is skipped in spring, and
    in the one that comes twice in autumn: nobody could say which of them was meant.
    """
    first = datetime.combine(day, clock, COPENHAGEN)
    where = f"Natten til {format_date(day)}"
    if first.astimezone(UTC).astimezone(COPENHAGEN).replace(tzinfo=None) != first.replace(
        tzinfo=None
    ):
        raise ValueError(
            f"{where} stilles uret frem, og klokken {write_clock(clock)} findes ikke."
            " Vælg et andet tidspunkt."
        )
    if first.utcoffset() != first.replace(fold=1).utcoffset():
        raise ValueError(
            f"{where} stilles uret tilbage, og klokken {write_clock(clock)} kommer to gange."
            " Vælg et andet tidspunkt."
        )
    return first.astimezone(UTC)


class ClockField(Field):
    """A time of day, typed as "13.00"."""

    widget = TextInput()
    data: time | None
    typed: str = ""

    def process_data(self, value: time | None) -> None:
        self.data = value
        self.typed = write_clock(value) if value else ""

    def process_formdata(self, valuelist: list[str]) -> None:
        if not valuelist:
            return
        self.typed = valuelist[0].strip()
        self.data = read_clock(self.typed) if self.typed else None

    def _value(self) -> str:
        return self.typed
