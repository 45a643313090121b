"""The form that archives an entry."""

from typing import Any

from wtforms.validators import ValidationError

from portal.lifecycle.queries import find_dependants, list_possible_successors
from portal.models.base import Entry
from portal.models.contact import Contact
from portal.web.fields import EntryField
from portal.web.forms import PortalForm


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
