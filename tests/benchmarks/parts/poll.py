"""A thousand people answer polls at once, on both databases, beside the same rows by bare SQL."""

import itertools
import tempfile
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlencode

from flask_migrate import upgrade
from flask_wtf.csrf import generate_csrf
from sqlalchemy import func, select, text
from werkzeug.test import EnvironBuilder, run_wsgi_app

from portal.app import Portal
from portal.commands.all import with_commands
from portal.extensions import db
from portal.models.base import utc_now
from portal.models.meeting import (
    Meeting,
    MeetingAnswer,
    MeetingEvent,
    MeetingParticipant,
    MeetingTime,
)
from portal.models.meeting_vocabulary import MeetingPurpose, MeetingRole, MeetingState
from portal.models.municipality import Municipality
from portal.models.user import User
from portal.models.vocabulary import Role
from portal.network_meetings.links import give_link, link_token
from tests.benchmarks.databases import Directories
from tests.benchmarks.figures import Figure, ratio
from tests.benchmarks.portals import make_portal
from tests.support.postgres import NoPostgresError, make_database, running_postgres

MEETINGS, PEOPLE, TIMES = 50, 20, 5
ALL = MEETINGS * PEOPLE
THREADS, ROUNDS = 8, 3
MUST, AIM = 25.0, 15.0
BARE = (
    "INSERT INTO meeting_answer (participant_id, time_id, answer, answered_at)"
    " VALUES (:who, :time, :answer, :at) ON CONFLICT (participant_id, time_id)"
    " DO UPDATE SET answer = excluded.answer, answered_at = excluded.answered_at",
    "UPDATE meeting_participant SET answered_at = :at WHERE id = :who",
    "INSERT INTO meeting_event (meeting_id, at, by, change, detail)"
    " VALUES (:meeting, :at, 'bare', 'answered', '5 ja')",
)


@dataclass(frozen=True)
class Holder:
    """Somebody with a link, and the times to be answered."""

    meeting_id: int
    id: int
    path: str
    times: tuple[int, ...]


Send = Callable[[Holder, str], None]


@dataclass(frozen=True)
class Round:
    """How long a thousand answers took, and what became of them."""

    seconds: float
    bare_seconds: float
    lost: int
    doubled: int


def measure(directories: Directories) -> list[Figure]:
    """Return the figures of a thousand answers at once, on SQLite and on PostgreSQL."""
    with ExitStack() as stack:
        root = Path(directories.root)
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(dir=root)))
        figures = measure_on("SQLite", f"sqlite:///{folder / 'portal.sqlite'}", folder)
        try:
            url = make_database(stack.enter_context(running_postgres()), "polls")
        except NoPostgresError as error:
            name = "1,000 answers at once on PostgreSQL, lost or doubled"
            return [*figures, Figure(name, 0, 0, None, "", str(error))]
        return figures + measure_on("PostgreSQL", url, folder)


