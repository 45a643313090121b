"""Reading a class of the listing from its beginning, as far as somebody wants to."""

import json
import sqlite3

from portal.snapshot.listings import Facts, read_facts

READ_ON = """
SELECT rank, key, steady FROM listing
WHERE municipality_code = ? AND domain_code = ? AND class = ? AND (rank, key) > (?, ?)
ORDER BY rank, key LIMIT 64
"""
_LEAST = slice(3, 21)
"""Where the standing and the age of the first member stand in a head's JSON."""

Member = tuple[str, str, bool]
"""Rank, key, and whether the entry is steady."""


class Head:
    """A class as it is listed in a municipality and domain; its members are read when needed."""

    __slots__ = ("facts", "is_whole", "least_rank", "members", "place", "written")

    def __init__(self, municipality: str, domain: str, class_: str, written: str) -> None:
        self.place = (municipality, domain, class_)
        self.written = written
        self.facts: Facts = read_facts(class_)
        self.least_rank = written[_LEAST]
        """The beginning of the first member's rank; no rank in the class is less."""
        self.members: list[Member] = []
        self.is_whole = False

    def find_member(self, at: int, file: sqlite3.Connection) -> Member | None:
        """Return the member at a place, counted from nought, or None behind the last."""
        while at >= len(self.members) and not self.is_whole:
            self.read_on(file)
        return self.members[at] if at < len(self.members) else None

    def read_on(self, file: sqlite3.Connection) -> None:
        """Read the members of the head, after these the others.

        Threads may read on at once: what each puts in the members' place is the same.
        """
        known = self.members
        if known:
            more = file.execute(READ_ON, (*self.place, *known[-1][:2])).fetchall()
            self.members, self.is_whole = [*known, *more], not more
        else:
            first = json.loads(self.written)
            self.members, self.is_whole = [one for one in first if one], first[-1] is not None
