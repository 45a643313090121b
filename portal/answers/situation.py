"""What is asked, where and when; and who can be reached then."""

import threading
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from portal.answers.answer import Line, Section
from portal.answers.understanding.question import Question
from portal.hours.clock import COPENHAGEN, local_day
from portal.hours.model import MINUTES_PER_DAY, Hours
from portal.hours.phrases import describe_status
from portal.hours.status import OpenState, OpenStatus, open_status
from portal.models.freshness import days_fresh, is_stale
from portal.snapshot.heads import Head
from portal.snapshot.inheriting import concern_since, outside, without
from portal.snapshot.listings import write_age
from portal.snapshot.reader import EVERYWHERE, Snapshot
from portal.snapshot.records import Away, EntryRecord, MunicipalityRecord

LONGEST_CHAIN_OF_DEPUTIES = 5
MOST_MOMENTS = 8
MOST_FOUND = 600

Meaning = tuple[object, ...]
Ranks = tuple[float, ...]
RankedClass = tuple[OpenState, Ranks]
"""Whether a class is open, and the ranks of those of its members that are fresh, or stale."""

Found = tuple[tuple[Section, ...], tuple[str, ...]]


class Opening(NamedTuple):
    """Whether hours are open at a moment, and the words for it."""

    status: OpenStatus
    words: str


class Candidate(NamedTuple):
    """An entry at the moment asked about; perhaps in the place of somebody who is absent."""

    entry: EntryRecord
    opening: Opening
    is_stale: bool
    reported_at: datetime | None = None
    away: Away | None = None
    stands_in_for: EntryRecord | None = None

    @property
    def status(self) -> OpenStatus:
        return self.opening.status

    @property
    def is_absent(self) -> bool:
        """Absent, and nobody stands in."""
        return self.away is not None and self.stands_in_for is None


@dataclass(frozen=True, eq=False)
class Moment:
    """The directory as it stands for a while; what was judged is kept for the next question.

    ``at`` is when the while began, in UTC, where no time comes twice: until the next begins nobody
    opens or closes. What only grows old with time is that much younger, an hour at most.
    """

    snapshot: Snapshot
    at: datetime
    openings: dict[str, Opening] = field(default_factory=dict)
    oldest: dict[str, str] = field(default_factory=dict)
    judged: dict[str, Candidate] = field(default_factory=dict)
    classes: dict[tuple[str, bool, int, bool], RankedClass] = field(default_factory=dict)
    turns: dict[Meaning, tuple[list[Head], list[Any]]] = field(default_factory=dict)
    lines: dict[tuple[str, str, bool], tuple[Line, list[str]]] = field(default_factory=dict)
    found: dict[Meaning, Found] = field(default_factory=dict)

    def inherit(self, earlier: "Moment") -> None:
        """Know what was judged by an earlier snapshot, as far as no change since concerns it."""
        concern = concern_since(self.snapshot, earlier.snapshot)
        if concern is None:
            return
        keys, places = concern.keys, concern.places
        self.openings.update(earlier.openings.copy())
        self.classes.update(earlier.classes.copy())
        self.judged.update(without(earlier.judged, keys))
        self.turns.update(outside(earlier.turns, places))
        lines = earlier.lines.copy()
        self.lines.update({key: one for key, one in lines.items() if keys.isdisjoint(key[:2])})
        if EVERYWHERE not in places:
            found = outside(earlier.found, places | {None})
            is_same = self.snapshot.words == earlier.snapshot.words
            self.found.update({key: one for key, one in found.items() if is_same or not key[-1]})

    @cached_property
    def day(self) -> date:
        """The date in Denmark."""
        return self.at.astimezone(COPENHAGEN).date()

    def opening(self, week: str) -> Opening:
        """Return whether the hours of a week are open."""
        found = self.openings.get(week)
        if found is None:
            stretches = stretches_on(self.snapshot.find_hours(week), self.day)
            found = next(one for begins_at, one in reversed(stretches) if begins_at <= self.at)
            self.openings[week] = found
        return found

    def oldest_fresh(self, kind: str) -> str:
        """Return the greatest age, as in a rank, at which an entry of a kind is not stale."""
        oldest = self.oldest.get(kind)
        if oldest is None:
            oldest = write_age(self.at - timedelta(days=days_fresh(kind)))
            self.oldest[kind] = oldest
        return oldest

    def list_candidates(self, entries: Iterable[EntryRecord]) -> Iterator[Candidate]:
        """Yield the entries that hold on the day, absent contacts replaced by their deputies."""
        for entry in entries:
            if entry.is_valid_on(self.day):
                yield self.candidate(entry)

    def candidate(self, entry: EntryRecord) -> Candidate:
        """Return an entry, or the deputy of an absent one, judged once in a moment."""
        key = entry.key
        found = self.judged.get(key)
        if found is None:
            found = self.judged[key] = self.judge(entry)
        return found

    def judge(self, entry: EntryRecord) -> Candidate:
        away = entry.absence_on(self.day) if entry.absences else None
        if away is None:
            return self.present(entry)
        deputy = self.find_deputy(entry)
        if deputy is None:
            status = absent_status(entry, away)
            opening = Opening(status, describe_status(status, self.at))
            return self.present(entry)._replace(opening=opening, away=away)
        return self.present(deputy)._replace(away=away, stands_in_for=entry)

    def present(self, entry: EntryRecord) -> Candidate:
        """Return an entry as if nobody were absent."""
        stale = is_stale(entry.kind, entry.confirmed_at, self.at)
        return Candidate(
            entry, self.opening(entry.week), stale, self.snapshot.faults.get(entry.key)
        )

    def find_deputy(self, entry: EntryRecord) -> EntryRecord | None:
        """Return who stands in for an absent contact; an absent deputy's deputy in turn."""
        deputy: EntryRecord | None = entry
        for _ in range(LONGEST_CHAIN_OF_DEPUTIES):
            if deputy is None or deputy.deputy_id is None:
                return None
            deputy = self.snapshot.find_entry(f"contact:{deputy.deputy_id}")
            if deputy and deputy.is_valid_on(self.day) and not deputy.absence_on(self.day):
                return deputy
        return None


