"""Real mail servers: one that takes mails, and others that refuse them, hang or are away."""

import asyncio
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from portal.app import Portal

HOST = "127.0.0.1"
REFUSED = "afvist@example.dk"
STUCK = "haenger@example.dk"


@dataclass
class Mailbox:
    """A handler of aiosmtpd that keeps what arrives, refuses one recipient and is slow for one."""

    arrived: list[Envelope] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: Any
    ) -> str:
        if address == REFUSED:
            return "550 no such user here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if STUCK in envelope.rcpt_tos:
            await asyncio.sleep(3)
        if self.answers:
            return self.answers.pop(0)
        self.arrived.append(envelope)
        return "250 OK"

    @property
    def recipients(self) -> list[str]:
        return [envelope.rcpt_tos[0] for envelope in self.arrived]

    @property
    def messages(self) -> list[EmailMessage]:
        return [read_message(bytes(envelope.content or b"")) for envelope in self.arrived]


def read_message(content: bytes) -> EmailMessage:
    message = message_from_bytes(content, policy=default)
    assert isinstance(message, EmailMessage)
    return message


class AnyPort(Controller):
    """A controller on a port that is free."""

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@contextmanager
def serving_mail(mailbox: Mailbox, **options: Any) -> Iterator[int]:
    """Run a mail server; yield its port."""
    controller = AnyPort(mailbox, **({"hostname": HOST, "port": 0} | options))
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()


@pytest.fixture
def mailbox(app: Portal) -> Iterator[Mailbox]:
    """The mail server that the portal sends through."""
    mailbox = Mailbox()
    with serving_mail(mailbox) as port:
        app.config["SMTP_URL"] = f"smtp://{HOST}:{port}"
        yield mailbox


@pytest.fixture
def silent_server() -> Iterator[str]:
    """The URL of a server that takes connections and says nothing."""
    with socket.create_server((HOST, 0)) as server:
        yield f"smtp://{HOST}:{server.getsockname()[1]}"


@pytest.fixture
def closed_port() -> str:
    """The URL of a server that is not running."""
    with socket.create_server((HOST, 0)) as server:
        return f"smtp://{HOST}:{server.getsockname()[1]}"


@pytest.fixture
def certificate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    """A server's certificate for this machine, from an authority that the portal trusts."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "authority.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
    return server_context(authority)


def server_context(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert(HOST, "localhost").configure_cert(context)
    return context


def check_password(
    server: SMTP, session: Session, envelope: Envelope, mechanism: str, given: Any
) -> AuthResult:
    right = LoginPassword(b"portalen", b"p@ss:ord/1")
    return AuthResult(success=given == right, handled=False)
