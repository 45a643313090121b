"""The first entries of listings as the rules order them, without a look at all the others.

A listing is read class by class (:mod:`portal.snapshot.listings`). All of a class stand alike but
for their age, the newest first, so nobody in it stands before its next member. Of all classes the
one whose next member stands first is read on, until there are as many as a section shows: that is
the same as ordering everybody, however many there are. Who may stand further down than the class
(somebody absent, reported to be wrong, full) is judged when it is come to, and waits for the right
turn; who may stand higher is judged before the first is taken.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from heapq import heapify, heappop, heappush
from itertools import count

from portal.answers.rules import Standing, ranks_of, standing_in
from portal.answers.situation import Candidate, Situation
from portal.hours.status import OpenState
from portal.models.vocabulary import Capacity
from portal.snapshot.heads import Head
from portal.snapshot.listings import HEAD_LENGTH, Facts, age_in, rank_of, read_facts
from portal.snapshot.records import EntryRecord

Ranks = tuple[float, ...]
IsWanted = Callable[[Facts, OpenState], bool]

Turn = tuple[Ranks, str, str, int, Candidate | None, "Cursor | None"]
"""Where somebody stands: ranks, the lasting rank, the key; and of which arrival that is.

Either the entry of the key, with the candidate where it is judged already; or a class to read on,
in which nobody stands before.
"""


class Cursor:
    """How far a class has been read for one section; its members cover so many domains."""

    __slots__ = ("at", "covers", "head")

    def __init__(self, head: Head, covers: int) -> None:
        self.head = head
        self.covers = covers
        self.at = 0


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
        self.arrivals = count()

    def add_listing(
        self, municipality: str, domain: str, kinds: Iterable[str], covers: int
    ) -> None:
        """Add what is listed under a municipality and a domain, of some kinds.

        ``covers`` is how many of the domains asked about each of them covers at least.
        """
        heads = self.snapshot.list_heads(municipality, domain)
        for kind in kinds:
            for head in heads.get(kind, ()):
                facts = head.facts
                if facts.may_gain:
                    self.judge_all(head)
                elif self.is_wanted(facts, self.moment.opening(facts.week).status.state):
                    ranks = self.rank_class(head.place[2], facts, head.least_rank, covers)
                    turn = (
                        ranks,
                        head.least_rank,
                        "",
                        next(self.arrivals),
                        None,
                        Cursor(head, covers),
                    )
                    self.queue.append(turn)

    def add_shared(self, municipality: str, kinds: Iterable[str]) -> None:
        """Add what is listed under a municipality for more than one of the domains asked about."""
        wanted = frozenset(kinds)
        shared = self.snapshot.list_shared(municipality, self.situation.domains)
        for class_, rank, key, steady, covers in shared:
            facts = read_facts(class_)
            if facts.kind not in wanted:
                continue
            if facts.may_gain or not self.stands_with_class(key, steady):
                self.add_entry(self.snapshot.find_entry(key), facts)
            elif self.is_wanted(facts, self.moment.opening(facts.week).status.state):
                ranks = self.rank_class(class_, facts, rank, covers)
                self.queue.append((ranks, rank, key, next(self.arrivals), None, None))

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
            turn = (ranks, rank_of(entry), entry.key, next(self.arrivals), candidate, None)
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
        head = cursor.head
        member = head.find_member(cursor.at, self.snapshot.file)
        if member is None:
            return
        rank, key, steady = member
        cursor.at += 1
        if self.stands_with_class(key, steady):
            ranks = self.rank_class(head.place[2], head.facts, rank, cursor.covers)
            heappush(self.queue, (ranks, rank, key, next(self.arrivals), None, None))
        else:
            self.add_entry(self.snapshot.find_entry(key), head.facts)
        heappush(self.queue, (ranks, rank, key, next(self.arrivals), None, cursor))

    def stands_with_class(self, key: str, steady: bool) -> bool:
        return steady and key not in self.snapshot.faults

    def find_candidate(self, key: str) -> Candidate:
        entry = self.snapshot.find_entry(key)
        assert entry is not None, "what is listed is in the file"
        return self.moment.candidate(entry)

    def rank_class(self, class_: str, facts: Facts, rank: str, covers: int) -> Ranks:
        """Return the ranks of a class for one of its members, by the age in its rank."""
        is_stale = age_in(rank) > self.moment.oldest_fresh(facts.kind)
        is_asked_for = facts.kind in self.situation.question.kinds
        key = (class_, is_stale, is_asked_for, covers)
        ranks = self.moment.ranks.get(key)
        if ranks is None:
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
            ranks = self.moment.ranks[key] = ranks_of(standing)
        return ranks


Also = Mapping[str, Iterable[str]]
"""Of which kinds a section shows other domains' too; by domain, and all among its kinds."""


def pick(
    situation: Situation,
    municipality: str,
    kinds: Iterable[str],
    is_wanted: IsWanted,
    also: Also,
    entry: EntryRecord | None = None,
) -> list[Candidate]:
    """Return the first entries listed under a municipality ("" for everywhere), in order.

    Of ``kinds`` those for the domains asked about, and ``also`` of others; and ``entry``.
    """
    picker = Picker(situation, is_wanted)
    for domain in situation.domains:
        picker.add_listing(municipality, domain, kinds, covers=1)
    if len(situation.domains) > 1:
        picker.add_shared(municipality, kinds)
    for domain, others in also.items():
        picker.add_listing(municipality, domain, others, covers=0)
    picker.add_entry(entry)
    return picker.pick()
