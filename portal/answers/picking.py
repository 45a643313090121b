"""The first entries of listings as the rules order them, without a look at all the others.

A listing is read class by class (:mod:`portal.snapshot.listings`). All of a class stand alike but
for their age, the newest first, so nobody in it stands before its next member. Of all classes the
one whose next member stands first is read on, until there are as many as a section shows: that is
the same as ordering everybody, however many there are. Who may stand further down than the class
(somebody absent, reported to be wrong, full) is judged when it is come to, and waits for the right
turn; who may stand higher is judged before the first is taken.
"""

from collections.abc import Callable, Iterator, Mapping
from heapq import heapify, heappop, heappush
from itertools import count
from typing import NamedTuple

from portal.answers.rules import Standing, ranks_of, standing_in
from portal.answers.situation import Candidate, RankedClass, Ranks, Situation
from portal.hours.status import OpenState
from portal.models.vocabulary import Capacity
from portal.snapshot.heads import Head
from portal.snapshot.listings import (
    HEAD_LENGTH,
    MOST_TOGETHER,
    Facts,
    age_in,
    combine,
    rank_of,
)
from portal.snapshot.records import EntryRecord

Kinds = frozenset[str]
IsWanted = Callable[[Facts, OpenState], bool]

Also = Mapping[str, Kinds]
"""Of which kinds a section shows other domains' too; by domain, and all among its kinds."""

Turn = tuple[Ranks, str, str, int, Candidate | None, "Cursor | None"]
"""Where somebody stands: ranks, the lasting rank, the key; and of which arrival that is.

Either the entry of the key, with the candidate where it is judged already; or a class to read on,
in which nobody stands before.
"""


class Cursor(NamedTuple):
    """How far a class has been read for one section; its members cover so many domains."""

    head: Head
    covers: int
    at: int = 0


_arrivals = count()
"""What stands equal is told apart by this, so that nothing after it is ever compared."""


