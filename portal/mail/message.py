"""Composing a mail as servers and programs expect it (RFC 5322, RFC 3834)."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from portal.models.base import utc_now
from portal.text.mail_addresses import usable_address

SENDER_NAME = "Én indgang"
SUBJECT_LENGTH = 200
# Only ASCII in lines of at most 76 characters, so that no server on the way has to rewrite it.
POLICY = SMTP.clone(cte_type="7bit")


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a mail; ``parameters`` belong to its type ("text", "calendar").

    With ``is_alternative`` it is the mail's text said in another way, which programs that know its
    type show instead: an invitation to a meeting (RFC 6047).
    """

    name: str
    maintype: str
    subtype: str
    content: bytes
    parameters: Mapping[str, str] = field(default_factory=dict)
    is_alternative: bool = False


def compose(
    key: str,
    sender: str,
    recipient: str,
    subject: str,
    text: str,
    *,
    html: str | None = None,
    attachments: Sequence[Attachment] = (),
    headers: Mapping[str, str] | None = None,
) -> bytes:
    """Return a whole mail; the same key always gives the same Message-ID.

    Line breaks in the subject and in ``headers`` become blanks, so that nobody adds a header or a
    recipient with them. Raises UnusableAddressError for the sender's or the recipient's address.
    """
    message = EmailMessage(POLICY)
    message["From"] = Address(SENDER_NAME, addr_spec=usable_address(sender))
    message["To"] = Address(addr_spec=usable_address(recipient))
    message["Subject"] = one_line(subject)
    message["Date"] = format_datetime(utc_now())
    message["Message-ID"] = message_id(key, sender)
    message["Auto-Submitted"] = "auto-generated"
    for name, value in (headers or {}).items():
        message[name] = one_line(value)
    message.set_content(text, cte="quoted-printable")
    if html is not None:
        message.add_alternative(html, subtype="html", cte="quoted-printable")
    for file in sorted(attachments, key=lambda file: not file.is_alternative):
        attach(message, file)
    return message.as_bytes()


def attach(message: EmailMessage, file: Attachment) -> None:
    """Add a file to a mail; the alternatives to its text come before the others."""
    kind, params = (file.maintype, file.subtype), dict(file.parameters)
    if file.is_alternative:
        message.add_alternative(file.content, *kind, params=params)
    else:
        message.add_attachment(file.content, *kind, params=params, filename=one_line(file.name))


def message_id(key: str, sender: str) -> str:
    """Return what tells a mail from all others, so that one that came twice can be known."""
    digest = hashlib.sha256(key.encode()).hexdigest()[:32]
    return f"<{digest}@{sender.rpartition('@')[2]}>"


def one_line(text: str) -> str:
    """Return a text without line breaks and other control characters."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
