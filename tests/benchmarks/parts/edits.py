"""Reading while others edit."""

import shutil
import statistics
import tempfile
from contextlib import ExitStack
from pathlib import Path

from tests.benchmarks import questions
from tests.benchmarks.databases import Directories
from tests.benchmarks.editing import PUBLISHES, Order, finish, start
from tests.benchmarks.figures import Figure
from tests.benchmarks.load import Load, Plan, put_load
from tests.benchmarks.portals import addresses, make_portal, sign_in
from tests.benchmarks.servers import Server, portal_server

RATE = 10
ROUNDS = 3
SECONDS = 6.0
SIZES = {"1,400": "small", "30,000": "middle"}


def measure(directories: Directories) -> list[Figure]:
    """Return how much slower the slowest answers get, in two sizes of directory."""
    return [while_edited(getattr(directories, folder), size) for size, folder in SIZES.items()]


def while_edited(source: Path, size: str) -> Figure:
    """Compare p99 with edits and without, in alternating rounds."""
    with ExitStack() as stack:
        place = stack.enter_context(tempfile.TemporaryDirectory(dir=source.parent))
        folder = Path(shutil.copytree(source, Path(place) / "portal"))
        cookies = sign_in(make_portal(str(folder)), 2)
        server = stack.enter_context(portal_server(folder))
        read(server, cookies, 1)
        quiet, edited, rates = [], [], []
        for _ in range(ROUNDS):
            quiet.append(read(server, cookies, SECONDS))
            editor = start(Order(str(folder), PUBLISHES, 1, SECONDS, RATE))
            edited.append(read(server, cookies, SECONDS))
            rates.append(finish(editor).per_second)
    before, after = (statistics.median(load.p99 for load in loads) for loads in (quiet, edited))
    came = statistics.median(rates)
    note = f"{before:.0f} → {after:.0f} ms, {came:.1f} edits/s came through"
    title = f"p99 of reading with {RATE} edits/s over none, {size} entries"
    times = after / before if came > RATE / 2 else None  # else it says nothing about the rate
    return Figure(title, 1.5, 1.2, times, "×", note)


def read(server: Server, cookies: list[str], seconds: float) -> Load:
    """Let two people ask."""
    pages = addresses(text for text, _, _ in questions.pages())
    return put_load(Plan(server.port, pages, cookies, 2, seconds))
