"""The courier: a thread of a serving process that sends mails while nobody waits for it."""

import logging
import threading

from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from portal.mail.delivery import deliver_due, find_next_due
from portal.models.base import utc_now

log = logging.getLogger(__name__)

LOOK_EVERY = 60.0
"""Seconds after which to look for mails that another process queued, or left when it ended."""
LEAST = 1.0
ENDS_WITHIN = 5.0


class Courier(threading.Thread):
    """Sends what is due: when called, when a failed mail's time has come, and now and then."""

    def __init__(self, app: Flask) -> None:
        super().__init__(name="courier", daemon=True)
        self.app = app
        self.called = threading.Event()
        self.is_over = False

    def run(self) -> None:
        while not self.is_over:
            seconds = self.deliver()
            self.called.wait(seconds)
            self.called.clear()

    def deliver(self) -> float:
        """Send what is due; return after how many seconds to look again."""
        with self.app.app_context():
            try:
                deliver_due()
                due_at = find_next_due()
            except SQLAlchemyError as error:
                log.warning("mails could not be sent: %s", type(error).__name__)
                return LOOK_EVERY
            except Exception:  # one mail's fault must not keep back all that come after it
                log.exception("mails could not be sent")
                return LOOK_EVERY
        if due_at is None:
            return LOOK_EVERY
        return min(LOOK_EVERY, max(LEAST, (due_at - utc_now()).total_seconds()))

    def end(self) -> None:
        """Let it finish the mail it is at; what is left is sent by the next one."""
        self.is_over = True
        self.called.set()
        self.join(ENDS_WITHIN)


def start_courier(app: Flask) -> Courier:
    """Let mails be sent by this process; commands do without, for they would end while it works."""
    courier = app.extensions["courier"] = Courier(app)
    courier.start()
    return courier


def call_courier(app: Flask) -> None:
    """Have the mails sent now, where this process has a courier."""
    courier: Courier | None = app.extensions.get("courier")
    if courier is not None:
        courier.called.set()
