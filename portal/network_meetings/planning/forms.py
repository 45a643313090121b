"""The form of a meeting: where, about what, for what, and who sits at the table."""

from collections.abc import Iterable
from typing import Any

from wtforms import BooleanField, FieldList, FormField, HiddenField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from portal.domains.queries import list_domains
from portal.models.domain import Domain
from portal.models.meeting import Meeting
from portal.models.meeting_vocabulary import MeetingPurpose, MeetingState
from portal.models.municipality import Municipality
from portal.municipalities.queries import find_municipality, list_municipalities
from portal.network_meetings.planning.actions import ASK_ABOUT_NEW, needs_consent
from portal.network_meetings.planning.participant_form import (
    Chosen,
    ParticipantForm,
    RowValues,
    merge_rows,
    row_of_participant,
)
from portal.network_meetings.planning.proposals import propose_purpose, propose_seats
from portal.web.dates import local_today
from portal.web.fields import CheckboxesField
from portal.web.forms import PortalForm
from portal.web.labels import choices
from portal.web.rows import renumber
from portal.web.validators import required

MAX_PARTICIPANTS = 50


class PlanForm(PortalForm):
    """A meeting's municipality, domains and purpose, and the seats at its table.

    ``proposed_for`` says for which municipality and domains the rows were proposed: when it is not
    what stands above them, they are proposed anew before anything is saved.
    """

    municipality = SelectField("Kommune", validators=[required("Vælg kommunen.")])
    domains = CheckboxesField("Problemområder")
    purpose = SelectField(
        "Formål", choices=choices(MeetingPurpose), default=MeetingPurpose.SHARED_PLAN.value
    )
    participants = FieldList(FormField(ParticipantForm), "Deltagere", max_entries=MAX_PARTICIPANTS)
    has_consent = BooleanField("Borgeren har sagt ja til dem, der er kommet til")
    proposed_for = HiddenField()

    is_proposed_anew = False

    def __init__(
        self, meeting: Meeting | None = None, is_blank: bool = False, **options: Any
    ) -> None:
        """Set what can be chosen; ``is_blank`` leaves out what was sent."""
        if is_blank:
            options["formdata"] = None
        super().__init__(**options)
        self.meeting, self.known_domains = meeting, list_domains()
        places = [SelectChoice(one.code, one.full_name) for one in list_municipalities()]
        self.municipality.choices = [SelectChoice("", "Vælg kommune"), *places]
        self.domains.offer(self.known_domains)
        self.refresh_rows()

    def refresh_rows(self) -> None:
        known = {one.id: one for one in self.meeting.participants} if self.meeting else {}
        for row in self.participants:
            row.form.look_up(known)

    @property
    def place(self) -> Municipality | None:
        """The municipality that was chosen."""
        return find_municipality(self.municipality.data or "")

    @property
    def chosen_domains(self) -> list[Domain]:
        return [one for one in self.known_domains if one.id in (self.domains.data or ())]

    @property
    def scope(self) -> str:
        """What proposals depend on, as ``proposed_for`` keeps it."""
        codes = ",".join(domain.code for domain in self.chosen_domains)
        return f"{self.municipality.data}:{codes}"

    @property
    def is_outdated(self) -> bool:
        """Say whether municipality or domains are others than the rows were proposed for."""
        return bool(self.scope != self.proposed_for.data)

    def open_for(self, municipality: Municipality | None, domains: Iterable[Domain]) -> None:
        """Begin a new meeting: propose at once where the municipality is known."""
        self.municipality.data = municipality.code if municipality else ""
        self.domains.data = [domain.id for domain in domains]
        self.purpose.data = propose_purpose(self.chosen_domains).value
        if municipality is not None:
            self.propose()

    def open_meeting(self, meeting: Meeting) -> None:
        """Show a meeting as it is saved."""
        self.municipality.data = meeting.municipality.code
        self.domains.data = [one.id for one in self.known_domains if one.code in meeting.domains]
        self.purpose.data = meeting.purpose.value
        self.set_rows([row_of_participant(one) for one in meeting.participants])
        self.proposed_for.data, self.version.data = self.scope, str(meeting.version_id)

    def propose(self) -> None:
        """Propose the seats anew; what was typed and who sits there already stays."""
        place = self.place
        if place is None:
            return
        seats = propose_seats(place, self.chosen_domains, local_today())
        typed = [row.form.values() for row in self.participants]
        self.set_rows(merge_rows(seats, typed))
        self.proposed_for.data = self.scope

    def set_rows(self, rows: Iterable[RowValues]) -> None:
        """Let the form have just these rows, as many as fit."""
        self.participants.entries.clear()
        self.participants.last_index = -1
        for values in [*rows][:MAX_PARTICIPANTS]:
            self.participants.append_entry(values)
        renumber(self.participants)
        self.refresh_rows()

    def after_conflict(self, saved: "PlanForm") -> "PlanForm":
        """Let the next save be on top of what somebody else saved; whom they added is added."""
        seated = {row.form.participant_id.data for row in self.participants}
        rows = [row.form.values() for row in self.participants]
        added = [row.form.values() for row in saved.participants]
        rows += [values for values in added if values["participant_id"] not in seated]
        self.set_rows(rows)
        self.version.data = saved.version.data
        return self

    def chosen(self) -> list[Chosen]:
        """Return who is ticked, in the order of the rows."""
        return [row.form.to_chosen() for row in self.participants if row.form.is_included.data]

    @property
    def asks_consent(self) -> bool:
        """Say whether somebody new would hear of a meeting to which the citizen has agreed."""
        is_sent = self.meeting is not None and self.meeting.state is not MeetingState.DRAFT
        return is_sent and self.meeting is not None and self.meeting.consent_on is not None

    def validate_has_consent(self, field: BooleanField) -> None:
        if self.meeting is None or not self.asks_consent or field.data:
            return
        if needs_consent(self.meeting, self.chosen()):
            raise ValidationError(ASK_ABOUT_NEW)

    def validate_participants(self, _field: FieldList) -> None:
        rows = [row.form for row in self.participants if row.form.is_included.data]
        if self.participants.entries and all(row.is_nameless for row in rows):
            raise ValidationError("Sæt flueben ved mindst én, der skal holde mødet med borgeren.")
