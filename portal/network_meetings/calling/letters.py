"""The mails of a meeting that was called: each to one participant, with a file for the calendar.

Mail programs know the invitation by its place beside the text (RFC 6047); the same file attached is
for those that do not.
"""

from collections.abc import Sequence
from datetime import timedelta

from portal.mail.message import Attachment
from portal.models.meeting import Meeting, MeetingParticipant
from portal.network_meetings.calling.calendar import Method, meeting_calendar
from portal.network_meetings.links import link_address
from portal.network_meetings.mails import post_to
from portal.network_meetings.wording import describe_span
from portal.web.labels import label

INVITED = "{organiser} indkalder dig til et netværksmøde. Du er med som: {seat}."
CHANGED = "Netværksmødet er ændret:\n{changes}\n\nSådan er det nu. Du er med som: {seat}."
LETTER = """\
{greeting}

{opening}

{facts}

Ved bordet:
{table}

Kommer mødet ikke selv i din kalender, så åbn filen moede.ics.
Kan du ikke komme, så svar på denne mail. Den går til {organiser}.

Skriv ikke noget om borgeren, hverken i kalenderen eller i en mail.

Venlig hilsen
Én indgang
"""
OFF = """\
{greeting}

{opening}

{what}

Spørgsmål? Svar på denne mail. Den går til {organiser}. Skriv ikke noget om borgeren.

Venlig hilsen
Én indgang
"""
CANCELLED = "Netværksmødet {meeting} er aflyst."
NOT_INVITED = "Du skal ikke være med i netværksmødet {meeting} alligevel."
TAKE_OUT = "Går mødet ikke selv ud af din kalender, så slet det der."
NO_ANSWER = "Du skal ikke gøre noget. Vi spørger ikke længere, hvornår du kan."


def invite(participant: MeetingParticipant, which: str, changes: Sequence[str] = ()) -> None:
    """Queue the invitation to a meeting, or, with what was changed in words, its update."""
    meeting = participant.meeting
    opening = CHANGED if changes else INVITED
    text = LETTER.format(
        greeting=greeting_of(participant),
        opening=opening.format(
            organiser=meeting.organiser.name,
            seat=seat_of(participant),
            changes="\n".join(f"- {change}" for change in changes),
        ),
        facts="\n".join(facts_of(participant)),
        table="\n".join(f"- {one.title}" for one in meeting.participants),
        organiser=meeting.organiser.name,
    )
    about = "ændret" if changes else "indkaldelse"
    post(participant, which, about, text, Method.REQUEST)


def call_off(participant: MeetingParticipant, which: str, is_invited: bool) -> None:
    """Queue the mail that says that a meeting is off; who was only asked has it in no calendar."""
    say_off(participant, which, CANCELLED, "aflyst", is_invited)


def uninvite(participant: MeetingParticipant, which: str) -> None:
    """Queue the mail that takes one participant's invitation back."""
    say_off(participant, which, NOT_INVITED, "du skal ikke med", is_invited=True)


def say_off(
    participant: MeetingParticipant, which: str, opening: str, about: str, is_invited: bool
) -> None:
    meeting = participant.meeting
    name = f"{meeting.reference} {span_of(meeting)}" if is_invited else meeting.reference
    text = OFF.format(
        greeting=greeting_of(participant),
        opening=opening.format(meeting=name),
        what=TAKE_OUT if is_invited else NO_ANSWER,
        organiser=meeting.organiser.name,
    )
    post(participant, which, about, text, Method.CANCEL if is_invited else None)


def post(
    participant: MeetingParticipant, which: str, about: str, text: str, method: Method | None
) -> None:
    """Queue a mail; with a method, the meeting goes along for the calendar."""
    subject = f"Netværksmøde {participant.meeting.reference}: {about}"
    files = [] if method is None else calendar_files(participant, method)
    post_to(participant, which, subject, text, files)


def calendar_files(participant: MeetingParticipant, method: Method) -> list[Attachment]:
    """Return the meeting for one participant's calendar: beside the text, and as a file."""
    content = meeting_calendar(participant.meeting, method, participant)
    parameters = {"method": method.value, "charset": "utf-8"}
    return [
        Attachment("moede.ics", "text", "calendar", content, parameters, is_alternative=True),
        Attachment("moede.ics", "application", "ics", content),
    ]


def facts_of(participant: MeetingParticipant) -> list[str]:
    """Return when, where and for what a meeting is, a line each; empty ones are left out."""
    meeting = participant.meeting
    facts = [
        ("Møde", meeting.reference),
        ("Hvornår", span_of(meeting)),
        ("Hvor", meeting.place),
        ("Videomøde", meeting.link),
        ("Formål", label(meeting.purpose)),
        ("Se mødet her", link_address(participant) if participant.link_key else ""),
    ]
    return [f"{word}: {value}" for word, value in facts if value]


def span_of(meeting: Meeting) -> str:
    """Return when a meeting is, in words; empty for one without a time."""
    if meeting.starts_at is None:
        return ""
    return describe_span(meeting.starts_at, meeting.starts_at + timedelta(minutes=meeting.minutes))


def seat_of(participant: MeetingParticipant) -> str:
    """Return as what somebody is invited: the function, and where it belongs."""
    return ", ".join(filter(None, (participant.function, participant.organisation)))


def greeting_of(participant: MeetingParticipant) -> str:
    return f"Hej {participant.name}".strip()
