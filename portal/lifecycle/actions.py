"""Archiving what other entries lean on."""

from portal.access.permissions import require
from portal.history.verbs import archive_entry
from portal.history.writing import changing
from portal.models.contact import Contact
from portal.models.municipality import Municipality
from portal.models.user import User
from portal.models.vocabulary import Action


def hand_over_entrance(
    actor: User, municipality: Municipality, leaving: Contact, successor: Contact
) -> None:
    """Make the successor the central entrance and archive the contact that was it.

    So a participating municipality is never without one.
    """
    require(actor, "edit_municipality", municipality)
    with changing(actor, municipality, Action.EDITED):
        municipality.central_contact_id = successor.id
    archive_entry(actor, leaving)
