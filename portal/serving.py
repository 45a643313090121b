"""How gunicorn serves the portal: ``gunicorn -c python:portal.serving wsgi:app``."""

import gc
import os
import threading
from typing import Any

from flask import Flask

from portal.answers.knowledge import warm_up
from portal.mail.courier import start_courier
from portal.snapshot.current import find_snapshot

bind = f"127.0.0.1:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = 4
loglevel = "warning"


def post_worker_init(worker: Any) -> None:
    """Read the words while the worker already serves, so that hardly anybody waits for them.

    From now on mails are sent by it too.
    """
    start_courier(worker.wsgi)
    threading.Thread(target=get_ready, args=(worker.wsgi,), daemon=True).start()


def worker_exit(_server: Any, worker: Any) -> None:
    """Let the mail that is on its way arrive before the worker ends."""
    worker.wsgi.extensions["courier"].end()


def get_ready(app: Flask) -> None:
    """Make a process ready for questions; what it made stays for good.

    Without ``freeze`` the collector walks the words again and again.
    """
    with app.app_context():
        snapshot = find_snapshot()
        if snapshot is not None:
            warm_up(snapshot)
    gc.collect()
    gc.freeze()
