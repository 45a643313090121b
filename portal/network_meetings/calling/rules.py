"""When a meeting can be called, and what has to be said of it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from portal.models.meeting import Meeting
from portal.models.meeting_vocabulary import ENDED_MEETINGS, MeetingState
from portal.network_meetings.wall_clock import FARTHEST
from portal.network_meetings.wording import describe_span
from portal.web.dates import local_today

NO_PLACE = "Skriv, hvor mødet er, eller et link til videomødet."
PASSED = "Tidspunktet er passeret. Vælg et, der kommer."
LONGEST = 8 * 60
SHORTEST = 15
"""Minutes that a meeting may last."""
OLDEST_CONSENT = timedelta(days=366)
"""How long before it is written down the citizen can have agreed."""


@dataclass(frozen=True)
class Call:
    """When and where a meeting is called for; ``starts_at`` in UTC."""

    starts_at: datetime
    minutes: int
    place: str
    link: str

    @property
    def span(self) -> str:
        """When it is, in words."""
        return describe_span(self.starts_at, self.starts_at + timedelta(minutes=self.minutes))


def call_of(meeting: Meeting) -> Call | None:
    """Return what a meeting was called for, None before it was."""
    if meeting.starts_at is None:
        return None
    return Call(meeting.starts_at, meeting.minutes, meeting.place, meeting.link)


def why_not_callable(meeting: Meeting) -> str:
    """Return why nobody can be invited to a meeting, as a sentence; "" when they can."""
    if meeting.state is MeetingState.CANCELLED:
        return "Mødet er aflyst. Planlæg et nyt, hvis I skal mødes alligevel."
    if meeting.state in ENDED_MEETINGS:
        return "Mødet er slut, så det kan ikke ændres."
    if not any(one.email for one in meeting.participants):
        return "Ingen af deltagerne har en e-mail. Skriv mindst én, før du indkalder."
    return ""


def why_no_consent(day: date | None) -> str:
    """Return what is wrong with the day of the citizen's consent, as a sentence; "" for nothing."""
    if day is None:
        return "Skriv, hvornår borgeren sagde ja til mødet. Uden samtykke sendes intet."
    if day > local_today():
        return "Datoen for samtykket ligger i fremtiden. Skriv den dag, borgeren sagde ja."
    return ""


def why_not_agreed(day: date | None) -> str:
    """Return what is wrong with a day of consent that is written now; an old one is a slip."""
    if day is not None and day < local_today() - OLDEST_CONSENT:
        return "Datoen ligger mere end et år tilbage. Er den rigtig, så spørg borgeren igen."
    return why_no_consent(day)


def why_not_then(starts_at: datetime, now: datetime) -> str:
    """Return why a meeting cannot begin then, as a sentence; "" when it can."""
    if starts_at <= now:
        return PASSED
    if starts_at > now + FARTHEST:
        return "Tidspunktet ligger mere end et år ude i fremtiden. Se efter, om året er rigtigt."
    return ""


def changes_in_words(before: Call, after: Call) -> list[str]:
    """Return what a calendar would show otherwise after a change, a sentence each."""
    changes = []
    if before.span != after.span:
        changes.append(f"Nyt tidspunkt: {after.span}. Før: {before.span}.")
    for old, new, news, gone in (
        (before.place, after.place, "Nyt sted", "Mødet er ikke længere her"),
        (before.link, after.link, "Nyt link til videomødet", "Linket bruges ikke længere"),
    ):
        if old != new:
            was = f" Før: {old}." if old and new else ""
            changes.append(f"{news}: {new}.{was}" if new else f"{gone}: {old}.")
    return changes
