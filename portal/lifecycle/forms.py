"""The form that archives an entry."""

from wtforms.validators import ValidationError

from portal.lifecycle.queries import Dependants, list_possible_successors
from portal.models.contact import Contact
from portal.web.fields import EntryField
from portal.web.forms import PortalForm


class ArchiveForm(PortalForm):
    """Nothing to fill in, but who takes over from a central entrance."""

    successor_id = EntryField("Ny central indgang", none="Vælg, hvem der tager over")

    def offer_successors(self, leaving: object, dependants: Dependants) -> None:
        """Set who may take over; the field goes away where nobody has to."""
        if dependants.central_of is None or not isinstance(leaving, Contact):
            del self.successor_id
        else:
            self.successor_id.offer(list_possible_successors(dependants.central_of, leaving))

    def validate_successor_id(self, field: EntryField) -> None:
        if field.data is None:
            raise ValidationError("Vælg den, der tager over. En kommune må ikke stå uden indgang.")
