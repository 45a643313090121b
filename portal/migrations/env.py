"""Runs the migrations so that an interrupted one leaves nothing behind, on both databases.

SQLite needs help: its driver must not commit before DDL (``isolation_level=None`` and the
``BEGIN IMMEDIATE`` of portal.extensions see to it), and foreign keys must be off while a table is
rebuilt, because dropping the old one would delete the rows that refer to it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal

from alembic import context
from flask import current_app
from sqlalchemy import Connection, Enum
from sqlalchemy.types import TypeDecorator

import portal.models.registry  # noqa: F401 - so that Base knows every table
from portal.models.base import Base

engine = current_app.extensions["migrate"].db.engine


@contextmanager
def ready_for_migrations(connection: Connection) -> Iterator[None]:
    """Prepare a fresh connection; put back afterwards what later users of it rely on."""
    if connection.dialect.name != "sqlite":
        connection.exec_driver_sql("SET statement_timeout = 0")  # the portal's own is 3 s
        connection.commit()
        try:
            yield
        finally:
            connection.rollback()
            connection.exec_driver_sql("RESET statement_timeout")
            connection.commit()
        return
    driver = connection.connection.driver_connection
    assert driver is not None
    driver.execute("PRAGMA foreign_keys = OFF")  # has no effect inside a transaction
    try:
        yield
    finally:
        connection.rollback()
        driver.execute("PRAGMA foreign_keys = ON")
    orphans = driver.execute("PRAGMA foreign_key_check").fetchall()
    if orphans:
        raise RuntimeError(f"the migration left rows that refer to nothing: {orphans[:5]}")


def render_plainly(kind: str, value: Any, _context: Any) -> str | Literal[False]:
    """Write a column's type into a revision as SQL knows it: a revision outlives our classes."""
    if kind == "type" and isinstance(value, Enum):
        return f"sa.String(length={value.length})"
    if kind == "type" and isinstance(value, TypeDecorator):
        return f"sa.{value.impl!r}"
    return False


def run_migrations() -> None:
    """Bring the application's database to the wanted revision, one transaction a revision."""
    with engine.connect() as connection, ready_for_migrations(connection):
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_as_batch=True,
            transaction_per_migration=True,
            transactional_ddl=True,
            compare_type=True,
            render_item=render_plainly,
        )
        with context.begin_transaction():
            context.run_migrations()


run_migrations()
