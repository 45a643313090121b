"""From the commit of a change until every worker shows it."""

import http.client
import json
import shutil
import statistics
import tempfile
import threading
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from tests.benchmarks.databases import Directories
from tests.benchmarks.editing import PUBLISHES, Order, finish, start
from tests.benchmarks.figures import Figure
from tests.benchmarks.load import HOST
from tests.benchmarks.portals import make_portal, sign_in
from tests.benchmarks.servers import portal_server

EDITS = 2
PAUSE = 0.01
ADDRESS = "/api/v1/answer?q=viborg+alkohol"


def measure(directories: Directories) -> list[Figure]:
    """Return how long a change takes to be seen in two workers that know nothing of it."""
    return [
        Figure("commit → visible in every worker, 1,400 entries", 1, 0.3,
               seconds_to_be_seen(directories.small), "s"),
        Figure("commit → visible in every worker, 30,000 entries", 10, 1,
               seconds_to_be_seen(directories.middle), "s"),
    ]  # fmt: skip


def seconds_to_be_seen(source: Path) -> float:
    """Edit a contact some times; return the median time until the last worker shows the change.

    The two workers are two servers of one worker each, so that each can be asked by itself.
    """
    with ExitStack() as stack:
        place = stack.enter_context(tempfile.TemporaryDirectory(dir=source.parent))
        folder = Path(shutil.copytree(source, Path(place) / "portal"))
        cookie = sign_in(make_portal(str(folder)), 1)[0]
        ports = [stack.enter_context(portal_server(folder)).port for _ in range(2)]
        workers = [Worker(port, cookie) for port in ports]
        contact_id = find_shown_contact(workers[0])
        for worker in workers:
            worker.steps()
        return statistics.median(
            one_edit(folder, workers, contact_id, f"Publiceret {turn}") for turn in range(EDITS)
        )


class Worker:
    """A worker that is asked the same question again and again."""

    def __init__(self, port: int, cookie: str) -> None:
        self.port = port
        self.cookie = cookie
        self.seen_at = 0.0

    def steps(self) -> list[dict[str, Any]]:
        """Return the lines of its answer."""
        connection = http.client.HTTPConnection(HOST, self.port, timeout=60)
        connection.request("GET", ADDRESS, headers={"Cookie": self.cookie})
        steps: list[dict[str, Any]] = json.load(connection.getresponse())["steps"]
        connection.close()
        return steps

    def watch(self, text: str) -> None:
        """Ask until a note begins with the text; remember when the answer with it was there."""
        while not any(note.startswith(text) for step in self.steps() for note in step["notes"]):
            time.sleep(PAUSE)
        self.seen_at = time.time()


def find_shown_contact(worker: Worker) -> int:
    """Return the first contact that the answer shows."""
    return int(next(step["id"] for step in worker.steps() if step["kind"] == "kontaktperson"))


def one_edit(folder: Path, workers: list[Worker], contact_id: int, text: str) -> float:
    """Edit once in another process; return the seconds from its commit until all show it."""
    watchers = [threading.Thread(target=worker.watch, args=[text]) for worker in workers]
    for watcher in watchers:
        watcher.start()
    order = Order(str(folder), PUBLISHES, contact_id, 0.001, count=1, text=text)
    done = finish(start(order))
    for watcher in watchers:
        watcher.join()
    return max(worker.seen_at for worker in workers) - done.begun_at[0]
