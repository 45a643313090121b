"""A form sent twice (a double click, a resend after a lost answer) is carried out once."""

import hashlib
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from flask import g, request
from flask_login import current_user
from sqlalchemy import bindparam, delete, select, text, update
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import ServiceUnavailable
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from portal.database.outage import is_cut_off
from portal.extensions import SAFE_METHODS, db
from portal.models.base import utc_now
from portal.models.journal import Submission

KEY_FIELD = "form_key"

# No other transaction ever sees the empty location. PostgreSQL waits for one that has the same key.
CLAIM = text(
    "INSERT INTO submission (key, user_id, location, at) VALUES (:key, :user_id, '', :at)"
    " ON CONFLICT DO NOTHING RETURNING key"
).bindparams(bindparam("at", type_=Submission.at.type))


def claim_form() -> Response | None:
    """Claim the form being sent; return the answer it got before, if it has been carried out.

    The claim lies in the request's transaction, ahead of all that the view does. Who sends the same
    form meanwhile waits here for its end: after a commit they are led where the first one was, and
    after a rollback the form is theirs. Who waits too long is shown what they typed, to be sent
    again with the same key. Raises ServiceUnavailable then.
    """
    key = submitted_key()
    if key is None:
        return None
    values = {"key": key, "user_id": current_user.id, "at": utc_now()}
    try:
        g.claimed_form = db.session.scalar(CLAIM, values)
    except OperationalError as error:
        if not is_cut_off(error):
            raise
        db.session.rollback()
        raise ServiceUnavailable from error
    if g.claimed_form is not None:
        return None
    earlier = select(Submission.location).where(Submission.key == key)
    return redirect(db.session.scalars(earlier).one())


def keep_open() -> None:
    """Let the form that was sent be sent again: it only led to another view of itself."""
    g.keeps_form_open = True


def remember_answer(response: Response) -> None:
    """Keep where a form that was carried out led to, in the same transaction as what it did.

    A form that was only shown again, with one more row for instance, is given back.
    """
    key = g.get("claimed_form")
    if key is None:
        return
    is_carried_out = response.status_code in {302, 303} and not g.get("keeps_form_open")
    claim = Submission.key == key
    if is_carried_out:
        location = without_question(response.headers["Location"])
        db.session.execute(update(Submission).where(claim).values(location=location))
    else:
        db.session.execute(delete(Submission).where(claim))


def without_question(location: str) -> str:
    """Return an address without what was asked: no question is kept, not even for a month."""
    parts = urlsplit(location)
    kept = [(name, said) for name, said in parse_qsl(parts.query, True) if name != "q"]
    return urlunsplit(parts._replace(query=urlencode(kept)))


def submitted_key() -> str | None:
    """Return what the form being sent by a signed-in user is known by, if it has a proper key.

    It says whose form it is too: a key that two people send, by chance or on purpose, is two.
    """
    if request.method in SAFE_METHODS or not current_user.is_authenticated:
        return None
    key = request.form.get(KEY_FIELD, "")
    if len(key) != 32 or not key.isalnum():
        return None
    return hashlib.blake2s(f"{current_user.id} {key}".encode(), digest_size=16).hexdigest()
