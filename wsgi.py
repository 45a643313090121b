"""The entry point for ``flask --app wsgi``: the portal with its commands.

Servers do without them: ``gunicorn -c python:portal.serving`` (any other server may use this too).
"""

from portal.app import create_app
from portal.commands.all import with_commands

app = with_commands(create_app())
