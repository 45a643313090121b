"""The fields of a proposed time: boxes that are ticked, or a day and a time that are written."""

from datetime import date, datetime, time
from typing import Any

from wtforms import Field

from portal.network_meetings.planning.slots import read_code
from portal.network_meetings.wall_clock import FARTHEST, ClockField, instant_at
from portal.web.dates import format_instant, local_today
from portal.web.fields import DanishDateField
from portal.web.forms import RowForm


class TimesField(Field):
    """The times that are ticked, as starts in UTC; each box has its code."""

    data: list[datetime]

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            self.data = sorted({read_code(code) for code in valuelist})
        except ValueError as error:
            self.data = []
            raise ValueError("Vælg tiderne igen.") from error

    def _value(self) -> str:
        """Return the starts in words, as a conflict shows them."""
        return "; ".join(format_instant(start) for start in self.data or ())


class ExtraTimeForm(RowForm):
    """Another day and time; a row left empty is none."""

    day = DanishDateField("Dag")
    clock = ClockField("Klokken")

    def validate(self, extra_validators: Any = None) -> bool:
        if not super().validate(extra_validators):
            return False
        if self.day.data is None and self.clock.data is None:
            return True
        if self.day.data is None:
            self.day.errors = ["Skriv dagen, fx 24-12-2026."]
        elif self.clock.data is None:
            self.clock.errors = ["Skriv klokkeslættet, fx 9.30."]
        else:
            self.read_start(self.day.data, self.clock.data)
        return not (self.day.errors or self.clock.errors)

    def read_start(self, day: date, clock: time) -> datetime | None:
        """Return the instant that was written, or put on the field why there is none."""
        if not local_today() <= day <= local_today() + FARTHEST:
            self.day.errors = ["Vælg en dag, der ikke er gået, og højst et år frem."]
            return None
        try:
            return instant_at(day, clock)
        except ValueError as error:
            self.clock.errors = [str(error)]
            return None

    @property
    def start(self) -> datetime | None:
        """The instant that was written in a row without errors; None in an empty one."""
        day, clock = self.day.data, self.clock.data
        return self.read_start(day, clock) if day and clock is not None else None
