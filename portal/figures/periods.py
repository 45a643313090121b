"""For how long back figures are shown."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from portal.figures.recording import midnight

LENGTHS = (30, 90, 365)
DEFAULT = 90


@dataclass(frozen=True)
class Period:
    """The days up to and with ``today``."""

    days: int
    today: date

    @property
    def first_on(self) -> date:
        return self.today - timedelta(days=self.days - 1)

    @property
    def since(self) -> datetime:
        return midnight(self.first_on)


def read_period(text: str, today: date) -> Period:
    """Return the period asked for by its number of days; the usual one for anything else."""
    is_known = text.isdecimal() and len(text) < 4 and int(text) in LENGTHS
    return Period(int(text) if is_known else DEFAULT, today)
