"""A person at a browser, with a watch: what was answered, and how long it took."""

import http.client
import time
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from tests.factories import PASSWORD
from tests.resilience.portals import HOST
from tests.support.page_forms import PageForm, choose_form, read_forms
from tests.support.pages import parse_page

LONGEST = 20.0


@dataclass(frozen=True)
class Answer:
    """An answer and the seconds it took."""

    url: str
    status: int
    text: str
    headers: Mapping[str, str]
    seconds: float

    def form(self, *names: str) -> PageForm:
        """Return the form of the page that has these fields."""
        return choose_form(
            read_forms(parse_page(self.text), self.url), dict.fromkeys(names, ""), None
        )

    def form_to(self, action: str) -> PageForm:
        """Return the form that is sent to an address."""
        forms = read_forms(parse_page(self.text), self.url)
        return next(form for form in forms if form.action == action)


class Visitor:
    """One browser with its cookie."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.cookie = ""

    def get(self, url: str) -> Answer:
        return self.ask("GET", url)

    def send(self, form: PageForm, **values: str) -> Answer:
        """Send a form with these values typed in, the others as they stand."""
        return self.ask("POST", form.action, urlencode(form.fill_in(values), doseq=True))

    def ask(self, method: str, url: str, body: str | None = None) -> Answer:
        headers = {"Cookie": self.cookie} if self.cookie else {}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        start = time.monotonic()
        connection = http.client.HTTPConnection(HOST, self.port, timeout=LONGEST)
        connection.request(method, url, body, headers)
        response = connection.getresponse()
        text = response.read().decode()
        seconds = time.monotonic() - start
        connection.close()
        if cookie := response.headers["Set-Cookie"]:
            self.cookie = cookie.partition(";")[0]
        return Answer(url, response.status, text, dict(response.headers), seconds)

    def sign_in(self, email: str) -> Answer:
        """Sign in through the form."""
        form = self.get("/log-ind").form("email", "password")
        return self.send(form, email=email, password=PASSWORD)


def signed_in(port: int, email: str) -> Visitor:
    """Return somebody who has signed in."""
    visitor = Visitor(port)
    assert visitor.sign_in(email).status == 302
    return visitor
