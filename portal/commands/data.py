"""Commands that load data into the directory."""

import click
from flask import Flask
from flask.cli import with_appcontext

from portal.extensions import db
from portal.imports.demo import load_demo
from portal.imports.demo_removal import remove_demo
from portal.imports.demo_source import DemoRefusedError
from portal.imports.reference import load_reference
from portal.snapshot.publish import publish


def register(app: Flask) -> None:
    """Add the commands to an application."""
    app.cli.add_command(load_reference_command)
    app.cli.add_command(load_demo_command)
    app.cli.add_command(remove_demo_command)


@click.command("load-reference")
@with_appcontext
def load_reference_command() -> None:
    """Load municipalities, places, problem domains and published offers; safe to run again."""
    loaded = load_reference()
    db.session.commit()
    publish()
    click.echo(f"Reference data: {loaded.added} added, {loaded.changed} changed.")


@click.command("load-demo")
@with_appcontext
def load_demo_command() -> None:
    """Load demo users and entries; refuses on a database that has real users."""
    try:
        loaded = load_demo()
    except DemoRefusedError as refused:
        raise click.ClickException(str(refused)) from refused
    db.session.commit()
    publish()
    click.echo(f"Demo: {loaded.added} added, {loaded.changed} changed.")


@click.command("remove-demo")
@with_appcontext
def remove_demo_command() -> None:
    """Remove the demo users and entries, and what the users did to real entries."""
    try:
        removed = remove_demo()
    except DemoRefusedError as refused:
        raise click.ClickException(str(refused)) from refused
    db.session.commit()
    publish()
    click.echo(
        f"Demo: {removed.entries} entries and {removed.users} users removed,"
        f" {removed.put_back} real entries put back."
    )
