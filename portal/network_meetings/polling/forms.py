"""The forms by which times are answered and a seat is passed on."""

import re
from collections.abc import Iterable
from typing import Any

from wtforms import Field, Form, RadioField, StringField, TextAreaField
from wtforms.validators import Optional, ValidationError

from portal.mail.message import one_line
from portal.models.meeting import MeetingParticipant, MeetingTime
from portal.models.meeting_vocabulary import Availability
from portal.network_meetings.wording import describe_span
from portal.text.numbers import read_number
from portal.web.forms import PortalForm
from portal.web.labels import choices
from portal.web.validators import email_address, max_length, required

PREFIX = "time_"
NONE_CHOSEN = "Svar på mindst ét tidspunkt. Kan du slet ikke, så vælg Nej."
# Also without a scheme, as mail programs make links of it; not "cand.psych." or "A.Vind".
LEADS_SOMEWHERE = re.compile(r"[/@:]|[\w-]{2,}\.[^\W\d_]{2,}(?![\w.])")
LONGEST_NOTE = MeetingParticipant.note.type.length
LONGEST_NAME = MeetingParticipant.name.type.length
LONGEST_EMAIL = MeetingParticipant.email.type.length


class LinkForm(PortalForm):
    """A form behind a link: carried out as often as it is sent, for the newest answer counts."""

    def __init__(self, **values: Any) -> None:
        super().__init__(**values)
        del self.form_key, self.version


class AnswersForm(LinkForm):
    """An answer to each proposed time; made for a meeting by ``make_answers_form``."""

    note = TextAreaField("Bemærkning til brobyggeren", validators=[max_length(LONGEST_NOTE)])

    @property
    def chosen(self) -> dict[int, Availability]:
        """What was answered, by the time's id; times without an answer are left out."""
        fields = ((read_time_id(name), field.data) for name, field in self._fields.items())
        return {
            time_id: Availability(data)
            for time_id, data in fields
            if time_id is not None and data in VALUES
        }

    def validate(self, extra_validators: Any = None) -> bool:
        is_valid = super().validate(extra_validators)
        if is_valid and not self.chosen:
            first = next((field for field in self if field.name.startswith(PREFIX)), None)
            errors = self.form_errors if first is None else first.errors
            errors.append(NONE_CHOSEN)
        return is_valid and bool(self.chosen)


VALUES = frozenset(answer.value for answer in Availability)


def make_answers_form(participant: MeetingParticipant, times: Iterable[MeetingTime]) -> AnswersForm:
    """Return the form of the times that can be answered, filled in with what was answered."""
    fields = {
        f"{PREFIX}{time.id}": RadioField(
            describe_span(time.starts_at, time.ends_at),
            choices=choices(Availability),
            validators=[Optional()],
        )
        for time in times
    }
    form: AnswersForm = type("AnswersForm", (AnswersForm,), fields)()
    if not form.is_submitted():
        form.note.data = participant.note
        for answer in participant.answers:
            if f"{PREFIX}{answer.time_id}" in form:
                form[f"{PREFIX}{answer.time_id}"].data = answer.answer.value
    return form


def read_time_id(name: str) -> int | None:
    """Return of which proposed time a field is the answer, None for another field."""
    return read_number(name.removeprefix(PREFIX)) if name.startswith(PREFIX) else None


def no_address(_form: Form, field: Field) -> None:
    """Refuse a name that leads somewhere: it stands in a mail to whom anybody with a link names."""
    if LEADS_SOMEWHERE.search(field.data):
        raise ValidationError("Skriv kun navnet, uden adresser.")


class PassOnForm(LinkForm):
    """The colleague who takes over a seat."""

    name = StringField(
        "Kollegaens navn",
        filters=[lambda text: one_line(text or "")],
        validators=[required("Skriv navnet."), max_length(LONGEST_NAME), no_address],
    )
    email = StringField(
        "Kollegaens e-mail",
        validators=[required("Skriv e-mailen."), max_length(LONGEST_EMAIL), email_address],
    )
