"""``python -m tests.benchmarks [PART …]``: measure, print the table, keep it in RESULTS.md.

With parts named, only these run and the kept table stays as it is.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks.databases import Directories
from tests.benchmarks.figures import Figure, keep, machine, table
from tests.benchmarks.parts import (
    chores,
    edits,
    lists,
    lookup,
    memory,
    pages,
    poll,
    publishing,
    statements,
    understanding,
    wire,
    writes,
)
from tests.benchmarks.servers import on_core

PARTS: dict[str, Callable[[Directories], list[Figure]]] = {
    "understanding": understanding.measure,
    "lookup": lookup.measure,
    "pages": pages.measure,
    "statements": statements.measure,
    "wire": wire.measure,
    "writes": writes.measure,
    "edits": edits.measure,
    "lists": lists.measure,
    "memory": memory.measure,
    "publishing": publishing.measure,
    "poll": poll.measure,
    "chores": chores.measure,
}
REMARKS = (
    "30,000 entries, one gunicorn worker with four threads on one core, signed in, 114 questions "
    "(19 municipalities × 6 domains) unless the row says otherwise. Peers show the same directory.",
    "A question asked again before anybody may open or close finds its ladder rendered; a new one "
    "(each about another minute) only its cards; the first pass of a process finds nothing. The "
    "portal is served as `make run` serves it (`portal/serving.py`), gunicorn's peers by its "
    "defaults.",
    "Ratios over peers are of the CPU that an answer costs, medians of alternating rounds; the "
    "rates beside them are what came through while the machine did other things too.",
    "1,400 and 30,000 entries are in the portal's own tables, put there without the verbs. The "
    "1,000,000 are a snapshot only: that of 30,000 with each entry copied under a new id.",
    "Bare Flask + Jinja renders the portal's own card template from lines in memory; the rest of "
    "its page is a string. Django's list view fetches its relations beforehand; nobody signs in.",
)


def main() -> None:
    """Run the benchmarks."""
    reader = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    reader.add_argument("parts", nargs="*", help=f"any of: {', '.join(PARTS)}")
    chosen = reader.parse_args().parts or list(PARTS)
    if unknown := [name for name in chosen if name not in PARTS]:
        reader.error(f"there is no part {', '.join(unknown)}; there are {', '.join(PARTS)}")
    on_core(-1)
    started = time.monotonic()
    figures = measure(chosen)
    if len(chosen) == len(PARTS):
        keep(figures, REMARKS, time.monotonic() - started)
    print(f"\n{machine()}\n\n{table(figures)}")


def measure(chosen: list[str]) -> list[Figure]:
    """Measure the chosen parts, one after another."""
    with tempfile.TemporaryDirectory(prefix="en-indgang-bench-") as place:
        directories = Directories(Path(place))
        figures: list[Figure] = []
        for name in chosen:
            say(name)
            figures += PARTS[name](directories)
    return figures


def say(name: str) -> None:
    print(f"{name} …", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
