"""What is known of a time before anybody is asked: phone hours, absences, public holidays."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

from portal.hours.clock import local_day
from portal.hours.holidays import holiday_name
from portal.hours.model import Hours
from portal.hours.status import open_minutes
from portal.models.contact import Contact
from portal.models.meeting import MeetingParticipant
from portal.network_meetings.planning.seats import absence_words
from portal.web.dates import local

OUTSIDE_HOURS = "uden for telefontid"


class Timed(Protocol):
    """Anything with a start and an end: a proposed time, a slot of the grid."""

    @property
    def starts_at(self) -> datetime: ...

    @property
    def ends_at(self) -> datetime: ...


@dataclass(frozen=True)
class TimeHint:
    """What is known of one time.

    ``holiday`` is the name of a public holiday or empty. ``absent`` has a sentence for each
    participant (by id) who is away that day, ``outside`` those whose phone hours do not hold all of
    the time. ``reachable`` of ``known`` are the required ones whose phone hours do.
    """

    holiday: str = ""
    absent: Mapping[int, str] = field(default_factory=dict)
    outside: frozenset[int] = frozenset()
    reachable: int = 0
    known: int = 0

    @property
    def summary(self) -> str:
        """How many of the required can be reached, in words; empty where no hours are known."""
        if not self.known:
            return ""
        return f"{self.reachable} af {self.known} skal med har telefontid"

    @property
    def short(self) -> str:
        """The summary in the fewest words."""
        if not self.known:
            return ""
        if self.reachable == self.known:
            return f"Telefontid: alle {self.known}" if self.known > 1 else "Telefontid: ja"
        return f"Telefontid: {self.reachable} af {self.known}"

    def of(self, participant: MeetingParticipant) -> str:
        """Return what is known of one participant at this time, in words; empty for nothing."""
        if participant.id in self.absent:
            return self.absent[participant.id]
        return OUTSIDE_HOURS if participant.id in self.outside else ""


def hints_for(
    times: Iterable[Timed], participants: Sequence[MeetingParticipant]
) -> dict[datetime, TimeHint]:
    """Return what is known of each time, by its start."""
    days: dict[date, dict[int, str]] = {}
    hints = {}
    for one in times:
        day = local(one.starts_at).date()
        absent = days.setdefault(day, absences_on(day, participants))
        hints[one.starts_at] = hint_for(one, participants, absent)
    return hints


def hint_for(
    one: Timed, participants: Sequence[MeetingParticipant], absent: Mapping[int, str]
) -> TimeHint:
    """Return what is known of one time, when it is known who is away on its day."""
    with_hours = [(person, hours) for person in participants if (hours := hours_of(person))]
    outside = {person.id for person, hours in with_hours if not is_open_for(hours, one)}
    required = [person.id for person, _ in with_hours if person.is_required]
    away = outside | absent.keys()
    return TimeHint(
        holiday_name(local(one.starts_at).date()) or "",
        absent,
        frozenset(outside),
        sum(own_id not in away for own_id in required),
        len(required),
    )


def absences_on(day: date, participants: Iterable[MeetingParticipant]) -> dict[int, str]:
    """Return a sentence for each participant, by id, whose contact is away on a day."""
    return {
        person.id: absence_sentence(person.contact, day)
        for person in participants
        if person.contact is not None and person.contact.absence_on(day) is not None
    }


def absence_sentence(contact: Contact, day: date) -> str:
    """Say who is away on a day and who stands in: "Anne Holm er på ferie, Bo er stedfortræder"."""
    words = absence_words(contact, day).partition(" til ")[0]
    sentence = f"{contact.name or contact.function} er {words}"
    deputy = contact.deputy
    if deputy is None or deputy.is_archived or deputy.absence_on(day) is not None:
        return sentence
    return f"{sentence}, {deputy.name or deputy.function} er stedfortræder"


def hours_of(person: MeetingParticipant) -> Hours | None:
    """Return the hours of whoever holds a seat, where the directory knows them."""
    entry = person.contact or person.offer
    return None if entry is None or entry.hours.is_empty else entry.hours


def is_open_for(hours: Hours, one: Timed) -> bool:
    """Say whether all of a time lies within the hours."""
    day = local_day(local(one.starts_at).date())
    first, last = day.elapsed(one.starts_at), day.elapsed(one.ends_at)
    opened = open_minutes(hours, local(one.starts_at).date())
    return any(start <= first and last <= end for start, end in opened)
