"""A form sent twice (a double click, a resend after a lost answer) is carried out once."""

from flask import g, request
from flask_login import current_user
from sqlalchemy import delete
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from portal.extensions import SAFE_METHODS, db
from portal.models.journal import Submission

KEY_FIELD = "form_key"


def find_earlier_answer() -> Response | None:
    """Return the answer that this very form got before, if the user has sent it before."""
    key = submitted_key()
    if key is None:
        return None
    earlier = db.session.get(Submission, key)
    if earlier is None or earlier.user_id != current_user.id:
        return None
    return redirect(earlier.location)


def keep_open() -> None:
    """Let the form that was sent be sent again: it only led to another view of itself."""
    g.keeps_form_open = True


def remember_answer(response: Response) -> None:
    """Keep where a form that was carried out led to, in the same transaction as what it did."""
    key = submitted_key()
    if key is None or g.get("keeps_form_open") or response.status_code not in {302, 303}:
        return
    db.session.execute(delete(Submission).where(Submission.key == key))
    location = response.headers["Location"]
    db.session.add(Submission(key=key, user_id=current_user.id, location=location))


def submitted_key() -> str | None:
    """Return the key of the form being sent by a signed-in user, if it carries a proper one."""
    if request.method in SAFE_METHODS or not current_user.is_authenticated:
        return None
    key = request.form.get(KEY_FIELD, "")
    return key if len(key) == 32 and key.isalnum() else None