class Picker:
    """Picks a section's entries from listings.

    ``is_wanted`` says of a class, by its facts and whether its hours are open, if it belongs in the
    section; it is asked again of whoever is judged.
    """

    def __init__(self, situation: Situation, is_wanted: IsWanted) -> None:
        self.situation = situation
        self.moment = situation.moment
        self.snapshot = situation.snapshot
        self.is_wanted = is_wanted
        self.queue: list[Turn] = []

    def add(self, municipality: str, kinds: Kinds, also: Also) -> None:
        """Add what is listed under a municipality ("" for everywhere).

        Of ``kinds`` what is for the domains asked about, and ``also`` of others.
        """
        for domain in self.situation.domains:
            self.add_listing(municipality, domain, kinds, covers=1)
        self.add_shared(municipality, kinds)
        for domain, others in also.items():
            self.add_listing(municipality, domain, others, covers=0)

    def add_listing(self, municipality: str, domain: str, kinds: Kinds, covers: int) -> None:
        """Add what is listed under a municipality and a domain, or domains together, of some kinds.

        ``covers`` is how many of the domains asked about each of them covers at least.
        """
        known, asked = self.moment.turns, self.situation.question
        others = asked.domains if covers == MOST_TOGETHER else ()
        key = (municipality, domain, kinds, covers, others, self.is_wanted, asked.kinds)
        ranked = known.get(key)
        if ranked is None:
            ranked = known[key] = self.rank_heads(municipality, domain, kinds, covers)
        judged, turns = ranked
        for head in judged:
            self.judge_all(head)
        self.queue += turns

    def rank_heads(
        self, municipality: str, domain: str, kinds: Kinds, covers: int
    ) -> tuple[list[Head], list[Turn]]:
        """Return the classes of a listing whose members are to be judged, and where those others
        stand that belong in the section."""
        judged: list[Head] = []
        turns: list[Turn] = []
        may_cover_more = covers == MOST_TOGETHER < len(self.situation.domains)
        heads = self.snapshot.list_heads(municipality, domain)
        for kind in heads.keys() & kinds:
            oldest = self.moment.oldest_fresh(kind)
            for head in heads[kind]:
                facts, least_rank = head.facts, head.least_rank
                if facts.may_gain or may_cover_more:
                    judged.append(head)
                    continue
                is_stale = age_in(least_rank) > oldest
                state, ranks = self.rank_class(head.place[2], facts, covers, is_stale)
                if self.is_wanted(facts, state):
                    cursor = Cursor(head, covers)
                    turns.append((ranks, least_rank, "", next(_arrivals), None, cursor))
        return judged, turns

    def add_shared(self, municipality: str, kinds: Kinds) -> None:
        """Add what is listed under a municipality for more than one of the domains asked about."""
        for covers, together in combine(self.situation.domains):
            self.add_listing(municipality, together, kinds, covers)

    def judge_all(self, head: Head) -> None:
        """Add each member of a class by itself."""
        at = 0
        while (member := head.find_member(at, self.snapshot.file)) is not None:
            self.add_entry(self.snapshot.find_entry(member[1]), head.facts)
            at += 1

    def add_entry(self, entry: EntryRecord | None, facts: Facts | None = None) -> None:
        """Add an entry by itself, or who stands in for it, if it holds on the day."""
        if entry is None or not entry.is_valid_on(self.situation.day):
            return
        candidate = self.moment.candidate(entry)
        if facts is None or self.is_wanted(facts, candidate.status.state):
            ranks = ranks_of(standing_in(self.situation, candidate))
            turn = (ranks, rank_of(entry), entry.key, next(_arrivals), candidate, None)
            heappush(self.queue, turn)

    def pick(self) -> list[Candidate]:
        """Return the first as the rules order them, each entry once."""
        return [*self.take()]

    def take(self) -> Iterator[Candidate]:
        queue = self.queue
        heapify(queue)
        taken: set[str] = set()
        while queue and len(taken) < HEAD_LENGTH:
            ranks, _, key, _, candidate, cursor = heappop(queue)
            if cursor is not None:
                self.read_on(cursor, ranks)
            elif key not in taken:
                taken.add(key)
                yield candidate or self.find_candidate(key)

    def read_on(self, cursor: Cursor, ranks: Ranks) -> None:
        """Let the next of a class wait for its turn, and the class for the turn after it."""
        head, covers, at = cursor
        member = head.find_member(at, self.snapshot.file)
        if member is None:
            return
        rank, key, steady = member
        if self.stands_with_class(key, steady):
            is_stale = age_in(rank) > self.moment.oldest_fresh(head.facts.kind)
            _, ranks = self.rank_class(head.place[2], head.facts, covers, is_stale)
            heappush(self.queue, (ranks, rank, key, next(_arrivals), None, None))
        else:
            self.add_entry(self.snapshot.find_entry(key), head.facts)
        following = Cursor(head, covers, at + 1)
        heappush(self.queue, (ranks, rank, key, next(_arrivals), None, following))

    def stands_with_class(self, key: str, steady: bool) -> bool:
        return steady and key not in self.snapshot.faults

    def find_candidate(self, key: str) -> Candidate:
        entry = self.snapshot.find_entry(key)
        assert entry is not None, "what is listed is in the file"
        return self.moment.candidate(entry)

    def rank_class(self, class_: str, facts: Facts, covers: int, is_stale: bool) -> RankedClass:
        """Return whether a class is open, and the ranks of its members that are stale, or not."""
        is_asked_for = facts.kind in self.situation.question.kinds
        known, key = self.moment.classes, (class_, is_asked_for, covers, is_stale)
        found = known.get(key)
        if found is None:
            status = self.moment.opening(facts.week).status
            standing = Standing(
                is_asked_for=is_asked_for,
                is_absent=False,
                has_phone=facts.has_phone,
                is_reported=False,
                covers=covers,
                state=status.state,
                opens_at=status.opens_at,
                distance=facts.distance,
                is_stale=is_stale,
                is_central=facts.is_central,
                room=Capacity.UNKNOWN,
                sends_staff_out=facts.sends_staff_out,
            )
            found = known[key] = status.state, ranks_of(standing)
        return found


def pick(
    situation: Situation,
    municipality: str,
    kinds: Kinds,
    is_wanted: IsWanted,
    also: Also,
    entry: EntryRecord | None = None,
) -> list[Candidate]:
    """Return the first entries listed under a municipality, and of ``entry``, in order."""
    picker = Picker(situation, is_wanted)
    picker.add(municipality, kinds, also)
    picker.add_entry(entry)
    return picker.pick()
