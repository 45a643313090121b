"""Changing organisations, and what follows below them."""

from sqlalchemy import select

from portal.extensions import db
from portal.history.verbs import Fill, edit_entry
from portal.history.writing import changing
from portal.models.organisation import Organisation
from portal.models.user import User
from portal.models.vocabulary import Action


def edit_organisation(actor: User, organisation: Organisation, fill: Fill[Organisation]) -> None:
    """Edit an organisation; its departments move along to another municipality."""
    before = organisation.municipality
    edit_entry(actor, organisation, fill)
    if organisation.municipality is not before:
        move_departments(actor, organisation)


def move_departments(actor: User, organisation: Organisation) -> None:
    """Let all departments below an organisation, archived ones too, belong where it belongs."""
    query = select(Organisation).where(Organisation.parent_id == organisation.id)
    for department in db.session.scalars(query).all():
        with changing(actor, department, Action.EDITED):
            department.municipality = organisation.municipality
        move_departments(actor, department)
