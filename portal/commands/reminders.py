"""The command that reminds people of what is due; run daily, it also sends mails that are left."""

import click
from flask import Flask
from flask.cli import with_appcontext

from portal.extensions import db
from portal.figures.recording import record_daily_figures
from portal.mail.delivery import deliver_due
from portal.models.base import utc_now
from portal.network_meetings.ending.reminding import send_meeting_reminders
from portal.reminders.actions import send_reminders
from portal.web.dates import local_today


@click.command("send-reminders")
@with_appcontext
def send_reminders_command() -> None:
    """Mail everybody what is due, and keep the day's figures; twice mails once."""
    outcome = send_reminders(utc_now())
    db.session.commit()
    click.echo(
        f"Reminders: {outcome.reminded} entries in {len(outcome.letters)} mails,"
        f" {outcome.in_vain} entries marked after reminding in vain."
    )
    if outcome.unheard:
        click.echo(f"Nobody to remind of {outcome.unheard.total()} entries:")
        for owner, count in outcome.unheard.most_common():
            click.echo(f"  {owner}: {count}")
    meetings = send_meeting_reminders(utc_now())
    db.session.commit()
    click.echo(
        f"Meetings: {meetings.participants} participants reminded to answer,"
        f" {meetings.deadlines} deadlines, {meetings.endings} endings and"
        f" {meetings.follow_ups} follow-ups told."
    )
    delivery = deliver_due()
    click.echo(f"Mails: {delivery.sent} sent, {delivery.failed} failed.")
    record_daily_figures(local_today())
    db.session.commit()


def register(app: Flask) -> None:
    """Give an application this command."""
    app.cli.add_command(send_reminders_command)
