"""Lookups inside the process: how long one takes, and how that grows with the directory."""

import random
import sqlite3
import statistics
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from portal.answers.ahead import think_ahead
from portal.answers.asking import Choices, ask
from portal.answers.knowledge import meet_words
from portal.answers.ladder import answer
from portal.answers.situation import find_moment
from portal.models.base import utc_now
from portal.serving import keep_for_good
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
        lookup_growth(directories),
        *growth(directories),
        slowest_statement(directories.large),
    ]


def lookup_times(folder: Path) -> list[Figure]:
    """Take the CPU time of understanding and answering: no HTTP, templates or sign-in.

    No text is asked twice of a process: once of one that knows its words and nothing else, as in
    the first seconds after a start or a change, and once of one that has had the time to think
    ahead, as a server has nearly always. The garbage is collected as the server does it.
    """
    texts = list(dict.fromkeys(questions.many()))
    random.Random(7).shuffle(texts)
    first, later = open_snapshot(folder), open_snapshot(folder)
    thought_ahead(later)
    keep_for_good()
    return [*time_figures("", texts, later), *time_figures(" after a start", texts, first)]


def time_figures(when: str, texts: list[str], snapshot: Snapshot) -> list[Figure]:
    """Return the figures of texts that nobody has asked before."""
    understood, answered = look_up_each(texts, snapshot)
    times = [sum(both) for both in zip(understood, answered, strict=True)]
    medians = statistics.median(understood), statistics.median(answered)
    note = "{:.2f} to understand, {:.2f} to answer".format(*medians)
    asked = f"{len(texts)} questions, each once, CPU"
    return [
        Figure(f"lookup in the process{when}, p50", 0.3, 0.3, statistics.median(times), "ms", note),
        Figure(f"lookup in the process{when}, p99", 3, 3, percentile(times, 0.99), "ms", asked),
    ]


def open_snapshot(folder: Path) -> Snapshot:
    """Return a snapshot that nobody has asked, with what is read when a process begins."""
    snapshot = Snapshot(folder / "snapshot.sqlite")
    look_up("viborg", snapshot)
    assert snapshot.words, "read once when a snapshot is opened, not by a question"
    return snapshot


def look_up_each(texts: Iterable[str], snapshot: Snapshot) -> tuple[list[float], list[float]]:
    """Return the CPU milliseconds of understanding each text, and of answering it."""
    understood, answered = [], []
    for text in texts:
        started = time.process_time()
        asked = ask(text, Choices(), snapshot)
        between = time.process_time()
        answer(asked.question, asked.at, snapshot)
        answered.append((time.process_time() - between) * 1000)
        understood.append((between - started) * 1000)
    return understood, answered


def look_up(text: str, snapshot: Snapshot) -> None:
    look_up_each([text], snapshot)


def lookup_growth(directories: Directories) -> Figure:
    """Compare lookups by municipality and domain, each question once, in alternating rounds.

    The processes have thought ahead; what it costs where they have not stands in the note.
    """
    texts = [text for text, _, _ in questions.pages()]
    folders = (directories.small, directories.middle, directories.large)
    costs: list[list[float]] = [[], [], []]
    first: list[list[float]] = [[], [], []]
    for _ in range(ROUNDS):
        for place, folder in enumerate(folders):
            first[place].append(median_cost(texts, open_snapshot(folder)))
            costs[place].append(median_cost(texts, thought_ahead(open_snapshot(folder))))
    note = "p50 {:.2f}, {:.2f} at 30,000, {:.2f} ms".format(*map(statistics.median, costs))
    note += f"; after a start {ratio(first[2], first[0]):.2f} ×"
    times = ratio(costs[2], costs[0])
    return Figure("lookup in the process, 1,400 → 1,000,000 entries", 2, 2, times, "×", note)


def median_cost(texts: list[str], snapshot: Snapshot) -> float:
    return statistics.median(map(sum, zip(*look_up_each(texts, snapshot), strict=True)))


def thought_ahead(snapshot: Snapshot) -> Snapshot:
    """Return a snapshot of which everything plain has been thought, as a server does it."""
    meet_words(snapshot)
    for _ in think_ahead(find_moment(snapshot, utc_now())):
        pass
    return snapshot


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
    asked = random.Random(7).sample(questions.many(), ASKED_OF_LARGEST)
    look_up_each(asked, open_snapshot(folder))  # brings the file into memory
    snapshot = open_snapshot(folder)
    timed = TimedFile(snapshot.file)
    snapshot.file = timed  # type: ignore[assignment]
    look_up_each(asked, snapshot)
    statement, took = max(timed.times.items(), key=lambda item: item[1])
    columns = " ".join(statement.split())[:60]
    return Figure("slowest statement at 1,000,000 entries", 20, 5, took, "ms", f"`{columns}…`")
