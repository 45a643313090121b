"""Deleting mails, with the files that the outbox keeps of them."""

from flask import current_app
from sqlalchemy import ColumnElement, delete, select

from portal.extensions import db
from portal.mail.server import Outbox, file_name
from portal.models.mail import OutgoingMail


def delete_mails(which: ColumnElement[bool], most: int | None = None) -> int:
    """Delete the mails that meet a condition, so many at the most; return how many.

    Their files go first: whoever is killed before the commit begins anew, and leaves no file.
    """
    query = select(OutgoingMail.id, OutgoingMail.key).where(which)
    mails = db.session.execute(query.order_by(OutgoingMail.id).limit(most)).all()
    outbox = Outbox(current_app.config["OUTBOX_PATH"])
    for mail_id, key in mails:
        outbox.take_away(file_name(mail_id, key))
    ids = [mail_id for mail_id, _ in mails]
    db.session.execute(
        delete(OutgoingMail)
        .where(OutgoingMail.id.in_(ids))
        .execution_options(synchronize_session=False)
    )
    return len(ids)
