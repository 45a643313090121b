"""The forms by which a fault is reported and answered."""

from wtforms import RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice

from portal.models.report import Report
from portal.models.vocabulary import Fault, ReportState
from portal.web.forms import PortalForm
from portal.web.labels import choices, label
from portal.web.validators import max_length, required

ANSWERS = (ReportState.SOLVED, ReportState.REJECTED, ReportState.IN_PROGRESS)
LONGEST_NOTE = Report.note.type.length
LONGEST_ANSWER = Report.answer.type.length


class FaultForm(PortalForm):
    """What is wrong with an entry: a choice, and a few words where they help."""

    fault = RadioField(
        "Hvad er galt?",
        choices=choices(Fault),
        validators=[required("Vælg, hvad der er galt.")],
    )
    note = TextAreaField("Kort bemærkning", validators=[max_length(LONGEST_NOTE)])


class AnswerForm(PortalForm):
    """What was done about a fault: a choice, and a few words where they help."""

    state = RadioField(
        "Svar",
        choices=[SelectChoice(state.value, label(state)) for state in ANSWERS],
        validators=[required("Vælg et svar.")],
    )
    answer = TextAreaField("Kort svar til den, der meldte", validators=[max_length(LONGEST_ANSWER)])

    @property
    def chosen(self) -> ReportState:
        return ReportState(self.state.data)
