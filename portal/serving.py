"""How gunicorn serves the portal: ``gunicorn -c python:portal.serving``."""

import gc
import os
import threading
from typing import Any

from flask import Flask

from portal.answers.ahead import Forethought, think_ahead
from portal.answers.asking import Choices, ask
from portal.answers.cards import ladder_once
from portal.answers.knowledge import meet_words
from portal.answers.ladder import answer
from portal.answers.situation import find_moment
from portal.mail.courier import start_courier
from portal.models.base import utc_now
from portal.snapshot.current import find_snapshot, leave_to_forks
from portal.snapshot.file import DamagedSnapshotError
from portal.snapshot.publish import snapshot_path
from portal.snapshot.reader import Snapshot

wsgi_app = "portal.app:create_app()"  # without the commands
bind = f"127.0.0.1:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = 4
loglevel = "warning"
preload_app = True

gc.set_threshold(50_000, 20, 20)  # an answer makes thousands of objects and no circles


def when_ready(server: Any) -> None:
    """Read the words and think ahead before the workers part from this process: they share it.

    Nothing may be open by then: no thread, no file and no connection outlives a fork.
    """
    app: Flask = server.app.wsgi()
    with app.app_context():
        try:
            snapshot = Snapshot(snapshot_path())
        except (OSError, DamagedSnapshotError):
            return  # the first worker builds it
        if snapshot.is_of_this_code:
            rehearse(app, snapshot)
            meet_words(snapshot)
            for _ in think_ahead(find_moment(snapshot, utc_now())):
                pass
            leave_to_forks(snapshot)
    snapshot.close()
    keep_for_good()


def post_worker_init(worker: Any) -> None:
    """Read the words while the worker already serves, so that hardly anybody waits for them.

    From now on mails are sent by it too.
    """
    start_courier(worker.wsgi)
    worker.wsgi.extensions["forethought"] = Forethought(worker.wsgi)
    threading.Thread(target=get_ready, args=(worker.wsgi,), daemon=True).start()


def worker_exit(_server: Any, worker: Any) -> None:
    """Let the mail that is on its way arrive before the worker ends."""
    worker.wsgi.extensions["courier"].end()


def get_ready(app: Flask) -> None:
    """Make a process ready for questions, and keep it so."""
    with app.app_context():
        snapshot = find_snapshot()
        if snapshot is not None:
            rehearse(app, snapshot)
    keep_for_good()
    app.extensions["forethought"].start()


def rehearse(app: Flask, snapshot: Snapshot) -> None:
    """Answer a question, so that what every answer needs has been read and compiled."""
    for name in app.jinja_env.list_templates(filter_func=is_of_answers):
        app.jinja_env.get_template(name)
    asked = ask("randers alkohol", Choices(), snapshot)
    ladder_once(answer(asked.question, asked.at, snapshot), asked.is_now)


def is_of_answers(template: str) -> bool:
    return template == "layout.html" or template.startswith(("answers/", "components/"))


def keep_for_good() -> None:
    """Leave what there is by now out of all collecting: it stays, and shared pages stay shared."""
    gc.collect()
    gc.freeze()
