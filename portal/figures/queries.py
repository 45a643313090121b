"""Reading what the figures are made of."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import InstrumentedAttribute

from portal.extensions import db
from portal.models.contact import Contact
from portal.models.figures import EVERYWHERE, DailyFigure, QuestionCount
from portal.models.freshness import CONTACT_KIND, ROUTE_KIND, days_fresh
from portal.models.handover_route import HandoverRoute
from portal.models.meeting import MeetingTurnout
from portal.models.meeting_vocabulary import MeetingRole
from portal.models.municipality import Municipality
from portal.models.offer import Offer
from portal.models.organisation import Organisation
from portal.models.report import CallOutcome, Drill
from portal.models.vocabulary import ACUTE_KINDS, AnswerEnd, OfferKind, OfferStatus, Outcome


class Call(NamedTuple):
    """When a call was, to whose entry (a municipality's code, or ""), and how it went."""

    at: datetime
    municipality: str
    outcome: Outcome


class Confirmed(NamedTuple):
    """How many entries of a kind are confirmed in time, of how many; whose they are as in Call."""

    municipality: str
    kind: str
    fresh: int
    whole: int


class Ended(NamedTuple):
    """How many questions about a municipality and a domain (or "") ended in what."""

    municipality: str
    domain: str
    ended_in: AnswerEnd
    times: int


class RoleTurnout(NamedTuple):
    """At how many meetings a role had a seat, how many seats it had, and how many came."""

    role: MeetingRole
    meetings: int
    invited: int
    came: int


ACUTE, CONTACTS, ROUTES, OFFERS = "acute", "contact", "route", "offer"


def list_calls(since: datetime, until: datetime | None = None) -> list[Call]:
    """Return the calls from an instant on, before another where one is given."""
    query = (
        select(CallOutcome.at, func.coalesce(Municipality.code, EVERYWHERE), CallOutcome.outcome)
        .outerjoin(Municipality, Municipality.id == CallOutcome.municipality_id)
        .where(CallOutcome.at >= since)
        .order_by(CallOutcome.at)
    )
    if until is not None:
        query = query.where(CallOutcome.at < until)
    return [Call(*row) for row in db.session.execute(query)]


def list_confirmed(now: datetime) -> list[Confirmed]:
    """Return how many entries in use are confirmed in time; the clocks differ by kind."""
    places = municipality_of_each()
    acute = Offer.kind.in_(ACUTE_KINDS)
    offers = (Offer.archived_at.is_(None), Offer.status != OfferStatus.CLOSED)
    clocks: list[tuple[str, str, type[Contact] | type[Offer], tuple[ColumnElement[bool], ...]]] = [
        (CONTACTS, CONTACT_KIND, Contact, (Contact.archived_at.is_(None),)),
        (ACUTE, OfferKind.ACUTE_PHONE, Offer, (*offers, acute)),
        (OFFERS, OfferKind.OTHER, Offer, (*offers, ~acute)),
    ]
    found = [
        Confirmed(places.get(owner, EVERYWHERE), kind, fresh, whole)
        for kind, clock, model, conditions in clocks
        for owner, fresh, whole in count_fresh(model, model.organisation_id, clock, now, conditions)
    ]
    codes = dict(db.session.execute(select(Municipality.id, Municipality.code)).all())
    routes = (HandoverRoute.archived_at.is_(None),)
    rows = count_fresh(HandoverRoute, HandoverRoute.municipality_id, ROUTE_KIND, now, routes)
    return found + [Confirmed(codes[owner], ROUTES, fresh, whole) for owner, fresh, whole in rows]


def count_fresh(
    model: type[Contact] | type[Offer] | type[HandoverRoute],
    owner: InstrumentedAttribute[int],
    clock: str,
    now: datetime,
    conditions: Iterable[ColumnElement[bool]],
) -> list[tuple[int, int, int]]:
    """Return owner, how many were confirmed in time, and how many there are."""
    limit = now - timedelta(days=days_fresh(clock))
    fresh = func.sum(case((model.confirmed_at >= limit, 1), else_=0))
    query = select(owner, fresh, func.count()).where(*conditions).group_by(owner)
    return [(key, int(part), whole) for key, part, whole in db.session.execute(query)]


def municipality_of_each() -> dict[int, str]:
    """Return the municipality's code of each organisation, its own or the nearest above it."""
    columns = (Organisation.id, Organisation.parent_id, Municipality.code)
    query = select(*columns).outerjoin(
        Municipality, Municipality.id == Organisation.municipality_id
    )
    rows = {own_id: (parent, code) for own_id, parent, code in db.session.execute(query)}

    def code_of(own_id: int | None) -> str:
        while own_id is not None:
            own_id, code = rows[own_id]
            if code:
                return code
        return EVERYWHERE

    return {own_id: code_of(own_id) for own_id in rows}


def list_ended(since: date) -> list[Ended]:
    """Return how questions ended from a day on."""
    keys = (QuestionCount.municipality_code, QuestionCount.domain_code, QuestionCount.ended_in)
    query = select(*keys, func.sum(QuestionCount.count)).where(QuestionCount.day_on >= since)
    return [
        Ended(code, domain, ended_in, int(count))
        for code, domain, ended_in, count in db.session.execute(query.group_by(*keys))
    ]


def list_daily(municipality: str, since: date) -> list[DailyFigure]:
    """Return the figures of a municipality, or EVERYWHERE, day by day from a day on."""
    query = select(DailyFigure).where(
        DailyFigure.municipality_code == municipality, DailyFigure.day_on >= since
    )
    return list(db.session.scalars(query.order_by(DailyFigure.day_on, DailyFigure.name)))


def list_turnout(since: date) -> list[RoleTurnout]:
    """Return who came to the meetings held from a day's month on."""
    columns = (MeetingTurnout.meetings, MeetingTurnout.invited, MeetingTurnout.came)
    query = (
        select(MeetingTurnout.role, *(func.sum(column) for column in columns))
        .where(MeetingTurnout.month >= f"{since:%Y-%m}")
        .group_by(MeetingTurnout.role)
    )
    return [RoleTurnout(role, *map(int, sums)) for role, *sums in db.session.execute(query)]


def list_drills() -> list[Drill]:
    """Return the sample-call drills with their calls, the newest first."""
    return list(db.session.scalars(select(Drill).order_by(Drill.month.desc())))
