"""Answers compressed on the way out: a page shrinks to a fifth for a fraction of a millisecond.

BREACH (CVE-2013-3587) reads a secret off the length of compressed pages that also show what the
attacker wrote. The secret of our pages is the CSRF token: signed anew with the second
(itsdangerous), so no two pages a second apart carry the same one, and the part that stays is worth
nothing without its signature. Nor can another site ask for a page as the person signed in: the
session's cookie is SameSite=Lax.
"""

import threading
import zlib
from collections.abc import Callable

import zstandard
from flask import Flask, Response, request

SMALLEST = 1024
"""Bytes; below that the headers weigh more than what is saved."""
GZIP = 16 + zlib.MAX_WBITS

# Level 4 with tables for a page: 100 KB instead of more than a megabyte.
_LEVEL = zstandard.ZstdCompressionParameters.from_level(4, window_log=17, hash_log=14, chain_log=13)


class _Kept(threading.local):
    """A compressor for each thread, made once: making one costs more than compressing a page."""

    def __init__(self) -> None:
        self.zstd = zstandard.ZstdCompressor(compression_params=_LEVEL)


_kept = _Kept()


def compress_zstd(body: bytes) -> bytes:
    """Return what zstd (RFC 8878) makes of a body, in one frame that tells its size."""
    return _kept.zstd.compress(body)


ENCODERS: dict[str, Callable[[bytes], bytes]] = {
    "zstd": compress_zstd,
    "gzip": lambda body: zlib.compress(body, 1, GZIP),
}
"""What browsers take (RFC 8878 since 2024, gzip always), the better first: zstd makes an eighth
fewer bytes in a third of the time. Levels above cost more than they save."""
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
    """Compress a whole answer in words for a client that takes it."""
    if response.mimetype not in KINDS or response.is_streamed or response.direct_passthrough:
        return response
    response.vary.add("Accept-Encoding")
    is_whole = response.status_code not in {204, 206, 304} and request.method != "HEAD"
    if not is_whole or "Content-Encoding" in response.headers:
        return response
    body, taken = response.get_data(), request.accept_encodings
    encoding = next((name for name in ENCODERS if taken[name] > 0), None)
    if encoding is not None and len(body) >= SMALLEST:
        response.set_data(ENCODERS[encoding](body))
        response.headers["Content-Encoding"] = encoding
    return response


def compress_answers(app: Flask) -> None:
    """Compress what an application answers; static files are compressed at set-up."""
    app.after_request(compress)
