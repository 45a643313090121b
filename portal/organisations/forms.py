"""The form of an organisation."""

from typing import Any

from flask_login import current_user
from wtforms import SelectField, StringField
from wtforms.validators import ValidationError

from portal.access.permissions import may
from portal.models.municipality import Municipality
from portal.models.organisation import Organisation
from portal.models.vocabulary import Sector
from portal.organisations.numbers import checked_by, is_cvr, is_gln, is_sor, without_blanks
from portal.organisations.queries import (
    get_organisation,
    lies_within,
    list_areas,
    list_maintained_organisations,
    list_own_areas,
)
from portal.web.fields import CheckboxesField, EntryField
from portal.web.forms import PortalForm
from portal.web.labels import choices
from portal.web.validators import max_length, required, web_address


class OrganisationForm(PortalForm):
    """An organisation; a department belongs to the municipality of the one above it."""

    name = StringField("Navn", validators=[required("Skriv navnet."), max_length(160)])
    sector = SelectField("Sektor", choices=choices(Sector), default=Sector.MUNICIPAL.value)
    parent_id = EntryField("Hører under", none="Ingen, den er ikke en afdeling")
    municipality_id = EntryField("Kommune", none="Ingen kommune")
    serves = CheckboxesField("Dækker kommunerne")
    address = StringField("Adresse", validators=[max_length(200)])
    web = StringField("Hjemmeside", validators=[web_address, max_length(300)])
    cvr = StringField(
        "CVR-nummer",
        filters=[without_blanks],
        validators=[checked_by(is_cvr, "Et CVR-nummer har 8 cifre.")],
    )
    gln = StringField(
        "EAN/GLN",
        filters=[without_blanks],
        validators=[checked_by(is_gln, "Tallene passer ikke sammen. Et EAN-nummer har 13 cifre.")],
    )
    sor = StringField(
        "SOR-kode",
        filters=[without_blanks],
        validators=[checked_by(is_sor, "En SOR-kode består kun af cifre, højst 20.")],
    )

    def __init__(
        self,
        obj: Organisation | None = None,
        place: Organisation | Municipality | None = None,
        **options: Any,
    ) -> None:
        """Set what can be chosen; ``place`` is where a new organisation is to belong."""
        super().__init__(obj=obj, **options)
        self.organisation = obj
        parent = obj.parent if obj else place if isinstance(place, Organisation) else None
        area = obj.municipality if obj else place if isinstance(place, Municipality) else None
        units = list_maintained_organisations(current_user)
        self.parent_id.offer((one for one in units if not (obj and lies_within(one, obj))), parent)
        self.municipality_id.offer(list_own_areas(current_user), area)
        self.serves.offer(list_areas())

    def find_parent(self) -> Organisation | None:
        """Return the organisation chosen to be above, if there is one."""
        chosen = self.parent_id.data
        return None if chosen is None or self.parent_id.errors else get_organisation(chosen)

    def validate_parent_id(self, field: EntryField) -> None:
        """Keep a coordinator from letting go of the organisation."""
        is_own = self.organisation is not None and self.organisation in current_user.organisations
        is_placed = field.data is not None or self.municipality_id.data is not None
        if not (is_placed or is_own or may(current_user, "create_entry")):
            raise ValidationError("Vælg den organisation, den hører under.")

    def validate_municipality_id(self, field: EntryField) -> None:
        """Keep a department in the municipality of the organisation above it."""
        parent = self.find_parent()
        area = parent.municipality if parent else None
        if area is not None and field.data not in (None, area.id):
            raise ValidationError(f"Den, den hører under, ligger i {area.full_name}. Vælg den.")
        if self.sector.data == Sector.MUNICIPAL and area is None and field.data is None:
            raise ValidationError("Vælg kommunen, eller vælg en anden sektor.")

    def fill(self, organisation: Organisation) -> None:
        """Give an organisation what was typed."""
        areas = {area.id: area for area in list_areas()}
        parent = self.find_parent()
        inherited = parent.municipality if parent else None
        organisation.name, organisation.sector = self.name.data, Sector(self.sector.data)
        organisation.parent = parent
        organisation.municipality = inherited or areas.get(self.municipality_id.data)
        organisation.serves = [areas[chosen] for chosen in self.serves.data]
        organisation.address, organisation.web = self.address.data or None, self.web.data or None
        organisation.cvr, organisation.gln = self.cvr.data or None, self.gln.data or None
        organisation.sor = self.sor.data or None
