"""What is reckoned from a snapshot is reckoned once, and forgotten with the snapshot."""

import gc
import weakref
from datetime import date

from portal.coverage.cells import coverage_on
from portal.coverage.kept import MOST, once_a_snapshot
from portal.coverage.ordinary import next_ordinary_week
from portal.coverage.reachable import week_of
from portal.snapshot.current import current_snapshot
from portal.snapshot.reader import Snapshot

MONDAY = date(2026, 11, 23)


def test_whole_region_is_reckoned_and_then_known(filled):
    with filled.app_context():
        snapshot = current_snapshot()
        coverage = coverage_on(snapshot, MONDAY)
        for code in snapshot.municipalities:
            for domain in snapshot.domains:
                week_of(snapshot, code, domain, next_ordinary_week(MONDAY))
        assert coverage_on(snapshot, MONDAY) is coverage
    assert len(coverage) == 19
    assert all(len(cells) == 18 for cells in coverage.values())


def test_each_thing_is_reckoned_once_and_again_for_the_next_snapshot(filled):
    asked = []

    @once_a_snapshot
    def find(_snapshot, what):
        asked.append(what)
        return len(asked)

    with filled.app_context():
        path = filled.config["SNAPSHOT_PATH"]
        first, second = current_snapshot(), Snapshot(path)
        assert [find(first, "a"), find(first, "a"), find(first, "b"), find(second, "a")] == [
            1,
            1,
            2,
            3,
        ]
        second.close()


def test_snapshot_that_was_replaced_is_let_go(filled):
    find = once_a_snapshot(lambda _snapshot, what: what)
    with filled.app_context():
        current_snapshot()
        snapshot = Snapshot(filled.config["SNAPSHOT_PATH"])
        for what in range(MOST + 1):
            find(snapshot, what)
        gone = weakref.ref(snapshot)
        snapshot.close()
        del snapshot
    gc.collect()
    assert gone() is None
