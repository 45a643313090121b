"""For how long a confirmation holds: by the risk, and as the settings say."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from portal.config import WrongSettingError, clocks
from portal.models.freshness import Clocks, days_fresh, is_stale, set_clocks
from tests.support import databases

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def usual_clocks() -> Iterator[None]:
    yield
    set_clocks(Clocks())


@pytest.mark.parametrize(
    ("kind", "days"),
    [
        ("akuttelefon", 30),
        ("krisecenter", 30),
        ("kontaktperson", 90),
        ("overleveringsvej", 180),
        ("hovednummer", 365),
        ("frivilligt_tilbud", 365),
    ],
)
def test_the_greater_the_risk_the_sooner_a_confirmation_runs_out(kind: str, days: int):
    confirmed_at = NOW - timedelta(days=days)
    assert days_fresh(kind) == days
    assert not is_stale(kind, confirmed_at, NOW)
    assert is_stale(kind, confirmed_at - timedelta(seconds=1), NOW)
    assert is_stale(kind, None, NOW)


def test_clocks_are_settings(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("FRESH_ACUTE_DAYS", "7")
    monkeypatch.setenv("FRESH_COMMUNITY_DAYS", "")
    assert clocks() == Clocks(acute=7)


@pytest.mark.parametrize("days", ["0", "-1", "ti", "4000", "1.5", "³"])
def test_what_is_no_number_of_days_stops_the_start(days: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("FRESH_ROUTE_DAYS", days)
    with pytest.raises(WrongSettingError, match="FRESH_ROUTE_DAYS"):
        clocks()


def test_portal_goes_by_the_clocks_of_its_settings(tmp_path: Path):
    url = f"sqlite:///{tmp_path / 'portal.sqlite'}"
    databases.dispose(databases.make_app(url, tmp_path, FRESHNESS=Clocks(contact=10)))
    assert days_fresh("kontaktperson") == 10
    databases.dispose(databases.make_app(url, tmp_path))
    assert days_fresh("kontaktperson") == 90
