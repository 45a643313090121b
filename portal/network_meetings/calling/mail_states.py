"""What became of the mails to a participant, in words, and sending again what failed."""

import re
from dataclasses import dataclass

from portal.access.permissions import require
from portal.models.mail import OutgoingMail
from portal.models.meeting import MeetingParticipant
from portal.models.meeting_vocabulary import MeetingChange, MeetingState
from portal.models.user import User
from portal.network_meetings.calling import letters
from portal.network_meetings.calling.actions import CALL, CANCEL, has_got, kind_of
from portal.network_meetings.events import note_change
from portal.network_meetings.mails import address_in_mails, is_claimed, list_mails, try_again
from portal.network_meetings.polling import letters as poll_letters
from portal.network_meetings.polling.standing import Standing, standing_of
from portal.web.dates import format_instant

KINDS = {
    CALL: "Indkaldelse",
    CANCEL: "Aflysning",
    "ask": "Spørgsmål om tider",
    "remind": "Påmindelse",
}
REPLY_CODE = re.compile(r"\b([45])\d\d\b")  # RFC 5321, 4.2.1: 4 for now, 5 for good
NO_ADDRESS = "Der kan ikke sendes til adressen. Ret den under Deltagere."
REFUSED = "Modtagerens mailserver afviser mailen. Se efter, om adressen er rigtig."
LATER = "Modtagerens mailserver tager ikke imod lige nu."
AWAY = "Portalen kan ikke få mails af sted lige nu."
ABOUT_THE_MAIL = ("SMTPRecipientsRefused", "SMTPDataError")


@dataclass(frozen=True)
class MailState:
    """What became of a mail: what it is, how it stands, and why it failed."""

    what: str
    words: str
    reason: str = ""

    @property
    def has_failed(self) -> bool:
        """Say whether it can be sent again by hand."""
        return bool(self.reason)


def mail_state(mail: OutgoingMail) -> MailState:
    """Return what became of a mail, in words for the organiser."""
    what = KINDS.get(kind_of(mail), "Mail")
    if mail.sent_at is not None:
        return MailState(what, f"sendt {format_instant(mail.sent_at)}")
    if is_claimed(mail) or (not mail.error and mail.content is not None):
        return MailState(what, "afventer")
    if not mail.error:
        return MailState(what, "taget tilbage")
    reason = reason_of(mail.error)
    if mail.content is None or mail.try_again_at is None:
        return MailState(what, "fejlede", f"{reason} Portalen prøver ikke igen af sig selv.")
    again = format_instant(mail.try_again_at)
    return MailState(what, "fejlede", f"{reason} Portalen prøver selv igen {again}.")


def reason_of(error: str) -> str:
    """Return why a mail was not sent, from what the mail server or the network said."""
    if error.endswith("is no address"):
        return NO_ADDRESS
    code = REPLY_CODE.search(error)
    if error.startswith(ABOUT_THE_MAIL) and code is not None:
        return REFUSED if code[1] == "5" else LATER
    return AWAY


def send_again(actor: User, participant: MeetingParticipant) -> str:
    """Send a participant's newest mail again when it failed; return why not, as a sentence.

    Nobody gets it twice: what was sent, or what a courier is at, stays as it is. What was given up,
    or went to an address that was wrong, is written anew, once for each failure.
    """
    require(actor, "plan_meetings")
    mails = list_mails(participant.meeting, is_locking=True)[participant.id]
    reason = why_not_again(participant, mails)
    if reason:
        return reason
    failed = mails[0]
    is_same = failed.recipient == address_in_mails(participant.email)
    if not (is_same and try_again(failed)):
        reason = write_anew(participant, failed, has_got(participant, mails, CALL))
    if not reason:
        note_change(participant.meeting, actor, MeetingChange.SENT_AGAIN, participant.title)
    return reason


def why_not_again(participant: MeetingParticipant, mails: list[OutgoingMail]) -> str:
    """Return why nothing is to be sent again, as a sentence; "" when something is."""
    if not participant.email:
        return f"{participant.title} har ingen e-mail."
    if not mails:
        return f"{participant.title} har ikke fået nogen mail endnu."
    if mails[0].sent_at is not None:
        return f"Mailen til {participant.title} er sendt."
    if is_claimed(mails[0]):
        return f"Mailen til {participant.title} er ved at blive sendt. Se efter om lidt."
    return ""


def write_anew(participant: MeetingParticipant, failed: OutgoingMail, is_invited: bool) -> str:
    """Queue what a participant should have got, as a mail of its own; return why not."""
    meeting, again = participant.meeting, f"again-{failed.id}"
    failed.content = failed.try_again_at = None
    if meeting.state is MeetingState.CALLED:
        letters.invite(participant, f"{CALL}-{again}")
    elif meeting.state is MeetingState.CANCELLED and kind_of(failed) == CANCEL:
        letters.call_off(participant, f"{CANCEL}-{again}", is_invited)
    elif standing_of(meeting) is Standing.OPEN and participant.link_key is not None:
        poll_letters.remind(participant, f"remind-{again}")
    else:
        return f"Mailen til {participant.title} er der ikke længere brug for."
    return ""
