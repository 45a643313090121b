"""From the commit of a change until every worker shows it."""

import http.client
import json
import shutil
import statistics
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from portal.extensions import db
from portal.history.writing import adding
from portal.models.vocabulary import TermType
from portal.models.words import OwnTerm
from tests.benchmarks.databases import Directories
from tests.benchmarks.editing import PUBLISHES, Order, finish, start
from tests.benchmarks.figures import Figure
from tests.benchmarks.load import HOST
from tests.benchmarks.portals import make_portal, sign_in
from tests.benchmarks.servers import portal_server

EDITS = 3
PAUSE = 0.01
QUESTION = "viborg alkohol"
WORDS = ("slåbrokseri", "morgenkåberi", "tøffelhelteri")  # no lexicon holds them


def measure(directories: Directories) -> list[Figure]:
    """Return how long a change takes to be seen in two workers that know nothing of it."""
    return [
        Figure("commit → visible in every worker, 1,400 entries", 1, 0.3,
               seconds_to_be_seen(directories.small), "s"),
        Figure("commit → visible in every worker, 30,000 entries", 10, 1,
               seconds_to_be_seen(directories.middle), "s"),
        Figure("new word → understood in every worker, 30,000 entries", 1, 1,
               seconds_to_be_understood(directories.middle), "s"),
    ]  # fmt: skip


class Worker:
    """A worker that is asked the same question again and again."""

    def __init__(self, port: int, cookie: str) -> None:
        self.port = port
        self.cookie = cookie
        self.seen_at = 0.0

    def answer(self, question: str) -> dict[str, Any]:
        """Return its answer to a question."""
        connection = http.client.HTTPConnection(HOST, self.port, timeout=60)
        address = f"/api/v1/answer?{urlencode({'q': question})}"
        connection.request("GET", address, headers={"Cookie": self.cookie})
        answer: dict[str, Any] = json.load(connection.getresponse())
        connection.close()
        return answer

    def watch(self, question: str, is_there: Callable[[dict[str, Any]], bool]) -> None:
        """Ask until the answer has it; remember when that was."""
        while not is_there(self.answer(question)):
            time.sleep(PAUSE)
        self.seen_at = time.time()


@contextmanager
def two_workers(source: Path) -> Iterator[tuple[Path, list[Worker]]]:
    """Serve a copy of a directory: two servers of one worker, so that each can be asked."""
    with ExitStack() as stack:
        place = stack.enter_context(tempfile.TemporaryDirectory(dir=source.parent))
        folder = Path(shutil.copytree(source, Path(place) / "portal"))
        cookie = sign_in(make_portal(str(folder)), 1)[0]
        ports = [stack.enter_context(portal_server(folder)).port for _ in range(2)]
        workers = [Worker(port, cookie) for port in ports]
        for worker in workers:
            worker.answer(QUESTION)
        yield folder, workers


def seconds_to_be_seen(source: Path) -> float:
    """Edit a contact some times in another process; return the median until all show it."""
    with two_workers(source) as (folder, workers):
        shown = workers[0].answer(QUESTION)["steps"]
        contact_id = int(next(step["id"] for step in shown if step["kind"] == "kontaktperson"))
        return statistics.median(
            until_seen(workers, QUESTION, has_note(text), partial(edit, folder, contact_id, text))
            for text in (f"Publiceret {turn}" for turn in range(EDITS))
        )


def seconds_to_be_understood(source: Path) -> float:
    """Add some words to the lexicon; return the median time until all understand them."""
    with two_workers(source) as (folder, workers):
        return statistics.median(
            until_seen(workers, f"viborg {word}", is_about_alcohol, partial(add, folder, word))
            for word in WORDS
        )


def until_seen(
    workers: list[Worker],
    question: str,
    is_there: Callable[[dict[str, Any]], bool],
    change: Callable[[], float],
) -> float:
    """Make a change, which says when it was committed; return the seconds until all show it."""
    watchers = [threading.Thread(target=w.watch, args=[question, is_there]) for w in workers]
    for watcher in watchers:
        watcher.start()
    committed_at = change()
    for watcher in watchers:
        watcher.join()
    return max(worker.seen_at for worker in workers) - committed_at


def edit(folder: Path, contact_id: int, text: str) -> float:
    """Edit a contact's note once; return when that was committed."""
    order = Order(str(folder), PUBLISHES, contact_id, 0.001, count=1, text=text)
    return finish(start(order)).begun_at[0]


def add(folder: Path, word: str) -> float:
    """Add a word for alcohol to the lexicon; return when that was committed."""
    with make_portal(str(folder)).app_context():
        adding(None, OwnTerm(term_type=TermType.DOMAIN, code="alkohol", phrase=word, weight=5))
        committed_at = time.time()
        db.session.commit()
        return committed_at


def has_note(text: str) -> Callable[[dict[str, Any]], bool]:
    """Return what says whether an answer has a note that begins with a text."""
    return lambda answer: any(
        note.startswith(text) for step in answer["steps"] for note in step["notes"]
    )


def is_about_alcohol(answer: dict[str, Any]) -> bool:
    return "alkohol" in answer["understood"]["domains"]
