"""Databases for tests: made once by the real migrations, then given fresh to every test."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
from flask import Flask
from flask_migrate import upgrade
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from psycopg import sql
from sqlalchemy import event
from sqlalchemy.orm import Session

from portal.app import Portal, create_app
from portal.commands.all import with_commands
from portal.extensions import db
from portal.models.base import Base
from tests.support.client import PageClient

ARGON2_MINIMUM_KIB = 8  # tests sign in hundreds of times


class CompiledTemplates(BytecodeCache):
    """Templates compiled once for all the portals of a test run; compiling takes most of a test."""

    def __init__(self) -> None:
        self.compiled: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self.compiled:
            bucket.bytecode_from_string(self.compiled[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.compiled[bucket.key] = bucket.bytecode_to_string()


compiled_templates = CompiledTemplates()


def settings(database_url: str, folder: Path) -> dict[str, Any]:
    """Return the settings of a portal under test; its files lie in a folder of the test's own."""
    return {
        "TESTING": True,
        "SECRET_KEY": "only-for-tests",
        "SQLALCHEMY_DATABASE_URI": database_url,
        "DEMO": False,
        "PORTAL_URL": "http://localhost",
        "RATELIMIT_STORAGE_URI": "memory://",
        "RATELIMIT_SIGN_IN": "100000 per minute",
        "SMTP_URL": "",
        "TRUSTED_PROXIES": 0,
        "SESSION_COOKIE_SECURE": False,
        "PASSWORD_MEMORY_KIB": ARGON2_MINIMUM_KIB,
        "WRITE_WORDS_AFTER": 0,
        "LOOK_FOR_CHANGES_EVERY": 0,
        **files(folder),
    }


def files(folder: Path) -> dict[str, Path]:
    """Return the settings that say where a portal's own files lie."""
    return {"SNAPSHOT_PATH": folder / "snapshot.sqlite", "OUTBOX_PATH": folder / "outbox"}


def make_app(database_url: str, folder: Path, **changed: Any) -> Portal:
    """Return a portal on a database.

    A fault in a view is raised in the test; with ``TESTING=False`` it becomes an error page.
    """
    given = settings(database_url, folder) | {"PATIENCE": 20} | changed
    app = with_commands(create_app(given))
    app.test_client_class = PageClient
    app.jinja_env.bytecode_cache = compiled_templates
    return app


@contextmanager
def opened(app: Flask) -> Iterator[Session]:
    """Open a portal's database: what is arranged inside is committed, and readable afterwards.

    Where there is no snapshot yet, none is published: whoever reads it first has it built. A
    directory arranged in five steps would be published five times, which is most of the work.
    """
    with app.app_context():
        session = db.session()
        session.expire_on_commit = False
        yield session
        session.flush()
        if not app.config["SNAPSHOT_PATH"].exists():
            session.info.pop("directory_changed", None)
            session.info.pop("keys_changed", None)
        session.commit()


@contextmanager
def statements_of(app: Flask) -> Iterator[list[str]]:
    """Note every statement that a portal sends to its database inside the block."""
    statements: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        statements.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    yield statements
    event.remove(engine, "before_cursor_execute", note)


def dispose(app: Flask) -> None:
    """Close every connection a portal holds."""
    with app.app_context():
        db.engine.dispose()


def migrate(database_url: str, folder: Path) -> None:
    """Bring an empty database to the newest schema."""
    app = make_app(database_url, folder)
    with app.app_context():
        upgrade()
    dispose(app)


def copy_sqlite(template: Path, folder: Path) -> str:
    """Copy a closed SQLite database into a folder, in place of one; return the copy's URL.

    Whoever still has the older one open goes on with a file that nobody else can reach.
    """
    copy = folder / "portal.sqlite"
    for older in (copy, folder / "portal.sqlite-wal", folder / "portal.sqlite-shm"):
        older.unlink(missing_ok=True)
    shutil.copyfile(template, copy)
    return f"sqlite:///{copy}"


def empty_postgres(database_url: str) -> None:
    """Bring a migrated database back to how the migrations left it.

    Deleting from 25 tables takes 3 ms and TRUNCATE 34 ms. Foreign keys are not checked meanwhile.
    """
    deletes = [
        sql.SQL("DELETE FROM {}").format(sql.Identifier(name)) for name in Base.metadata.tables
    ]
    with psycopg.connect(database_url.replace("+psycopg", "")) as connection:
        connection.execute("SET LOCAL session_replication_role = replica")
        connection.execute(sql.SQL(";").join(deletes))
        connection.execute(
            "INSERT INTO directory_state (id, version, journal_head, changed_at)"
            " VALUES (1, 0, '', %s)",
            [datetime.now(UTC)],
        )
