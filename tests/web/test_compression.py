"""Answers in words are sent compressed to those who take it, once, and say that they may be."""

import gzip
import time

import pytest
import zstandard

from portal.models.vocabulary import Role
from portal.web.compression import SMALLEST

pytestmark = pytest.mark.parametrize("app", ["sqlite"], indirect=True)

PAGE = "/akut"
TAKES_GZIP = {"Accept-Encoding": "gzip, deflate, br"}
TAKES_ZSTD = {"Accept-Encoding": "gzip, deflate, br, zstd"}


@pytest.fixture
def packed(app):
    """Ask with a client that does not read what it gets as a page: it is compressed."""
    client = app.test_client()
    return lambda url, **kwargs: super(type(client), client).open(url, **kwargs)


@pytest.mark.parametrize(
    ("taken", "encoding", "unpack"),
    [(TAKES_GZIP, "gzip", gzip.decompress), (TAKES_ZSTD, "zstd", zstandard.decompress)],
)
@pytest.mark.parametrize("url", [PAGE, "/api/v1/openapi.json", "/nothing-here"])
def test_page_is_compressed_for_a_browser_that_takes_it(packed, url, taken, encoding, unpack):
    answer = packed(url, headers=taken)
    plain = packed(url)
    assert answer.headers["Content-Encoding"] == encoding
    assert answer.content_length == len(answer.data) < plain.content_length / 2
    assert len(unpack(answer.data)) == plain.content_length
    assert "Content-Encoding" not in plain.headers
    for one in (answer, plain):
        assert "Accept-Encoding" in one.vary


@pytest.mark.parametrize("accepted", ["", "identity", "br", "gzip;q=0", "zstd;q=0"])
def test_page_is_sent_plain_to_those_who_take_neither(app, packed, accepted):
    answer = packed(PAGE, headers={"Accept-Encoding": accepted})
    assert "Content-Encoding" not in answer.headers
    assert answer.text.startswith("<!doctype html>")


def test_head_is_answered_without_compressing(app, packed):
    answer = packed(PAGE, method="HEAD", headers=TAKES_GZIP)
    assert "Content-Encoding" not in answer.headers
    assert "Accept-Encoding" in answer.vary


def test_little_is_not_compressed(app, packed):
    answer = packed("/api/v1/answer", headers=TAKES_GZIP)
    assert len(answer.data) < SMALLEST
    assert "Content-Encoding" not in answer.headers


@pytest.mark.parametrize(
    "settings",
    [{"headers": {"Content-Encoding": "br"}}, {"status": 206}, {"mimetype": "font/woff2"}],
)
def test_what_is_compressed_or_cut_already_is_left_alone(app, packed, settings):
    body = b"x" * 2 * SMALLEST
    view = app.view_functions["public.about"]

    def show():
        return app.response_class(body, **settings)

    show.access = view.access
    app.view_functions["public.about"] = show
    assert packed("/om", headers=TAKES_GZIP).data == body


def test_pages_a_second_apart_carry_different_tokens(app, client_of, monkeypatch):
    client = client_of(Role.READER)
    tokens = set()
    for now in (int(time.time()) + 1, int(time.time()) + 2):
        monkeypatch.setattr("itsdangerous.timed.time.time", lambda now=now: now)
        page = client.page(PAGE)
        tokens |= {i.get("value") for i in page.iter("input") if i.get("name") == "csrf_token"}
    assert len(tokens) == 2
