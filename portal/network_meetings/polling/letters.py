"""The mails of a poll: each asks one participant, by a link that is theirs alone.

What stands in them is what a letter in a shared inbox may say: the reference, the municipality and
the times, nothing of the citizen and no address but the organiser's.
"""

from portal.models.meeting import MeetingParticipant
from portal.network_meetings.links import link_address
from portal.network_meetings.mails import post_to
from portal.network_meetings.polling.standing import list_asked_times
from portal.network_meetings.wording import describe_day, describe_span
from portal.web.dates import format_time

ASKED = (
    "Brobygger {organiser} inviterer dig til et netværksmøde og vil gerne vide, hvornår du kan.\n"
    "Din plads ved bordet: {seat}."
)
PASSED_ON = (
    "{former} har givet sin plads ved et netværksmøde videre til dig.\n"
    "Din plads ved bordet: {seat}."
)
REPLACED = (
    "Her er et nyt link til at svare om et netværksmøde. Det gamle virker ikke længere.\n"
    "Din plads ved bordet: {seat}."
)
REMINDED = (
    "Vi mangler stadig dit svar om, hvornår du kan være med til et netværksmøde.\n"
    "Din plads ved bordet: {seat}."
)
LETTER = """\
{greeting}

{opening}

Møde: {reference}
Kommune: {municipality}
Svar senest: {deadline}

Foreslåede tider:
{times}

Skriv, hvornår du kan, på dit eget link. Det tager to minutter, og du skal ikke logge ind:
{link}

Linket er dit eget. Kan du ikke selv være med, kan du give pladsen videre til en kollega på siden.

Svar ikke med oplysninger om borgeren, hverken på siden eller i en mail. Borgeren har sagt ja til
mødet, og hvem det handler om, får du at vide af brobyggeren.

Spørgsmål? Skriv til brobygger {organiser}, {address}, eller svar på denne mail.

Hvad er det her? Én indgang er brobyggernes portal i Region Midtjylland. Et netværksmøde samler
borgeren og dem, der kan hjælpe, ved samme bord. Portalen gemmer intet om borgeren.

Venlig hilsen
Én indgang
"""


def ask(participant: MeetingParticipant) -> None:
    """Queue the mail that brings a participant the link."""
    opening = PASSED_ON if participant.passed_on_by else ASKED
    post(participant, link_mail(participant), "hvornår kan du?", opening)


def ask_by_new_link(participant: MeetingParticipant) -> None:
    """Queue the mail that brings a participant another link in place of the one before."""
    post(participant, link_mail(participant), "nyt link", REPLACED)


def remind(participant: MeetingParticipant, which: str) -> None:
    """Queue a mail that brings a participant the same link again; ``which`` as in post_to."""
    post(participant, which, "vi mangler dit svar", REMINDED)


def link_mail(participant: MeetingParticipant) -> str:
    """Return what tells the mail with this link from those with other links."""
    return f"ask-{(participant.token_hash or '')[:16]}"


def post(participant: MeetingParticipant, which: str, about: str, opening: str) -> None:
    meeting = participant.meeting
    deadline, times = meeting.deadline_at, list_asked_times(meeting)
    text = LETTER.format(
        greeting=f"Hej {participant.name}".strip(),
        opening=opening.format(
            organiser=meeting.organiser.name,
            seat=seat_of(participant),
            former=participant.passed_on_by,
        ),
        reference=meeting.reference,
        municipality=meeting.municipality.full_name,
        deadline=f"{describe_day(deadline)} kl. {format_time(deadline)}" if deadline else "",
        times="\n".join(f"- {describe_span(one.starts_at, one.ends_at)}" for one in times),
        link=link_address(participant),
        organiser=meeting.organiser.name,
        address=meeting.organiser.email,
    )
    post_to(participant, which, f"Netværksmøde {meeting.reference}: {about}", text)


def seat_of(participant: MeetingParticipant) -> str:
    """Return as what somebody is asked: the function, and where it belongs."""
    parts = (participant.function, participant.organisation)
    return ", ".join(part for part in parts if part)
