"""Reading the monthly drill: what can be drawn, what was, and what has changed since."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import abort
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from portal.extensions import db
from portal.figures.draw import Candidate
from portal.figures.queries import municipality_of_each
from portal.models.base import Entry
from portal.models.contact import Contact
from portal.models.offer import Offer
from portal.models.phone import Phone
from portal.models.report import Drill, DrillCall
from portal.models.vocabulary import ACUTE_KINDS, OfferStatus
from portal.reports.subjects import find_subject, numbers_of
from portal.web.dates import local_today


@dataclass(frozen=True)
class Checked:
    """A number of a drill, the entry it was of (None: gone), and what has changed since."""

    call: DrillCall
    subject: Entry | None
    change: str


def this_month() -> str:
    """Return the month in Denmark as "2026-11"."""
    return f"{local_today():%Y-%m}"


def find_drill(month: str) -> Drill | None:
    """Return a month's drill, or None before it is drawn."""
    return db.session.scalar(select(Drill).where(Drill.month == month))


def find_newest_drill() -> Drill | None:
    """Return the drill drawn last."""
    return db.session.scalars(select(Drill).order_by(Drill.month.desc()).limit(1)).first()


def get_open_call(call_id: int) -> DrillCall:
    """Return a number of the newest drill, or answer 404: earlier ones are closed."""
    newest = find_newest_drill()
    call = db.session.get(DrillCall, call_id)
    return call if call and newest and call.drill_id == newest.id else abort(404)


def list_checked(drill: Drill) -> list[Checked]:
    """Return a drill's numbers in the order to call them."""
    return [check(call) for call in drill.calls]


def check(call: DrillCall) -> Checked:
    """Say what happened to a number since it was drawn."""
    subject = find_subject(call.subject_type, call.subject_id)
    change = ""
    if subject is None or subject.is_archived:
        change = "Arkiveret siden"
    elif call.number not in numbers_of(subject):
        change = "Nummeret er rettet siden"
    return Checked(call, subject, change)


def list_candidates() -> Iterator[Candidate]:
    """Yield every number that can be drawn: the first of each contact and acute offer in use."""
    places = municipality_of_each()
    today = local_today()
    in_use = select(Contact).where(Contact.archived_at.is_(None))
    contacts = in_use.options(selectinload(Contact.absences))
    offers = select(Offer).where(
        Offer.archived_at.is_(None), Offer.status == OfferStatus.OPEN, Offer.kind.in_(ACUTE_KINDS)
    )
    numbers = first_numbers()
    subjects: list[Contact | Offer] = [*db.session.scalars(contacts), *db.session.scalars(offers)]
    for one in subjects:
        kind, code = one.__tablename__, places.get(one.organisation_id, "")
        number = numbers.get((kind, one.id))
        is_away = isinstance(one, Contact) and one.absence_on(today) is not None
        if code and number and not is_away:
            title = one.title[: DrillCall.subject_title.type.length]
            yield Candidate(kind, one.id, title, code, number, isinstance(one, Offer))


def first_numbers() -> dict[tuple[str, int], str]:
    """Return the number to call first, by table and id of its owner."""
    query = select(Phone.contact_id, Phone.offer_id, Phone.number)
    rows = db.session.execute(query.order_by(Phone.position, Phone.id))
    first: dict[tuple[str, int], str] = {}
    for contact_id, offer_id, number in rows:
        key = ("contact", contact_id) if contact_id else ("offer", offer_id or 0)
        first.setdefault(key, number)
    return first
