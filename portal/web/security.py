"""Headers that every answer carries, errors included."""

from flask import Flask, Response, abort, request
from flask_login import current_user

from portal.extensions import SAFE_METHODS

CONTENT_SECURITY_POLICY = (
    "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
    "object-src 'none'"
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
# Where an address is a key, no cache, no search engine and no other page may get to know it.
KEYS = ("/invitation/", "/moede/")
KEY_HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
}
YEAR = 31_536_000


def add_headers(response: Response) -> Response:
    """Add the security headers; keep signed-in pages out of every cache, assets in them."""
    response.headers.update(HEADERS)
    if request.endpoint == "static":
        is_versioned = "v" in request.args
        response.cache_control.public = True
        response.cache_control.max_age = YEAR if is_versioned else 3600
        response.cache_control.no_cache = None
    elif current_user and current_user.is_authenticated:
        response.headers["Cache-Control"] = "no-store"
    if request.path.startswith(KEYS):
        response.headers.update(KEY_HEADERS)
    return response


def refuse_forgeries() -> None:
    """Refuse what no page of ours sends: a change asked for by another site, and NUL in an address.

    Browsers say themselves where a request comes from (Fetch Metadata, W3C); this stands beside the
    CSRF token, not in its place.
    """
    is_foreign = request.headers.get("Sec-Fetch-Site") == "cross-site"
    if is_foreign and request.method not in SAFE_METHODS:
        abort(403)
    if "\0" in request.path or any("\0" in value for value in request.args.values()):
        abort(400)


def secure_answers(app: Flask) -> None:
    """Put the headers on every answer of an application, and the guard before every view."""
    app.before_request(refuse_forgeries)
    app.after_request(add_headers)
