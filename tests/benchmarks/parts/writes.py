"""Two processes that edit at once, beside two that write the same rows by bare SQL."""

import shutil
import tempfile
from pathlib import Path

from portal.snapshot.publish import publish
from tests.benchmarks.databases import Directories
from tests.benchmarks.editing import BARE, JOURNALS, PUBLISHES, Done, Order, finish, start
from tests.benchmarks.figures import Figure, ratio
from tests.benchmarks.portals import make_portal

ROUNDS = 3
SECONDS = 4.0


def measure(directories: Directories) -> list[Figure]:
    """Return the figures of writing, in the directory of 1,400 entries."""
    with tempfile.TemporaryDirectory(dir=directories.small.parent) as place:
        folder = Path(place) / "portal"
        shutil.copytree(directories.small, folder)
        rounds = [
            {way: edit_twice(folder, way) for way in (BARE, JOURNALS, PUBLISHES)}
            for _ in range(ROUNDS)
        ]
    rates = {
        way: [sum(done.per_second for done in turn[way]) for turn in rounds] for way in rounds[0]
    }
    portal_ways = (JOURNALS, PUBLISHES)
    locked = sum(done.locked for turn in rounds for way in portal_ways for done in turn[way])
    edits = sum(done.edits for turn in rounds for way in portal_ways for done in turn[way])
    shares = {way: ratio(rates[way], rates[BARE]) * 100 for way in portal_ways}
    middle = {way: sorted(values)[ROUNDS // 2] for way, values in rates.items()}
    return [
        Figure('writes by 2 processes, "locked" errors', 0, 0, locked, "", f"{edits} edits"),
        Figure("writes with history and journal, of bare SQL", 15, 30, shares[JOURNALS], "%",
               f"{middle[JOURNALS]:.0f}/s, bare {middle[BARE]:.0f}/s", is_more_better=True),
        Figure("the same with publishing after each", 15, 30, shares[PUBLISHES], "%",
               f"{middle[PUBLISHES]:.1f}/s at 1,400 entries", is_more_better=True),
    ]  # fmt: skip


def edit_twice(folder: Path, way: str) -> list[Done]:
    """Let two processes edit different contacts at once.

    Those who publish begin with a snapshot of all that was written before: to catch up with
    thousands of rows past the portal is no part of editing.
    """
    if way == PUBLISHES:
        with make_portal(str(folder)).app_context():
            publish()
    editors = [start(Order(str(folder), way, first_id, SECONDS)) for first_id in (1, 41)]
    return [finish(editor) for editor in editors]
