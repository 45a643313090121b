"""The answer page and its JSON beside what peers make of the same directory.

Every server has one worker on the first core. They are asked in turn, in rounds; the ratio is that
of the CPU an answer costs, which on a full core is the ratio of requests per second.
"""

import os
import statistics
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import cycle
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
NEW = 20_000  # questions, each about a minute of its own
PEERS = "tests.benchmarks.peers"


@dataclass
class Measured:
    """A server with what it is asked, and what each round told."""

    server: Server
    addresses: list[str]
    cookies: list[str] = field(default_factory=list)
    asks_again: bool = False
    cpu: list[float] = field(default_factory=list)
    loads: list[Load] = field(default_factory=list)

    def plan(self, connections: int, seconds: float) -> Plan:
        """Return the plan of a round."""
        return Plan(self.server.port, self.addresses, self.cookies, connections, seconds)

    def measure(self) -> None:
        """Measure one round."""
        self.ask_before()
        cpu, load = self.server.cost(self.plan(4, SECONDS))
        self.cpu.append(cpu)
        self.loads.append(load)

    def ask_before(self) -> None:
        """Ask everything once where a round is about what was asked before."""
        if self.asks_again:
            self.server.cost_of_each(self.addresses, self.cookies[0])

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
        spreads = [
            spread(servers["page"], "page, p99 over p50 at 16 connections"),
            spread(servers["new"], "the same, each question a new one"),
        ]
        first = first_pass(directories.middle, servers["page"])
    return [*compare(servers, first), *spreads]


def first_pass(folder: Path, page: Measured) -> float:
    """Return the CPU milliseconds of an answer when each question is the first of its process."""
    with portal_server(folder) as server:
        server.cost_of_each(["/"], page.cookies[0])  # compiles templates
        return server.cost_of_each(page.addresses, page.cookies[0])


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
        "page": Measured(own, pages, cookies, asks_again=True),
        "new": Measured(own, each_at_another_time(pages), cookies),
        "datasette": Measured(usual, tables),
        "trimmed": Measured(trimmed, tables),
        "django": Measured(listing, [f"/?{one}" for one in filters]),
        "bare": Measured(bare, pages),
        "json": Measured(own, machine, cookies, asks_again=True),
        "rows": Measured(usual, [one.replace("/entry?", "/entry.json?") for one in tables]),
    }


def each_at_another_time(pages: list[str]) -> list[str]:
    """Return the pages' addresses again and again, each about another minute: nobody asked it."""
    start = datetime(2026, 11, 23)
    moments = (start + timedelta(minutes=number) for number in range(NEW))
    return [
        f"{page}&tidspunkt={moment:%Y-%m-%dT%H:%M}"
        for page, moment in zip(cycle(pages), moments, strict=False)
    ]


@contextmanager
def django(folder: Path, page_bytes: int) -> Iterator[Server]:
    """Run the Django list view on the same database, its pages of the same size."""
    os.environ["DJANGO_DATABASE"] = str(folder / "portal.sqlite")
    os.environ["PAGE_BYTES"] = str(page_bytes)
    with gunicorn(f"{PEERS}.django_list:make_django()", folder) as server:
        yield server


def compare(servers: dict[str, Measured], first: float) -> Iterator[Figure]:
    """Yield the ratios, higher is better for the portal."""
    limits = (
        ("page", "datasette", "page over Datasette", 6, 10),
        ("new", "datasette", "the same, each question a new one", 6, 10),
        ("page", "trimmed", "page over Datasette without facet suggestions", 3, 5),
        ("page", "django", "page over a Django list view", 5, 8),
        ("page", "bare", "page as a share of bare Flask + Jinja", 70, 110),
        ("new", "bare", "the same, each question a new one", 70, 110),
        ("json", "rows", "JSON answer over Datasette .json", 1.5, 2.2),
    )
    for name, other, title, must, aim in limits:
        own, peer = servers[name], servers[other]
        factor, unit = (100, "%") if other == "bare" else (1, "×")
        times = ratio(peer.cpu, own.cpu) * factor
        yield Figure(title, must, aim, times, unit, f"{own}; peer {peer}", is_more_better=True)
    usual = statistics.median(servers["datasette"].cpu)
    note = f"{first:.2f} ms CPU"
    title = "page over Datasette, first pass of a process"
    yield Figure(title, 6, 10, usual / first, "×", note, is_more_better=True)


def spread(page: Measured, title: str) -> Figure:
    """Return how far the slowest answers lie from the middle when 16 people ask at once."""
    busy = []
    for _ in range(3):
        page.ask_before()
        busy.append(put_load(page.plan(BUSY, 4)))
    p50, p99 = (statistics.median(getattr(load, name) for load in busy) for name in ("p50", "p99"))
    times = statistics.median(load.p99 / load.p50 for load in busy)
    note = f"p50 {p50:.0f} ms, p99 {p99:.0f} ms"
    return Figure(title, 2.2, 1.8, times, "×", note)
