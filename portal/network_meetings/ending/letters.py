"""The mails to those who look after a network meeting."""

from portal.models.meeting import Meeting
from portal.web.dates import format_date, format_instant

DEADLINE = """\
Svarfristen for netværksmøde {reference} gik {deadline}.
{answers}

Se, hvornår de nødvendige kan, og indkald til mødet:
{address}

Venlig hilsen
Én indgang
"""
ENDING = """\
Netværksmøde {reference} skulle være holdt {begun}.

Skriv, om det blev holdt, hvem der kom, og hvornår der følges op. Det tager et minut:
{address}

Hører vi intet, bliver alt om mødet slettet {deleted}, og ingen bliver mindet om at følge op.

Venlig hilsen
Én indgang
"""
FOLLOW_UP = """\
I dag skal der følges op på netværksmøde {reference}, som blev holdt {held}.

Mødet i portalen, hvor du kan vælge en anden dag:
{address}

Alt om mødet bliver slettet {deleted}. Dagen ligger også i filen opfoelgning.ics.

Venlig hilsen
Én indgang
"""


def deadline_letter(meeting: Meeting, address: str) -> str:
    """Return what an organiser is told when nobody can answer a poll any more."""
    missing = [one.title for one in meeting.participants if one.answered_at is None]
    answers = "Alle har svaret." if not missing else f"{len(missing)} mangler at svare:"
    return DEADLINE.format(
        reference=meeting.reference,
        deadline=format_instant(meeting.deadline_at) if meeting.deadline_at else "",
        answers="\n".join([answers, *(f"- {title}" for title in missing)]),
        address=address,
    )


def ending_letter(meeting: Meeting, address: str) -> str:
    """Return what an organiser is asked once a meeting should have been held."""
    return ENDING.format(
        reference=meeting.reference,
        begun=format_instant(meeting.starts_at) if meeting.starts_at else "",
        address=address,
        deleted=format_date(meeting.delete_on),
    )


def follow_up_letter(meeting: Meeting, address: str) -> str:
    """Return what an organiser is told on the day of follow-up."""
    return FOLLOW_UP.format(
        reference=meeting.reference,
        held=format_date(meeting.starts_at) if meeting.starts_at else "",
        address=address,
        deleted=format_date(meeting.delete_on),
    )
