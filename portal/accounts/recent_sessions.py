"""Sessions found open within the last second, so that a burst of lookups asks only once.

What ends a session in this process empties the memory with its commit; what another process ends
is refused here a second later at the most.
"""

from time import monotonic

from sqlalchemy import event
from sqlalchemy.orm import Session

from portal.extensions import db
from portal.snapshot.users import Reader

SECONDS = 1.0
MOST = 1_000
ENDED = "sessions_ended"
"""What a session's ``info`` holds until the commit, when it ends somebody's session."""

Key = tuple[str, str | None]


class RecentSessions:
    """Whom a cookie's id and token let in, and when the database said so."""

    def __init__(self) -> None:
        self.found: dict[Key, tuple[float, Reader]] = {}

    def find(self, key: Key) -> Reader | None:
        """Return whom the session lets in, if that was found within the last second."""
        at, reader = self.found.get(key, (0.0, None))
        return reader if 0 <= monotonic() - at < SECONDS else None

    def forget(self) -> None:
        """Forget everybody, and whom another thread asked about but has not noted yet."""
        self.found = {}


def remember(found: dict[Key, tuple[float, Reader]], key: Key, reader: Reader) -> None:
    """Note whom a session lets in, in the ``found`` of before the database was asked."""
    if len(found) >= MOST:
        found.clear()
    found[key] = (monotonic(), reader)


recent = RecentSessions()


@event.listens_for(db.session, "after_commit", insert=True)  # first: publishing takes a while
def forget_ended(session: Session) -> None:
    """Forget everybody when a commit has ended anybody's session."""
    if session.info.pop(ENDED, False):
        recent.forget()
