"""Static files: compressed for those who take it, kept by caches when their address says which."""

import gzip

import pytest

from portal.web.navigation import asset_url

pytestmark = pytest.mark.parametrize("app", ["sqlite"], indirect=True)


def test_style_sheet_is_sent_compressed_to_a_browser_that_takes_it(client):
    answer = client.get("/static/vendor/portal.css", headers={"Accept-Encoding": "gzip, br"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert answer.mimetype == "text/css"
    plain = client.get("/static/vendor/portal.css")
    assert "Content-Encoding" not in plain.headers
    assert gzip.decompress(answer.data) == plain.data


def test_versioned_file_is_kept_for_a_year(client):
    answer = client.get("/static/vendor/portal.css?v=12345678")
    assert answer.cache_control.max_age == 31_536_000


@pytest.mark.parametrize("name", ["../wsgi.py", "vendor/../../wsgi.py", "nothing.css", ".."])
def test_nothing_outside_the_folder_is_sent(client, name):
    assert client.get(f"/static/{name}").status_code == 404


@pytest.mark.parametrize("accepted", ["gzip", "identity"])
def test_file_that_the_browser_has_is_not_sent_again(client, accepted):
    headers = {"Accept-Encoding": accepted}
    first = client.get("/static/vendor/portal.css?v=12345678", headers=headers)
    known = headers | {"If-None-Match": first.headers["ETag"]}
    again = client.get("/static/vendor/portal.css?v=12345678", headers=known)
    assert again.status_code == 304
    assert not again.data
    assert again.cache_control.max_age == 31_536_000
    assert "Accept-Encoding" in again.vary
    assert again.headers["ETag"] == first.headers["ETag"]


def test_compressed_file_has_a_tag_of_its_own(client):
    tags = {
        client.get("/static/vendor/portal.css", headers={"Accept-Encoding": one}).headers["ETag"]
        for one in ("gzip", "identity")
    }
    assert len(tags) == 2


def test_address_of_a_file_changes_with_its_content(app, tmp_path):
    style = tmp_path / "static" / "portal.css"
    style.parent.mkdir()
    app.static_folder = str(style.parent)
    app.debug = True  # in use a file is read once
    with app.test_request_context():
        style.write_text("a {}")
        first = asset_url("portal.css")
        style.write_text("b { color: red }")
        second = asset_url("portal.css")
    assert first.startswith("/static/portal.css?v=")
    assert first != second
