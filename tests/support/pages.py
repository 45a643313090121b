"""What holds for every page: checked on each one that any test fetches."""

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from xml.etree.ElementTree import Element

import html5lib
from html5lib.html5parser import ParseError
from html5lib.treebuilders import getTreeBuilder

Node = Element
REFERRERS = frozenset({"same-origin", "no-referrer"})
UNLABELLED_INPUTS = frozenset({"hidden", "submit", "button", "reset", "image"})
HEADERS = {
    "Content-Security-Policy": ("default-src 'self'", "frame-ancestors 'none'"),
    "Strict-Transport-Security": ("max-age=",),
    "X-Content-Type-Options": ("nosniff",),
    "Cross-Origin-Opener-Policy": ("same-origin",),
}


class PageError(AssertionError):
    """A page breaks a rule that holds for all pages."""


@lru_cache(maxsize=8)
def parse_page(html: str, is_fragment: bool = False) -> Node:
    """Return the tree of a page, or of a fragment that htmx puts into one; it is not to be changed.

    Parsing takes longer than most requests, and a page is parsed to be checked and then to be read.
    Raises PageError at the first fault a browser would have to mend.
    """
    parser = html5lib.HTMLParser(getTreeBuilder("etree"), strict=True, namespaceHTMLElements=False)
    try:
        tree: Node = parser.parseFragment(html) if is_fragment else parser.parse(html)
    except ParseError as error:
        line, column = parser.tokenizer.stream.position()
        shown = html.splitlines()[line - 1 : line]
        raise PageError(f"invalid HTML, line {line}, column {column}: {error} {shown}") from error
    return tree


def check_page(html: str) -> Node:
    """Return the tree of a page that keeps every rule; raise PageError for one that does not."""
    page = parse_page(html)
    if page.get("lang") != "da":
        raise PageError('<html> needs lang="da"')
    check_heading(page)
    check_ids(page)
    check_labels(page)
    return page


def check_fragment(html: str) -> Node:
    """Return the tree of a fragment that may be put into a page."""
    fragment = parse_page(html, is_fragment=True)
    check_ids(fragment)
    return fragment


def check_heading(page: Node) -> None:
    """One h1, and a title that starts with it, so that tabs and screen readers name the page."""
    headings = [text_of(heading) for heading in page.iter("h1")]
    if len(headings) != 1:
        raise PageError(f"a page needs one h1, not {len(headings)}: {headings}")
    title = text_of(next(page.iter("title")))
    if not headings[0] or not title.removeprefix("Fejl: ").startswith(headings[0]):
        raise PageError(f"the title {title!r} does not start with the h1 {headings[0]!r}")


def check_ids(page: Node) -> None:
    counts = Counter(node.get("id") for node in page.iter() if node.get("id") is not None)
    double = [name for name, count in counts.items() if count > 1]
    if double:
        raise PageError(f"ids used more than once: {double}")


def check_labels(page: Node) -> None:
    """Every control has a name that a screen reader can say, and every pointer a target."""
    ids = {node.get("id") for node in page.iter()}
    labelled = {label.get("for") for label in page.iter("label")}
    wrapped = {id(node) for label in page.iter("label") for node in controls(label)}
    for target in labelled - ids - {None}:
        raise PageError(f"a label points to {target!r}, which is not on the page")
    for node in controls(page):
        for pointer in ("aria-describedby", "aria-labelledby", "aria-controls"):
            missing = set((node.get(pointer) or "").split()) - ids
            if missing:
                raise PageError(f"{pointer} of {describe(node)} points nowhere: {missing}")
        has_name = node.get("aria-label") or node.get("aria-labelledby")
        if not (node.get("id") in labelled or id(node) in wrapped or has_name):
            raise PageError(f"{describe(node)} has no label")
    for button in page.iter("button"):
        names = [node.get("aria-label") or node.get("alt") for node in button.iter()]
        if not (text_of(button) or any(names) or button.get("aria-labelledby")):
            raise PageError(f"{describe(button)} has no text")


def controls(node: Node) -> Iterator[Node]:
    """Yield the form controls below a node that need a label."""
    for control in node.iter():
        is_typed_into = control.get("type", "text") not in UNLABELLED_INPUTS
        if control.tag in {"select", "textarea"} or (control.tag == "input" and is_typed_into):
            yield control


def check_headers(headers: object) -> None:
    """Raise PageError unless an answer carries the security headers."""
    referrer = headers.get("Referrer-Policy")  # type: ignore[attr-defined]
    if referrer not in REFERRERS:
        raise PageError(f"the header Referrer-Policy is {referrer!r}")
    for name, wanted in HEADERS.items():
        value = str(headers.get(name, ""))  # type: ignore[attr-defined]
        missing = [part for part in wanted if part not in value]
        if missing:
            raise PageError(f"the header {name} is {value!r} and lacks {missing}")
        if "unsafe-" in value:
            raise PageError(f"the header {name} allows something unsafe: {value}")


def text_of(node: Node) -> str:
    """Return the text of a node as it is read, its blanks drawn together."""
    return " ".join("".join(node.itertext()).split())


def describe(node: Node) -> str:
    shown = " ".join(f'{name}="{value}"' for name, value in node.items())
    return f"<{node.tag} {shown}>"
