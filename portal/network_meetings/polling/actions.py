"""What the organiser does about a poll: ask, remind, take links back, answer for others."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import date, datetime, timedelta

from portal.access.permissions import require
from portal.models.base import utc_now
from portal.models.meeting import Meeting, MeetingParticipant
from portal.models.meeting_vocabulary import Availability, MeetingChange, MeetingState
from portal.models.user import User
from portal.network_meetings.calling.rules import why_no_consent
from portal.network_meetings.ending.actions import deletion_day
from portal.network_meetings.events import note_change
from portal.network_meetings.links import give_link, link_expiry, withdraw_link
from portal.network_meetings.mails import list_mails, withdraw_mails
from portal.network_meetings.polling import letters
from portal.network_meetings.polling.answering import keep_answers
from portal.network_meetings.polling.queries import find_last_mail
from portal.network_meetings.polling.standing import (
    Standing,
    list_asked_times,
    list_unanswered,
    standing_of,
)
from portal.web.dates import format_instant, format_time, local_today

REMIND_AFTER = timedelta(hours=1)
ANSWERABLE = frozenset({MeetingState.DRAFT, MeetingState.POLLING})


class PollRefusedError(ValueError):
    """Something that cannot be done about a poll, with a Danish sentence that says why."""


def send_poll(actor: User, meeting: Meeting, deadline_at: datetime, consent_on: date | None) -> int:
    """Ask every participant who has an address when they can; return how many.

    ``consent_on`` is the day on which the citizen agreed to the meeting and to who takes part.
    Raises PollRefusedError, and then nothing is sent.
    """
    require(actor, "plan_meetings")
    asked = [one for one in meeting.participants if one.email]
    reason = why_no_poll(meeting, deadline_at, consent_on)
    if reason:
        raise PollRefusedError(reason)
    meeting.state, meeting.deadline_at = MeetingState.POLLING, deadline_at
    meeting.consent_on = consent_on
    meeting.delete_on = deletion_day(meeting, local_today())
    for participant in asked:
        send_link(participant)
    who = "1 deltager" if len(asked) == 1 else f"{len(asked)} deltagere"
    detail = f"{who}, svarfrist {format_instant(deadline_at)}"
    note_change(meeting, actor, MeetingChange.POLL_SENT, detail)
    return len(asked)


def why_no_poll(meeting: Meeting, deadline_at: datetime, consent_on: date | None) -> str:
    """Return why nobody can be asked, as a sentence; "" when all can."""
    times = list_asked_times(meeting)
    if meeting.state is not MeetingState.DRAFT:
        return "Der er allerede spurgt om tider til mødet."
    no_consent = why_no_consent(consent_on)
    if no_consent:
        return no_consent
    if not meeting.participants:
        return "Sæt deltagere på mødet, før du spørger om tider."
    if not any(one.email for one in meeting.participants):
        return "Ingen af deltagerne har en e-mail. Skriv mindst én, før du spørger om tider."
    if not times:
        return "Foreslå mindst ét tidspunkt, der ikke er passeret, før du spørger."
    if deadline_at <= utc_now():
        return "Svarfristen er passeret. Vælg en senere."
    if deadline_at > times[0].starts_at:
        return "Svarfristen ligger efter det første tidspunkt. Vælg en tidligere frist."
    return ""


def ask_participant(actor: User, participant: MeetingParticipant) -> None:
    """Ask one who was put on the meeting after the poll was sent. Raises PollRefusedError."""
    require(actor, "plan_meetings")
    refuse_unless_open(participant)
    refuse_without_address(participant)
    if participant.link_key is not None:
        raise PollRefusedError(f"{participant.title} er allerede spurgt.")
    send_link(participant)
    note_change(participant.meeting, actor, MeetingChange.POLL_SENT, participant.title)


def send_link(participant: MeetingParticipant) -> None:
    give_link(participant, link_expiry(participant.meeting))
    letters.ask(participant)


def remind_participant(actor: User, participant: MeetingParticipant) -> None:
    """Send a participant the same link again, at most once an hour. Raises PollRefusedError."""
    require(actor, "plan_meetings")
    refuse_unless_open(participant)
    refuse_without_link(participant)
    if not list_unanswered(participant):
        raise PollRefusedError(f"{participant.title} har svaret på alle tider.")
    last = find_last_mail(participant)
    if last is not None and utc_now() < last.created_at + REMIND_AFTER:
        again_at = format_time(last.created_at + REMIND_AFTER)
        raise PollRefusedError(
            f"{participant.title} har fået en mail inden for den sidste time. "
            f"Du kan minde om det igen kl. {again_at}."
        )
    # Two who press at once both see the same last mail, so that one of theirs is written.
    letters.remind(participant, f"remind-{last.id if last else 0}")
    note_change(participant.meeting, actor, MeetingChange.REMINDED, participant.title)


def remind_all(actor: User, meeting: Meeting) -> int:
    """Remind everybody who lacks an answer and can be reminded now; return how many."""
    mails = list_mails(meeting)
    reminded = 0
    for participant in meeting.participants:
        with suppress(PollRefusedError):
            if participant.link_key is not None and mails.get(participant.id):
                remind_participant(actor, participant)
                reminded += 1
    return reminded


def withdraw_participant_link(actor: User, participant: MeetingParticipant) -> None:
    """Make a participant's link worthless; what was answered stays. Raises PollRefusedError."""
    require(actor, "plan_meetings")
    refuse_without_link(participant)
    if participant.meeting.state is MeetingState.POLLING:
        withdraw_mails(participant.meeting, participant)
    withdraw_link(participant)
    note_change(participant.meeting, actor, MeetingChange.LINK_WITHDRAWN, participant.title)


def replace_link(actor: User, participant: MeetingParticipant) -> None:
    """Mail a participant a new link; the old one stops working. Raises PollRefusedError.

    A mail with the old link that has not been sent is taken back.
    """
    require(actor, "plan_meetings")
    refuse_unless_open(participant)
    refuse_without_address(participant)
    withdraw_mails(participant.meeting, participant)
    give_link(participant, link_expiry(participant.meeting))
    letters.ask_by_new_link(participant)
    note_change(participant.meeting, actor, MeetingChange.LINK_REPLACED, participant.title)


def answer_for(
    actor: User, participant: MeetingParticipant, answers: Mapping[int, Availability]
) -> frozenset[int]:
    """Keep what a participant told the organiser, shown as the organiser's.

    That goes on after the deadline. Returns the times that are no longer proposed. The participant
    must have been read with ``is_locking``. Raises PollRefusedError once the meeting is called.
    """
    require(actor, "plan_meetings")
    if participant.meeting.state not in ANSWERABLE:
        raise PollRefusedError("Mødet er indkaldt eller slut, så der svares ikke længere om tider.")
    return keep_answers(participant, answers, participant.note, actor)


def refuse_unless_open(participant: MeetingParticipant) -> None:
    """Raise PollRefusedError unless the meeting's poll takes answers and has the consent."""
    meeting = participant.meeting
    if meeting.consent_on is None:
        raise PollRefusedError("Uden borgerens samtykke sendes intet.")
    if standing_of(meeting) is not Standing.OPEN:
        raise PollRefusedError("Svarfristen er udløbet, eller mødet er ikke sendt ud endnu.")


def refuse_without_address(participant: MeetingParticipant) -> None:
    if not participant.email:
        raise PollRefusedError(f"{participant.title} har ingen e-mail. Svar selv for deltageren.")


def refuse_without_link(participant: MeetingParticipant) -> None:
    if participant.link_key is None:
        raise PollRefusedError(f"{participant.title} har ikke noget link.")
