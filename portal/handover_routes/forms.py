"""The form of a handover route."""

from itertools import starmap
from typing import Any

from wtforms import FieldList, FormField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from portal.domains.queries import list_domains
from portal.handover_routes.queries import Window, find_rival, list_targets
from portal.handover_routes.step_form import StepForm
from portal.models.domain import Domain
from portal.models.handover_route import HandoverRoute
from portal.models.municipality import Municipality
from portal.models.vocabulary import Consent, Preference
from portal.web.fields import (
    DanishDateField,
    EntryField,
    LinesField,
    OptionalYesNoField,
    WholeNumberField,
)
from portal.web.forms import PortalForm
from portal.web.labels import ANSWER_WITHIN, choices
from portal.web.validators import max_length

MAX_STEPS = 20
ANSWERS = [("", "Ikke oplyst"), *ANSWER_WITHIN.items()]


class RouteForm(PortalForm):
    """A route of one municipality; whose it is was settled before the form was opened."""

    domain_id = EntryField("Problemområde", none="Alle andre områder")
    preference = SelectField("Vej", choices=choices(Preference))
    steps = FieldList(FormField(StepForm), "Trin", min_entries=1, max_entries=MAX_STEPS)
    consent = SelectField("Samtykke", choices=choices(Consent))
    legal_note = TextAreaField("Bemærkning om samtykke og jura", validators=[max_length(2000)])
    bring = LinesField("Hav klar")
    answer_within = SelectField("Lovet svar", choices=[*starmap(SelectChoice, ANSWERS)], default="")
    typical_wait_days = WholeNumberField("Typisk ventetid i dage", least=0, most=365)
    is_advice_welcome = OptionalYesNoField("Er en faglig anbefaling velkommen?")
    acknowledgement = StringField("Hvem kvitterer, og hvordan", validators=[max_length(500)])
    note = TextAreaField("Bemærkning til brobyggere", validators=[max_length(2000)])
    valid_from_on = DanishDateField("Gælder fra")
    valid_to_on = DanishDateField("Gælder til")

    def __init__(
        self,
        obj: HandoverRoute | None = None,
        municipality: Municipality | None = None,
        domain: Domain | None = None,
        **options: Any,
    ) -> None:
        """Set what can be chosen; ``municipality`` and ``domain`` are a new route's."""
        super().__init__(obj=obj, **options)
        place = obj.municipality if obj else municipality
        if place is None:
            raise ValueError("a route belongs to a municipality")
        self.route, self.municipality = obj, place
        self.domain_id.offer(list_domains(), obj.domain if obj else domain)
        self.refresh_rows()

    def refresh_rows(self) -> None:
        targets = list_targets(self.municipality)
        for row in self.steps:
            row.form.target.offer(targets)

    def validate_valid_to_on(self, field: DanishDateField) -> None:
        first = self.valid_from_on.data
        if field.data and first and field.data < first:
            raise ValidationError("Slutdatoen må ikke ligge før startdatoen.")

    def validate_domain_id(self, field: EntryField) -> None:
        """Refuse a second route for the same domain on the same days: which one would hold?"""
        window = Window(self.valid_from_on.data, self.valid_to_on.data)
        rival = find_rival(self.municipality, field.data, window, self.route)
        if rival is not None:
            raise ValidationError("Der er allerede en vej for området i den tid. Ret den i stedet.")

    def fill(self, route: HandoverRoute) -> None:
        """Give a route what was typed."""
        route.municipality = self.municipality
        route.domain_id = self.domain_id.data
        route.preference = Preference(self.preference.data)
        route.steps = [row.form.to_step(place) for place, row in enumerate(self.steps)]
        route.consent, route.legal_note = Consent(self.consent.data), self.legal_note.data
        route.bring = self.bring.data or []
        route.answer_within = self.answer_within.data or None
        route.typical_wait_days = self.typical_wait_days.data
        route.is_advice_welcome = self.is_advice_welcome.answer
        route.acknowledgement, route.note = self.acknowledgement.data, self.note.data
        route.valid_from_on, route.valid_to_on = self.valid_from_on.data, self.valid_to_on.data
