"""The demo's figures: how invented questions ended, three months of figures, last month's drill.

Drawn from a fixed seed, so every demo has the same; where there are figures already, none is added.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from random import Random
from typing import TypeVar

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import selectinload

from portal.extensions import db
from portal.hours.clock import COPENHAGEN
from portal.imports.demo_source import DemoSource
from portal.models.contact import Contact
from portal.models.figures import EVERYWHERE, DailyFigure, QuestionCount
from portal.models.meeting import MeetingTurnout
from portal.models.meeting_vocabulary import MeetingRole
from portal.models.municipality import Municipality
from portal.models.offer import Offer
from portal.models.organisation import Organisation
from portal.models.report import Drill, DrillCall
from portal.models.user import User
from portal.models.vocabulary import AnswerEnd, Outcome, Participation, Role

SEED = 2026
WEEKS = 13
QUESTION_DAYS = 60
FIRST_LIMIT, LAST_LIMIT = 0.62, 0.84
"""The share confirmed in time, when the invented three months begin and end."""

FOLLOWED = (AnswerEnd.ROUTE, AnswerEnd.ROUTE, AnswerEnd.CONTACT, AnswerEnd.OFFER)
LEFT_ALONE = (AnswerEnd.SWITCHBOARD, AnswerEnd.SWITCHBOARD, AnswerEnd.OFFER)
ON_THE_PHONE = (*[Outcome.TOOK_OVER] * 12, *Outcome)
TURNOUT = {
    MeetingRole.CENTRAL_ENTRANCE: 0.9,
    MeetingRole.DOMAIN_CONTACT: 0.85,
    MeetingRole.STAFF_NEAR_CITIZEN: 0.8,
    MeetingRole.GENERAL_PRACTITIONER: 0.3,
    MeetingRole.PSYCHIATRY: 0.55,
    MeetingRole.CITIZEN: 0.75,
}
"""How likely a role comes to a network meeting."""

Values = dict[str, object]
Subject = TypeVar("Subject", Contact, Offer)


def load_figures(source: DemoSource) -> None:
    """Add the demo's figures where there are none; the caller commits."""
    if db.session.scalar(select(DailyFigure.day_on).limit(1)) is not None:
        return
    chance = Random(SEED)  # noqa: S311 - invented figures, nothing to guess
    places = sorted(source.municipalities.values(), key=lambda one: one.code)
    db.session.execute(insert(QuestionCount), list(list_questions(source, places, chance)))
    db.session.execute(insert(DailyFigure), list(list_figures(source.today, places, chance)))
    db.session.add(last_months_drill(source, places, chance))
    db.session.execute(insert(MeetingTurnout), list(list_turnout(source.today, chance)))


def remove_figures() -> None:
    """Remove all figures: real ones would be mixed with invented ones."""
    for table in (DrillCall, Drill, DailyFigure, QuestionCount, MeetingTurnout):
        db.session.execute(delete(table))


def list_questions(
    source: DemoSource, places: list[Municipality], chance: Random
) -> Iterator[Values]:
    """Yield how questions ended: a few a day, more where many live, fewer in weekends."""
    counts: dict[tuple[date, str, str, AnswerEnd], int] = {}
    codes = sorted(source.domains)
    for before in range(1, QUESTION_DAYS + 1):
        day = source.day(-before)
        for _ in range(3 if day.weekday() > 4 else 14):
            place, domain = chance.choice(places), chance.choice(codes)
            takes_part = place.participation == Participation.PARTICIPATES
            ended_in = chance.choice(FOLLOWED if takes_part else LEFT_ALONE)
            key = (day, place.code, domain, ended_in)
            counts[key] = counts.get(key, 0) + 1
    names = ("day_on", "municipality_code", "domain_code", "ended_in")
    for key, count in counts.items():
        yield dict(zip(names, key, strict=True)) | {"count": count}


def list_turnout(today: date, chance: Random) -> Iterator[Values]:
    """Yield who came to the meetings of the months before, by role."""
    for month in sorted({f"{today - timedelta(days=30 * before):%Y-%m}" for before in range(6)}):
        for role, share in TURNOUT.items():
            meetings = chance.randint(3, 8)
            came = sum(chance.random() < share for _ in range(meetings))
            counts = {"meetings": meetings, "invited": meetings, "came": came}
            yield {"month": month, "role": role, **counts}


def list_figures(today: date, places: list[Municipality], chance: Random) -> Iterator[Values]:
    """Yield one day's figures a week: what is confirmed and covered grows, what is open shrinks."""
    for week in range(WEEKS, 0, -1):
        day = today - timedelta(weeks=week)
        done = 1 - week / WEEKS
        level = FIRST_LIMIT + (LAST_LIMIT - FIRST_LIMIT) * done
        total = {name: [0, 0] for name in ("fresh", "covered", "reach", "reports")}
        for place in places:
            calls = chance.randint(0, 6)
            figures = {
                "fresh": (round(30 * min(1, level + chance.uniform(-0.1, 0.1))), 30),
                "covered": (min(18, round(11 + 4 * done + chance.randint(-1, 1))), 18),
                "reach": (sum(chance.random() < level for _ in range(calls)), calls),
                "reports": (chance.randint(0, 2 if done < 0.5 else 1), WEEKS - week + 2),
            }
            for name, (part, whole) in figures.items():
                total[name][0] += part
                total[name][1] += whole
                yield figure(day, place.code, name, part, whole)
        for name, (part, whole) in total.items():
            yield figure(day, EVERYWHERE, name, part, whole)


def figure(day: date, code: str, name: str, part: int, whole: int) -> Values:
    return {
        "day_on": day,
        "municipality_code": code,
        "name": name,
        "part": part,
        "whole": whole,
    }


def last_months_drill(source: DemoSource, places: list[Municipality], chance: Random) -> Drill:
    """Return the drill of the month before the demo was loaded, with every number called."""
    day = source.today.replace(day=1) - timedelta(days=20)
    at = datetime.combine(day, time(10), COPENHAGEN)
    caller = db.session.scalar(select(User.id).where(User.role == Role.BRIDGE_BUILDER))
    drill = Drill(month=f"{day:%Y-%m}", seed=SEED, drawn_at=at)
    for place in places:
        for subject in (first_with_number(Offer, place), first_with_number(Contact, place)):
            if subject is not None:
                drill.calls.append(
                    DrillCall(
                        position=len(drill.calls),
                        subject_type=subject.__tablename__,
                        subject_id=subject.id,
                        subject_title=subject.title,
                        municipality_id=place.id,
                        number=subject.phones[0].number,
                        outcome=chance.choice(ON_THE_PHONE),
                        called_at=at + timedelta(minutes=len(drill.calls)),
                        called_by_id=caller,
                    )
                )
    return drill


def first_with_number(model: type[Subject], place: Municipality) -> Subject | None:
    """Return a municipality's first offer, or first contact, of the demo that has a number."""
    query = (
        select(model)
        .join(Organisation, Organisation.id == model.organisation_id)
        .where(Organisation.municipality_id == place.id, model.is_demo, model.phones.any())
        .options(selectinload(model.phones))
        .order_by(model.id)
        .limit(1)
    )
    return db.session.scalars(query).first()
