"""The command that makes a database ready to be served, in one go."""

import click
from flask import Flask, current_app
from flask.cli import with_appcontext
from flask_migrate import upgrade

from portal.commands.data import load_demo_command, load_reference_command


@click.command("set-up")
@with_appcontext
@click.pass_context
def set_up_command(context: click.Context) -> None:
    """Migrate, load reference data and, in demo mode, the demo; safe to run again.

    One process instead of three, so that `make run` starts in seconds. What people wrote stays; a
    demo that has real users by now goes on without being loaded again.
    """
    upgrade()
    context.invoke(load_reference_command)
    if current_app.config["DEMO"]:
        try:
            context.invoke(load_demo_command)
        except click.ClickException as refused:
            click.echo(refused.message)


def register(app: Flask) -> None:
    """Add the command to an application."""
    app.cli.add_command(set_up_command)
