"""The form of the times page: which times, how long, until when to answer, and the consent."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, Field, FieldList, FormField, HiddenField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from portal.models.base import utc_now
from portal.models.meeting import Meeting, MeetingTime
from portal.models.meeting_vocabulary import MeetingState
from portal.network_meetings.calling.rules import why_not_agreed
from portal.network_meetings.planning.slots import (
    Span,
    find_fault,
    span_at,
    week_start,
    working_days_after,
)
from portal.network_meetings.planning.time_fields import ExtraTimeForm, TimesField
from portal.network_meetings.wall_clock import FARTHEST, ClockField, instant_at
from portal.web.dates import local, local_today
from portal.web.fields import DanishDateField
from portal.web.forms import PortalForm

LENGTHS = {30: "30 minutter", 45: "45 minutter", 60: "1 time", 90: "1½ time", 120: "2 timer"}
MOST_EXTRA = 5
DEADLINE_DAYS = 3
DEADLINE_CLOCK = time(12)
UNSENT = ("csrf_token", "form_key", "is_no_cpr", "turn", "row", "action", "drops_answers")
"""What does not follow from one week to the next."""


class TimesForm(PortalForm):
    """The proposed times of a meeting.

    What is asked only when the poll is sent (``is_sending``): a deadline and the consent.
    """

    minutes = SelectField(
        "Mødets længde",
        choices=[SelectChoice(str(minutes), words) for minutes, words in LENGTHS.items()],
    )
    extra = FieldList(
        FormField(ExtraTimeForm), "Anden dag og tid", min_entries=1, max_entries=MOST_EXTRA
    )
    times = TimesField("Tider")
    deadline_on = DanishDateField("Svarfrist, dag")
    deadline_clock = ClockField("Svarfrist, klokken")
    has_consent = BooleanField("Borgeren har sagt ja til mødet og til, hvem der er med")
    consent_on = DanishDateField("Hvornår sagde borgeren ja?")
    drops_answers = BooleanField("Ja, fjern tiderne og svarene på dem")
    week_on = HiddenField()
    weekend = HiddenField()

    is_sending = False

    def __init__(self, meeting: Meeting, **options: Any) -> None:
        """Open the form as the meeting is saved, with defaults for what is not."""
        self.meeting = meeting
        deadline = local(meeting.deadline_at) if meeting.deadline_at else default_deadline()
        options["data"] = {
            "times": [one.starts_at for one in meeting.times],
            "minutes": str(meeting.minutes),
            "deadline_on": deadline.date(),
            "deadline_clock": deadline.time(),
            "has_consent": meeting.consent_on is not None,
            "consent_on": meeting.consent_on or local_today(),
            "version": str(meeting.version_id),
        }
        super().__init__(**options)

    @property
    def is_draft(self) -> bool:
        """Say whether nobody has been asked yet."""
        return self.meeting.state is MeetingState.DRAFT

    @property
    def length(self) -> int:
        """The meeting's length in minutes."""
        return int(self.minutes.data) if self.minutes.data in {str(one) for one in LENGTHS} else 60

    @property
    def monday(self) -> date:
        """The first day of the week that is shown."""
        known = first_week(self.meeting)
        try:
            asked = date.fromisoformat(self.week_on.data or "")
        except ValueError:
            return known
        is_near = abs(asked - local_today()) < FARTHEST
        return week_start(asked) if is_near else known

    @property
    def has_weekend(self) -> bool:
        return bool(self.weekend.data == "1")

    def ticked(self) -> list[Span]:
        """Return the times that are ticked."""
        known = {one.starts_at: one for one in self.meeting.times}
        return [self.span(start, known) for start in self.times.data or []]

    def chosen(self) -> list[Span]:
        """Return the times that are proposed: ticked, or written in a row."""
        starts = [row.form.start for row in self.extra]
        written = [span_at(start, self.length) for start in starts if start is not None]
        return sorted([*self.ticked(), *written], key=lambda span: span.starts_at)

    def span(self, start: datetime, known: Mapping[datetime, MeetingTime]) -> Span:
        """Return a time with its end: one that somebody answered keeps the end it had."""
        before = known.get(start)
        if before is not None and before.id in answered_times(self.meeting):
            return Span(before.starts_at, before.ends_at)
        return span_at(start, self.length)

    def lost(self) -> list[MeetingTime]:
        """Return the times that somebody has answered and that are no longer proposed."""
        starts, answered = {span.starts_at for span in self.chosen()}, answered_times(self.meeting)
        return [
            one for one in self.meeting.times if one.starts_at not in starts and one.id in answered
        ]

    @property
    def deadline_at(self) -> datetime | None:
        """The deadline that was written; None where there is none, or none that exists."""
        day, clock = self.deadline_on.data, self.deadline_clock.data
        if day is None or clock is None or abs(day - local_today()) > FARTHEST:
            return None
        try:
            return instant_at(day, clock)
        except ValueError:
            return None

    def turned(self, turn: str) -> MultiDict[str, str]:
        """Return all that was chosen and typed, to be shown again with another week.

        ``turn`` is the week's Monday, with ":weekend" when Saturday and Sunday are shown.
        """
        week, _, weekend = turn.partition(":")
        sent = MultiDict(
            (name, value)
            for field in self
            if field.name not in UNSENT
            for name, value in sent_values(field)
        )
        sent.setlist("week_on", [week])
        sent.setlist("weekend", ["1" if weekend else ""])
        return sent

    def validate_times(self, _field: TimesField) -> None:
        if any(row.errors for row in self.extra):
            return
        known = [one.starts_at for one in self.meeting.times]
        fault = find_fault(self.chosen(), utc_now(), known)
        if fault:
            raise ValidationError(fault)

    def validate_deadline_on(self, field: DanishDateField) -> None:
        is_changed = not self.is_draft and self.deadline_at != self.meeting.deadline_at
        if not (self.is_sending or is_changed) or any(row.errors for row in self.extra):
            return
        fault = find_deadline_fault(self.deadline_at, self.chosen(), utc_now())
        if fault:
            raise ValidationError(fault)

    def validate_has_consent(self, field: BooleanField) -> None:
        if self.is_sending and not field.data:
            raise ValidationError("Spørg borgeren først. Uden borgerens ja sendes intet.")

    def validate_consent_on(self, field: DanishDateField) -> None:
        if not self.has_consent.data:
            return
        if field.data is None:
            raise ValidationError("Skriv dagen, fx 24-12-2026.")
        fault = why_not_agreed(field.data)
        if fault:
            raise ValidationError(fault)

    def validate_drops_answers(self, field: BooleanField) -> None:
        if self.lost() and not field.data:
            raise ValidationError("Sæt flueben, hvis tiderne skal fjernes, eller vælg dem igen.")


