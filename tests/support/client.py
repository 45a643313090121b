"""A test client that reads pages like a browser and checks every answer it gets."""

import secrets
from collections.abc import Mapping
from typing import Any

from flask import has_app_context
from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer
from werkzeug.test import TestResponse

from tests.support.page_forms import FormError, Value, choose_form, read_forms
from tests.support.pages import Node, check_fragment, check_headers, check_page, parse_page

REDIRECTS = range(300, 400)


class PageClient(FlaskClient):
    """Flask's client; each answer must carry the security headers, each page keep the rules."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """Ask for a page, as a browser would: no ``with database()`` may be open."""
        assert not has_app_context(), "close `with database()` before the client asks for a page"
        response = super().open(*args, **({"buffered": True} | kwargs))
        check_headers(response.headers)
        if response.mimetype == "text/html" and response.status_code not in REDIRECTS:
            check_html(response)
        return response

    def page(self, url: str, status: int = 200) -> Node:
        """Return the tree of the page at an address; fails unless it answers with the status."""
        response = self.get(url)
        assert response.status_code == status, f"{url} answered {response.status}"
        return parse_page(response.text)

    def submit(
        self,
        url: str,
        fields: Mapping[str, Value] | None = None,
        button: str | None = None,
        **kwargs: Any,
    ) -> TestResponse:
        """Open a page, fill in the form that has these fields and press a button in it.

        All other fields are sent as they stand on the page, CSRF token included. ``button`` is the
        button's text or value (default: the one that saves). Redirects are not followed unless
        ``follow_redirects=True``.
        """
        shown = self.get(url)
        assert shown.status_code < 400, f"{url} answered {shown.status}: no form to fill in"
        return self.fill_in(shown, fields, button, **kwargs)

    def fill_in(
        self,
        shown: TestResponse,
        fields: Mapping[str, Value] | None = None,
        button: str | None = None,
        **kwargs: Any,
    ) -> TestResponse:
        """Like ``submit``, on a page that was already fetched, such as one with errors in it."""
        url = shown.request.full_path.rstrip("?")
        form = choose_form(read_forms(parse_page(shown.text), url), fields or {}, button)
        values = form.fill_in(fields or {})
        pressed = form.find_button(button)
        if pressed is None:
            raise FormError(f"there is no button to press: {form.describe()}")
        if pressed.get("name"):
            values[pressed.get("name", "")] = [pressed.get("value", "")]
        action = pressed.get("formaction") or form.action
        if form.method == "GET":
            return self.get(action, query_string=values, **kwargs)
        return self.post(action, data=values, **kwargs)

    def send(self, url: str, data: Mapping[str, Any] | None = None, **kwargs: Any) -> TestResponse:
        """Post values that no page offered, with a valid CSRF token: what an attacker may send."""
        method = kwargs.pop("method", "POST")
        values = {"csrf_token": self.csrf_token(), **(data or {})}
        return self.open(url, method=method, data=values, **kwargs)

    def csrf_token(self) -> str:
        """Return a token for this client's session, made the way Flask-WTF makes them."""
        with self.session_transaction() as session:
            key = session.setdefault("csrf_token", secrets.token_hex(20))
        serializer = URLSafeTimedSerializer(self.application.secret_key or "", "wtf-csrf-token")
        return str(serializer.dumps(key))


def check_html(response: TestResponse) -> None:
    """Check a page, or the fragment of one that htmx asked for."""
    if response.request.method == "HEAD" or not response.text:
        return
    is_fragment = not response.text.lstrip().lower().startswith("<!doctype html")
    if is_fragment and response.request.headers.get("HX-Request"):
        check_fragment(response.text)
    else:
        check_page(response.text)
