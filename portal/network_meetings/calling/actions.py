"""Calling a meeting, changing it and calling it off: everybody hears of it once, and alone."""

from collections.abc import Iterable
from datetime import date, datetime

from werkzeug.exceptions import Conflict

from portal.access.permissions import require
from portal.extensions import db
from portal.models.base import utc_now
from portal.models.mail import OutgoingMail
from portal.models.meeting import Meeting, MeetingParticipant
from portal.models.meeting_vocabulary import ENDED_MEETINGS, MeetingChange, MeetingState
from portal.models.user import User
from portal.network_meetings.calling import letters
from portal.network_meetings.calling.rules import (
    NO_PLACE,
    Call,
    call_of,
    changes_in_words,
    why_no_consent,
    why_not_callable,
    why_not_then,
)
from portal.network_meetings.ending.actions import deletion_day, lock_meeting
from portal.network_meetings.events import note_change
from portal.network_meetings.links import extend_links
from portal.network_meetings.mails import (
    address_in_mails,
    list_mails,
    may_have_arrived,
    withdraw_mails,
)
from portal.web.dates import local_today

CALL, CANCEL = "call", "cancel"
"""How the part of a mail's key begins that tells it from the participant's others."""


def call_meeting(
    actor: User,
    meeting: Meeting,
    starts_at: datetime,
    minutes: int,
    place: str,
    link: str,
    *,
    consent_on: date | None = None,
) -> None:
    """Settle when and where a meeting is, and invite everybody who has an address.

    ``consent_on`` is the day on which the citizen agreed, where the meeting does not know it yet.
    Nobody is asked about times any more. Raises Conflict, with a sentence, and nothing is sent.
    """
    require(actor, "plan_meetings")
    call = Call(starts_at, minutes, place, link)
    lock_meeting(meeting)
    if meeting.state is MeetingState.CALLED:
        raise Conflict("Mødet er allerede indkaldt.")
    meeting.consent_on = meeting.consent_on or consent_on
    refuse(meeting, call)
    settle(meeting, call)
    meeting.state = MeetingState.CALLED
    meeting.delete_on = deletion_day(meeting, local_today())
    withdraw_mails(meeting)
    note_change(meeting, actor, MeetingChange.CALLED, call.span)
    for participant in meeting.participants:
        letters.invite(participant, f"{CALL}-{meeting.sequence}")


def move_meeting(
    actor: User, meeting: Meeting, starts_at: datetime, minutes: int, place: str, link: str
) -> list[str]:
    """Let a called meeting be at another time or place; return what was changed, in words.

    Nobody hears of it when a calendar would show the same. Raises Conflict, with a sentence.
    """
    require(actor, "plan_meetings")
    lock_meeting(meeting)
    before, call = call_of(meeting), Call(starts_at, minutes, place, link)
    if meeting.state is not MeetingState.CALLED or before is None:
        raise Conflict("Mødet er ikke indkaldt, eller det er slut.")
    refuse(meeting, call)
    changes = changes_in_words(before, call)
    if not changes:
        return []
    mails = list_mails(meeting, is_locking=True)
    settle(meeting, call)
    meeting.sequence += 1
    meeting.delete_on = deletion_day(meeting, local_today())
    withdraw_mails(meeting)
    note_change(meeting, actor, MeetingChange.MOVED, " ".join(changes))
    for participant in meeting.participants:
        is_invited = has_got(participant, mails[participant.id], CALL)
        letters.invite(participant, f"{CALL}-{meeting.sequence}", changes if is_invited else ())
    return changes


def cancel_meeting(actor: User, meeting: Meeting) -> None:
    """Call a meeting off and tell everybody who has heard of it. Raises Conflict when it is over.

    Whoever was invited gets what takes it out of the calendar; whoever was only asked about times,
    a plain mail; whoever has got nothing, nothing.
    """
    require(actor, "plan_meetings")
    lock_meeting(meeting)
    if meeting.state in ENDED_MEETINGS:
        raise Conflict("Mødet er allerede slut eller aflyst.")
    mails = list_mails(meeting, is_locking=True)
    meeting.state = MeetingState.CANCELLED
    meeting.sequence += 1
    meeting.delete_on = deletion_day(meeting, local_today())
    withdraw_mails(meeting)
    note_change(meeting, actor, MeetingChange.CANCELLED)
    for participant in meeting.participants:
        own = mails[participant.id]
        if has_got(participant, own):
            letters.call_off(
                participant, f"{CANCEL}-{meeting.sequence}", has_got(participant, own, CALL)
            )


def list_told(meeting: Meeting) -> list[MeetingParticipant]:
    """Return the participants to whom a mail about the meeting has got through."""
    mails = list_mails(meeting)
    return [one for one in meeting.participants if has_got(one, mails[one.id])]


def invite_participant(actor: User, participant: MeetingParticipant) -> None:
    """Invite one who came to the table of a meeting that is called, or has another address now."""
    require(actor, "plan_meetings")
    if participant.meeting.state is MeetingState.CALLED:
        letters.invite(participant, f"{CALL}-{participant.meeting.sequence}")


def uninvite_participant(actor: User, participant: MeetingParticipant) -> None:
    """Take a participant's invitation back, before the row goes or gets another address.

    What has not been sent is not sent any more; whoever has got the invitation gets what takes it
    out of the calendar. That mail is the last: ``withdraw_mails`` afterwards would take it back.
    """
    require(actor, "plan_meetings")
    meeting = participant.meeting
    mails = list_mails(meeting, is_locking=True)[participant.id]
    withdraw_mails(meeting, participant)
    if meeting.state is MeetingState.CALLED and has_got(participant, mails, CALL):
        meeting.sequence += 1
        letters.uninvite(participant, f"{CANCEL}-{meeting.sequence}")


def refuse(meeting: Meeting, call: Call) -> None:
    """Raise Conflict, with a sentence, unless the meeting can be called for then and there."""
    reason = (
        why_not_callable(meeting)
        or why_no_consent(meeting.consent_on)
        or why_not_then(call.starts_at, utc_now())
        or ("" if call.place or call.link else NO_PLACE)
    )
    if reason:
        raise Conflict(reason)


def settle(meeting: Meeting, call: Call) -> None:
    """Note when and where a meeting is; the participants' links last as long as it needs them."""
    meeting.starts_at, meeting.minutes = call.starts_at, call.minutes
    meeting.place, meeting.link = call.place, call.link
    extend_links(meeting)
    db.session.flush()


def has_got(participant: MeetingParticipant, mails: Iterable[OutgoingMail], kind: str = "") -> bool:
    """Say whether a mail, of a kind or of any, has reached the address a participant has now."""
    address = address_in_mails(participant.email)
    return any(
        may_have_arrived(mail) and mail.recipient == address and kind in {"", kind_of(mail)}
        for mail in mails
    )


def kind_of(mail: OutgoingMail) -> str:
    """Return what a mail of a meeting is by its key: of "meeting-1-5-call-0" it is "call"."""
    return mail.key.split("-")[3]
