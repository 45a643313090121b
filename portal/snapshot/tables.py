"""Reading the tables that entries are made of: one query for each, and no objects of the ORM.

At 30,000 entries the ORM took ten times as long as the rows.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Column, ColumnElement, Enum, Row, Text, cast, select, true, type_coerce
from sqlalchemy.orm import InstrumentedAttribute, Session

from portal.models.base import Entry, HoursType
from portal.models.contact import Absence
from portal.models.domain import Domain, contact_domain, offer_domain
from portal.models.municipality import Municipality
from portal.models.offer import offer_municipality
from portal.models.organisation import Organisation
from portal.models.phone import Phone
from portal.snapshot.records import Away, Number

UNREAD = frozenset({"created_at", "updated_at", "edited_at", "checksum", "sort_key", "version_id"})
"""Columns that no record holds."""

Parts = dict[int, tuple[Any, ...]]
"""What belongs to entries, by the entry's id."""

Ids = frozenset[int] | None
"""Which rows of a table to read; None: all of them."""


class Unit(NamedTuple):
    """What entries say of their organisation; ``municipality`` and ``serves`` are codes."""

    full_name: str
    sector: str
    municipality: str
    serves: tuple[str, ...]


class Surroundings(NamedTuple):
    """What stands in other tables than the entry's own, by ids."""

    units: dict[int, Unit]
    central_ids: frozenset[int]
    contact_domains: Parts
    contact_phones: Parts
    absences: Parts
    offer_domains: Parts
    offer_phones: Parts
    offer_municipalities: Parts


def read_surroundings(
    session: Session, organisations: Iterable[Organisation], contacts: Ids, offers: Ids
) -> Surroundings:
    """Read what the records of contacts and offers take from other tables."""
    central_ids = session.scalars(select(Municipality.central_contact_id))
    return Surroundings(
        units={organisation.id: unit_of(organisation) for organisation in organisations},
        central_ids=frozenset(key for key in central_ids if key),
        contact_domains=read_domains(session, contact_domain.c.contact_id, contacts),
        contact_phones=read_phones(session, Phone.contact_id, contacts),
        absences=read_absences(session, contacts),
        offer_domains=read_domains(session, offer_domain.c.offer_id, offers),
        offer_phones=read_phones(session, Phone.offer_id, offers),
        offer_municipalities=read_municipalities(session, offers),
    )


def among(column: Any, ids: Ids) -> ColumnElement[bool]:
    """Return the condition that a column holds one of the ids."""
    condition: ColumnElement[bool] = true() if ids is None else column.in_(ids)
    return condition


def read_rows(
    session: Session, model: type[Entry], *conditions: ColumnElement[bool]
) -> Sequence[Row[Any]]:
    """Return a table's rows in the order of their ids, hours and choices as stored."""
    columns = [as_stored(c) for c in model.__table__.columns if c.name not in UNREAD]
    return session.execute(select(*columns).where(*conditions).order_by(model.id)).all()


def as_stored(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """Return a column as text where the model makes objects: few hours differ, all cost."""
    if isinstance(column.type, HoursType):
        return cast(column, Text).label(column.key)
    return type_coerce(column, Text) if isinstance(column.type, Enum) else column


def read_domains(session: Session, owner: Column[int], ids: Ids) -> Parts:
    """Return the codes of the domains in use, in the order of menus."""
    link = owner.table
    query = (
        select(owner, Domain.code)
        .join(Domain, Domain.id == link.c.domain_id)
        .where(Domain.archived_at.is_(None), among(owner, ids))
        .order_by(Domain.position, Domain.id)
    )
    return grouped(session.execute(query), str)


def read_municipalities(session: Session, ids: Ids) -> Parts:
    """Return the codes of the municipalities that offers serve, in Danish order."""
    link = offer_municipality.c
    query = (
        select(link.offer_id, Municipality.code)
        .join(Municipality, Municipality.id == link.municipality_id)
        .where(among(link.offer_id, ids))
        .order_by(Municipality.sort_key)
    )
    return grouped(session.execute(query), str)


def read_phones(session: Session, owner: InstrumentedAttribute[int | None], ids: Ids) -> Parts:
    """Return the numbers, the one to call first in front."""
    query = (
        select(owner, Phone.number, type_coerce(Phone.audience, Text))
        .where(owner.is_not(None), among(owner, ids))
        .order_by(Phone.position, Phone.id)
    )
    return grouped(session.execute(query), Number)


def read_absences(session: Session, ids: Ids) -> Parts:
    """Return the absences, the earliest first."""
    columns = (Absence.contact_id, Absence.from_on, Absence.to_on)
    query = select(*columns).where(among(Absence.contact_id, ids))
    return grouped(session.execute(query.order_by(Absence.from_on, Absence.id)), Away)


def grouped(rows: Iterable[Row[Any]], make: Callable[..., Any]) -> Parts:
    """Return what is made of the rest of each row, by the id that the row begins with."""
    parts: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        parts[row[0]].append(make(*row[1:]))
    return {owner_id: tuple(made) for owner_id, made in parts.items()}


def unit_of(organisation: Organisation) -> Unit:
    return Unit(
        full_name=organisation.full_name,
        sector=organisation.sector.value,
        municipality=municipality_code(organisation),
        serves=tuple(municipality.code for municipality in organisation.serves),
    )


def municipality_code(organisation: Organisation) -> str:
    """Return the municipality that an organisation, or the nearest one above it, belongs to."""
    unit: Organisation | None = organisation
    while unit is not None:
        if unit.municipality is not None:
            return unit.municipality.code
        unit = unit.parent
    return ""
