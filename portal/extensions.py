"""The Flask extensions, made once and bound to the application in ``create_app``."""

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flask import Flask, current_app, has_request_context, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_login import LoginManager
from flask_sqlalchemy import SQLAlchemy
from flask_wtf import CSRFProtect
from sqlalchemy import Connection, Engine, event
from werkzeug.local import LocalProxy

from portal.database.outage import Outage
from portal.database.patience import seconds_left
from portal.later import Later
from portal.models.base import Base

if TYPE_CHECKING:
    from portal.database import impatient
else:
    impatient = Later("portal.database.impatient")

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})

db = SQLAlchemy(metadata=Base.metadata)
login_manager = LoginManager()
csrf = CSRFProtect()
# Without Redis each process counts for itself: a looser limit is better than no portal.
limiter = Limiter(get_remote_address, strategy="moving-window", in_memory_fallback_enabled=True)
outage: Outage = LocalProxy(lambda: current_app.extensions["outage"])  # type: ignore[assignment]

LONGEST_LOCK = 10.0
"""Seconds that a writer waits for the others on SQLite, where nobody said less."""


def engine_options(url: str, patience: int) -> dict[str, Any]:
    """Return how to reach a database so that a stopped or hung one is noticed within seconds.

    With more patience than 1 connections may take so many times as long. What somebody wrote does
    not get into the log with a statement that failed.
    """
    if url.startswith("sqlite"):
        return {
            "hide_parameters": True,
            "connect_args": {"timeout": 10, "isolation_level": None},
        }
    return {
        "hide_parameters": True,
        "pool_pre_ping": True,
        "pool_recycle": 300,
        "pool_timeout": 2 * patience,
        "connect_args": {
            "connect_timeout": 2 * patience,
            "options": "-c statement_timeout=3000 -c idle_in_transaction_session_timeout=15000",
        },
    }


def keep_sqlite_safe(engine: Engine) -> None:
    """Make SQLite keep every acknowledged write, and make writers wait instead of failing.

    FULL, not NORMAL: a power cut loses acknowledged rows with NORMAL. BEGIN IMMEDIATE: a deferred
    transaction that turns into a writer fails at once when another one is writing.
    """
    if engine.dialect.name != "sqlite":
        return

    @event.listens_for(engine, "do_connect")
    def keep_file_private(_dialect: Any, _record: Any, args: Any, _options: Any) -> None:
        make_private_file(args[0])

    @event.listens_for(engine, "connect")
    def set_pragmas(connection: Any, _record: Any) -> None:
        wait_for_locks(connection)
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        wait_for_locks(connection.connection.driver_connection)
        is_safe = has_request_context() and request.method in SAFE_METHODS
        is_reading = is_safe or connection.get_execution_options().get("is_reading", False)
        connection.exec_driver_sql("BEGIN" if is_reading else "BEGIN IMMEDIATE")


def make_private_file(name: str) -> None:
    """Make a database that is not there yet readable by its owner only: it holds passwords' hashes.

    SQLite gives its ``-wal`` and ``-shm`` the same rights. What cannot be made is left to SQLite,
    whose error says so.
    """
    if name and not name.startswith((":memory:", "file:")):
        with suppress(OSError):
            Path(name).touch(mode=0o600, exist_ok=False)


def wait_for_locks(connection: Any) -> None:
    """Let SQLite wait for other processes' locks as long as this thread has time."""
    connection.execute(f"PRAGMA busy_timeout={int(seconds_left(LONGEST_LOCK) * 1000)}")


def keep_postgres_impatient(engine: Engine) -> None:
    """Give up connections to a PostgreSQL server that is hung."""
    if engine.dialect.name != "postgresql":
        return

    @event.listens_for(engine, "do_connect")
    def connect(
        _dialect: Any, _record: Any, args: Any, options: Any
    ) -> "impatient.ImpatientConnection":
        return impatient.ImpatientConnection.connect(*args, **options)


def bind_extensions(app: Flask) -> None:
    """Bind every extension to an application whose settings are complete."""
    options = engine_options(app.config["SQLALCHEMY_DATABASE_URI"], app.config["PATIENCE"])
    app.config.setdefault("SQLALCHEMY_ENGINE_OPTIONS", options)
    db.init_app(app)
    with app.app_context():
        keep_sqlite_safe(db.engine)
        keep_postgres_impatient(db.engine)
    app.extensions["outage"] = Outage()
    login_manager.init_app(app)
    csrf.init_app(app)
    limiter.init_app(app)
