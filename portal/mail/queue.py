"""Queueing a mail in the transaction that is its reason: both are kept, or neither."""

import logging
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from flask import current_app
from sqlalchemy import event, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from portal.extensions import db
from portal.mail.courier import call_courier
from portal.mail.message import (
    SUBJECT_LENGTH,
    Attachment,
    compose,
    one_line,
)
from portal.models.base import utc_now
from portal.models.mail import OutgoingMail
from portal.text.mail_addresses import UnusableAddressError, usable_address

log = logging.getLogger(__name__)

Insert = postgresql.Insert | sqlite.Insert
INSERT: dict[str, Callable[[type[OutgoingMail]], Insert]] = {
    "postgresql": postgresql.insert,
    "sqlite": sqlite.insert,
}


def post_mail(
    key: str,
    recipient: str,
    subject: str,
    text: str,
    *,
    html: str | None = None,
    attachments: Sequence[Attachment] = (),
    headers: Mapping[str, str] | None = None,
) -> int:
    """Write a mail that is sent after the commit; return its id.

    ``key`` (at most 120 characters) says which mail it is, such as "report-17-solved-4": a second
    one with the same key is not written, whoever else writes it at the same time. An address that
    no mail can go to breaks nothing: the mail is kept as failed, with the reason.
    """
    sender, subject = current_app.config["CONTACT_EMAIL"], one_line(subject)[:SUBJECT_LENGTH]
    now = utc_now()
    values: dict[str, Any] = {"key": key, "recipient": recipient[:254], "subject": subject}
    values |= {"created_at": now, "attempts": 0, "error": ""}
    try:
        values["content"] = compose(
            key,
            sender,
            recipient,
            subject,
            text,
            html=html,
            attachments=attachments,
            headers=headers,
        )
        values |= {"recipient": usable_address(recipient), "try_again_at": now}
    except UnusableAddressError as error:
        values["error"] = str(error)
        log.warning("mail %s has no usable address", key)
    return write_once(key, values)


def write_once(key: str, values: dict[str, Any]) -> int:
    """Insert a mail unless its key is there; return the id of the one that is."""
    insert = INSERT[db.engine.dialect.name]
    db.session.execute(insert(OutgoingMail).values(values).on_conflict_do_nothing())
    db.session.info["mail_posted"] = True  # the courier is called after the commit
    return db.session.scalars(select(OutgoingMail.id).where(OutgoingMail.key == key)).one()


@event.listens_for(db.session, "after_commit")
def send_committed(session: Session) -> None:
    """Have what a commit queued sent now, where a courier is at work."""
    if session.info.pop("mail_posted", False):
        call_courier(current_app)
