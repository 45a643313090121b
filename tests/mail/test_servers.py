"""The mail server of SMTP_URL: TLS where it is offered, and no password without it."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from smtplib import SMTPException

import pytest
import trustme

from portal.app import Portal
from portal.config import WrongSettingError, smtp_url
from portal.mail.delivery import Delivery, deliver_due
from portal.mail.queue import post_mail
from portal.mail.server import MailServer
from tests.mail.conftest import HOST, Mailbox, check_password, server_context, serving_mail

SIGN_IN = {"authenticator": check_password, "auth_required": True}


@contextmanager
def portal_sending_to(app: Portal, url: str) -> Iterator[None]:
    app.config["SMTP_URL"] = url
    with app.app_context():
        post_mail("prøve-1", "anna@example.dk", "Emne", "Tekst")
        app.extensions["sqlalchemy"].session.commit()
        yield


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_password_is_given_over_tls_that_the_server_offers(
    app: Portal, certificate: ssl.SSLContext
):
    mailbox = Mailbox()
    options = {"tls_context": certificate, "require_starttls": True} | SIGN_IN
    with serving_mail(mailbox, **options) as port:
        url = f"smtp://portalen:p%40ss%3Aord%2F1@{HOST}:{port}"
        with portal_sending_to(app, url):
            assert deliver_due() == Delivery(sent=1)
    assert mailbox.recipients == ["anna@example.dk"]


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_smtps_begins_with_tls(app: Portal, certificate: ssl.SSLContext):
    mailbox = Mailbox()
    with (
        serving_mail(mailbox, ssl_context=certificate) as port,
        portal_sending_to(app, f"smtps://{HOST}:{port}"),
    ):
        assert deliver_due() == Delivery(sent=1)
    assert mailbox.recipients == ["anna@example.dk"]


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_server_with_a_certificate_nobody_vouches_for_gets_no_mail(app: Portal):
    mailbox = Mailbox()
    stranger = server_context(trustme.CA())
    with (
        serving_mail(mailbox, tls_context=stranger) as port,
        portal_sending_to(app, f"smtp://{HOST}:{port}"),
    ):
        assert deliver_due() == Delivery(failed=1)
    assert mailbox.arrived == []


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_wrong_password_is_a_failure_that_says_so_and_does_not_repeat_it(
    app: Portal, certificate: ssl.SSLContext, caplog: pytest.LogCaptureFixture
):
    mailbox = Mailbox()
    options = {"tls_context": certificate, "require_starttls": True} | SIGN_IN
    with (
        serving_mail(mailbox, **options) as port,
        portal_sending_to(app, f"smtp://portalen:hemmelig@{HOST}:{port}"),
    ):
        assert deliver_due() == Delivery(failed=1)
    assert mailbox.arrived == []
    assert "hemmelig" not in caplog.text


def test_password_is_never_sent_without_tls_to_what_may_be_another_machine():
    elsewhere = "127.0.0.2"
    options = {"auth_require_tls": False, "authenticator": check_password, "hostname": elsewhere}
    with serving_mail(Mailbox(), **options) as port:
        server = MailServer(f"smtp://portalen:hemmelig@{elsewhere}:{port}")
        with pytest.raises(SMTPException, match="the password was not sent"):
            server.connect()


@pytest.mark.parametrize(
    "url",
    [
        "smtp://mail.example.dk",
        "smtp://127.0.0.1:25",
        "smtps://portalen:hemmelig%40@mail.example.dk:465/",
        "smtp://[::1]:25",
        "",
    ],
)
def test_address_of_a_mail_server_is_taken(url: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("SMTP_URL", url)
    assert smtp_url() == url


@pytest.mark.parametrize(
    "url", ["mail.example.dk", "http://mail.example.dk", "smtp://a:b@c@d", "smtp://"]
)
def test_setting_that_is_no_address_of_a_mail_server_stops_the_start(
    url: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("SMTP_URL", url)
    with pytest.raises(WrongSettingError):
        smtp_url()
