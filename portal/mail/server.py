"""Handing a mail over: to the mail server of ``SMTP_URL``, or to a folder where there is none."""

import os
import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

from portal.text.folding import slugify
from portal.text.mail_addresses import UnusableAddressError

TIMEOUT = 30.0
"""Seconds for each answer of the mail server, also for taking over a whole mail."""
PORTS = {"smtp": 25, "smtps": 465}
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
DELIVERY_ERRORS = (OSError, smtplib.SMTPException, UnusableAddressError)


class ServerAwayError(Exception):
    """The mail server cannot be talked to at all; no other mail will fare better now."""


@dataclass(frozen=True)
class Parcel:
    """A mail on its way: who gets it, the whole message, and its name as a file."""

    sender: str
    recipient: str
    content: bytes
    name: str


class Destination(Protocol):
    """Where mails are handed over. Raises one of DELIVERY_ERRORS, or ServerAwayError."""

    def hand_over(self, parcel: Parcel) -> None: ...


class MailServer:
    """The server of a URL such as ``smtps://user:password@mail.example.dk``.

    ``smtp://`` turns to TLS (STARTTLS) where the server offers it; ``smtps://`` begins with it. The
    server's certificate must hold, and a password is never sent without TLS but on this machine.
    """

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self.host = parts.hostname or ""
        self.port = parts.port or PORTS[parts.scheme]
        self.has_tls = parts.scheme == "smtps"
        self.user, self.password = unquote(parts.username or ""), unquote(parts.password or "")

    def hand_over(self, parcel: Parcel) -> None:
        try:
            server = self.connect()
        except DELIVERY_ERRORS as error:
            raise ServerAwayError(describe(error)) from error
        try:
            server.sendmail(parcel.sender, [parcel.recipient], parcel.content)
            with suppress(*DELIVERY_ERRORS):  # the mail is handed over, whatever comes now
                server.putcmd("quit")
        finally:
            server.close()

    def connect(self) -> smtplib.SMTP:
        """Return a connection over which mails can be sent."""
        context = ssl.create_default_context()
        if self.has_tls:
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                self.host, self.port, timeout=TIMEOUT, context=context
            )
        else:
            server = smtplib.SMTP(self.host, self.port, timeout=TIMEOUT)
        try:
            self.greet(server, context)
        except DELIVERY_ERRORS:
            server.close()
            raise
        return server

    def greet(self, server: smtplib.SMTP, context: ssl.SSLContext) -> None:
        server.ehlo_or_helo_if_needed()
        is_encrypted = self.has_tls
        if not is_encrypted and server.has_extn("starttls"):
            server.starttls(context=context)
            is_encrypted = True
        if not self.user:
            return
        if not is_encrypted and self.host not in LOOPBACK:
            raise smtplib.SMTPException("the server offers no TLS: the password was not sent")
        server.login(self.user, self.password)


@dataclass(frozen=True)
class Away:
    """A mail server that could not be reached a moment ago: the others do not wait for it too."""

    error: str

    def hand_over(self, parcel: Parcel) -> None:
        raise ServerAwayError(self.error)


@dataclass(frozen=True)
class Outbox:
    """A folder that takes mails as files, for trying things out and for the demo's people."""

    folder: Path

    def hand_over(self, parcel: Parcel) -> None:
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        path = self.path_of(parcel.name)
        beside = path.with_suffix(".new")
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with open(descriptor, "wb") as file:
            file.write(parcel.content)
        os.replace(beside, path)

    def take_away(self, name: str) -> None:
        """Delete the mail of that name, if it is here."""
        self.path_of(name).unlink(missing_ok=True)

    def path_of(self, name: str) -> Path:
        return self.folder / f"{name}.eml"


def file_name(mail_id: int, key: str) -> str:
    """Return a name for a mail's file: in the order they were written, and readable."""
    return f"{mail_id:06}-{slugify(key)[:80]}"


def is_invented(address: str) -> bool:
    """Say whether an address is the demo's: no mail to it can ever arrive (RFC 2606)."""
    return address.lower().endswith(".invalid")


def describe(error: BaseException) -> str:
    """Return what went wrong, in one line that a person can act on."""
    return f"{type(error).__name__}: {error}"[:500]
