"""A real Chromium, and what holds for every page in it: seen, not read from the source."""

import shutil
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser as Chromium
from playwright.sync_api import BrowserType, ConsoleMessage, Locator, Page, Response, expect

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
WIDTHS = (320, 390, 1280)
HEIGHT = 900
TABLE_WIDTH = 768  # below it the rows of a list stand as blocks, with nothing to scroll
TIMEOUT_MS = 15_000
FARTHEST = 120  # stops of Tab on one page
DEMO_PASSWORD = "en-indgang-demo"
# WCAG 2.1 AA is what the law asks for; 2.2 adds, among others, targets of at least 24 px.
AXE_OPTIONS = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "resultTypes": ["violations"],
}
# Chromium says this of every 4xx page too; a missing asset is noticed by its response instead.
RESOURCE_NOTE = "Failed to load resource"
ASSETS = frozenset({"stylesheet", "script", "image", "font"})


class BrowserMissingError(RuntimeError):
    """There is no Chromium on this machine."""


class SeenError(AssertionError):
    """Somebody using the page would meet this fault."""


# A ring round the element or, for boxes that the design system draws itself, round its label; and
# not scrolled away or hidden under something. At the page's end the browser itself has the focus.
FOCUS_FAULT = """() => {
    const node = document.activeElement;
    if (node === document.body) return "";
    const label = node.labels?.[0];
    const rings = [[node], ...(label ? [[label], [label, "::before"], [label, "::after"]] : [])];
    const hasRing = rings.some(([of, part]) => {
        const style = getComputedStyle(of, part);
        return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    });
    const box = node.getBoundingClientRect();
    const isInSight = box.bottom > 0 && box.top < innerHeight && box.right > 0;
    return hasRing && isInSight ? "" : node.outerHTML.slice(0, 160);
}"""


def launch(chromium: BrowserType) -> Chromium:
    """Start the machine's own Chromium. Raises BrowserMissingError."""
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None:
        raise BrowserMissingError(
            "The browser tests need Chromium and found none. Get it with "
            "`apt-get install chromium`, or install Google Chrome, and run again."
        )
    return chromium.launch(executable_path=found, args=FLAGS)


def watch(page: Page) -> list[str]:
    """Return a list that fills with the page's faults: script errors, policy breaches, assets."""
    faults: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith(RESOURCE_NOTE):
            faults.append(f"console: {message.text}")

    def see(response: Response) -> None:
        if response.status >= 400 and response.request.resource_type in ASSETS:
            faults.append(f"{response.status}: {response.url}")

    page.on("console", hear)
    page.on("response", see)
    page.on("pageerror", lambda error: faults.append(f"script: {error}"))
    return faults


def sign_in(page: Page, email: str, password: str = DEMO_PASSWORD) -> None:
    """Sign in by the form and wait for the page that follows."""
    page.goto("/log-ind")
    page.locator("main [name=email]").fill(email)
    page.locator("main [name=password]").fill(password)
    page.locator("main [name=password]").press("Enter")
    page.wait_for_url(lambda url: "/log-ind" not in url)


def type_question(page: Page, question: str) -> None:
    """Type into the question field, which the browser gives the focus a moment after the load."""
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type(question)


def tab_to(page: Page, target: Locator) -> None:
    """Press Tab until the target has the focus, as somebody without a mouse does."""
    for _ in range(FARTHEST):
        if target.evaluate("node => node === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise SeenError(f"{target} cannot be reached by Tab")


def check_page(page: Page) -> None:
    """Raise SeenError unless the page is accessible and fits, on a phone and on a desk."""
    before = page.viewport_size
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        check_width(page, width)
        check_accessibility(page, width)
    if before is not None:
        page.set_viewport_size(before)


def check_width(page: Page, width: int) -> None:
    """Nobody has to scroll sideways; accessibility checkers do not see that."""
    wide: int = page.evaluate("document.documentElement.scrollWidth")
    cut = page.evaluate(
        """() => [...document.querySelectorAll(".table-md-responsive-headers")]
            .map(table => table.parentElement)
            .filter(box => box.scrollWidth > box.clientWidth)
            .map(box => box.getAttribute("aria-label"))"""
    )
    if cut and width < TABLE_WIDTH:
        raise SeenError(f"{page.url}: rows are cut off on a {width} px screen in {cut}")
    if wide > width:
        culprits = page.evaluate(
            """width => [...document.querySelectorAll("body *")]
                .filter(node => node.getBoundingClientRect().right > width + 0.5)
                .slice(-5).map(node => node.outerHTML.slice(0, 120))""",
            width,
        )
        raise SeenError(f"{page.url} is {wide} px wide on a {width} px screen: {culprits}")


def check_focus(page: Page, stops: int = 10) -> None:
    """Whoever uses the keyboard sees where the focus is, at each of the next stops of Tab."""
    for _ in range(stops):
        page.keyboard.press("Tab")
        fault = page.evaluate(FOCUS_FAULT)
        if fault:
            raise SeenError(f"{page.url}: the focus is not to be seen: {fault}")


def check_accessibility(page: Page, width: int) -> None:
    """No violation of WCAG 2.1 or 2.2, A and AA, that axe can find."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    found: dict[str, Any] = page.evaluate("options => axe.run(document, options)", AXE_OPTIONS)
    faults = [
        f"{violation['id']} ({violation['help']}): {node['html'][:200]}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]
    if faults:
        raise SeenError(f"{page.url} at {width} px:\n" + "\n".join(faults))
