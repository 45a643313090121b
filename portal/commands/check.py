"""The check of the whole database: pages, journal, entries."""

import click
from flask import Flask
from flask.cli import with_appcontext

from portal.history.integrity import find_faults


@click.command("check")
@with_appcontext
def check_command() -> None:
    """Check the whole database; say every fault and end with an error if there is one."""
    faults = 0
    for fault in find_faults():
        faults += 1
        click.echo(f"FAULT: {fault}")
    if faults:
        raise click.ClickException(f"{faults} faults. Restore a backup, or ask who changed this.")
    click.echo("The database is whole: its pages, its journal and every entry.")


def register(app: Flask) -> None:
    """Add the command to an application."""
    app.cli.add_command(check_command)
