"""The command that makes a database ready to be served, in one go."""

import click
from flask import Flask, current_app
from flask.cli import with_appcontext
from flask_migrate import upgrade

from portal.extensions import db
from portal.imports.demo import load_demo
from portal.imports.demo_source import DemoRefusedError
from portal.imports.reference import load_reference
from portal.snapshot.publish import publish


@click.command("set-up")
@with_appcontext
def set_up_command() -> None:
    """Migrate, load reference data and, in demo mode, the demo; safe to run again.

    One process instead of three, so that `make run` starts in seconds. What people wrote stays; a
    demo that has real users by now goes on without being loaded again.
    """
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


def register(app: Flask) -> None:
    """Add the command to an application."""
    app.cli.add_command(set_up_command)
