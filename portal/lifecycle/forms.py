"""The form that archives an entry."""

from typing import Any

from wtforms import SelectField
from wtforms.validators import ValidationError

from portal.history.queries import list_journal_actors
from portal.lifecycle.queries import DIRECTORY_KINDS, find_dependants, list_possible_successors
from portal.models.base import Entry
from portal.models.contact import Contact
from portal.models.municipality import Municipality
from portal.web.dates import local_today
from portal.web.fields import DanishDateField, EntryField
from portal.web.forms import PortalForm, RowForm
from portal.web.labels import ENTRY_NAMES


class ArchiveForm(PortalForm):
    """Nothing to fill in, but who takes over from a central entrance."""

    successor_id = EntryField("Ny central indgang", none="Vælg, hvem der tager over")

    def __init__(self, obj: Entry, **options: Any) -> None:
        """Set who may take over; the field goes away where nobody has to."""
        super().__init__(obj=obj, **options)
        self.dependants = find_dependants(obj)
        municipality = self.dependants.central_of
        if municipality is None or not isinstance(obj, Contact):
            del self.successor_id
        else:
            self.successor_id.offer(list_possible_successors(municipality, obj))

    def validate_successor_id(self, field: EntryField) -> None:
        if field.data is None:
            raise ValidationError("Vælg den, der tager over. En kommune må ikke stå uden indgang.")


class DayForm(RowForm):
    """A day in an address: how did it stand then?"""

    dato = DanishDateField("Dag", description="Dag-måned-år, fx 3-3-2026")

    def validate_dato(self, field: DanishDateField) -> None:
        if field.data is not None and field.data > local_today():
            raise ValidationError("Vælg i dag eller en dag, der er gået.")


class HistoryForm(RowForm):
    """What the directory's history is narrowed to, as it stands in the address."""

    person = SelectField("Person", default="")
    kommune = SelectField("Kommune", default="")
    slags = SelectField("Hvad", default="")
    fra = DanishDateField("Fra", description="Dag-måned-år")
    til = DanishDateField("Til og med", description="Dag-måned-år")

    def offer(self, municipalities: list[Municipality]) -> None:
        """Set the choices; the first of each narrows nothing."""
        people = [(str(key), name) for key, name in list_journal_actors(DIRECTORY_KINDS)]
        places = [(str(place.id), place.name) for place in municipalities]
        kinds = [(kind, ENTRY_NAMES[kind].capitalize()) for kind in DIRECTORY_KINDS]
        self.person.choices = [("", "Alle"), *people]
        self.kommune.choices = [("", "Alle kommuner"), *places]
        self.slags.choices = [("", "Alt"), *kinds]

    def validate_til(self, field: DanishDateField) -> None:
        if self.fra.data and field.data and field.data < self.fra.data:
            raise ValidationError("Den sidste dag ligger før den første.")
