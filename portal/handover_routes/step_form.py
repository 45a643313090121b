"""The rows of steps in the form of a route."""

from collections.abc import Mapping, Sequence
from typing import Any

from wtforms import Form, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from portal.handover_routes.queries import Target, find_target, target_key
from portal.models.base import Entry
from portal.models.contact import Contact
from portal.models.handover_route import RouteStep
from portal.models.offer import Offer
from portal.models.organisation import Organisation
from portal.models.vocabulary import Channel, ContinueWhen
from portal.web.fields import WholeNumberField
from portal.web.forms import RowForm
from portal.web.labels import choices
from portal.web.validators import max_length

NOBODY = "Vælg, eller skriv en funktion nedenfor"


class TargetField(SelectField):
    """A contact, an offer or an organisation out of a grouped list; ``data`` is its key."""

    def process_data(self, value: Entry | str | None) -> None:
        self.data = target_key(value) if isinstance(value, Entry) else value or ""

    def offer(self, targets: Mapping[str, Sequence[Target]]) -> None:
        """Set the choices; a chosen one that is archived stays visible, to be replaced."""
        self.choices = [SelectChoice("", NOBODY)] + [
            SelectChoice(target_key(entry), entry.title, optgroup=heading)
            for heading, entries in targets.items()
            for entry in entries
        ]
        chosen = find_target(self.data or "")
        if chosen is not None and chosen.is_archived:
            self.choices.append(SelectChoice(self.data, chosen.title, optgroup="Arkiveret"))

    def pre_validate(self, form: Form) -> None:
        """Refuse what is not on the list: unknown, archived, or another municipality's."""
        if self.data not in {choice.value for choice in self.choices}:
            raise ValidationError("Vælg en fra listen.")
        chosen = find_target(self.data)
        if chosen is not None and chosen.is_archived:
            raise ValidationError(f"{chosen.title} er arkiveret. Vælg en anden.")


class StepForm(RowForm):
    """One step: somebody from the list, or a function in words, never both."""

    target = TargetField("Hvem", validate_choice=False)
    free_function = StringField("Eller en funktion", validators=[max_length(120)])
    channel = SelectField("Hvordan", choices=choices(Channel), default=Channel.PHONE.value)
    instruction = TextAreaField("Hvad skal der siges eller gøres", validators=[max_length(1000)])
    continue_when = SelectField(
        "Gå videre", choices=choices(ContinueWhen), default=ContinueWhen.NO_ANSWER.value
    )
    continue_after_minutes = WholeNumberField("Minutter", least=1, most=240)

    def validate(self, extra_validators: Any = None) -> bool:
        is_valid = bool(super().validate(extra_validators))
        chosen, written = self.target.data, self.free_function.data
        if not chosen and not written:
            self.target.errors = [*self.target.errors, "Vælg, hvem trinnet går til."]
        elif chosen and written:
            self.free_function.errors = ["Vælg fra listen, eller skriv en funktion, ikke begge."]
        waits = self.continue_when.data == ContinueWhen.AFTER_MINUTES
        if waits and self.continue_after_minutes.data is None and is_valid:
            self.continue_after_minutes.errors = ["Skriv, efter hvor mange minutter."]
        return is_valid and not any(field.errors for field in self)

    def to_step(self, position: int) -> RouteStep:
        """Return the step that was typed, at its place in the route."""
        target = find_target(self.target.data)
        waits = self.continue_when.data == ContinueWhen.AFTER_MINUTES
        return RouteStep(
            position=position,
            contact=target if isinstance(target, Contact) else None,
            offer=target if isinstance(target, Offer) else None,
            organisation=target if isinstance(target, Organisation) else None,
            free_function=self.free_function.data or None,
            channel=Channel(self.channel.data),
            instruction=self.instruction.data,
            continue_when=ContinueWhen(self.continue_when.data),
            continue_after_minutes=self.continue_after_minutes.data if waits else None,
        )
