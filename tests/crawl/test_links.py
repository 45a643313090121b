"""No page leads nowhere: each role follows what it is shown, over the whole demo."""

from collections import Counter, deque
from collections.abc import Iterator
from urllib.parse import parse_qsl, urljoin, urlsplit

import pytest
from werkzeug.exceptions import HTTPException

from portal.app import Portal
from portal.imports.demo import PASSWORD
from tests.conftest import new_client
from tests.support.client import PageClient
from tests.support.pages import Node, parse_page

VISITORS = {
    "anybody": None,
    "reader": "laeser@demo.invalid",
    "bridge-builder": "brobygger@demo.invalid",
    "coordinator": "koordinator.randers@demo.invalid",
    "administrator": "admin@demo.invalid",
}
PAGES_OF_A_KIND = 3
LINKS = (("a", "href"), ("link", "href"), ("script", "src"), ("img", "src"), ("use", "href"))


@pytest.mark.parametrize("email", VISITORS.values(), ids=VISITORS.keys())
def test_no_link_is_dead(filled: Portal, email: str | None) -> None:
    client = new_client(filled)
    if email:
        client.submit("/log-ind", {"email": email, "password": PASSWORD})
    walk = Walk(filled, client)
    walk.follow("/", "/akut", "/om")
    assert walk.dead == []
    assert len(walk.seen) > (8 if email is None else 40)


class Walk:
    """One visitor's way through the portal: a few pages of each kind, and all they link to."""

    def __init__(self, portal: Portal, client: PageClient) -> None:
        self.client = client
        self.routes = portal.url_map.bind("localhost")
        self.kinds: Counter[tuple[str, ...]] = Counter()
        self.seen: set[str] = set()
        self.dead: list[str] = []

    def follow(self, *starts: str) -> None:
        """Visit the pages, and then what they lead to."""
        waiting = deque((start, "the start") for start in starts)
        while waiting:
            address, source = waiting.popleft()
            path = address.partition("#")[0]
            if path in self.seen or not self.is_worth_a_visit(path):
                continue
            self.seen.add(path)
            waiting += [(found, path) for found in self.visit(path, source)]

    def is_worth_a_visit(self, path: str) -> bool:
        """Say whether too few pages of this kind, with these questions asked, were seen yet."""
        parts = urlsplit(path)
        try:
            endpoint, arguments = self.routes.match(parts.path)
        except HTTPException:
            return True  # a redirect is followed, and what is no page at all is asked for too
        asked = sorted(name for name, _ in parse_qsl(parts.query))
        kind = (endpoint, *asked, *([parts.path] if endpoint == "static" else []))
        section = str(arguments.get("section", ""))
        self.kinds[(*kind, section)] += 1
        return self.kinds[(*kind, section)] <= PAGES_OF_A_KIND

    def visit(self, path: str, source: str) -> list[str]:
        """Return the addresses on a page; a dead one is noted with the page that leads there."""
        response = self.client.get(path, follow_redirects=True)
        if response.status_code >= 400:
            self.dead.append(f"{source} leads to {path}: {response.status}")
        if response.mimetype != "text/html" or response.status_code >= 400:
            return []
        page = parse_page(response.text)
        self.dead += [f"{path} has no #{name}" for name in list_missing_targets(page)]
        base = response.request.full_path.rstrip("?")
        return [urljoin(base, found) for found in list_addresses(page)]


def list_addresses(page: Node) -> Iterator[str]:
    """Yield where a page leads to in the portal, and what it is made of."""
    for tag, attribute in LINKS:
        for node in page.iter(tag):
            address = node.get(attribute, "")
            if address and not address.startswith("#") and not urlsplit(address).scheme:
                yield address


def list_missing_targets(page: Node) -> list[str]:
    """Return the places on the page itself that it links to and does not have."""
    ids = {node.get("id") for node in page.iter()}
    targets = (
        node.get("href", "")[1:] for node in page.iter("a") if node.get("href", "")[:1] == "#"
    )
    return [target for target in targets if target and target not in ids]
