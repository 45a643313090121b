"""How gunicorn serves the portal: ``gunicorn -c python:portal.serving wsgi:app``."""

import gc
import os
from typing import Any

from portal.answers.knowledge import warm_up
from portal.snapshot.current import find_snapshot

bind = f"127.0.0.1:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = 4
loglevel = "warning"


def post_worker_init(worker: Any) -> None:
    """Make a worker ready before it takes its first request, so that nobody waits for the words.

    What start-up made stays for good: without ``freeze`` the collector walks it again and again.
    """
    with worker.wsgi.app_context():
        snapshot = find_snapshot()
        if snapshot is not None:
            warm_up(snapshot)
    gc.collect()
    gc.freeze()
