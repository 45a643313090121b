"""The portal's settings: what it demands before it starts."""

import os
import subprocess
import sys

import pytest

from portal.config import (
    INSTANCE,
    ROOT,
    WrongSettingError,
    demo_secret_key,
    from_environment,
    snapshot_path,
)

SETTINGS = ("SECRET_KEY", "PORTAL_DEMO", "DATABASE_URL", "PORTAL_URL", "TRUSTED_PROXIES")


def start(**settings: str) -> subprocess.CompletedProcess[str]:
    """Start the portal as a server does, with these settings alone."""
    kept = {name: value for name, value in os.environ.items() if name not in SETTINGS}
    return subprocess.run(
        [sys.executable, "-c", "import wsgi; print(wsgi.app.config['SECRET_KEY'])"],
        env={**kept, **settings},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def test_portal_does_not_start_without_a_secret_key():
    started = start()
    assert started.returncode != 0
    assert "SECRET_KEY is not set" in started.stderr


def test_portal_starts_with_a_secret_key():
    assert start(SECRET_KEY="chosen").stdout.strip() == "chosen"


def test_demo_makes_a_key_of_its_own_and_keeps_it():
    first, second = start(PORTAL_DEMO="1"), start(PORTAL_DEMO="1")
    assert len(first.stdout.strip()) == 64
    assert first.stdout == second.stdout == demo_secret_key() + "\n"
    assert (INSTANCE / "demo-secret-key").stat().st_mode & 0o077 == 0


def test_demo_makes_its_key_also_where_everything_was_removed(monkeypatch, tmp_path):
    monkeypatch.setattr("portal.config.INSTANCE", tmp_path / "instance")
    assert demo_secret_key() == demo_secret_key()


def test_two_databases_never_share_a_snapshot():
    assert snapshot_path("sqlite:///a.sqlite") != snapshot_path("sqlite:///b.sqlite")


def test_cookie_is_sent_over_tls_only_when_the_address_is_https(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "chosen")
    monkeypatch.setenv("PORTAL_URL", "https://en-indgang.example")
    assert from_environment()["SESSION_COOKIE_SECURE"] is True
    monkeypatch.setenv("PORTAL_URL", "http://127.0.0.1:8000")
    assert from_environment()["SESSION_COOKIE_SECURE"] is False


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("CONTACT_EMAIL", "Én indgang <kontakt@example.dk>"),
        ("CONTACT_EMAIL", "kontakt@example.dk, anna@example.dk"),
        ("CONTACT_EMAIL", "kontakt"),
        ("SMTP_URL", "smtp://mail.example.dk:99999"),
        ("SMTP_URL", "smtp://mail.example.dk:0"),
        ("SMTP_URL", "smtp://mail..example.dk"),
        ("SMTP_URL", "smtp://[::1::1]"),
        ("TRUSTED_PROXIES", "one"),
        ("TRUSTED_PROXIES", "-1"),
        ("TRUSTED_PROXIES", "10"),
        ("TRUSTED_PROXIES", "9" * 5000),
        ("FRESH_ACUTE_DAYS", "9" * 5000),
    ],
)
def test_setting_that_would_fail_later_is_refused_at_the_start(monkeypatch, name, value):
    monkeypatch.setenv("SECRET_KEY", "chosen")
    monkeypatch.setenv(name, value)
    with pytest.raises(WrongSettingError, match=name):
        from_environment()


def test_settings_that_can_be_used_are_taken_as_they_are(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "chosen")
    monkeypatch.setenv("CONTACT_EMAIL", " kontakt@ørsted.dk ")
    monkeypatch.setenv("SMTP_URL", "smtp://[::1]:65535")
    monkeypatch.setenv("TRUSTED_PROXIES", "2")
    settings = from_environment()
    assert settings["CONTACT_EMAIL"] == "kontakt@ørsted.dk"
    assert settings["SMTP_URL"] == "smtp://[::1]:65535"
    assert settings["TRUSTED_PROXIES"] == 2


def test_without_these_settings_no_proxy_is_trusted_and_mails_are_files(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "chosen")
    for name in ("CONTACT_EMAIL", "SMTP_URL", "TRUSTED_PROXIES"):
        monkeypatch.setenv(name, "")
    settings = from_environment()
    assert "CONTACT_EMAIL" not in settings
    assert (settings["SMTP_URL"], settings["TRUSTED_PROXIES"]) == ("", 0)
