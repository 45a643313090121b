"""Static files: compressed for those who take it, kept by caches when their address says which."""

import gzip

import pytest

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
