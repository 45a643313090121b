"""Answers compressed on the way out: a page shrinks to a fifth for a fraction of a millisecond.

BREACH (CVE-2013-3587) reads a secret off the length of compressed pages that also show what the
attacker wrote. The secret of our pages is the CSRF token: signed anew with the second
(itsdangerous), so no two pages a second apart carry the same one, and the part that stays is worth
nothing without its signature. Nor can another site ask for a page as the person signed in: the
session's cookie is SameSite=Lax.
"""

import zlib

from flask import Flask, Response, request
from zlib_ng import zlib_ng

SMALLEST = 1024
"""Bytes; below that the headers weigh more than what is saved."""
LEVEL = 4  # of 9; zlib itself needs at its first level half as much time again for more bytes
GZIP = 16 + zlib.MAX_WBITS
KINDS = frozenset(
    {
        "application/json",
        "application/problem+json",
        "text/calendar",
        "text/csv",
        "text/html",
        "text/plain",
    }
)


def compress(response: Response) -> Response:
    """Compress a whole answer in words for a client that takes gzip."""
    if response.mimetype not in KINDS or response.is_streamed or response.direct_passthrough:
        return response
    response.vary.add("Accept-Encoding")
    is_whole = response.status_code not in {204, 206, 304} and request.method != "HEAD"
    if not is_whole or "Content-Encoding" in response.headers:
        return response
    body = response.get_data()
    if len(body) >= SMALLEST and request.accept_encodings["gzip"] > 0:
        response.set_data(zlib_ng.compress(body, LEVEL, GZIP))
        response.headers["Content-Encoding"] = "gzip"
    return response


def compress_answers(app: Flask) -> None:
    """Compress what an application answers; static files are compressed at set-up."""
    app.after_request(compress)
