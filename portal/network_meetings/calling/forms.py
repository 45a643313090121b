"""The form in which a meeting is called, and later moved."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from wtforms import Field, Form, RadioField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from portal.models.base import utc_now
from portal.models.meeting import Meeting, MeetingTime
from portal.network_meetings.calling.rules import (
    LONGEST,
    NO_PLACE,
    PASSED,
    SHORTEST,
    Call,
    call_of,
    why_not_agreed,
    why_not_then,
)
from portal.network_meetings.quorum import RoleSeat, TimeStanding, rank_times
from portal.network_meetings.wall_clock import ClockField, instant_at
from portal.network_meetings.wording import describe_span
from portal.web.dates import local, local_today
from portal.web.fields import DanishDateField, WholeNumberField
from portal.web.forms import PortalForm
from portal.web.validators import max_length, web_address

OTHER = "andet"
"""The choice of a time that was not proposed."""


def meeting_link(form: Form, field: Field) -> None:
    """Refuse what no browser can open as a web page: another scheme, a user's name, no server."""
    typed = field.data
    try:
        web_address(form, field)
        parts = urlsplit(field.data)
        is_page = "." in (parts.hostname or "") and parts.username is None and parts.port != 0
    except ValueError:
        is_page = False
    if not is_page:
        field.data = typed
        raise ValidationError("Skriv linket, som det står i browseren: https://…")


class CallForm(PortalForm):
    """When and where a meeting is: one of the proposed times, or another."""

    time = RadioField("Hvornår er mødet?", validate_choice=False)
    day = DanishDateField("Dato")
    clock = ClockField("Begynder kl.")
    minutes = WholeNumberField("Varer, i minutter", SHORTEST, LONGEST)
    place = StringField("Sted", validators=[max_length(Meeting.place.type.length)])
    link = StringField(
        "Link til videomøde", validators=[max_length(Meeting.link.type.length), meeting_link]
    )
    consent_on = DanishDateField("Hvornår sagde borgeren ja?")

    def __init__(self, meeting: Meeting, chosen: str = "", **options: Any) -> None:
        self.meeting = meeting
        super().__init__(data=values_of(meeting, chosen), **options)
        standings = [one for one in rank_times(meeting, utc_now()) if not one.has_passed]
        self.times = {str(one.time.id): one.time for one in standings}
        proposed = [SelectChoice(str(one.time.id), in_words(one)) for one in standings]
        self.time.choices = [*proposed, SelectChoice(OTHER, "Et andet tidspunkt")]
        if not proposed:
            self.time.data = OTHER
        if meeting.consent_on is not None:
            del self.consent_on

    def to_call(self) -> Call:
        """Return when and where, of a form that is valid. Raises ValueError for another."""
        place, link = self.place.data, self.link.data
        proposed = self.times.get(self.time.data)
        if proposed is not None:
            return Call(proposed.starts_at, minutes_of(proposed), place, link)
        day, clock, minutes = self.day.data, self.clock.data, self.minutes.data
        if day is None or clock is None or minutes is None:
            raise ValueError("the form has no time")
        return Call(instant_at(day, clock), minutes, place, link)

    def validate(self, extra_validators: Any = None) -> bool:
        super().validate(extra_validators)
        if self.time.data == OTHER:
            self.check_other()
        elif self.time.data not in self.times:
            put_error(self.time, "Vælg et af tidspunkterne, eller skriv et andet.")
        else:
            self.check_proposed()
        if not (self.place.data or self.link.data):
            put_error(self.place, NO_PLACE)
        if "consent_on" in self:
            put_error(self.consent_on, why_not_agreed(self.consent_on.data))
        return not self.errors

    def check_other(self) -> None:
        """Put an error on what is wrong with a day and a time of day that were typed."""
        if self.day.data is None:
            put_error(self.day, "Skriv datoen som dag-måned-år, fx 24-12-2026.")
        if self.clock.data is None:
            put_error(self.clock, "Skriv klokkeslættet som 13.00.")
        if self.minutes.data is None:
            put_error(self.minutes, "Skriv, hvor mange minutter mødet varer.")
        if self.day.data is None or self.clock.data is None:
            return
        if self.day.data < local_today():  # so long ago, perhaps, that it is no instant
            put_error(self.day, PASSED)
            return
        try:
            starts_at = instant_at(self.day.data, self.clock.data)
        except ValueError as error:
            put_error(self.clock, str(error))
        else:
            put_error(self.day, why_not_then(starts_at, utc_now()))

    def check_proposed(self) -> None:
        """Refuse a proposed time beside another one that was typed: which is meant?"""
        is_typed = any(
            field.errors or (field.data is not None and field.data != field.object_data)
            for field in (self.day, self.clock)
        )
        if is_typed:
            put_error(self.time, "Vælg »Et andet tidspunkt«, eller slet datoen og klokkeslættet.")
        else:
            self.minutes.errors = []


def put_error(field: Field, sentence: str) -> None:
    """Add an error to a field that has none; an empty sentence is none."""
    if sentence and not field.errors:
        field.errors = [sentence]


def values_of(meeting: Meeting, chosen: str) -> dict[str, Any]:
    """Return what the form shows at first: the meeting as it is called, or what was chosen."""
    call = call_of(meeting)
    values = {"place": meeting.place, "link": meeting.link, "minutes": meeting.minutes}
    if call is None:
        return values | {"time": chosen}
    begins = local(call.starts_at)
    chosen = chosen or find_proposed(meeting, call) or OTHER
    return values | {"time": chosen, "day": begins.date(), "clock": begins.time()}


def find_proposed(meeting: Meeting, call: Call) -> str:
    """Return the choice of the proposed time for which a meeting is called; "" for another."""
    same = (
        time
        for time in meeting.times
        if time.starts_at == call.starts_at > utc_now() and minutes_of(time) == call.minutes
    )
    return next((str(time.id) for time in same), "")


def minutes_of(time: MeetingTime) -> int:
    return (time.ends_at - time.starts_at) // timedelta(minutes=1)


def in_words(standing: TimeStanding) -> str:
    """Return a proposed time, and which of the functions that must be there is missing."""
    time = describe_span(standing.time.starts_at, standing.time.ends_at).capitalize()
    if standing.missing:
        return f"{time}. Kan ikke: {titles(standing.missing)}"
    if standing.unanswered:
        return f"{time}. Mangler svar: {titles(standing.unanswered)}"
    return f"{time}. Alle, der skal med, kan"


def titles(seats: Iterable[RoleSeat]) -> str:
    return ", ".join(seat.title for seat in seats)
