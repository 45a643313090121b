"""The command that makes a database ready to be served, in one go."""

import hashlib
from pathlib import Path

import click
from flask import Flask, current_app
from flask.cli import with_appcontext
from flask_migrate import upgrade
from sqlalchemy import text
from sqlalchemy.exc import OperationalError, ProgrammingError

from portal.config import REFERENCE, ROOT
from portal.extensions import db
from portal.imports.demo import load_demo
from portal.imports.demo_source import DemoRefusedError
from portal.imports.reference import load_reference
from portal.snapshot.publish import publish

KINDS = frozenset({".csv", ".json", ".py", ".tsv", ".txt"})
LOADED = (REFERENCE, ROOT / "portal" / "migrations" / "versions")


@click.command("set-up")
@with_appcontext
def set_up_command() -> None:
    """Migrate, load reference data and, in demo mode, the demo; safe to run again.

    One process instead of three, and nothing to do where nothing has changed, so that `make run`
    starts in seconds. What people wrote stays; a demo that has real users by now goes on without
    being loaded again.
    """
    if find_done() == what_to_do():
        return
    upgrade()
    load_reference()
    db.session.commit()
    if current_app.config["DEMO"]:
        try:
            load_demo()
            db.session.commit()
        except DemoRefusedError as refused:
            db.session.rollback()
            click.echo(f"The demo was not loaded: {refused}")
    publish()
    done_path().write_text(what_to_do(), encoding="ascii")


def what_to_do() -> str:
    """Return what tells one set-up from another: the files it loads, and whether with the demo."""
    files = sorted(p for folder in LOADED for p in folder.rglob("*") if p.suffix in KINDS)
    stamps = [f"{path.name} {path.stat().st_size} {path.stat().st_mtime_ns}" for path in files]
    told = "\n".join([str(current_app.config["DEMO"]), *stamps])
    return hashlib.sha256(told.encode()).hexdigest()


def find_done() -> str | None:
    """Return what was set up last, or None where this database was not, or is gone since."""
    try:
        revision = db.session.scalar(text("SELECT version_num FROM alembic_version"))
    except (OperationalError, ProgrammingError):
        revision = None
    db.session.rollback()
    path = done_path()
    return path.read_text(encoding="ascii") if revision and path.exists() else None


def done_path() -> Path:
    """Return where a database's last set-up is noted, beside its snapshot."""
    return Path(current_app.config["SNAPSHOT_PATH"]).with_suffix(".set-up")


def register(app: Flask) -> None:
    """Add the command to an application."""
    app.cli.add_command(set_up_command)
