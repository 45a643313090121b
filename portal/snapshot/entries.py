"""Which entries the snapshot holds: all that may be shown, or those of them that were touched."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from portal.models.contact import Contact
from portal.models.municipality import Municipality
from portal.models.offer import Offer
from portal.models.organisation import Organisation
from portal.models.vocabulary import OfferStatus
from portal.snapshot.changes import EVERYTHING, Touched
from portal.snapshot.records import EntryRecord
from portal.snapshot.rows import (
    contact_record,
    offer_record,
    organisation_record,
    switchboard_record,
)
from portal.snapshot.tables import Ids, among, read_rows, read_surroundings


def list_entries(session: Session, touched: Touched = EVERYTHING) -> list[EntryRecord]:
    """Return the entries that may be shown, of those that a change touches."""
    is_shown = (Contact.archived_at.is_(None), among(Contact.id, touched.contacts))
    contacts = read_rows(session, Contact, *is_shown)
    in_operation = (Offer.archived_at.is_(None), Offer.status == OfferStatus.OPEN)
    offers = read_rows(session, Offer, *in_operation, among(Offer.id, touched.offers))
    units, employers = touched.organisations, {row.organisation_id for row in (*contacts, *offers)}
    organisations = list_organisations(session, None if units is None else units | employers)
    around = read_surroundings(session, organisations, touched.contacts, touched.offers)
    municipalities = select(Municipality).where(among(Municipality.id, touched.municipalities))
    return [
        *map(switchboard_record, session.scalars(municipalities)),
        *(contact_record(contact, around) for contact in contacts),
        *(offer_record(offer, around) for offer in offers),
        *(
            organisation_record(unit)
            for unit in organisations
            if not unit.is_archived and (units is None or unit.id in units)
        ),
    ]


def list_organisations(session: Session, ids: Ids) -> Sequence[Organisation]:
    """Return organisations with the municipalities that they serve."""
    query = select(Organisation).where(among(Organisation.id, ids))
    return session.scalars(query.options(selectinload(Organisation.serves))).all()
