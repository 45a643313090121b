"""What goes over the wire: a page, a first visit and a return visit."""

import http.client
import shutil
import statistics
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache

from playwright.sync_api import BrowserContext, sync_playwright

from tests.benchmarks import questions
from tests.benchmarks.databases import Directories
from tests.benchmarks.figures import Figure, ratio
from tests.benchmarks.load import HOST, Plan
from tests.benchmarks.portals import addresses, make_portal, sign_in
from tests.benchmarks.servers import Server, portal_server

ENCODINGS = "gzip, br, zstd"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ROUNDS = 4


def measure(directories: Directories) -> list[Figure]:
    """Return the figures of bytes, requests and compression."""
    cookie = sign_in(make_portal(str(directories.middle)), 1)[0]
    with portal_server(directories.middle) as server:
        return [
            *page_on_the_wire(server, cookie),
            *visits(server, cookie),
            *unchanged_page(server, cookie),
        ]


@cache
def page_address(server: Server, cookie: str) -> str:
    """Return the address of an answer with 20 lines, or as many as there are answers with."""
    pages = addresses(text for text, _, _ in questions.pages())
    return min(
        pages, key=lambda one: abs(count_lines(get(server, one, {"Cookie": cookie})[1]) - 20)
    )


def count_lines(page: bytes) -> int:
    return page.count(b'<li class="ladder-step')


def get(
    server: Server, address: str, headers: dict[str, str]
) -> tuple[http.client.HTTPResponse, bytes]:
    connection = http.client.HTTPConnection(HOST, server.port, timeout=30)
    connection.request("GET", address, headers=headers)
    response = connection.getresponse()
    body = response.read()
    connection.close()
    return response, body


def page_on_the_wire(server: Server, cookie: str) -> Iterator[Figure]:
    """Yield the bytes of a page as a browser gets it, and what compressing it costs."""
    address = page_address(server, cookie)
    _, plain = get(server, address, {"Cookie": cookie})
    response, sent = get(server, address, {"Cookie": cookie, "Accept-Encoding": ENCODINGS})
    encoding = response.headers.get("Content-Encoding", "not compressed")
    note = f"{encoding}; {len(plain) / 1000:.1f} KB as HTML, {count_lines(plain)} lines"
    yield Figure("page on the wire", 7, 5.5, len(sent) / 1000, "KB", note)
    if len(sent) == len(plain):
        yield Figure("compression's share of the page's CPU", 15, 10, None, "%", "not compressed")
        return
    plan = Plan(server.port, [address], [cookie], 4, 1.5)
    packed_plan = replace(plan, headers={"Accept-Encoding": ENCODINGS})
    costs = [(server.cost(packed_plan)[0], server.cost(plan)[0]) for _ in range(ROUNDS)]
    times = ratio(*zip(*costs, strict=True))
    note = f"{statistics.median(packed - bare for packed, bare in costs):.2f} ms"
    yield Figure("compression's share of the page's CPU", 15, 10, (1 - 1 / times) * 100, "%", note)


def visits(server: Server, cookie: str) -> Iterator[Figure]:
    """Yield the requests and bytes of a first and a second visit in a browser."""
    limits = (("first visit, requests", 6, 5, ""), ("first visit", 150, 120, "KB"),
              ("return visit", 30, 30, "KB"))  # fmt: skip
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        for title, must, aim, unit in limits:
            yield Figure(title, must, aim, None, unit, "no Chromium on this machine")
        return
    with browser(path, server, cookie) as context:
        url = f"http://{HOST}:{server.port}{page_address(server, cookie)}"
        first, again = visit(context, url), visit(context, url)
    values = (len(first), sum(first.values()) / 1000, sum(again.values()) / 1000)
    notes = (", ".join(f"{name} {size / 1000:.1f}" for name, size in first.items()), "", "")
    for (title, must, aim, unit), value, note in zip(limits, values, notes, strict=True):
        yield Figure(title, must, aim, value, unit, note)


@contextmanager
def browser(path: str, server: Server, cookie: str) -> Iterator[BrowserContext]:
    """Open a browser that is signed in and has nothing in its cache."""
    name, _, value = cookie.partition("=")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        context = chromium.new_context()
        url = f"http://{HOST}:{server.port}"
        context.add_cookies([{"name": name, "value": value, "url": url}])
        yield context
        chromium.close()


def visit(context: BrowserContext, url: str) -> dict[str, float]:
    """Open the page in a new tab; return the bytes of each file that came over the wire."""
    page = context.new_page()
    devtools = context.new_cdp_session(page)
    names: dict[str, str] = {}
    sizes: dict[str, float] = {}

    def asked(event: dict[str, dict[str, str]]) -> None:
        names[str(event["requestId"])] = event["request"]["url"]

    def loaded(event: dict[str, object]) -> None:
        name = names[str(event["requestId"])].partition("?")[0].rpartition("/")[2]
        if event["encodedDataLength"]:
            sizes[name or "page"] = float(str(event["encodedDataLength"]))

    devtools.on("Network.requestWillBeSent", asked)
    devtools.on("Network.loadingFinished", loaded)
    devtools.send("Network.enable")
    page.goto(url, wait_until="networkidle")
    page.close()
    return sizes


def unchanged_page(server: Server, cookie: str) -> Iterator[Figure]:
    """Yield what a page costs that has not changed since the browser saw it."""
    address = page_address(server, cookie)
    plan = Plan(server.port, [address], [cookie], 4, 1.5)
    response, _ = get(server, address, {"Cookie": cookie})
    tag = response.headers.get("ETag", "")
    known = replace(plan, headers={"If-None-Match": tag})
    costs = [(server.cost(known)[0], server.cost(plan)[0]) for _ in range(ROUNDS)]
    times = ratio(*zip(*costs, strict=True))
    note = "" if tag else "no tag: no browser may keep signed-in pages, on purpose (README)"
    yield Figure("304 for an unchanged page, of the page's CPU", 1, 0.4, times, "×", note)
