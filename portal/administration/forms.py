"""The forms of users and problem domains."""

from typing import Any

from flask_login import current_user
from wtforms import IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import NumberRange, Regexp, ValidationError

from portal.accounts.queries import find_user, normal_email
from portal.administration.queries import (
    find_domain,
    list_organisations_outside,
    next_domain_position,
)
from portal.models.domain import Domain
from portal.models.user import User
from portal.models.vocabulary import Role
from portal.municipalities.queries import list_municipalities
from portal.web.fields import CheckboxesField
from portal.web.forms import PortalForm
from portal.web.labels import choices
from portal.web.validators import email_address, max_length, required


class UserForm(PortalForm):
    """A user; what a coordinator looks after counts for no other role."""

    name = StringField("Navn", validators=[required("Skriv navnet."), max_length(120)])
    email = StringField(
        "E-mail", validators=[required("Skriv e-mailen."), email_address, max_length(254)]
    )
    role = SelectField("Rolle", choices=choices(Role), default=Role.BRIDGE_BUILDER.value)
    municipalities = CheckboxesField("Kommuner")
    organisations = CheckboxesField("Organisationer uden for kommunerne")

    def __init__(self, obj: User | None = None, **options: Any) -> None:
        super().__init__(obj=obj, **options)
        self.user = obj
        self.places = list_municipalities()
        self.units = list_organisations_outside(obj.organisations if obj else [])
        self.municipalities.offer(self.places)
        self.organisations.offer(self.units)

    def validate_email(self, field: StringField) -> None:
        known = find_user(field.data)
        if known is not None and known is not self.user:
            raise ValidationError(f"{known.name} har allerede den e-mail.")

    def validate_role(self, field: SelectField) -> None:
        if self.user is not None and self.user.id == current_user.id:
            if field.data != self.user.role:
                raise ValidationError("Du kan ikke ændre din egen rolle. Bed en anden om det.")
        elif field.data == Role.COORDINATOR and not (
            self.municipalities.data or self.organisations.data
        ):
            raise ValidationError("Vælg mindst én kommune eller organisation til koordinatoren.")

    def fill(self, user: User) -> None:
        """Give a user what was typed."""
        user.name, user.email = self.name.data, normal_email(self.email.data)
        user.role = Role(self.role.data)
        is_coordinator = user.role == Role.COORDINATOR
        places = self.municipalities.data if is_coordinator else []
        units = self.organisations.data if is_coordinator else []
        user.municipalities = [place for place in self.places if place.id in places]
        user.organisations = [unit for unit in self.units if unit.id in units]


class DomainForm(PortalForm):
    """A problem domain; its code is part of addresses and of the API, so it never changes."""

    name = StringField("Navn", validators=[required("Skriv navnet."), max_length(80)])
    group_name = StringField("Gruppe", validators=[required("Skriv gruppen."), max_length(80)])
    description = TextAreaField("Hvad det dækker", validators=[max_length(1000)])
    position = IntegerField(
        "Plads på listen",
        validators=[NumberRange(0, 999, "Skriv et tal mellem 0 og 999.")],
        default=next_domain_position,
    )

    def fill(self, domain: Domain) -> None:
        """Give a domain what was typed."""
        domain.name, domain.group_name = self.name.data, self.group_name.data
        domain.description, domain.position = self.description.data or "", self.position.data


class NewDomainForm(DomainForm):
    code = StringField(
        "Kode",
        validators=[
            required("Skriv koden."),
            max_length(32),
            Regexp(r"[a-z][a-z0-9_]*\Z", message="Brug kun små bogstaver a-z, tal og _."),
        ],
    )

    def validate_code(self, field: StringField) -> None:
        known = find_domain(field.data)
        if known is not None:
            raise ValidationError(f"{known.name} har allerede den kode.")

    def fill(self, domain: Domain) -> None:
        super().fill(domain)
        domain.code = self.code.data
