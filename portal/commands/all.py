"""Every command of the portal, and the migrations' (``flask db``).

Only ``wsgi.py`` adds them: a server that is started without has no use for what they import.
"""

from typing import TypeVar

from flask import Flask
from flask_migrate import Migrate

from portal.commands import accounts, check, data, lists, purge, reminders, set_up
from portal.extensions import db

App = TypeVar("App", bound=Flask)
SUBJECTS = (accounts, check, data, lists, purge, reminders, set_up)


def with_commands(app: App) -> App:
    """Give an application all commands, and return it."""
    Migrate(app, db, directory=f"{app.root_path}/migrations", render_as_batch=True)
    for subject in SUBJECTS:
        subject.register(app)
    return app
