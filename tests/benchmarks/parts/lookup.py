"""Lookups inside the process: how long one takes, and how that grows with the directory."""

import random
import sqlite3
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from portal.answers.asking import Choices, ask
from portal.answers.ladder import answer
from portal.snapshot.reader import Snapshot
from tests.benchmarks import questions
from tests.benchmarks.databases import Directories
from tests.benchmarks.figures import Figure, percentile, ratio
from tests.benchmarks.portals import addresses, asker, make_portal, sign_in

ROUNDS = 3
ASKED = 20
ASKED_OF_LARGEST = 60


def measure(directories: Directories) -> list[Figure]:
    """Return the figures of lookups."""
    return [
        *lookup_times(directories.middle),
        *growth(directories),
        slowest_statement(directories.large),
    ]


def lookup_times(folder: Path) -> list[Figure]:
    """Take the CPU time of understanding and answering: no HTTP, templates or sign-in."""
    snapshot = Snapshot(folder / "snapshot.sqlite")
    texts = questions.many() * 2
    random.Random(7).shuffle(texts)
    look_up("viborg", snapshot)  # reads the places and the lexicon once
    times = []
    for text in texts:
        started = time.process_time()
        look_up(text, snapshot)
        times.append((time.process_time() - started) * 1000)
    asked = f"{len(texts)} lookups of {len(set(texts))} questions, CPU"
    return [
        Figure("lookup in the process, p50", 0.3, 0.3, statistics.median(times), "ms", asked),
        Figure("lookup in the process, p99", 3, 3, percentile(times, 0.99), "ms", asked),
    ]


def look_up(text: str, snapshot: Snapshot) -> None:
    asked = ask(text, Choices(), snapshot)
    answer(asked.question, asked.at, snapshot)


def growth(directories: Directories) -> list[Figure]:
    """Compare the CPU of a page, sign-in included, in directories of three sizes."""
    known = addresses(text for text, _, _ in questions.pages())
    text = addresses(questions.with_text())
    folders = (directories.small, directories.middle, directories.large)
    pages = [signed_in(folder) for folder in folders]
    small, middle, large = page_costs(pages, known)
    middle_text, large_text = page_costs(pages[1:], text)
    note = "CPU of the page {:.1f} ms"
    return [
        Figure("page, 1,400 → 30,000 entries", 1.5, 1.3, ratio(middle, small), "×",
               note.format(statistics.median(middle))),
        Figure("page, 30,000 → 1,000,000 entries", 1.6, 1.3, ratio(large, middle), "×",
               note.format(statistics.median(large))),
        Figure("page with text in a municipality, 30,000 → 1,000,000", 6, 3,
               ratio(large_text, middle_text), "×", note.format(statistics.median(large_text))),
    ]  # fmt: skip


def signed_in(folder: Path) -> Callable[[str], bytes]:
    app = make_portal(str(folder))
    return asker(app, sign_in(app, 1)[0])


def page_costs(pages: list[Callable[[str], bytes]], asked: list[str]) -> list[list[float]]:
    """Return CPU milliseconds of a page in each directory, in alternating rounds."""
    costs: list[list[float]] = [[] for _ in pages]
    for turn in range(-1, ROUNDS):
        chosen = random.Random(turn).sample(asked, ASKED)
        for cost, page in zip(costs, pages, strict=True):
            started = time.process_time()
            for address in chosen:
                page(address)
            if turn >= 0:  # the first round only opens files and compiles templates
                cost.append((time.process_time() - started) * 1000 / ASKED)
    return costs


class TimedFile:
    """A snapshot's connection that notes its slowest statement, rows fetched."""

    def __init__(self, file: sqlite3.Connection) -> None:
        self.file = file
        self.times: dict[str, float] = {}

    def execute(self, statement: str, values: Any = ()) -> Any:
        started = time.process_time()
        rows = self.file.execute(statement, values).fetchall()
        took = (time.process_time() - started) * 1000
        self.times[statement] = max(took, self.times.get(statement, 0))
        return Rows(rows)


class Rows(list[Any]):
    """Fetched rows that answer like a cursor."""

    def fetchall(self) -> list[Any]:
        return self

    def fetchone(self) -> Any:
        return self[0] if self else None


def slowest_statement(folder: Path) -> Figure:
    """Find the slowest statement that any question needs, once the file is in memory."""
    snapshot = Snapshot(folder / "snapshot.sqlite")
    look_up("viborg", snapshot)
    assert snapshot.words, "read once when a snapshot is opened, not by a question"
    timed = TimedFile(snapshot.file)
    snapshot.file = timed  # type: ignore[assignment]
    asked = random.Random(7).sample(questions.many(), ASKED_OF_LARGEST)
    for _ in range(2):
        timed.times.clear()
        for text in asked:
            look_up(text, snapshot)
    statement, took = max(timed.times.items(), key=lambda item: item[1])
    columns = " ".join(statement.split())[:60]
    return Figure("slowest statement at 1,000,000 entries", 20, 5, took, "ms", f"`{columns}…`")
