"""Commands that load data into the directory."""

import click
from flask import Flask
from flask.cli import with_appcontext

from portal.extensions import db
from portal.imports.reference import load_reference
from portal.snapshot.publish import publish


def register(app: Flask) -> None:
    """Add the commands to an application."""
    app.cli.add_command(load_reference_command)


@click.command("load-reference")
@with_appcontext
def load_reference_command() -> None:
    """Load municipalities, places, problem domains and published offers; safe to run again."""
    loaded = load_reference()
    db.session.commit()
    publish()
    click.echo(f"Reference data: {loaded.added} added, {loaded.changed} changed.")
