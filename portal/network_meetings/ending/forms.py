"""The form in which somebody says how a network meeting went."""

from typing import Any

from wtforms import RadioField
from wtforms.fields.choices import SelectChoice

from portal.models.meeting import Meeting
from portal.models.meeting_vocabulary import MeetingState
from portal.network_meetings.ending.actions import default_follow_up, follow_up_fault
from portal.web.dates import local_today
from portal.web.fields import CheckboxesField, DanishDateField
from portal.web.forms import PortalForm

HELD, NOT_HELD = "holdt", "ikke-holdt"
ALL = "came:all"
"""The button that ticks everybody; nobody is ticked beforehand, or the figures would flatter."""


class EndForm(PortalForm):
    """Whether a meeting was held, who came, and when it is followed up."""

    was_held = RadioField(
        "Blev mødet holdt?",
        choices=[SelectChoice(HELD, "Ja"), SelectChoice(NOT_HELD, "Nej")],
        render_kw={"required": True},
    )
    came = CheckboxesField("Hvem kom?")
    follow_up_on = DanishDateField("Hvornår følger du op?")

    def __init__(self, meeting: Meeting, **options: Any) -> None:
        self.meeting = meeting
        super().__init__(data=values_of(meeting), **options)
        self.came.choices = [
            SelectChoice(one.id, ", ".join(filter(None, (one.title, one.organisation))))
            for one in meeting.participants
        ]

    def press_all(self) -> bool:
        """Tick everybody if that button was pressed; say whether it was."""
        if self.pressed != ALL:
            return False
        self.came.data = [one.id for one in self.meeting.participants]
        self.was_held.data = HELD
        return True

    @property
    def is_held(self) -> bool:
        return bool(self.was_held.data == HELD)

    def validate(self, extra_validators: Any = None) -> bool:
        super().validate(extra_validators)
        if self.was_held.data not in {HELD, NOT_HELD}:
            self.was_held.errors = ["Vælg, om mødet blev holdt."]
        elif self.is_held:
            self.check_held()
        else:
            self.came.errors = self.follow_up_on.errors = []
        return not self.errors

    def check_held(self) -> None:
        """Put an error on what a meeting that was held lacks."""
        if not self.came.errors and not self.came.data:
            self.came.errors = ["Sæt kryds ved dem, der kom. Kom ingen, blev mødet ikke holdt."]
        fault = follow_up_fault(self.meeting, self.follow_up_on.data, local_today())
        if fault and not self.follow_up_on.errors:
            self.follow_up_on.errors = [fault]


def values_of(meeting: Meeting) -> dict[str, Any]:
    """Return what the form shows at first: what was noted before, or the usual follow-up."""
    held = {MeetingState.HELD: HELD, MeetingState.NOT_HELD: NOT_HELD}
    return {
        "was_held": held.get(meeting.state),
        "came": [one for one in meeting.participants if one.came],
        "follow_up_on": meeting.follow_up_on or default_follow_up(meeting, local_today()),
    }
