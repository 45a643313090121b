"""What is asked, where and when; and who can be reached then."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property, lru_cache

from portal.answers.answer import Section
from portal.answers.understanding.question import Question
from portal.hours.clock import COPENHAGEN
from portal.hours.model import Hours
from portal.hours.status import OpenState, OpenStatus, open_status
from portal.models.freshness import is_stale
from portal.snapshot.reader import Snapshot
from portal.snapshot.records import Away, EntryRecord, MunicipalityRecord

LONGEST_CHAIN_OF_DEPUTIES = 5
MOST_FOUND = 600

Meaning = tuple[object, ...]
Found = tuple[tuple[Section, ...], tuple[str, ...]]


@dataclass(frozen=True)
class Candidate:
    """An entry at the moment asked about; perhaps in the place of somebody who is absent."""

    entry: EntryRecord
    status: OpenStatus
    is_stale: bool
    reported_at: datetime | None = None
    away: Away | None = None
    stands_in_for: EntryRecord | None = None

    @property
    def is_absent(self) -> bool:
        """Absent, and nobody stands in."""
        return self.away is not None and self.stands_in_for is None


@dataclass(frozen=True, eq=False)
class Moment:
    """The directory as it stands in a minute; what was judged is kept for the next question.

    ``at`` is a whole minute in UTC, where none comes twice: hours change at whole ones.
    """

    snapshot: Snapshot
    at: datetime
    judged: dict[str, Candidate] = field(default_factory=dict)
    found: dict[Meaning, Found] = field(default_factory=dict)

    @cached_property
    def day(self) -> date:
        """The date in Denmark."""
        return self.at.astimezone(COPENHAGEN).date()

    def list_candidates(self, entries: Iterable[EntryRecord]) -> Iterator[Candidate]:
        """Yield the entries that hold on the day, absent contacts replaced by their deputies."""
        for entry in entries:
            if entry.is_valid_on(self.day):
                yield self.candidate(entry)

    def candidate(self, entry: EntryRecord) -> Candidate:
        """Return an entry, or the deputy of an absent one, judged once in a minute."""
        key = entry.key
        if key not in self.judged:
            self.judged[key] = self.judge(entry)
        return self.judged[key]

    def judge(self, entry: EntryRecord) -> Candidate:
        away = entry.absence_on(self.day)
        if away is None:
            return self.present(entry)
        deputy = self.find_deputy(entry)
        if deputy is None:
            status = absent_status(entry, away)
            return replace(self.present(entry), status=status, away=away)
        return replace(self.present(deputy), away=away, stands_in_for=entry)

    def present(self, entry: EntryRecord) -> Candidate:
        status = status_in(entry.hours, self.at)
        reported_at = self.snapshot.faults.get(entry.key)
        return Candidate(entry, status, self.is_entry_stale(entry), reported_at)

    def is_entry_stale(self, entry: EntryRecord) -> bool:
        return is_stale(entry.kind, entry.confirmed_at, self.at)

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

    @property
    def meaning(self) -> Meaning:
        """All of the question that an answer depends on."""
        asked = self.question
        where = (asked.municipality, asked.outside_region)
        return (*where, asked.domains, asked.kinds, asked.urgent, asked.rest)

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


@lru_cache(maxsize=2)
def moment_in(snapshot: Snapshot, minute: datetime) -> Moment:
    """Return the directory in a minute, as earlier questions left it."""
    return Moment(snapshot, minute)


def find_moment(snapshot: Snapshot, at: datetime) -> Moment:
    """Return the directory as it stands at an instant (aware)."""
    return moment_in(snapshot, at.astimezone(UTC).replace(second=0, microsecond=0))


# Many entries have the same hours, and many questions come within the same minute.
@lru_cache(maxsize=2_000)
def status_in(hours: Hours, minute: datetime) -> OpenStatus:
    """Return the status of hours in a minute (UTC)."""
    return open_status(hours, minute)


def absent_status(entry: EntryRecord, away: Away) -> OpenStatus:
    """Return the status of an absent contact: closed until the first opening afterwards."""
    back_on = away.to_on + timedelta(days=1)
    back_at = datetime.combine(back_on, time(), COPENHAGEN)
    status = open_status(entry.hours, back_at)
    opens_at = back_at if status.is_open else status.opens_at
    return OpenStatus(OpenState.CLOSED, opens_at=opens_at)
