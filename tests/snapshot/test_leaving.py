"""What a process has read and thought goes on in the processes that part from it."""

import pytest

from portal.answers.situation import find_moment
from portal.history.writing import changing
from portal.models.base import utc_now
from portal.models.vocabulary import Action
from portal.snapshot.current import current_snapshot, leave_to_forks
from portal.snapshot.publish import snapshot_path
from portal.snapshot.reader import Snapshot
from tests import factories

pytestmark = [
    pytest.mark.usefixtures("published"),
    pytest.mark.parametrize("app", ["sqlite"], indirect=True),
]


@pytest.fixture
def left(app, database, published):
    """A contact, and a snapshot that was read and left to forks."""
    with database():
        contact = factories.make_contact("Visitator")
    with app.app_context():
        current_snapshot()  # builds it
        snapshot = Snapshot(snapshot_path())
        snapshot.find_entry(f"contact:{contact.id}")
        leave_to_forks(snapshot)
    return snapshot, contact


def test_a_fork_goes_on_with_what_was_read_and_judged(app, left):
    snapshot, contact = left
    key, now = f"contact:{contact.id}", utc_now()
    with app.app_context():
        going_on = current_snapshot()
        moment = find_moment(going_on, now)
        assert going_on is snapshot
        assert going_on.find_entry(key) is snapshot.entries[key]
        assert find_moment(going_on, now) is moment
        assert list(going_on.municipalities) == ["0730"], "the file is open again"


def test_a_fork_reads_what_was_published_meanwhile(app, database, left):
    snapshot, contact = left
    with database() as session:
        contact = session.get_one(type(contact), contact.id)
        with changing(None, contact, Action.EDITED):
            contact.function = "Rusmiddelrådgiver"
    with app.app_context():
        found = current_snapshot().find_entry(f"contact:{contact.id}")
        assert current_snapshot() is not snapshot
        assert found is not None
        assert found.function == "Rusmiddelrådgiver"