def measure_on(name: str, url: str, folder: Path) -> list[Figure]:
    """Let a thousand answer on one database, in rounds that alternate with bare SQL."""
    app = with_commands(make_portal(str(folder), url))
    with app.app_context():
        upgrade()
        holders = make_polls()
    rounds = [measure_round(app, holders, answer) for answer in ("yes", "if_need_be", "yes")]
    with app.app_context():
        db.engine.dispose()
    middle = sorted(one.seconds for one in rounds)[ROUNDS // 2]
    wrong = sum(one.lost + one.doubled for one in rounds)
    taken = ratio([one.seconds for one in rounds], [one.bare_seconds for one in rounds])
    where = f"1,000 answers at once on {name}"
    return [
        Figure(f"{where}, lost or doubled", 0, 0, wrong, "", f"{ROUNDS} rounds, {THREADS} threads"),
        Figure(f"{where}, time over bare SQL", MUST, AIM, taken, "×", f"{ALL / middle:.0f}/s"),
    ]


def make_polls() -> list[Holder]:
    """Make fifty polls of twenty people and five times."""
    people: list[MeetingParticipant] = []
    organiser = User(email="b@demo.invalid", name="Demo Fanø", role=Role.BRIDGE_BUILDER)
    place = Municipality(code="0730", slug="randers", name="Randers")
    for number in range(MEETINGS):
        meeting = make_poll(number, organiser, place)
        people += meeting.participants
    db.session.add_all({one.meeting for one in people})
    db.session.flush()
    holders = [
        Holder(
            one.meeting_id,
            one.id,
            f"/moede/{link_token(one.link_key or '')}",
            tuple(time.id for time in one.meeting.times),
        )
        for one in people
    ]
    db.session.commit()
    return holders


def make_poll(number: int, organiser: User, place: Municipality) -> Meeting:
    now = utc_now()
    starts = [now + timedelta(days=7 + day) for day in range(TIMES)]
    meeting = Meeting(
        reference=f"BLÅ-ELG-{number}",
        uid=str(number),
        organiser=organiser,
        municipality=place,
        purpose=MeetingPurpose.SHARED_PLAN,
        state=MeetingState.POLLING,
        deadline_at=now + timedelta(days=3),
        delete_on=now.date() + timedelta(days=90),
        times=[MeetingTime(starts_at=at, ends_at=at + timedelta(hours=1)) for at in starts],
        participants=[
            MeetingParticipant(position=seat, role=MeetingRole.OTHER, function=f"Funktion {seat}")
            for seat in range(PEOPLE)
        ],
    )
    for participant in meeting.participants:
        give_link(participant, now + timedelta(days=30))
    return meeting


def measure_round(app: Portal, holders: list[Holder], answer: str) -> Round:
    """Let all answer the same at once, by bare SQL and then through the portal."""
    with app.app_context():
        bare_seconds = send_all(bare_sender(app), holders, "no")
        before = count_events()
    seconds = send_all(portal_sender(app), holders, answer)
    with app.app_context():
        kept = db.session.scalar(
            select(func.count()).select_from(MeetingAnswer).where(MeetingAnswer.answer == answer)
        )
        rows = db.session.scalar(select(func.count()).select_from(MeetingAnswer))
        told = count_events() - before
        db.session.rollback()
    lost = ALL * TIMES - (kept or 0) + max(0, ALL - told)
    return Round(seconds, bare_seconds, lost, (rows or 0) - ALL * TIMES + max(0, told - ALL))


def count_events() -> int:
    return db.session.scalar(select(func.count()).select_from(MeetingEvent)) or 0


def send_all(send: Send, holders: Iterable[Holder], answer: str) -> float:
    """Let everybody answer, as many at once as there are threads; return the seconds it took."""
    began = time.perf_counter()
    with ThreadPoolExecutor(THREADS) as pool:
        for _ in pool.map(send, holders, itertools.repeat(answer)):
            pass
    return time.perf_counter() - began


def portal_sender(app: Portal) -> Send:
    """Return what answers through the portal, as a browser that has the page open."""
    with app.test_request_context() as context:
        token = generate_csrf()
        response = app.response_class()
        app.session_interface.save_session(app, context.session, response)
    cookie = response.headers["Set-Cookie"].partition(";")[0]

    def send(holder: Holder, answer: str) -> None:
        fields = {f"time_{one}": answer for one in holder.times} | {"csrf_token": token}
        builder = EnvironBuilder(
            path=holder.path,
            method="POST",
            data=urlencode(fields),
            content_type="application/x-www-form-urlencoded",
            headers=[("Cookie", cookie)],
        )
        _, status, _ = run_wsgi_app(app, builder.get_environ(), buffered=True)
        if not status.startswith("303"):
            raise RuntimeError(f"an answer got {status}")

    return send


def bare_sender(app: Portal) -> Send:
    """Return what writes the same rows in one transaction, without a model or a check."""
    with app.app_context():
        engine = db.engine
    answers, seat, event = (text(one) for one in BARE)

    def send(holder: Holder, answer: str) -> None:
        values = {"who": holder.id, "meeting": holder.meeting_id, "at": utc_now().isoformat(" ")}
        rows = [values | {"time": one, "answer": answer} for one in holder.times]
        with engine.begin() as connection:
            connection.execute(answers, rows)
            connection.execute(seat, values)
            connection.execute(event, values)

    return send
