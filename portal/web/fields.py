"""Form fields for what the portal asks for: numbers, hours, dates, lists, yes or no or unknown."""

from collections.abc import Iterable
from datetime import date, datetime
from itertools import starmap
from typing import Any

from wtforms import Field, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.widgets import CheckboxInput, ListWidget, TextInput

from portal.hours.format import format_hours
from portal.hours.model import Hours
from portal.hours.parse import HoursNotUnderstood, parse_hours
from portal.models.base import Entry
from portal.text.numbers import read_number
from portal.text.phones import InvalidPhone, format_phone, parse_phone

LONGEST_LIST = 2000
"""How many characters a list of texts may have."""


class PhoneField(StringField):
    """A phone number: any usual spelling in, E.164 (or a short number as dialled) out."""

    def process_formdata(self, valuelist: list[str]) -> None:
        text = valuelist[0].strip() if valuelist else ""
        self.data = text
        if text:
            try:
                self.data = parse_phone(text)
            except InvalidPhone as error:
                raise ValueError(str(error)) from error

    def _value(self) -> str:
        if not self.data or self.process_errors:
            return self.data or ""
        return format_phone(self.data)


class HoursField(Field):
    """Opening hours in words; ``data`` is what was understood, ``typed`` what was written."""

    widget = TextInput()
    data: Hours
    typed: str = ""

    def process_data(self, value: Hours | None) -> None:
        self.data = value or Hours.unknown()
        self.typed = self.data.text or format_hours(self.data)

    def process_formdata(self, valuelist: list[str]) -> None:
        if not valuelist:
            return
        self.typed = valuelist[0].strip()
        try:
            self.data = parse_hours(self.typed)
        except HoursNotUnderstood as error:
            raise ValueError(str(error)) from error

    def _value(self) -> str:
        return self.typed


class DanishDateField(Field):
    """A day, typed as "24-12-2026", "24.12.2026" or "24/12 2026"."""

    widget = TextInput()
    formats = ("%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%Y", "%d/%m %Y", "%d. %m. %Y")
    data: date | None
    typed: str = ""

    def process_data(self, value: date | None) -> None:
        self.data = value
        self.typed = value.strftime("%d-%m-%Y") if value else ""

    def process_formdata(self, valuelist: list[str]) -> None:
        if not valuelist:
            return
        self.typed = valuelist[0].strip()
        self.data = self.read(self.typed) if self.typed else None

    def read(self, text: str) -> date:
        for known in self.formats:
            try:
                return datetime.strptime(text, known).date()
            except ValueError:
                continue
        raise ValueError("Skriv datoen som dag-måned-år, fx 24-12-2026.")

    def _value(self) -> str:
        return self.typed


class WholeNumberField(Field):
    """A whole number between two bounds, both included, or nothing."""

    widget = TextInput()
    data: int | None
    typed: str = ""

    def __init__(self, label: str, least: int, most: int, **options: Any) -> None:
        super().__init__(label, **options)
        self.least, self.most = least, most

    def process_data(self, value: int | None) -> None:
        self.data = value
        self.typed = "" if value is None else str(value)

    def process_formdata(self, valuelist: list[str]) -> None:
        if not valuelist:
            return
        self.typed = valuelist[0].strip()
        self.data = self.read(self.typed) if self.typed else None

    def read(self, text: str) -> int:
        number = read_number(text)
        if number is None or not self.least <= number <= self.most:
            raise ValueError(f"Skriv et helt tal fra {self.least} til {self.most}.")
        return number

    def _value(self) -> str:
        return self.typed


class LinesField(TextAreaField):
    """A list of texts, one a line; empty lines are left out."""

    data: list[str]

    def process_formdata(self, valuelist: list[str]) -> None:
        if not valuelist:
            return
        self.data = [line.strip() for line in valuelist[0].splitlines() if line.strip()]
        if len(valuelist[0]) > LONGEST_LIST:
            raise ValueError(f"Skriv højst {LONGEST_LIST} tegn.")

    def _value(self) -> str:
        return "\n".join(self.data or [])


class OptionalYesNoField(SelectField):
    """Yes, no, or nobody has said."""

    def __init__(self, label: str, **options: Any) -> None:
        answers = starmap(SelectChoice, (("", "Ikke oplyst"), ("yes", "Ja"), ("no", "Nej")))
        super().__init__(label, choices=[*answers], **options)

    def process_data(self, value: bool | None) -> None:
        self.data = "" if value is None else ("yes" if value else "no")

    @property
    def answer(self) -> bool | None:
        """The answer as the model keeps it."""
        return {"yes": True, "no": False}.get(self.data)


class CheckboxesField(SelectMultipleField):
    """Several choices as boxes to tick; values are the ids of entries."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def __init__(self, label: str, **options: Any) -> None:
        super().__init__(label, coerce=int, **options)

    def offer(self, entries: Iterable[Entry]) -> None:
        """Set the choices: the entries by their titles."""
        self.choices = [SelectChoice(entry.id, entry.title) for entry in entries]

    def process_data(self, value: Any) -> None:
        self.data = [getattr(chosen, "id", chosen) for chosen in value or ()]


class EntryField(SelectField):
    """One entry out of a list, or none of them; ``data`` is its id or None."""

    data: Any

    def __init__(self, label: str, none: str | None = None, **options: Any) -> None:
        super().__init__(label, coerce=to_id, **options)
        self.none = none

    def offer(self, entries: Iterable[Entry], chosen: Entry | None = None) -> None:
        """Set the choices: the entries by their titles, and "none" where that is allowed.

        ``chosen`` is what stands there now; it can stay although it is no longer among the entries
        (archived, say), so that saving something else does not silently move it.
        """
        empty = [] if self.none is None else [SelectChoice("", self.none)]
        offered = list(entries)
        if chosen is not None and chosen not in offered:
            offered.insert(0, chosen)
        self.choices = empty + [SelectChoice(entry.id, entry.title) for entry in offered]
        if self.data is None and not self.raw_data and chosen is not None:
            self.data = chosen.id


def to_id(value: object) -> int | None:
    """Return a chosen id, or None for the empty choice."""
    return int(str(value)) if value not in (None, "") else None
