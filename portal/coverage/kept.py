"""What is reckoned from a snapshot is kept as long as the snapshot is, and goes with it."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar
from weakref import WeakKeyDictionary

from portal.snapshot.reader import Snapshot

Asked = ParamSpec("Asked")
Found = TypeVar("Found")

MOST = 500
"""Results of one function that are kept with a snapshot; at the limit it begins again."""


def once_a_snapshot(
    find: Callable[Concatenate[Snapshot, Asked], Found],
) -> Callable[Concatenate[Snapshot, Asked], Found]:
    """Let a function reckon each thing once for a snapshot. Its arguments are positional."""
    kept: WeakKeyDictionary[Snapshot, dict[object, Found]] = WeakKeyDictionary()

    @wraps(find)
    def find_kept(snapshot: Snapshot, /, *asked: Asked.args, **named: Asked.kwargs) -> Found:
        known = kept.setdefault(snapshot, {})
        if asked not in known:
            if len(known) >= MOST:
                known.clear()
            known[asked] = find(snapshot, *asked, **named)
        return known[asked]

    return find_kept
