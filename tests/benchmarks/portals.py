"""Portals on the benchmarks' databases, in this process or in a server's."""

from collections.abc import Callable, Iterable
from pathlib import Path
from urllib.parse import urlencode

from flask_wtf.csrf import generate_csrf
from sqlalchemy import select
from werkzeug.test import EnvironBuilder, run_wsgi_app

from portal.accounts.sessions import open_session
from portal.app import Portal, create_app
from portal.extensions import db
from portal.models.user import User

UNLIMITED = "1000000 per minute"


def make_portal(folder: str, database_url: str = "") -> Portal:
    """Return the portal on the database in a folder, or on another; gunicorn calls it too.

    Only the limits differ from the settings of the demo, for one machine asks for many people.
    """
    place = Path(folder)
    return create_app(
        {
            "SECRET_KEY": "only-for-benchmarks",
            "SQLALCHEMY_DATABASE_URI": database_url or f"sqlite:///{place / 'portal.sqlite'}",
            "DEMO": True,
            "PORTAL_URL": "",
            "RATELIMIT_STORAGE_URI": "memory://",
            "RATELIMIT_SIGN_IN": UNLIMITED,
            "RATELIMIT_ANSWERS": UNLIMITED,
            "SMTP_URL": "",
            "OUTBOX_PATH": place / "outbox",
            "SNAPSHOT_PATH": place / "snapshot.sqlite",
            "TRUSTED_PROXIES": 0,
            "SESSION_COOKIE_SECURE": False,
        }
    )


def sign_in(app: Portal, count: int) -> list[str]:
    """Open a session for each of the first demo users; return their Cookie headers."""
    with app.app_context():
        ids = db.session.scalars(select(User.id).order_by(User.id).limit(count)).all()
    return [cookie_of(app, user_id) for user_id in ids]


def cookie_of(app: Portal, user_id: int) -> str:
    """Open a session; return the Cookie header that the browser has after its first page."""
    with app.test_request_context("/log-ind", method="POST") as context:
        open_session(db.session.get_one(User, user_id))
        db.session.commit()
        generate_csrf()  # as the first page does
        response = app.response_class()
        app.session_interface.save_session(app, context.session, response)
    return response.headers["Set-Cookie"].partition(";")[0]


def asker(app: Portal, cookie: str) -> Callable[[str], bytes]:
    """Return a function that gets an address from the portal in this process, signed in."""

    def get(address: str) -> bytes:
        path, _, query = address.partition("?")
        environ = EnvironBuilder(path=path, query_string=query, headers=[("Cookie", cookie)])
        chunks, status, _headers = run_wsgi_app(app, environ.get_environ(), buffered=True)
        if not status.startswith("200"):
            raise RuntimeError(f"{address} answered {status}")
        return b"".join(chunks)

    return get


def addresses(questions: Iterable[str], path: str = "/") -> list[str]:
    """Return the addresses of questions."""
    return [f"{path}?{urlencode({'q': question})}" for question in questions]
