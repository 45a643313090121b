"""What a load balancer is told."""

from pathlib import Path

import pytest

from portal.snapshot.publish import snapshot_path
from tests.support import databases


def test_a_working_portal_is_alive_and_ready(client):
    assert client.get("/sundhed/levende").get_json() == {"status": "alive"}
    ready = client.get("/sundhed/klar")
    assert ready.status_code == 200
    assert ready.get_json() == {"status": "ready", "snapshot": "ok", "database": "ok"}


def test_a_missing_snapshot_is_built_before_the_portal_is_ready(app, client):
    with app.app_context():
        snapshot_path().unlink(missing_ok=True)
    assert client.get("/sundhed/klar").status_code == 200
    with app.app_context():
        assert snapshot_path().exists()


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_without_a_place_for_the_snapshot_the_portal_is_not_ready(app, client):
    app.config["SNAPSHOT_PATH"] = Path("/dev/null/snapshot.sqlite")
    ready = client.get("/sundhed/klar")
    assert ready.status_code == 503
    assert ready.get_json()["snapshot"] == "down"


def test_with_the_database_gone_it_is_ready_for_lookups(app, client, tmp_path):
    assert client.get("/sundhed/klar").status_code == 200
    url = "postgresql+psycopg://nobody@127.0.0.1:1/portal"
    gone = databases.make_app(url, tmp_path)
    ready = gone.test_client().get("/sundhed/klar")
    assert ready.status_code == 200
    assert ready.get_json() == {"status": "ready", "snapshot": "ok", "database": "away"}
    databases.dispose(gone)


def test_with_neither_database_nor_snapshot_it_is_alive_but_not_ready(tmp_path):
    url = "postgresql+psycopg://nobody@127.0.0.1:1/portal"
    app = databases.make_app(url, tmp_path)
    client = app.test_client()
    assert client.get("/sundhed/levende").status_code == 200
    assert client.get("/sundhed/klar").status_code == 503
    databases.dispose(app)