@dataclass(frozen=True)
class Situation:
    """A question in the directory as it stands, at a moment."""

    question: Question
    moment: Moment
    covers_words: dict[tuple[str, ...], str] = field(default_factory=dict)

    @property
    def meaning(self) -> Meaning:
        """All of the question that an answer depends on.

        The text where words are left: who is called by them is told by all of it.
        """
        asked = self.question
        called = (asked.rest, asked.rest and asked.text)
        where = (asked.municipality, asked.outside_region)
        return (*where, asked.domains, asked.kinds, asked.urgent, *called)

    @property
    def at(self) -> datetime:
        return self.moment.at

    @property
    def day(self) -> date:
        return self.moment.day

    @property
    def snapshot(self) -> Snapshot:
        return self.moment.snapshot

    @property
    def domains(self) -> tuple[str, ...]:
        return self.question.domains

    @cached_property
    def municipality(self) -> MunicipalityRecord | None:
        """The municipality asked about, when it is one of the region's."""
        return self.snapshot.municipalities.get(self.question.municipality or "")


class Moments:
    """The moments that were asked about last. Who asks again finds what was judged then."""

    def __init__(self) -> None:
        self.beginning = threading.Lock()
        self.known: tuple[Moment, ...] = ()

    def get(self, snapshot: Snapshot, at: datetime) -> Moment:
        """Return the directory from an instant on, as earlier questions left it."""
        found = self.find(snapshot, at) or self.begin(snapshot, at)
        if found is not self.known[0]:
            self.put_first(found)
        return found

    def find(self, snapshot: Snapshot, at: datetime) -> Moment | None:
        return next((m for m in self.known if m.snapshot is snapshot and m.at == at), None)

    def put_first(self, moment: Moment) -> None:
        """Let others be forgotten before a moment: this evening's questions are many, next
        Saturday's few."""
        with self.beginning:
            if moment in self.known:
                self.known = (moment, *(other for other in self.known if other is not moment))

    def begin(self, snapshot: Snapshot, at: datetime) -> Moment:
        """Begin a moment; of an earlier snapshot's same moment remains what still holds."""
        with self.beginning:
            found = self.find(snapshot, at)
            if found is None:
                found = Moment(snapshot, at)
                earlier = next((moment for moment in self.known if moment.at == at), None)
                if earlier is not None:
                    found.inherit(earlier)
                others = [moment for moment in self.known if moment is not earlier]
                self.known = (found, *others[: MOST_MOMENTS - 1])
            return found


moments = Moments()


def find_moment(snapshot: Snapshot, at: datetime) -> Moment:
    """Return the directory as it stands at an instant (aware)."""
    on_wall = at.astimezone(COPENHAGEN)
    day = local_day(on_wall.date())
    if day.length != MINUTES_PER_DAY:  # the clock on the wall jumps
        return moments.get(snapshot, at.astimezone(UTC).replace(second=0, microsecond=0))
    turns = snapshot.turns
    turn = turns[bisect_right(turns, on_wall.hour * 60 + on_wall.minute) - 1]
    return moments.get(snapshot, day.midnight_at + timedelta(minutes=turn))


# Many entries have the same hours, and many questions are about the same day.
@lru_cache(maxsize=20_000)
def stretches_on(hours: Hours, day: date) -> tuple[tuple[datetime, Opening], ...]:
    """Return from when on a day (UTC) hours are how open; the first stretch begins at midnight."""
    stretches = []
    begins_at: datetime | None = datetime.combine(day, time(), COPENHAGEN).astimezone(UTC)
    ends_at = datetime.combine(day + timedelta(days=1), time(), COPENHAGEN).astimezone(UTC)
    while begins_at is not None and begins_at < ends_at:
        status = open_status(hours, begins_at)
        stretches.append((begins_at, Opening(status, describe_status(status, begins_at))))
        begins_at = status.closes_at if status.is_open else status.opens_at
    return tuple(stretches)


def absent_status(entry: EntryRecord, away: Away) -> OpenStatus:
    """Return the status of an absent contact: closed until the first opening afterwards."""
    back_on = away.to_on + timedelta(days=1)
    back_at = datetime.combine(back_on, time(), COPENHAGEN)
    status = open_status(entry.hours, back_at)
    opens_at = back_at if status.is_open else status.opens_at
    return OpenStatus(OpenState.CLOSED, opens_at=opens_at)
