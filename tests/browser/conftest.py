"""Fixtures for tests in a real browser, against a served portal with reference and demo data."""

import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright
from werkzeug.serving import WSGIRequestHandler, make_server

from portal.app import Portal
from tests.support import databases
from tests.support.browsing import (
    HEIGHT,
    TIMEOUT_MS,
    BrowserMissingError,
    launch,
    sign_in,
    watch,
)

SETTINGS: dict[str, Any] = {
    "viewport": {"width": 1280, "height": HEIGHT},
    "locale": "da-DK",
    "timezone_id": "Europe/Copenhagen",
}


class Quiet(WSGIRequestHandler):
    """Serves without a line of log for each request."""

    def log(self, *_args: Any, **_kwargs: Any) -> None:
        pass


@pytest.fixture(scope="session")
def demo_folder(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a database that holds the reference and the demo data; to be copied."""
    folder = tmp_path_factory.mktemp("demo")
    app = databases.make_app(databases.copy_sqlite(sqlite_template, folder), folder, DEMO=True)
    for command in ("load-reference", "load-demo"):
        done = app.test_cli_runner().invoke(args=[command])
        assert done.exit_code == 0, f"{command}: {done.output}"
    databases.dispose(app)
    return folder


@pytest.fixture(scope="module")
def live_portal(demo_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    """The portal that is served; each test file has its own, with fresh demo data."""
    folder = tmp_path_factory.mktemp("live") / "portal"
    shutil.copytree(demo_folder, folder)
    app = databases.make_app(f"sqlite:///{folder / 'portal.sqlite'}", folder, DEMO=True)
    yield app
    databases.dispose(app)


@pytest.fixture(scope="module")
def live_server(live_portal: Portal) -> Iterator[str]:
    """The address of a served portal."""
    server = make_server("127.0.0.1", 0, live_portal, threaded=True, request_handler=Quiet)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://localhost:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """The machine's Chromium."""
    try:
        chromium = launch(playwright.chromium)
    except BrowserMissingError as error:
        pytest.fail(str(error), pytrace=False)
    yield chromium
    chromium.close()


@pytest.fixture
def open_page(browser: Browser, live_server: str) -> Iterator[Callable[..., Page]]:
    """``open_page(viewport=…, java_script_enabled=False)`` returns a page of a new visitor.

    The test fails at its end if any of its pages had a script error, broke the security policy or
    missed an asset.
    """
    contexts: list[BrowserContext] = []
    faults: list[list[str]] = []

    def open_new(**options: Any) -> Page:
        context = browser.new_context(base_url=live_server, **(SETTINGS | options))
        contexts.append(context)
        context.set_default_timeout(TIMEOUT_MS)
        page = context.new_page()
        faults.append(watch(page))
        return page

    yield open_new
    for context in contexts:
        context.close()
    assert [fault for of_page in faults for fault in of_page] == []


@pytest.fixture
def page(open_page: Callable[..., Page]) -> Page:
    """A page of a visitor who is not signed in, on a desk."""
    return open_page()


@pytest.fixture(scope="module")
def sessions() -> dict[str, Any]:
    """The cookies of those who have signed in to this file's portal, by e-mail."""
    return {}


@pytest.fixture
def page_of(open_page: Callable[..., Page], sessions: dict[str, Any]) -> Callable[..., Page]:
    """``page_of("brobygger@demo.invalid", viewport=…)`` returns a signed-in page, at the front.

    The first page of a user signs in by the form, later ones bring its cookies.
    """

    def open_signed_in(email: str, **options: Any) -> Page:
        page = open_page(storage_state=sessions.get(email), **options)
        if email in sessions:
            page.goto("/")
        else:
            sign_in(page, email)
            sessions[email] = page.context.storage_state()
        return page

    return open_signed_in


@pytest.fixture(scope="module")
def signed_in(browser: Browser, live_server: str) -> Iterator[Callable[[str], Page]]:
    """``signed_in(email)`` returns the one page of a user in this file, for many looks.

    Like the pages of ``open_page``, it must not have a fault.
    """
    pages: dict[str, Page] = {}
    faults: list[list[str]] = []

    def open_as(email: str) -> Page:
        if email not in pages:
            pages[email] = browser.new_context(base_url=live_server, **SETTINGS).new_page()
            pages[email].set_default_timeout(TIMEOUT_MS)
            faults.append(watch(pages[email]))
            sign_in(pages[email], email)
        return pages[email]

    yield open_as
    for page in pages.values():
        page.context.close()
    assert [fault for of_page in faults for fault in of_page] == []
