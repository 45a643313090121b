"""The command that deletes what is past its time; run daily."""

from datetime import datetime

import click
from flask import Flask
from flask.cli import with_appcontext

from portal.extensions import db
from portal.imports.lists.actions import drop_old_files
from portal.imports.lists.batches import count_old_files
from portal.models.base import utc_now
from portal.network_meetings.ending.purging import list_due, purge
from portal.retention.erasing import erase_deleted
from portal.retention.rows import RULES, Rule, count_over, delete_some

MEETINGS, FILES = "network meetings, with all about them", "files of lists"


@click.command("purge")
@click.option("--dry-run", is_flag=True, help="Show what would be deleted, and delete nothing.")
@with_appcontext
def purge_command(dry_run: bool) -> None:
    """Delete what is past its retention time, as /privatliv says; running twice is harmless."""
    if dry_run:
        show_what_is_over(utc_now())
    else:
        delete_what_is_over(utc_now())


def show_what_is_over(now: datetime) -> None:
    """Print what a purge would delete now: meetings by reference, the rest by number."""
    due = list_due(now)
    click.echo("This would be deleted:")
    say(len(due), MEETINGS)
    for meeting in due:
        click.echo(f"      {meeting.reference} (since {meeting.delete_on})")
    for rule in RULES:
        say(count_over(rule, now), rule.name)
    say(count_old_files(now), FILES)


def delete_what_is_over(now: datetime) -> None:
    """Delete it and print how much; no reference, for what is printed is often kept."""
    click.echo("Deleted:")
    meetings = 0
    for _ in purge(now):
        db.session.commit()  # each meeting goes whole
        meetings += 1
    say(meetings, MEETINGS)
    for rule in RULES:
        say(delete_all(rule, now), rule.name)
    files = count_old_files(now)
    drop_old_files(now)
    db.session.commit()
    say(files, FILES)
    hindrance = erase_deleted()
    if hindrance:
        click.echo(f"The next purge cleans the database's file: {hindrance}.")


def delete_all(rule: Rule, now: datetime) -> int:
    """Delete all that a rule says, in short transactions; return how many rows."""
    total = 0
    while some := delete_some(rule, now):
        db.session.commit()
        total += some
    return total


def say(number: int, what: str) -> None:
    click.echo(f"{number:>5} {what}")


def register(app: Flask) -> None:
    """Give an application this command."""
    app.cli.add_command(purge_command)
