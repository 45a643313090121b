"""Commands about users: create one, give one a token for the API, and take all tokens back."""

import click
from flask import Flask
from flask.cli import with_appcontext

from portal.accounts.actions import create_token, create_user, revoke_tokens
from portal.accounts.links import invitation_link
from portal.accounts.queries import find_user, normal_email
from portal.extensions import db
from portal.models.user import User
from portal.models.vocabulary import Role
from portal.municipalities.queries import find_municipality

TOKEN_DAYS = 90


@click.command("create-user")
@click.argument("email")
@click.option("--role", required=True, type=click.Choice([role.value for role in Role]))
@click.option(
    "--name", help="Shown beside what the user changes; by default taken from the e-mail."
)
@click.option("--municipality", "codes", multiple=True, help="A four-digit code; can be repeated.")
@with_appcontext
def create_user_command(email: str, role: str, name: str | None, codes: tuple[str, ...]) -> None:
    """Create a user and print the link at which the user chooses a password."""
    if "@" not in email or len(email) > 254:
        raise click.ClickException(f"{email} is no e-mail address.")
    if find_user(email) is not None:
        raise click.ClickException(f"There is already a user {normal_email(email)}.")
    places = {code: find_municipality(code) for code in codes}
    municipalities = [place for place in places.values() if place is not None]
    if len(municipalities) < len(places):
        unknown = ", ".join(code for code, place in places.items() if place is None)
        raise click.ClickException(f"No municipality {unknown}. Has load-reference been run?")
    if codes and role != Role.COORDINATOR:
        raise click.ClickException("Only a coordinator looks after municipalities.")
    user = User(
        email=email,
        name=name or email.partition("@")[0],
        role=Role(role),
        municipalities=municipalities,
    )
    token = create_user(None, user)
    db.session.commit()
    click.echo(invitation_link(token))


@click.command("create-token")
@click.argument("email")
@click.option("--days", default=TOKEN_DAYS, show_default=True, type=click.IntRange(1, 3650))
@with_appcontext
def create_token_command(email: str, days: int) -> None:
    """Print a bearer token for the API, with the rights of the user with that e-mail."""
    user = find_user(email)
    if user is None or not user.is_active:
        raise click.ClickException(f"There is no active user {normal_email(email)}.")
    token = create_token(user, days)
    db.session.commit()
    click.echo(token)


@click.command("revoke-tokens")
@click.argument("email")
@with_appcontext
def revoke_tokens_command(email: str) -> None:
    """End every bearer token of the user with that e-mail, also of one who is disabled."""
    user = find_user(email)
    if user is None:
        raise click.ClickException(f"There is no user {normal_email(email)}.")
    ended = revoke_tokens(user)
    db.session.commit()
    click.echo(f"{ended} tokens work no more.")


def register(app: Flask) -> None:
    """Give an application these commands."""
    app.cli.add_command(create_user_command)
    app.cli.add_command(create_token_command)
    app.cli.add_command(revoke_tokens_command)