def sent_values(field: Field) -> Iterable[tuple[str, str]]:
    """Yield what a field was sent with, row by row."""
    if isinstance(field, FieldList):
        for row in field:
            for inner in row.form:
                yield from ((inner.name, value) for value in inner.raw_data or ())
        return
    yield from ((field.name, value) for value in field.raw_data or ())


def answered_times(meeting: Meeting) -> set[int]:
    """Return the ids of the times that somebody has answered."""
    return {answer.time_id for one in meeting.participants for answer in one.answers}


def default_deadline() -> datetime:
    """Return noon three working days ahead, as Danish time."""
    day = working_days_after(local_today(), DEADLINE_DAYS)
    return local(instant_at(day, DEADLINE_CLOCK))


def first_week(meeting: Meeting) -> date:
    """Return the week that is shown first: of the first time, else the one after the deadline."""
    if meeting.times:
        return week_start(local(meeting.times[0].starts_at).date())
    return week_start(default_deadline().date() + timedelta(days=5))


def find_deadline_fault(deadline_at: datetime | None, spans: Sequence[Span], now: datetime) -> str:
    """Return what is wrong with a deadline, as a sentence; empty when nothing is."""
    if deadline_at is None:
        return "Skriv svarfristen som en dag og et klokkeslæt."
    if deadline_at <= now:
        return "Svarfristen er gået. Skriv et tidspunkt, der kommer."
    first = min((span.starts_at for span in spans if span.starts_at > now), default=None)
    if first is not None and deadline_at >= first:
        return "Svarfristen skal ligge før den første tid, du foreslår."
    return ""
