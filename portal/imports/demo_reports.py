"""The demo's reports of faults, and two months of calls."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from random import Random

from sqlalchemy import delete, insert, or_, select
from sqlalchemy.orm import selectinload

from portal.extensions import db
from portal.history.writing import municipality_id_of
from portal.hours.clock import COPENHAGEN
from portal.imports.demo_source import DemoSource, demo_key, demo_rows
from portal.imports.loading import Values
from portal.imports.reading import Row
from portal.models.contact import Contact
from portal.models.offer import Offer
from portal.models.report import CallOutcome, Report
from portal.models.user import User
from portal.models.vocabulary import OPEN_STATES, Fault, Outcome, ReportState

SEED = 112
DAYS = 60
CALLS_A_DAY = 32
BY_HOUR = {8: 3, 9: 6, 10: 6, 11: 5, 12: 2, 13: 5, 14: 4, 15: 2}
"""How many of the calls begin in an hour of the working day."""
HARD_HOURS = frozenset({8, 12, 15})
"""When fewer answer."""
ANSWERED = (
    *[Outcome.TOOK_OVER] * 14,
    *[Outcome.WRONG_PLACE] * 3,
    *[Outcome.ASKED_TO_USE_OTHER] * 3,
    Outcome.DEAD_NUMBER,
)
UNSEEN = "viborg.herberg"
"""The one answer that who reported has not seen yet."""

Called = Contact | Offer


def load_reports(source: DemoSource) -> None:
    """Load the reports; a second load finds them as they are, or as people left them."""
    for row in demo_rows("reports"):
        kind, _, key = row["subject"].partition(":")
        subject = source.named(Contact if kind == "contact" else Offer, demo_key(key))
        values = report_facts(source, row)
        values |= {
            "subject_type": kind,
            "subject_id": subject.id,
            "subject_title": subject.title,
            "municipality_id": municipality_id_of(subject),
        }
        source.loading.load(Report, demo_key(f"report.{row['key']}"), values)


def report_facts(source: DemoSource, row: Row) -> Values:
    """Return what a row says of its report itself."""
    told_at = datetime.combine(source.day(-int(row["told"])), time(10, 20), COPENHAGEN)
    state = ReportState(row["state"])
    closed_at = None if state in OPEN_STATES else told_at + timedelta(hours=int(row["took"]))
    has_news = state == ReportState.NEW or row["key"] == UNSEEN
    return {
        "fault": Fault(row["fault"]),
        "note": row["note"],
        "reporter": source.named(User, demo_key(f"{row['reporter']}@demo.invalid")),
        "created_at": told_at,
        "state": state,
        "answer": row["answer"],
        "closed_at": closed_at,
        "answer_seen_at": None if has_news else closed_at or told_at,
    }


def load_calls(source: DemoSource) -> None:
    """Add two months of calls before the first load, drawn from a fixed seed; once."""
    names = ("brobygger@demo.invalid", "laeser@demo.invalid")
    callers = [source.named(User, demo_key(name)).id for name in names]
    if db.session.scalar(select(CallOutcome.id).where(CallOutcome.user_id.in_(callers)).limit(1)):
        return
    db.session.execute(insert(CallOutcome), list(list_calls(source, callers)))


def list_calls(source: DemoSource, callers: list[int]) -> Iterator[Values]:
    """Yield calls on working days; how many are answered differs from place to place and by hour.

    No number is found dead twice in a row: that would have been reported.
    """
    chance = Random(SEED)  # noqa: S311 - invented calls, nothing to guess
    subjects = list_called()
    places = sorted({municipality_id_of(subject) or 0 for subject in subjects})
    reached = {place: chance.uniform(0.6, 0.95) for place in places}
    was_dead: set[Called] = set()
    for at in list_instants(source, chance):
        subject = chance.choice(subjects)
        place = municipality_id_of(subject)
        share = reached[place or 0] * (0.7 if at.hour in HARD_HOURS else 1)
        outcome = chance.choice(ANSWERED) if chance.random() < share else Outcome.NO_ANSWER
        if outcome == Outcome.DEAD_NUMBER and subject in was_dead:
            outcome = Outcome.TOOK_OVER
        if outcome != Outcome.NO_ANSWER:
            (was_dead.add if outcome == Outcome.DEAD_NUMBER else was_dead.discard)(subject)
        yield {
            "at": at,
            "user_id": callers[0] if chance.random() < 0.8 else callers[1],
            "subject_type": subject.__tablename__,
            "subject_id": subject.id,
            "municipality_id": place,
            "outcome": outcome,
        }


def list_instants(source: DemoSource, chance: Random) -> Iterator[datetime]:
    """Yield when the calls began, in their order."""
    for before in range(DAYS, 0, -1):
        day = source.day(-before)
        hours = chance.choices([*BY_HOUR], [*BY_HOUR.values()], k=CALLS_A_DAY)
        times = sorted(time(hour, chance.randrange(60)) for hour in hours)
        for at in times if day.weekday() < 5 else ():
            yield datetime.combine(day, at, COPENHAGEN)


def list_called() -> list[Called]:
    """Return the demo's contacts and offers that have a number, in the order of their keys."""
    found: list[Called] = []
    for model in (Contact, Offer):
        query = select(model).where(model.is_demo, model.archived_at.is_(None), model.phones.any())
        found += db.session.scalars(
            query.options(selectinload(model.organisation)).order_by(model.reference_key)
        )
    return found


def remove_calls() -> None:
    """Remove the calls that demo users made, and those to demo entries."""
    users = select(User.id).where(User.is_demo)
    by_demo = CallOutcome.user_id.in_(users)
    to_demo = (
        (CallOutcome.subject_type == model.__tablename__)
        & CallOutcome.subject_id.in_(select(model.id).where(model.is_demo))
        for model in (Contact, Offer)
    )
    db.session.execute(delete(CallOutcome).where(or_(by_demo, *to_demo)))
