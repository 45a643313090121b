"""The answer page and its JSON beside what peers make of the same directory.

Every server has one worker on the first core. They are asked in turn, in rounds; the ratio is that
of the CPU an answer costs, which on a full core is the ratio of requests per second.
"""

import os
import statistics
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from tests.benchmarks import questions
from tests.benchmarks.databases import Directories
from tests.benchmarks.figures import Figure, ratio
from tests.benchmarks.load import Load, Plan, put_load
from tests.benchmarks.portals import addresses, asker, make_portal, sign_in
from tests.benchmarks.servers import Server, datasette, gunicorn, portal_server

ROUNDS = 5
SECONDS = 1.5
BUSY = 16
PEERS = "tests.benchmarks.peers"


@dataclass
class Measured:
    """A server with what it is asked, and what each round told."""

    server: Server
    addresses: list[str]
    cookies: list[str] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    loads: list[Load] = field(default_factory=list)

    def plan(self, connections: int, seconds: float) -> Plan:
        """Return the plan of a round."""
        return Plan(self.server.port, self.addresses, self.cookies, connections, seconds)

    def measure(self) -> None:
        """Measure one round."""
        cpu, load = self.server.cost(self.plan(4, SECONDS))
        self.cpu.append(cpu)
        self.loads.append(load)

    def forget(self) -> None:
        """Leave the rounds so far out: they only warmed the server up."""
        self.cpu.clear()
        self.loads.clear()

    def __str__(self) -> str:
        rate = statistics.median(load.per_second for load in self.loads)
        return f"{statistics.median(self.cpu):.2f} ms CPU, {rate:.0f}/s"


def measure(directories: Directories) -> list[Figure]:
    """Return the figures of the answer page and of the JSON answer."""
    with ExitStack() as stack:
        servers = start_all(directories, stack)
        for turn in range(ROUNDS + 1):
            for one in servers.values():
                one.measure()
                if turn == 0:
                    one.forget()
        busy = [put_load(servers["page"].plan(BUSY, 4)) for _ in range(3)]
    return [*compare(servers), spread(busy)]


def start_all(directories: Directories, stack: ExitStack) -> dict[str, Measured]:
    """Start every server; return each with its addresses."""
    start, folder, asked = stack.enter_context, directories.middle, questions.pages()
    pages = addresses(text for text, _, _ in asked)
    machine = addresses((text for text, _, _ in asked), "/api/v1/answer")
    filters = [urlencode({"municipality": code, "domain": d}) for _, code, d in asked]
    tables = [f"/peers/entry?{one}&_size=20" for one in filters]
    portal = make_portal(str(folder))
    cookies = sign_in(portal, BUSY)
    size = statistics.mean(map(len, map(asker(portal, cookies[0]), pages)))
    own = start(portal_server(folder))
    usual = start(datasette(directories.peers, folder))
    trimmed = start(datasette(directories.peers, folder, "suggest_facets", "off"))
    listing = start(django(folder, round(size)))
    bare = start(gunicorn(f"{PEERS}.bare_flask:make_bare({str(folder)!r})", folder))
    return {
        "page": Measured(own, pages, cookies),
        "datasette": Measured(usual, tables),
        "trimmed": Measured(trimmed, tables),
        "django": Measured(listing, [f"/?{one}" for one in filters]),
        "bare": Measured(bare, pages),
        "json": Measured(own, machine, cookies),
        "rows": Measured(usual, [one.replace("/entry?", "/entry.json?") for one in tables]),
    }


@contextmanager
def django(folder: Path, page_bytes: int) -> Iterator[Server]:
    """Run the Django list view on the same database, its pages of the same size."""
    os.environ["DJANGO_DATABASE"] = str(folder / "portal.sqlite")
    os.environ["PAGE_BYTES"] = str(page_bytes)
    with gunicorn(f"{PEERS}.django_list:make_django()", folder) as server:
        yield server


def compare(servers: dict[str, Measured]) -> Iterator[Figure]:
    """Yield the ratios, higher is better for the portal."""
    limits = {
        "datasette": ("page over Datasette", 6, 10),
        "trimmed": ("page over Datasette without facet suggestions", 3, 5),
        "django": ("page over a Django list view", 5, 8),
        "bare": ("page as a share of bare Flask + Jinja", 70, 110),
        "rows": ("JSON answer over Datasette .json", 1.5, 2.2),
    }
    for name, (title, must, aim) in limits.items():
        peer, own = servers[name], servers["json" if name == "rows" else "page"]
        factor, unit = (100, "%") if name == "bare" else (1, "×")
        times = ratio(peer.cpu, own.cpu) * factor
        yield Figure(title, must, aim, times, unit, f"{own}; peer {peer}", is_more_better=True)


def spread(busy: list[Load]) -> Figure:
    """Return how far the slowest answers lie from the middle when 16 people ask at once."""
    p50, p99 = (statistics.median(getattr(load, name) for load in busy) for name in ("p50", "p99"))
    times = statistics.median(load.p99 / load.p50 for load in busy)
    note = f"p50 {p50:.0f} ms, p99 {p99:.0f} ms"
    return Figure("page, p99 over p50 at 16 connections", 2.2, 1.8, times, "×", note)
